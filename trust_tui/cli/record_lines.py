"""Says records in plain lines and as JSON, the same in every command that lists or keeps some."""

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, Final

from trust_tui.cli.context import workbook_folder
from trust_tui.cli.references import References
from trust_tui.domain import (
    Record,
    Relationship,
    Workbook,
    about_of,
    day_of_record,
    kind_of,
    one_line,
    short_day,
    summary_of,
    to_plain,
    tr,
)


def line_of(record: Record[Any], today: date) -> str:
    """A record in one line: its kind, its day or how it stands, and its first words."""
    kind = kind_of(record.value)
    title, beside = summary_of(record.value, today)
    if not beside or beside == tr(kind.singular):
        beside = short_day(day_of_record(record), today)
    return f"{tr(kind.singular).capitalize()}, {beside}: {one_line(title)}"


def print_list(
    records: Sequence[Record[Any]],
    references: References,
    today: date,
    *,
    ids: bool = False,
) -> None:
    """Print records with the numbers by which other commands take them."""
    references.remember(record.id for record in records)
    short = references.short(one.id for one in records) if ids else ()
    for number, record in enumerate(records, 1):
        end = f" (id {short[number - 1]})" if ids else ""
        print(f"{number}. {line_of(record, today)}{end}")


SHOWN: Final = 20
"""So many records are listed where nothing else is said."""


def print_found(
    records: Iterable[Record[Any]],
    workbook: Workbook,
    options: argparse.Namespace,
    today: date,
    *,
    shown: int = SHOWN,
    none: str,
) -> None:
    """Print so many records as are wanted, in lines or for a script, and say when there are more.

    Args:
        records: Those that were asked for.
        workbook: Holds them.
        options: What was given.
        today: The user's day.
        shown: How many where nothing is said, 0 for all.
        none: What is said where there is none.
    """
    most = shown if options.limit is None else options.limit
    left = iter(records)
    found = list(islice(left, most or None))
    if options.json:
        print_json(found, workbook, options)
        return
    references = references_of(workbook, options)
    print_list(found, references, today, ids=options.ids)
    if not found:
        print(none)
    elif next(left, None) is not None:
        print(tr("There is more: --limit says how many are shown, 0 for all."))


def as_json(
    record: Record[Any], short: str, people: Mapping[str, str]
) -> dict[str, Any]:
    """A record for a script.

    Args:
        record: What is told.
        short: The beginning of its id that nothing else begins with.
        people: Labels of relationships by id.
    """
    kind, value = kind_of(record.value), record.value
    about = about_of(value)
    return {
        "id": record.id,
        "short": short,
        "kind": kind.slug,
        "title": kind.row(value),
        "day": day_of_record(record).isoformat(),
        "state": kind.states[value.state] if kind.states else None,
        "about": about,
        "who": people.get(about or ""),
        "made": record.made.isoformat(),
        "changed": record.changed.isoformat(),
        "revision": record.revision,
        "value": to_plain(value),
    }


def print_json(
    records: Sequence[Record[Any]],
    workbook: Workbook,
    options: argparse.Namespace,
    *,
    numbered: bool = True,
) -> None:
    """Print records as a list for a script; the last list is theirs then, unless they are not to be numbered."""
    references = references_of(workbook, options)
    if numbered:
        references.remember(record.id for record in records)
    short = references.short(record.id for record in records)
    people = labels(workbook)
    told = [
        as_json(record, beginning, people)
        for record, beginning in zip(records, short, strict=True)
    ]
    print(json.dumps(told, indent=1))


def labels(workbook: Workbook) -> Mapping[str, str]:
    """Labels of relationships by id."""
    everyone = workbook.of(Relationship).all()
    return {record.id: record.value.label for record in everyone}


def kept_or_nothing(
    record: Record[Any] | None, workbook: Workbook, options: argparse.Namespace
) -> None:
    """Say that the answers to questions are on the disk; a script is told where there were none."""
    if record is not None:
        kept(record, workbook, options)
    elif options.json:
        print(json.dumps(None))


def kept(
    record: Record[Any],
    workbook: Workbook,
    options: argparse.Namespace,
    *,
    said: str = "",
) -> None:
    """Say that something is on the disk."""
    if options.json:
        (short,) = references_of(workbook, options).short([record.id])
        print(json.dumps({"id": record.id, "short": short}))
    else:
        print(said or tr("Kept."))


def references_of(
    workbook: Workbook, options: argparse.Namespace
) -> References:
    """What records are called by in this terminal."""
    return References(workbook, workbook_folder(options))
