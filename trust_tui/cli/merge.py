"""`trust-tui merge OTHER`: joins another copy of the workbook into this one."""

import argparse
from pathlib import Path

from trust_tui.cli.context import ask_passphrase, opened, patience
from trust_tui.domain import UsageError, tr
from trust_tui.transfer.join import join, summary_lines


def run(options: argparse.Namespace) -> int:
    """Join it, and put it aside where it is a copy that a synchroniser has left."""
    other = Path(options.other).absolute()
    if not other.exists():
        raise UsageError(
            tr(
                "There is nothing of that name: give the other data folder, or a copy of trust.json."
            )
        )
    with opened(options) as workbook:
        with (
            workbook.copies.opened(other, passphrase=ask_passphrase) as theirs,
            patience(),
        ):
            workbook.backup()  # for `trust-tui undo`
            joined = join(workbook, theirs)
        for line in summary_lines(joined):
            print(line)
        if other in workbook.copies.unjoined():
            workbook.copies.put_aside(other)
            print(tr("The copy was put aside; it is not deleted."))
    return 0
