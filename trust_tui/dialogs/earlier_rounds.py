"""What was written in an exercise before: the last answer stands beside today's field, all of them are a page."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from trust_tui.domain import Entry, ExerciseWork, Workbook, long_day, short_day
from trust_tui.typeset import Block, Heading, Span, Verse


def rounds_of(workbook: Workbook, work: ExerciseWork) -> Sequence[Entry]:
    """The entries that an exercise led to and that are still there, the latest first."""
    records = map(workbook.of(Entry).get, reversed(work.entries))
    return [record.value for record in records if record is not None]


def answers_in(text: str, labels: Collection[str]) -> Mapping[str, str]:
    """What stands in the text of an entry below each label, where the entry was written by an exercise."""
    found: dict[str, list[str]] = {}
    label = ""
    for line in text.split("\n"):
        if line in labels:
            label = line
        elif label:
            found.setdefault(label, []).append(line)
    return {label: "\n".join(lines).strip() for label, lines in found.items()}


def last_answers(
    rounds: Sequence[Entry], labels: Collection[str], today: date
) -> Mapping[str, str]:
    """The last answer to each label, with its day before it."""
    last: dict[str, str] = {}
    for entry in rounds:
        day = short_day(entry.day, today)
        for label, text in answers_in(entry.text, labels).items():
            last.setdefault(label, f"{day}: {text}")
    return last


def page_of_rounds(rounds: Sequence[Entry]) -> Sequence[Block]:
    """All of them to read, the latest first."""
    return list(_blocks(rounds))


def _blocks(rounds: Sequence[Entry]) -> Iterator[Block]:
    for entry in rounds:
        yield Heading(spans=(Span(text=long_day(entry.day)),), level=3)
        yield Verse(text=entry.text)
