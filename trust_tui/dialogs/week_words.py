"""The week in the words of the content and of the user, as it stands in the look back and in the entry kept of it."""

from collections.abc import Iterator, Mapping, Sequence

from trust_tui.domain import (
    CheckIn,
    WeekBack,
    Workbook,
    first_day,
    read_line,
    reading_day,
    recent,
    series,
    short_day,
    trend_sentence,
)
from trust_tui.library import Library


def parts_of(
    week: WeekBack, library: Library, lines: str
) -> Sequence[tuple[str, Sequence[str]]]:
    """The headings with what stands below each; a heading with nothing below it is left out.

    Args:
        week: What the week held.
        library: The content.
        lines: What is said of the daily lines, or empty.
    """
    titles = {each.id: each.title for each in library.exercises.outlines()}
    told: Mapping[str, Sequence[str]] = {
        "went-well": [f"\u201c{text}\u201d" for text in week.well],
        "kept": week.kept,
        "open": week.open,
        "done": [
            *(titles[id] for id in week.exercises if id in titles),
            *week.goals,
        ],
        "lines": [lines] if lines else [],
    }
    found = [
        (library.text("week", id).title, texts)
        for id, texts in told.items()
        if texts
    ]
    if found:
        return found
    empty = library.text("week", "empty")
    return [(empty.title, empty.paragraphs)]


def line_of_the_week(
    workbook: Workbook, about: str | None, week: WeekBack, library: Library
) -> str:
    """One sentence on the daily lines: the first that tells of a change; empty where none does."""
    kept = workbook.of(CheckIn).about(about)
    check_ins = recent(kept, first_day(week.last))
    day = reading_day(kept, week.last)
    for item in library.daily_items() if check_ins else ():
        points = series(check_ins, item.id, first_day(week.last))
        reading = read_line(points, day)
        if reading.direction.changed:
            title = library.text("checkin-daily", f"trend-{item.id}").title
            sentences = library.sentences(f"trend-{item.id}")
            said = trend_sentence(sentences, reading, week.last)
            return f"{title}: {said}"
    return ""


def title_of(week: WeekBack) -> str:
    """What the entry is called."""
    first = short_day(week.first, week.last)
    return f"The week from {first} to {week.last.day} {week.last:%b}"


def markdown_of(
    parts: Sequence[tuple[str, Sequence[str]]],
    answered: Sequence[tuple[str, str]],
) -> str:
    """The look back as the text of an entry.

    Args:
        parts: Headings with what stands below each.
        answered: Questions with what was written; one without an answer is left out.
    """
    return "\n\n".join(_blocks(parts, answered))


def _blocks(
    parts: Sequence[tuple[str, Sequence[str]]],
    answered: Sequence[tuple[str, str]],
) -> Iterator[str]:
    for title, texts in parts:
        yield "\n".join([f"## {title}", "", *(f"- {text}" for text in texts)])
    for question, text in answered:
        if text:
            yield f"## {question}\n\n{text}"
