"""`trust-tui edit`, `delete`, `undo` and `trash`: what is done to records that were kept."""

import argparse
import sys
from collections.abc import Mapping
from typing import Any

from trust_tui.cli.context import (
    confirmed,
    day_ends_of,
    open_library,
    opened,
    today_of,
    workbook_folder,
)
from trust_tui.cli.edit_questions import EditQuestions
from trust_tui.cli.in_mind import forget_who_is_gone, whom
from trust_tui.cli.last_acts import CHANGED, DELETED, LastActs
from trust_tui.cli.options import refuse_together, refuse_without
from trust_tui.cli.page_text import print_safety_between
from trust_tui.cli.record_lines import kept, line_of, print_json, print_list
from trust_tui.cli.references import References
from trust_tui.cli.value_fields import (
    Field,
    fields_of,
    given,
    refuse_others,
    with_fields,
)
from trust_tui.domain import (
    Record,
    UsageError,
    Workbook,
    kind_of,
    one_row,
    told_held,
    tr,
    trn,
)
from trust_tui.plain.prompt import Prompt


def run_edit(options: argparse.Namespace) -> int:
    """Change a record by what is given, or ask for each of its fields."""
    with opened(options) as workbook:
        references = References(workbook, workbook_folder(options))
        record = references.living(options.which)
        changes = _changes(options, workbook, record)
        if changes:
            _change(options, workbook, references, record, changes)
            return 0
        questions = EditQuestions(
            workbook.drafts, record, today_of(workbook), day_ends_of(workbook)
        )
        library = open_library(options)
        answers = questions.lead(
            Prompt(lambda: print_safety_between(library)),
            f"edit {references.short([record.id])[0]}",
        )
        if answers is None:
            return 0
        _change(options, workbook, references, record, answers)
        questions.drop()
    return 0


def _change(
    options: argparse.Namespace,
    workbook: Workbook,
    references: References,
    record: Record[Any],
    changes: Mapping[str, Any],
) -> None:
    """Put a record with other fields in its place."""
    value = with_fields(record.value, changes)
    if value == record.value:
        said = tr("Nothing was changed.")
        kept(record, references, json_wanted=options.json, said=said)
        return
    changed = workbook.of(type(value)).change(record, value)
    LastActs(workbook, workbook_folder(options)).changed(record, changed)
    kept(changed, references, json_wanted=options.json)


def _changes(
    options: argparse.Namespace, workbook: Workbook, record: Record[Any]
) -> Mapping[str, Any]:
    """What is given, as fields of the record.

    Raises:
        UsageError: One of them is none, or the record has no such field.
    """
    kind, today = kind_of(record.value), today_of(workbook)
    refuse_others(options, kind)
    changes = dict(given(options, kind, today))
    if options.about is not None:
        if not hasattr(record.value, "about"):
            raise UsageError(tr("This kind of record is about nobody."))
        changes["about"] = whom(workbook, options)
    text = " ".join(options.text)
    if text:
        main = _main_field(record)
        if main is None:
            raise UsageError(tr("This kind of record has no text to change."))
        changes[main.name] = text
    return changes


def _main_field(record: Record[Any]) -> Field | None:
    """The field that holds what it says."""
    kind = kind_of(record.value)
    for name in ("text", "action", "label", "good"):
        for field in fields_of(kind):
            if field.name == name:
                return field
    return None


def run_delete(options: argparse.Namespace) -> int:
    """Move records to the trash."""
    with opened(options) as workbook:
        references = References(workbook, workbook_folder(options))
        named = [references.living(typed) for typed in options.which]
        records = {record.id: record for record in named}.values()
        acts = LastActs(workbook, workbook_folder(options))
        with workbook.batch():
            for record in records:
                workbook.of(type(record.value)).delete(record)
        forget_who_is_gone(workbook)
        for record in records:
            acts.deleted(record)
        if options.json:
            print_json(list(records), references, workbook, numbered=False)
            return 0
    print(
        trn(
            "It is in the trash for 30 days. trust-tui undo brings it back.",
            "{count} records are in the trash for 30 days. trust-tui undo brings them back.",
            len(records),
        )
    )
    return 0


def run_undo(options: argparse.Namespace) -> int:
    """Take back what the last command did."""
    with opened(options) as workbook:
        taken = LastActs(workbook, workbook_folder(options)).take_back()
        if options.json:
            references = References(workbook, workbook_folder(options))
            records = [record for _, record in taken or ()]
            print_json(records, references, workbook, numbered=False)
            return 0
        if taken is None:
            print(tr("There is nothing to take back."))
            return 0
        today = today_of(workbook)
    said = {CHANGED: tr("It stands as before"), DELETED: tr("It is back")}
    lines = [
        f"{said.get(act, 'It is in the trash')}: {line_of(record, today)}"
        for act, record in taken
    ]
    print(tr("Taken back."), "\n".join(lines))
    return 0


def run_trash(options: argparse.Namespace) -> int:
    """List the trash, bring records back, or delete them for good."""
    refuse_together(options, "restore", "for_good")
    refuse_without(options, "for_good", "--for-good", "yes")
    with opened(options) as workbook:
        references = References(workbook, workbook_folder(options))
        if options.restore:
            ids = [references.id(typed) for typed in options.restore]
            _check_trashed(workbook, ids)
            acts = LastActs(workbook, workbook_folder(options))
            workbook.restore(ids)
            for id in dict.fromkeys(ids):
                acts.restored(references.living(id))
            _say_or_list(options, workbook, references, tr("Brought back."))
        elif options.for_good:
            ids = [references.id(typed) for typed in options.for_good]
            _check_trashed(workbook, ids)
            if not confirmed(
                options, tr("It is removed for good; nothing brings it back.")
            ):
                _say_or_list(
                    options, workbook, references, tr("Nothing was removed.")
                )
                return 0
            workbook.delete_for_good(ids)
            for line in told_held(workbook.held_elsewhere(ids)):
                print(one_row(line), file=sys.stderr)
            _say_or_list(options, workbook, references, tr("Gone for good."))
        else:
            _list_trash(options, workbook, references)
    return 0


def _say_or_list(
    options: argparse.Namespace,
    workbook: Workbook,
    references: References,
    said: str,
) -> None:
    """Say what was done; for a script, what is in the trash now."""
    if options.json:
        _list_trash(options, workbook, references)
        return
    print(said)


def _list_trash(
    options: argparse.Namespace,
    workbook: Workbook,
    references: References,
) -> None:
    records = [item.record for item in workbook.trash()]
    if options.json:
        print_json(records, references, workbook)
        return
    print_list(records, references, today_of(workbook))
    if not records:
        print(tr("The trash is empty."))


def _check_trashed(workbook: Workbook, ids: list[str]) -> None:
    there = {item.record.id for item in workbook.trash()}
    if not there.issuperset(ids):
        raise UsageError(
            tr("That is not in the trash: trust-tui trash lists it.")
        )
