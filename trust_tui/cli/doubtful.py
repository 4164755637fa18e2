"""`trust-tui doubtful`: looks at files that nothing proves to be the user's, without taking anything of them in."""

import argparse
import shlex
from pathlib import Path

from trust_tui.cli.context import opened, today_of
from trust_tui.domain import KINDS, TABLES, UsageError, one_row, summary_of, tr
from trust_tui.store.store_workbook import StoreWorkbook


def run(options: argparse.Namespace) -> int:
    """List them, or show the words in one."""
    with opened(options) as workbook:
        paths = {path.name: path for path in workbook.copies.doubtful()}
        if options.file is None:
            _list(paths)
            return 0
        path = paths.get(Path(options.file).name)
        if path is None:
            raise UsageError(
                tr(
                    "There is no doubtful file of that name: without a name they are listed."
                )
            )
        _show(workbook, path)
    return 0


def _list(paths: dict[str, Path]) -> None:
    if not paths:
        print(tr("There is no file here that cannot be proved to be yours."))
    for name in sorted(paths):
        print(one_row(name))


def _show(workbook: StoreWorkbook, path: Path) -> None:
    today = today_of(workbook)
    with workbook.copies.opened(path) as theirs:
        for table in TABLES:
            for record in theirs.of(KINDS[table].value).all():
                print(one_row(" - ".join(summary_of(record.value, today))))
    print(
        tr(
            "If it is yours, take it in: trust-tui merge {quote}",
            quote=shlex.quote(str(path)),
        )
    )
