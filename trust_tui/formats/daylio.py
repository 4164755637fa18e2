"""Daylio: the rows of its CSV export. Its moods become answers on the scale of mood, and nothing else."""

import csv
import html
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Final

from trust_tui.domain.cancellable_task import expect, steps
from trust_tui.formats.collector import LONGEST, Collector, ReadOptions, ReadResult
from trust_tui.formats.format import Likeness
from trust_tui.formats.safe_read import UnreadableError
from trust_tui.formats.source import Source

MOOD: Final = "day-mood"
"""Id of the question about mood."""

MOODS: Final[Mapping[str, int]] = {"awful": 0, "bad": 1, "meh": 2, "good": 3, "rad": 4}
"""The names that Daylio itself gives, on the scale of mood."""

_NEEDED: Final = ("full_date", "mood")
_BREAK: Final = re.compile(r"<(?:br|/p|/div|/li|/h[1-6])\b[^>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")
_BLANKS: Final = re.compile(r"\n{3,}")


def fits(source: Source) -> Likeness:
    """Whether the first line names its columns; a text without them is refused with a word on what to do."""
    if is_daylio(source.columns):
        return Likeness.SURE
    return Likeness.POSSIBLE if source.text else Likeness.NO


def read(source: Source, options: ReadOptions) -> ReadResult:
    """Read the rows."""
    return read_daylio(source.text, options)


def is_daylio(columns: Sequence[str]) -> bool:
    """Whether a CSV file with these columns is one of Daylio's."""
    return all(name in columns for name in _NEEDED)


def read_daylio(text: str, options: ReadOptions) -> ReadResult:
    """Read the rows. A note becomes an entry, tagged with the activities; a mood a check-in.

    Raises:
        UnreadableError: It is not CSV, or a column is missing.
    """
    collector = Collector("daylio", options)
    usual = csv.field_size_limit(LONGEST * 2)
    try:
        rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        if not is_daylio(rows.fieldnames or ()):
            raise UnreadableError(
                "The file has no columns full_date and mood: export it from Daylio as CSV again."
            )
        expect("Reading", text.count("\n"))
        for row in steps(rows):
            collector.read += 1
            _row(collector, f"line {rows.line_num}", row)
    except csv.Error:
        raise UnreadableError(
            "The file is not whole CSV: export it from Daylio again."
        ) from None
    finally:
        csv.field_size_limit(usual)
    return collector.result()


def _row(collector: Collector, where: str, row: Mapping[str, str | None]) -> None:
    day, clock = _day(row.get("full_date") or ""), _clock(row.get("time") or "")
    if day is None:
        collector.skip(where, "its full_date is not a day")
        return
    moment = collector.normalise_offset(
        where, collector.local(datetime.combine(day, clock))
    )
    if moment is None:
        return
    named = (row.get("mood") or "").strip().lower()
    mood = {**MOODS, **collector.options.moods}.get(named)
    if mood is None and named:
        collector.skip(
            where,
            "its mood has a name of your own, and nobody said what it means (the rest is collector)",
        )
        collector.moods.setdefault(named)
    title, note = plain(row.get("note_title") or ""), plain(row.get("note") or "")
    activities = [
        part.strip()
        for part in (row.get("activities") or "").split("|")
        if part.strip()
    ]
    source = f"{moment:%Y-%m-%d %H:%M} {named} {' '.join(f'{title} {note}'.split())} {' '.join(activities)}"
    if mood is not None:
        alone = "" if title or note else ", ".join(activities)
        collector.check_in(moment, {MOOD: mood}, note=alone, source=source)
    if title or note or (activities and mood is None):
        text = note or (", ".join(activities) if not title else "")
        collector.entry(
            where, moment, title=title, text=text, tags=tuple(activities), source=source
        )
    elif mood is None and not named:
        collector.skip(where, "it has neither a mood nor a note")


def plain(text: str) -> str:
    """A note without the HTML that newer versions put into it."""
    if "<" in text or "&" in text:
        text = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    return _BLANKS.sub("\n\n", text.replace("\u00a0", " ")).strip()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _clock(text: str) -> time:
    """The time of a row, noon where there is none that can be read."""
    text = " ".join(text.replace("\u202f", " ").split()).upper()
    for form in ("%H:%M", "%I:%M %p", "%I:%M%p", "%H.%M"):
        try:
            return datetime.strptime(text, form).time()  # noqa: DTZ007 - a time of day
        except ValueError:
            continue
    return time(12)
