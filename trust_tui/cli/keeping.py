"""`trust-tui goal`, `promise`, `win` and `limit`: keeps one, lists them, says where one stands."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from msgspec.structs import replace

from trust_tui.cli.context import (
    open_library,
    opened,
    today_of,
)
from trust_tui.cli.in_mind import shown, whom
from trust_tui.cli.options import (
    FILTERS,
    past_day,
    refuse_beside,
    refuse_together,
    refuse_without,
    selection,
)
from trust_tui.cli.record_lines import SHOWN, kept, print_found, references_of
from trust_tui.cli.references import References
from trust_tui.cli.value_fields import DESTINATION, given, with_fields
from trust_tui.domain import (
    KINDS,
    Goal,
    GoalReview,
    Limit,
    Promise,
    Record,
    UsageError,
    Win,
    Workbook,
    kind_of,
    tr,
)

BLANK: Final[Mapping[str, Callable[[date], Any]]] = {
    Goal.TABLE: lambda _: Goal(action=""),
    Promise.TABLE: lambda _: Promise(text=""),
    Win.TABLE: lambda day: Win(text="", day=day),
    Limit.TABLE: lambda _: Limit(text=""),
}
"""A new one of each kind, made on a day."""

MAIN: Final[Mapping[str, str]] = {
    table: "action" if table == Goal.TABLE else "text" for table in BLANK
}
"""The field that holds what it says."""


def run_goal(options: argparse.Namespace) -> int:
    """Goals: list them, set one, say where one stands, look back at one."""
    refuse_together(options, "review", "set", "text")
    refuse_beside(options, "review", *FILTERS)
    refuse_without(options, "review", "--review", "well", "in_the_way", "next")
    if options.review is not None:
        return _look_back(options)
    return _run(options, Goal.TABLE)


def run_promise(options: argparse.Namespace) -> int:
    """Promises of the user's own."""
    return _run(options, Promise.TABLE)


def run_win(options: argparse.Namespace) -> int:
    """Small wins."""
    return _run(options, Win.TABLE)


def run_limit(options: argparse.Namespace) -> int:
    """Limits of the user's own."""
    return _run(options, Limit.TABLE)


def _run(options: argparse.Namespace, table: str) -> int:
    refuse_together(options, "set", "text")
    if table == Promise.TABLE:
        # Beside words it is whom a promise was made to.
        options.last, to = None, options.field_to
        if not options.text:
            options.last, options.field_to = to, None
    refuse_without(options, "text", tr("the words of a new one"), DESTINATION)
    with opened(options) as workbook:
        references = references_of(workbook, options)
        if getattr(options, "set", None):
            refuse_beside(options, "set", *FILTERS)
            _set_state(options, workbook, references, table)
            return 0
        text = " ".join(options.text)
        if not text.strip():
            _list(options, workbook, table)
            return 0
        today = today_of(workbook)
        blank = BLANK[table](today)
        kind = kind_of(blank)
        refuse_beside(options, "text", "first", "last", "limit", "ids")
        changes = dict(given(options, kind, today))
        if options.day is not None:
            if not kind.dated:
                raise UsageError(tr("--day goes with a list of them."))
            changes["day"] = past_day(options.day, today)
        changes |= {MAIN[table]: text, "about": whom(workbook, options)}
        value = with_fields(blank, changes)
        record: Record[Any] = workbook.of(type(value)).keep(value)
        kept(record, workbook, options)
    if table == Goal.TABLE and not options.json:
        _say_checks(options, text)
    return 0


def _say_checks(options: argparse.Namespace, action: str) -> None:
    """Ask what the form of a goal asks of some wordings; it never stands in the way."""
    from trust_tui.domain import gentle_checks  # noqa: PLC0415 - of a new goal

    checks = open_library(options).text("goals", "checks").parts
    calls = {part.id: [item.text for item in part.items] for part in checks}
    for id in gentle_checks(action, calls)[:1]:
        print(next(part.title for part in checks if part.id == id))


def _list(
    options: argparse.Namespace,
    workbook: Workbook,
    table: str,
) -> None:
    """Those about who is in mind, the ones that are open first."""
    kind, today = KINDS[table], today_of(workbook)
    records: Sequence[Record[Any]] = workbook.of(kind.value).about(
        shown(workbook, options)
    )
    if kind.states:
        first = next(iter(kind.states))
        records = sorted(records, key=lambda one: one.value.state != first)
    print_found(
        filter(selection(options, workbook, today).wants, records),
        workbook,
        options,
        today,
        shown=0 if kind.states else SHOWN,
        none=tr("There are no {plural} yet.", plural=tr(kind.plural)),
    )


def _set_state(
    options: argparse.Namespace,
    workbook: Workbook,
    references: References,
    table: str,
) -> None:
    typed, state = options.set
    record = references.living(typed)
    if table != record.value.TABLE:
        raise UsageError(
            tr("That is not a {singular}.", singular=tr(KINDS[table].singular))
        )
    states = KINDS[table].states
    wanted = state.strip().lower().replace(" ", "-")
    known = {str(one): one for one in states}
    if wanted not in known:
        raise UsageError(tr("It can be: {names}.", names=", ".join(known)))
    value = with_fields(record.value, {"state": wanted})
    changed = workbook.of(type(value)).change(record, value)
    said = tr("Kept: {states}.", states=states[known[wanted]])
    kept(changed, workbook, options, said=said)


def _look_back(options: argparse.Namespace) -> int:
    with opened(options) as workbook:
        references = references_of(workbook, options)
        record = references.living(options.review)
        if not isinstance(record.value, Goal):
            raise UsageError(tr("That is not a goal."))
        review = GoalReview(
            day=today_of(workbook),
            well=options.well,
            in_the_way=options.in_the_way,
            next=options.next,
        )
        if not (review.well or review.in_the_way or review.next):
            raise UsageError(
                tr(
                    "Say one of --well, --in-the-way and --next: a word in one of them is enough."
                )
            )
        value = replace(record.value, reviews=(*record.value.reviews, review))
        changed = workbook.of(Goal).change(record, value)
        kept(changed, workbook, options)
    return 0
