"""`trust-tui check-in`: the daily questions, line by line, for a screen reader or a plain terminal."""

import argparse
import sys

from trust_tui.cli.context import open_library, opened, today_of
from trust_tui.domain import CheckIn, Relationship, UsageError
from trust_tui.library import Item, Library


def run(options: argparse.Namespace) -> int:
    """Ask each question, then keep the answers; nothing is kept when nothing was answered."""
    library = open_library(options)
    with opened(options) as workbook:
        settings = workbook.settings
        day = today_of(workbook)
        earlier = next(
            (
                r
                for r in workbook.of(CheckIn).about(settings.current)
                if r.value.day <= day
            ),
            None,
        )
        same = (
            earlier
            if earlier
            and (earlier.value.day, earlier.value.about)
            == (day, settings.current or None)
            else None
        )
        print(
            "A number answers, - does not apply, an empty line skips. Nothing has to be answered."
        )
        answers = {}
        about = (
            workbook.of(Relationship).get(settings.current)
            if settings.current
            else None
        )
        kind = about.value.kind if about else ""
        for item in library.daily_items(kind):
            if (answer := ask(item)) is not _SKIPPED:
                answers[item.id] = answer
        good, note = (_line(text) for text in lines(library, kind))
        if not (answers or good or note):
            print("Nothing was answered, so nothing was kept.")
            return 0
        value = CheckIn(
            day=day,
            answers=answers,
            good=good,
            note=note,
            about=settings.current or None,
        )
        repository = workbook.of(CheckIn)
        record = (
            repository.change(same, value) if same else repository.keep(value)
        )
    print(f"Kept. {record.id}")
    return 0


_SKIPPED = -1


def ask(item: Item) -> int | None:
    """The answer typed: a value of the item, None for does not apply, `_SKIPPED` for an empty line.

    Raises:
        UsageError: The input ended.
    """
    print(f"\n{item.text}")
    for choice in item.choices:
        print(
            f"  {'-' if choice.value is None else choice.value}  {choice.text}"
        )
    known = {
        "-" if choice.value is None else str(choice.value): choice.value
        for choice in item.choices
    }
    while (typed := _line("Answer:")) not in known:
        if not typed:
            return _SKIPPED
        print(f"Type one of {', '.join(known)}, or nothing.")
    return known[typed]


def lines(library: Library, kind: str) -> tuple[str, str]:
    """The labels of the two lines."""
    labels = library.labels("checkin-daily", "lines")
    return labels["day-good"].said(kind), labels["day-note"].said(kind)


def _line(label: str) -> str:
    print(label, end=" ", flush=True)
    typed = sys.stdin.readline()
    if not typed:
        raise UsageError("The answers ended early, so nothing was kept.")
    return typed.strip()
