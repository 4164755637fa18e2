"""`trust-tui erase`: removes one record, one relationship with all about it, or everything."""

import argparse

from trust_tui.cli.context import confirmed, opened
from trust_tui.cli.options import relationship
from trust_tui.domain.records import KINDS
from trust_tui.errors import UsageError
from trust_tui.paths import data_folder
from trust_tui.store import erase_everything

REMAINS = (
    "Copies elsewhere may remain: the machine's own backups, exports you made, old blocks of the disk, and what you "
    "typed in your shell's history."
)


def run(options: argparse.Namespace) -> int:
    """Remove it, after a question. Nothing brings it back."""
    if options.record or options.relationship:
        return _some(options)
    folder = data_folder(options.data)
    if not confirmed(
        options,
        "Everything you kept here is removed, backups and drafts too; nothing brings it back.",
    ):
        print("Nothing was erased.")
        return 0
    erase_everything(folder)
    print(f"Everything is erased. {REMAINS}")
    return 0


def _some(options: argparse.Namespace) -> int:
    with opened(options) as workbook:
        if options.record:
            ids = [options.record]
            if all(
                workbook.of(kind).get(options.record) is None for kind in KINDS
            ) and all(
                thrown.record.id != options.record for thrown in workbook.trash()
            ):
                raise UsageError("There is no record with that id.")
        else:
            about = relationship(workbook, options.relationship)
            every = (
                record for kind in KINDS for record in workbook.of(kind).about(about)
            )
            thrown = (thrown.record for thrown in workbook.trash())
            ids = [
                r.id
                for r in (*every, *thrown)
                if getattr(r.value, "about", None) == about
            ]
            ids.append(str(about))
        count = "One record" if len(ids) == 1 else f"{len(ids)} records"
        if not confirmed(
            options,
            f"{count} will be removed from everywhere here; nothing brings them back.",
        ):
            print("Nothing was erased.")
            return 0
        workbook.delete_for_good(ids)
    print(f"Erased. {REMAINS}")
    return 0
