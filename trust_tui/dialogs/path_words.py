"""What opens a sitting on the path: the user's own words of last time, what comes next and why, from the content."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from trust_tui.dialogs.earlier_rounds import answers_in
from trust_tui.domain import (
    Entry,
    Next,
    Path,
    Record,
    Sitting,
    one_line,
    sittings_on,
    tr,
)
from trust_tui.session import Session

QUOTED: Final = 160
"""Characters quoted of what was written last time."""

AWAY: Final = timedelta(days=14)
"""After so long a word of welcome comes first."""


def opening(
    session: Session, path: Record[Path], following: Next
) -> Sequence[tuple[str, str]]:
    """Headings with what stands below each, in order."""
    last = next(iter(sittings_on(session.workbook, path)), None)
    return list(_opening(session, path.value, last, following))


def _opening(
    session: Session,
    path: Path,
    last: Record[Sitting] | None,
    following: Next,
) -> Iterator[tuple[str, str]]:
    library = session.library
    if last is None:
        yield library.text("path", "begun-with").title, _quoted(path.problem)
    else:
        yield from _last_time(session, last.value)
    part = library.text("path", following.step.id)
    why = library.text("path", following.why)
    reason = " ".join(why.paragraphs)
    if following.sign:
        sign = library.header(following.sign).title
        reason = reason.replace("[sign]", sign)
    minutes = _minutes(session, following)
    said = " ".join((*part.paragraphs, reason))
    yield f"{why.title}: {part.title}{minutes}", said


def _last_time(session: Session, sitting: Sitting) -> Iterator[tuple[str, str]]:
    library = session.library
    if session.today - sitting.day >= AWAY:
        welcome = library.text("path", "welcome-back")
        yield welcome.title, " ".join(welcome.paragraphs)
    for id in sitting.entries[-1:]:
        entry = session.workbook.of(Entry).get(id)
        if entry is not None:
            title = library.text("path", "last-time").title
            yield title, _quoted(_own_words(session, entry.value))
    if sitting.act:
        part = library.text("path", "last-act")
        yield f"{part.title}: {sitting.act}", " ".join(part.paragraphs)


def _own_words(session: Session, entry: Entry) -> str:
    """What was written in an exercise, without the labels of its fields."""
    for exercise in session.library.exercises.all():
        if exercise.id == entry.answers:
            labels = [item.text for item in exercise.fields]
            answers = answers_in(entry.text, labels).values()
            return " \u00b7 ".join(answers) or entry.text
    return entry.text


def _quoted(text: str) -> str:
    line = one_line(text)
    if len(line) > QUOTED:
        line = f"{line[:QUOTED].rsplit(' ', 1)[0]} \u2026"
    return f"\u201c{line}\u201d"


def _minutes(session: Session, following: Next) -> str:
    for exercise in session.library.exercises.outlines():
        if exercise.id == following.step.exercise:
            return f" \u00b7 {tr('{minutes} min', minutes=exercise.minutes)}"
    return ""
