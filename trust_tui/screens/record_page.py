"""Turns a record into the page that shows it: the user's words as they stand, never read as markup."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from trust_tui.domain.dates import short_day
from trust_tui.domain.goals import in_words
from trust_tui.domain.records import (
    Answers,
    CheckIn,
    Entry,
    Goal,
    GoalState,
    JointCheckIn,
    Limit,
    Promise,
    PromiseState,
    Record,
    SelfCheck,
    Whose,
    Win,
)
from trust_tui.library.library import Library
from trust_tui.library.model import Item
from trust_tui.typeset.blocks import (
    Block,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Span,
    Verse,
)

PROMISE_STATES = {
    PromiseState.OPEN: "open",
    PromiseState.KEPT: "kept",
    PromiseState.MOVED: "moved in time",
    PromiseState.REPAIRED: "missed, repaired",
    PromiseState.LET_GO: "let go",
}

GOAL_STATES = {
    GoalState.TRYING: "trying",
    GoalState.DONE: "done",
    GoalState.CHANGED: "changed",
    GoalState.LET_GO: "let go",
}


WHO = {"1": "the first of us", "2": "the second of us", "both": "both of us"}
"""Who gave an answer in a check-in together, by the end of its id."""


def title_of(record: Record[Any], today: date) -> tuple[str, str]:
    """What a row says of a record, and the day beside it."""
    value = record.value
    match value:
        case Entry():
            title = value.title or value.text.strip().split("\n")[0][:200] or "(empty)"
            return title, short_day(value.day, today)
        case CheckIn():
            words = value.good or value.note
            return f"Check-in: {words}" if words else "Check-in", short_day(
                value.day, today
            )
        case Goal():
            return value.action, GOAL_STATES[value.state]
        case Promise():
            return value.text, PROMISE_STATES[value.state]
        case Win():
            return value.text, short_day(value.day, today)
        case Limit():
            return value.text, "limit"
        case SelfCheck():
            return "Self-check", short_day(value.day, today)
        case JointCheckIn():
            return value.agreement or "Check-in together", short_day(value.day, today)
    return "", ""


def page_of(
    record: Record[Any], library: Library, kind: str = ""
) -> tuple[str, list[Block]]:
    """Title and blocks of the page of a record; its questions as they are put to someone of a kind of relationship."""
    match record.value:
        case Entry():
            return _entry(record.value, library, kind)
        case CheckIn():
            return _check_in(record.value, library, kind)
        case Goal():
            return _goal(record.value, library)
        case Promise():
            return _promise(record.value)
        case Win():
            whose = "One of ours" if record.value.whose is Whose.OURS else "One of mine"
            return "A small win", [
                _quiet(f"{_long_day(record.value.day)}. {whose}."),
                Verse(text=record.value.text),
            ]
        case Limit():
            return "A limit of mine", [Verse(text=record.value.text)]
        case SelfCheck():
            return _self_check(record.value, library)
        case JointCheckIn():
            return _together(record.value, library, kind)
    return "", []


def _entry(entry: Entry, library: Library, kind: str) -> tuple[str, list[Block]]:
    blocks: list[Block] = [_quiet(_long_day(entry.day))]
    if entry.answers:
        blocks.append(_quiet(_asked(library, entry.answers, kind)))
    blocks.append(Verse(text=entry.text))
    if entry.tags:
        blocks.append(_quiet(" ".join(f"#{tag}" for tag in entry.tags)))
    return entry.title or "Entry", blocks


def _asked(library: Library, id: str, kind: str) -> str:
    """The question or the exercise that an entry answers."""
    asked = {exercise.id: exercise.title for exercise in library.exercise_outlines()}
    asked |= (
        {prompt.id: prompt.text for prompt in library.prompts(kind)}
        if id not in asked
        else {}
    )
    return asked.get(id, "To a question that is no longer asked")


def _check_in(
    check_in: CheckIn, library: Library, kind: str
) -> tuple[str, list[Block]]:
    items = {item.id: item for item in library.daily_items(kind)}
    blocks: list[Block] = (
        [_answers(check_in.answers, items)] if check_in.answers else []
    )
    labels = {
        id: item.said(kind)
        for id, item in library.labels("checkin-daily", "lines").items()
    }
    for id, text in (("day-good", check_in.good), ("day-note", check_in.note)):
        if text:
            blocks += [_head(labels[id]), Verse(text=text)]
    return f"Check-in, {_long_day(check_in.day)}", blocks


def _goal(goal: Goal, library: Library) -> tuple[str, list[Block]]:
    labels = {id: item.text for id, item in library.labels("goals", "form").items()}
    blocks: list[Block] = [
        Verse(text=in_words(goal)),
        _quiet(f"Now: {GOAL_STATES[goal.state]}"),
    ]
    for id, text in (
        ("goal-know", goal.know),
        ("goal-first-try", _long_day(goal.first_try) if goal.first_try else ""),
        ("goal-why", goal.why),
    ):
        if text:
            blocks += [_head(labels[id]), Verse(text=text)]
    questions = library.labels("goals", "review")
    for review in reversed(goal.reviews):
        blocks.append(_head(f"Looked back on {_long_day(review.day)}"))
        for id, text in (
            ("well", review.well),
            ("way", review.in_the_way),
            ("next", review.next),
        ):
            if text:
                blocks += [_quiet(questions[f"review-{id}"].text), Verse(text=text)]
    if goal.earlier:
        blocks.append(_head("Earlier wordings"))
        blocks += [Verse(text=text) for text in reversed(goal.earlier)]
    return "Goal", blocks


def _promise(promise: Promise) -> tuple[str, list[Block]]:
    blocks: list[Block] = [
        Verse(text=promise.text),
        _quiet(f"Now: {PROMISE_STATES[promise.state]}"),
    ]
    if promise.to:
        blocks += [_head("To whom"), Verse(text=promise.to)]
    if promise.due:
        blocks += [_head("By when"), Verse(text=_long_day(promise.due))]
    return "A promise of mine", blocks


def _self_check(check: SelfCheck, library: Library) -> tuple[str, list[Block]]:
    items = {item.id: item for item in library.self_check_items()}
    return f"Self-check, {_long_day(check.day)}", [_answers(check.answers, items)]


def _together(
    joint: JointCheckIn, library: Library, kind: str
) -> tuple[str, list[Block]]:
    parts = ("items", "checkup")
    questions = {
        item.id: item.said(kind)
        for part in parts
        for item in _items(library, "checkin-together", part)
    }
    blocks: list[Block] = []
    if joint.agreement:
        blocks += [_head("Our agreement"), Verse(text=joint.agreement)]
    if joint.next_day:
        blocks += [_head("Next time"), Verse(text=_long_day(joint.next_day))]
    for id, text in joint.kept.items():
        question, _, who = id.rpartition("-")
        blocks += [
            _head(f"{questions.get(question, question)} ({WHO.get(who, who)})"),
            Verse(text=text),
        ]
    return f"Check-in together, {_long_day(joint.day)}", blocks


def _items(library: Library, page: str, part: str) -> Sequence[ListItem]:
    """The items of a part; none where the content lacks it."""
    section = library.page(page).section(part)
    return section.items if section else ()


def _answers(answers: Answers, items: Mapping[str, Item]) -> ListBlock:
    """Each answer in words, with its question; one that is no longer asked by its id."""
    told = []
    for id, answer in answers.items():
        item = items.get(id)
        choices = item.choices if item else ()
        word = next(
            (choice.text for choice in choices if choice.value == answer), str(answer)
        )
        text = item.text if item else f"{id} (no longer asked)"
        told.append(
            ListItem(
                blocks=(
                    Paragraph(
                        spans=(Span(text=word, strong=True), Span(text=f": {text}"))
                    ),
                )
            )
        )
    return ListBlock(items=tuple(told))


def _long_day(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B %Y}"


def _head(text: str) -> Heading:
    return Heading(spans=(Span(text=text),), level=3)


def _quiet(text: str) -> Paragraph:
    return Paragraph(spans=(Span(text=text, emphasis=True),))
