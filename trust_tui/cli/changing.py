"""`trust-tui edit`, `delete`, `undo` and `trash`: what is done to records that were kept."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from trust_tui import formats
from trust_tui.cli.context import (
    confirmed,
    day_ends_of,
    open_library,
    opened,
    questions_apart,
    today_of,
    workbook_folder,
)
from trust_tui.cli.edit_questions import EditQuestions
from trust_tui.cli.in_mind import forget_who_is_gone, shown, whom
from trust_tui.cli.last_acts import LastActs, Turned
from trust_tui.cli.noting import MOST
from trust_tui.cli.options import (
    FILTERS,
    clock,
    refuse_beside,
    refuse_together,
    refuse_without,
    selection,
)
from trust_tui.cli.page_text import print_safety_between
from trust_tui.cli.record_lines import (
    kept,
    kept_or_nothing,
    line_of,
    print_found,
    print_json,
    references_of,
)
from trust_tui.cli.told_as_json import print_said
from trust_tui.cli.value_fields import (
    Field,
    fields_of,
    given,
    refuse_others,
    with_fields,
)
from trust_tui.domain import (
    Entry,
    Record,
    SystemClock,
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
        references = references_of(workbook, options)
        record = references.living(options.which)
        changes = _changes(options, workbook, record)
        record = _at_another_time(options, workbook, record, changes)
        if changes or options.time:
            _change(options, workbook, record, changes)
            return 0
        questions = EditQuestions(
            workbook.drafts, record, today_of(workbook), day_ends_of(workbook)
        )
        library = open_library(options)
        with questions_apart(options):
            answers = questions.lead(
                Prompt(lambda: print_safety_between(library)),
                f"edit {references.short([record.id])[0]}",
            )
        if answers is None:
            kept_or_nothing(None, workbook, options)
            return 0
        _change(options, workbook, record, answers)
        questions.drop()
    return 0


def _change(
    options: argparse.Namespace,
    workbook: Workbook,
    record: Record[Any],
    changes: Mapping[str, Any],
) -> None:
    """Put a record with other fields in its place."""
    value = with_fields(record.value, changes)
    if value == record.value and not options.time:
        said = tr("Nothing was changed.")
        kept(record, workbook, options, said=said)
        return
    changed = workbook.of(type(value)).change(record, value)
    kept(changed, workbook, options)


def _at_another_time(
    options: argparse.Namespace,
    workbook: Workbook,
    record: Record[Any],
    changes: Mapping[str, Any],
) -> Record[Any]:
    """The record as if it had been made at the time that was given.

    Raises:
        UsageError: That is none, or the record has no time of its own.
    """
    if options.time is None:
        return record
    if not isinstance(record.value, Entry):
        raise UsageError(tr("--time goes with an entry."))
    day = changes.get("day", record.value.day)
    ends, now = day_ends_of(workbook), SystemClock().now()
    typed = f"{day.isoformat()} {clock(options.time):%H:%M}"
    moment = formats.moments.read_moment(typed, now, ends)
    if moment is None:
        return record
    return replace(record, made=moment.at(now, ends))


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
        references = references_of(workbook, options)
        named = [references.living(typed) for typed in options.which]
        records = {record.id: record for record in named}.values()
        with workbook.batch():
            for record in records:
                workbook.of(type(record.value)).delete(record)
        forget_who_is_gone(workbook)
        if options.json:
            print_json(list(records), workbook, options, numbered=False)
            return 0
    if len(records) > MOST:
        print(
            tr(
                "{count} records are in the trash for 30 days. trust-tui trash has them all; undo takes fewer back.",
                count=len(records),
            )
        )
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
    nothing = tr("There is nothing to take back.")
    return _turn(options, LastActs.take_back, tr("Taken back."), nothing)


def run_redo(options: argparse.Namespace) -> int:
    """Do again what was taken back last."""
    nothing = tr("There is nothing to do again.")
    return _turn(options, LastActs.do_again, tr("Done again."), nothing)


def _turn(
    options: argparse.Namespace,
    turn: Callable[[LastActs], Sequence[Turned] | None],
    done: str,
    nothing: str,
) -> int:
    """Turn something round, and say what."""
    with opened(options) as workbook:
        turned = turn(LastActs(workbook, workbook_folder(options)))
        today = today_of(workbook)
        records = [one.record for one in turned or () if one.record]
        if options.json and records:
            references_of(workbook, options)
            print_json(records, workbook, options, numbered=False)
            return 0
    lines = [_said(one, today) for one in turned or ()] or [nothing]
    if options.json:
        print_said(lines, is_done=turned is not None)
        return 0
    print(*([done] if turned else []), "\n".join(lines))
    return 0


def _said(turned: Turned, today: date) -> str:
    """What was turned round, in a line."""
    if turned.record is None:
        return turned.said
    stands = {
        "changed": tr("It stands as before"),
        "deleted": tr("It is back"),
    }
    where = stands.get(turned.act, tr("It is in the trash"))
    return f"{where}: {line_of(turned.record, today)}"


def run_trash(options: argparse.Namespace) -> int:
    """List the trash, bring records back, or delete them for good."""
    refuse_together(options, "restore", "for_good")
    for done in ("restore", "for_good"):
        refuse_beside(options, done, *FILTERS)
    refuse_without(options, "for_good", "--for-good", "yes")
    with opened(options) as workbook:
        references = references_of(workbook, options)
        if options.restore:
            ids = [references.id(typed) for typed in options.restore]
            _check_trashed(workbook, ids)
            workbook.restore(ids)
            _say_or_list(options, workbook, tr("Brought back."))
        elif options.for_good:
            ids = [references.id(typed) for typed in options.for_good]
            _check_trashed(workbook, ids)
            if not confirmed(
                options, tr("It is removed for good; nothing brings it back.")
            ):
                _say_or_list(options, workbook, tr("Nothing was removed."))
                return 0
            workbook.delete_for_good(ids)
            for line in told_held(workbook.copies.holding(ids)):
                print(one_row(line), file=sys.stderr)
            _say_or_list(options, workbook, tr("Gone for good."))
        else:
            _list_trash(options, workbook)
    return 0


def _say_or_list(
    options: argparse.Namespace,
    workbook: Workbook,
    said: str,
) -> None:
    """Say what was done; for a script, what is in the trash now."""
    if options.json:
        _list_trash(options, workbook)
        return
    print(said)


def _list_trash(
    options: argparse.Namespace,
    workbook: Workbook,
) -> None:
    """Those that were asked for, about whoever it is where nobody is named."""
    today = today_of(workbook)
    wanted = selection(options, workbook, today)
    if options.about is not None:
        wanted = replace(wanted, relationship=shown(workbook, options))
    records = [
        item.record for item in workbook.trash() if wanted.wants(item.record)
    ]
    none = tr("Nothing was found.")
    if not any(getattr(options, name) for name in FILTERS):
        none = tr("The trash is empty.")
    print_found(records, workbook, options, today, shown=0, none=none)


def _check_trashed(workbook: Workbook, ids: list[str]) -> None:
    there = {item.record.id for item in workbook.trash()}
    if not there.issuperset(ids):
        raise UsageError(
            tr("That is not in the trash: trust-tui trash lists it.")
        )
