"""`trust-tui seen`: somebody may have read this. A new key, older copies removed, and what is out of reach."""

import argparse

from trust_tui.cli.context import ask_passphrase, confirmed, opened, patience
from trust_tui.cli.passphrase import typed_twice
from trust_tui.domain import (
    INTRODUCTION,
    OUT_OF_REACH,
    Workbook,
    one_row,
    told_copies,
    told_not_joined,
    tr,
)


def run(options: argparse.Namespace) -> int:
    """Do what can be done, each after a question; then say what cannot."""
    print(tr(INTRODUCTION))
    with opened(options) as workbook:
        _close(options, workbook)
        _remove_copies(options, workbook)
    print("\n" + tr("What this program cannot reach:"))
    for line in OUT_OF_REACH:
        print(f"- {tr(line)}")
    return 0


def _close(options: argparse.Namespace, workbook: Workbook) -> None:
    what = tr("Set a passphrase, and seal everything?")
    if workbook.has_passphrase:
        what = tr("Make a new key and passphrase, and seal everything anew?")
    if not confirmed(options, what):
        return
    if workbook.has_passphrase:
        old = ask_passphrase()
        new = typed_twice()
        with patience():
            said = workbook.new_key(old, new)
    else:
        new = typed_twice()
        with patience():
            said = workbook.set_passphrase(new)
    print(one_row(said))


def _remove_copies(options: argparse.Namespace, workbook: Workbook) -> None:
    for line in told_not_joined(workbook.copies.not_joined()):
        print(one_row(line))
    copies = workbook.copies.older()
    if not copies:
        print(tr("No older copy was found in or beside the folder."))
        return
    print(tr("These copies were found:"))
    for line in told_copies(copies):
        print(f"- {one_row(line)}")
    if confirmed(options, tr("Overwrite and remove all of them?")):
        for path in workbook.copies.wipe([copy.path for copy in copies]):
            print(
                tr(
                    "This one could not be removed: {one_row}",
                    one_row=one_row(str(path)),
                )
            )
