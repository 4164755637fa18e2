"""The week in the words of the content and of the user, as it stands in the look back and in the entry kept of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from trust_tui.domain import (
    WeekBack,
    Workbook,
    person_of,
    short_day,
    short_month,
    tr,
)
from trust_tui.library import Library
from trust_tui.report.person_lines import PersonLines


def parts_of(
    week: WeekBack, library: Library, lines: Sequence[str]
) -> Sequence[tuple[str, Sequence[str]]]:
    """The headings with what stands below each; a heading with nothing below it is left out.

    Args:
        week: What the week held.
        library: The content.
        lines: What is said of the daily lines.
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
        "lines": lines,
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


def lines_of_the_week(
    workbook: Workbook, about: str, last: date, library: Library
) -> Iterator[str]:
    """What is said of the daily lines: the first that changed, and of a tag where it is more than chance."""
    person = person_of(workbook, about)
    lines = PersonLines(library, workbook, last, person)
    for item in lines.items:
        if lines.reading(item.id).direction.changed:
            yield f"{lines.title(item.id)}: {lines.sentence(item.id)}"
            break
    if workbook.settings.tags_read and (told := lines.told_of_a_tag()):
        yield " ".join(told)


def title_of(week: WeekBack) -> str:
    """What the entry is called."""
    first = short_day(week.first, week.last)
    return tr(
        "The week from {first} to {day} {month}",
        first=first,
        day=week.last.day,
        month=short_month(week.last),
    )


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
