"""`trust-tui erase`: removes one record, one relationship with all about it, or everything."""

import argparse

from trust_tui.cli.context import confirmed, opened, workbook_folder
from trust_tui.cli.exit_codes import FAILED
from trust_tui.cli.in_mind import forget_who_is_gone, person
from trust_tui.cli.options import refuse_together
from trust_tui.domain import (
    KINDS,
    TABLES,
    Shelves,
    UsageError,
    ids_about,
    later,
    one_row,
    told_held,
    tr,
    trn,
)
from trust_tui.store import copies_beside, erase_everything

REMAINS = later(
    "Copies elsewhere may remain: the machine's own backups, exports you made, old blocks of the disk, and what you "
    "typed in your shell's history."
)


def run(options: argparse.Namespace) -> int:
    """Remove it, after a question. Nothing brings it back."""
    refuse_together(options, "record", "relationship")
    # An empty word is a variable of a script that was not set: it never stands for everything.
    if options.record is not None or options.relationship is not None:
        return _some(options)
    folder = workbook_folder(options)
    copies = [path.name for path in copies_beside(folder)]
    beside = tr(
        " So are the copies beside it: {names}.", names=", ".join(copies)
    )
    if not confirmed(
        options,
        tr(
            "Everything you kept here is removed, backups and drafts too; nothing brings it "
            "back.{copies}",
            copies=one_row(beside) if copies else "",
        ),
    ):
        print(tr("Nothing was erased."))
        return FAILED
    erase_everything(folder)
    print(tr("Everything is erased. {remains}", remains=tr(REMAINS)))
    return 0


def _some(options: argparse.Namespace) -> int:
    with opened(options) as workbook:
        if options.record is not None:
            ids = [options.record]
            if not _is_here(workbook, options.record):
                raise UsageError(tr("There is no record with that id."))
        else:
            about = person(workbook, options.relationship)
            ids = [*ids_about(workbook, about), about]
        question = trn(
            "One record will be removed from everywhere here; nothing brings it back.",
            "{count} records will be removed from everywhere here; nothing brings them back.",
            len(ids),
        )
        if not confirmed(options, question):
            print(tr("Nothing was erased."))
            return FAILED
        workbook.delete_for_good(ids)
        forget_who_is_gone(workbook)
        for line in told_held(workbook.copies.holding(ids)):
            print(one_row(line))
    print(tr("Erased. {remains}", remains=tr(REMAINS)))
    return 0


def _is_here(workbook: Shelves, id: str) -> bool:
    """Whether there is a record of that id, the trash included."""
    for table in TABLES:
        if workbook.of(KINDS[table].value).get(id) is not None:
            return True
    return any(item.record.id == id for item in workbook.trash())
