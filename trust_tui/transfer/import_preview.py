"""What an import would do: what the source is, the months it fills, its first and last entry, and its doubts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from trust_tui.domain import Entry, Record, day_of_record, short_month, tr
from trust_tui.formats.collector import Doubt, DoubtKind
from trust_tui.transfer.import_plan import Plan, counts

LONGEST: Final = 2_000
"""Characters shown of an entry."""

OPTIONS: Final[Mapping[DoubtKind, str]] = {
    DoubtKind.FILE_DATE: "--undated skip",
    DoubtKind.ORDER: "--dates day-first, or --dates month-first",
    DoubtKind.NIGHT: "--after-midnight new-day",
    DoubtKind.MOOD: "--mood NAME=3, from 0 (very low) to 4 (very good)",
    DoubtKind.ZONE: "--timezone Europe/Berlin",
}
"""How a doubt is answered on the command line."""


def preview_lines(plan: Plan) -> Iterator[str]:
    """What the source is, how much each month would get, and its first and last entry."""
    what = plan.result.title
    if plan.result.sure:
        yield tr("This is {what}.", what=what)
    else:
        yield tr("This looks like {what}.", what=what)
    yield from month_lines(plan)
    ends = list(first_and_last(plan))
    for label, record in zip((tr("First"), tr("Last")), ends, strict=False):
        yield ""
        yield from _entry_lines(label, record)


def month_lines(plan: Plan) -> Iterator[str]:
    """The months with their counts, a line for each year; none where nothing is new."""
    years: dict[str, list[str]] = {}
    for month, count in sorted(months_of(plan).items()):
        name = short_month(date.fromisoformat(f"{month}-01"))
        years.setdefault(month[:4], []).append(f"{name} {count}")
    for year, said in years.items():
        yield f"{year}: {', '.join(said)}"


def months_of(plan: Plan) -> Mapping[str, int]:
    """How many records would be added by month, as `2026-03`."""
    return Counter(
        day_of_record(record).isoformat()[:7] for record in plan.records
    )


def first_and_last(plan: Plan) -> Sequence[Record[Entry]]:
    """The first and the last entry that would be added; one where there is only one."""
    entries = [
        record for record in plan.records if isinstance(record.value, Entry)
    ]
    if not entries:
        return []
    first = min(entries, key=_by_day)
    last = max(entries, key=_by_day)
    return [first] if first is last else [first, last]


def _by_day(record: Record[Entry]) -> tuple[Any, ...]:
    return record.value.day, record.made


def _entry_lines(label: str, record: Record[Entry]) -> Iterator[str]:
    entry = record.value
    yield f"{label}: {entry.day.isoformat()} {record.made:%H:%M} {entry.title}".rstrip()
    yield from entry.text[:LONGEST].splitlines()
    if len(entry.text) > LONGEST:
        yield tr("(and so on)")
    if entry.tags:
        yield tr("Tags: {names}", names=", ".join(entry.tags))


def doubt_lines(doubt: Doubt) -> Iterator[str]:
    """A doubt, what is asked of it, and how it is answered on the command line."""
    yield doubt.line[:1].upper() + doubt.line[1:]
    option = OPTIONS.get(doubt.kind)
    yield f"  {doubt.question}{f' {option}' if option else ''}"


def preview_document(plan: Plan) -> dict[str, Any]:
    """All of it for a script."""
    result = plan.result
    return {
        "format": result.format,
        "title": result.title,
        "sure": result.sure,
        "read": result.read,
        "new": dict(counts(plan.records, plan.trash)),
        "here": plan.here,
        "differing": plan.differing,
        "months": dict(sorted(months_of(plan).items())),
        "entries": [_entry_document(record) for record in first_and_last(plan)],
        "skipped": [
            {"where": skipped.where, "reason": skipped.reason}
            for skipped in result.skipped
        ],
        "left_out": dict(result.left_out),
        "doubts": [_doubt_document(doubt) for doubt in result.doubts],
    }


def _entry_document(record: Record[Entry]) -> dict[str, Any]:
    entry = record.value
    return {
        "day": entry.day.isoformat(),
        "made": record.made.isoformat(),
        "title": entry.title,
        "text": entry.text,
        "tags": list(entry.tags),
    }


def _doubt_document(doubt: Doubt) -> dict[str, Any]:
    return {
        "kind": str(doubt.kind),
        "count": doubt.count,
        "examples": list(doubt.examples),
        "question": doubt.question,
        "option": OPTIONS.get(doubt.kind, ""),
    }
