"""Turns a record into the page that shows it: the user's words as they stand, never read as markup."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, assert_never

from trust_tui.dialogs.own_markdown import blocks_of
from trust_tui.domain import (
    Answers,
    CheckIn,
    Entry,
    ExerciseWork,
    Goal,
    GoalReview,
    Habit,
    HabitTick,
    JointCheckIn,
    Limit,
    Moment,
    PageRead,
    Path,
    Promise,
    Record,
    Relationship,
    SelfCheck,
    Settings,
    Sitting,
    StepMark,
    Value,
    Whose,
    Win,
    kind_of,
    later,
    long_day,
    name_of,
    sentence,
    state_of,
    tr,
)
from trust_tui.library import Item, Library
from trust_tui.pictures import Answered, AnswerLines
from trust_tui.typeset import (
    Block,
    Heading,
    ListItem,
    Paragraph,
    Picture,
    Span,
    Verse,
)

WHO = {
    "1": later("the first of us"),
    "2": later("the second of us"),
    "both": later("both of us"),
}
"""Who gave an answer in a check-in together, by the end of its id."""


def page_of(
    record: Record[Any], library: Library, kind: str = ""
) -> tuple[str, list[Block]]:
    """Title and blocks of the page of a record; its questions as they are put to someone of a kind of relationship."""
    value: Value = record.value
    title = tr(kind_of(value).title)
    match value:
        case Entry():
            return value.title or title, list(_entry(value, library, kind))
        case CheckIn():
            return f"{title}, {long_day(value.day)}", list(
                _check_in(value, library, kind)
            )
        case SelfCheck():
            items = {item.id: item for item in library.self_check_items()}
            return f"{title}, {long_day(value.day)}", [
                _answers(value.answers, items)
            ]
        case JointCheckIn():
            return f"{title}, {long_day(value.day)}", list(
                _together(value, library, kind)
            )
        case Goal():
            return title, list(_goal(value, library))
        case Promise() | Win() | Limit():
            return title, list(_small(value))
        case Sitting():
            return f"{title}, {long_day(value.day)}", list(
                _sitting(value, library)
            )
        case Moment():
            return f"{title}, {long_day(value.day)}", list(
                _moment(value, library, kind)
            )
        case (
            Relationship()
            | ExerciseWork()
            | StepMark()
            | PageRead()
            | Habit()
            | HabitTick()
            | Path()
            | Settings()
        ):
            return title, [Verse(text=name_of(value))]
        case _:
            assert_never(value)


def _entry(entry: Entry, library: Library, kind: str) -> Iterator[Block]:
    yield _quiet(long_day(entry.day))
    if entry.answers:
        asked = _asked(library, entry.answers, kind)
        if asked != entry.title:
            yield _quiet(asked)
    yield from blocks_of(entry.text)
    yield from _tagged(entry.tags)


def _asked(library: Library, id: str, kind: str) -> str:
    """The question or the exercise that an entry answers."""
    for exercise in library.exercises.outlines():
        if exercise.id == id:
            return exercise.title
    asked = {card.id: card.text for card in library.cards(kind)}
    for prompt in (*library.prompts(kind), *library.week_prompts(kind)):
        asked[prompt.id] = prompt.text
    return asked.get(id, tr("To a question that is no longer asked"))


def _check_in(
    check_in: CheckIn, library: Library, kind: str
) -> Iterator[Block]:
    if check_in.answers:
        items = {item.id: item for item in library.daily_items(kind)}
        yield _answers(check_in.answers, items)
    labels = library.labels("checkin-daily", "lines")
    for id, text in (("day-good", check_in.good), ("day-note", check_in.note)):
        if text:
            yield from _titled(labels[id].said(kind), text)
    yield from _tagged(check_in.tags)


def _tagged(tags: Sequence[str]) -> Iterator[Block]:
    if tags:
        yield _quiet(" ".join(f"#{tag}" for tag in tags))


def _goal(goal: Goal, library: Library) -> Iterator[Block]:
    labels = library.labels("goals", "form")
    yield Verse(text=sentence(goal))
    yield _quiet(tr("Now: {state}", state=state_of(goal)))
    first_try = long_day(goal.first_try) if goal.first_try else ""
    for id, text in (
        ("goal-know", goal.know),
        ("goal-first-try", first_try),
        ("goal-why", goal.why),
    ):
        if text:
            yield from _titled(labels[id].text, text)
    questions = library.labels("goals", "review")
    for review in reversed(goal.reviews):
        yield from _review(review, questions)
    if goal.earlier:
        yield _head(tr("Earlier wordings"))
    for text in reversed(goal.earlier):
        yield Verse(text=text)


def _review(
    review: GoalReview, questions: Mapping[str, ListItem]
) -> Iterator[Block]:
    yield _head(tr("Looked back on {day}", day=long_day(review.day)))
    for id, text in (
        ("review-well", review.well),
        ("review-way", review.in_the_way),
        ("review-next", tr(review.next)),
    ):
        if text:
            yield _quiet(questions[id].text)
            yield Verse(text=text)


def _small(value: Promise | Win | Limit) -> Iterator[Block]:
    """What is one line, and what goes with it."""
    if isinstance(value, Win):
        whose = (
            tr("One of ours")
            if value.whose is Whose.OURS
            else tr("One of mine")
        )
        yield _quiet(f"{long_day(value.day)}. {whose}.")
    yield Verse(text=value.text)
    if isinstance(value, Promise):
        yield _quiet(tr("Now: {state}", state=state_of(value)))
        yield from _titled(tr("To whom"), value.to)
        yield from _titled(
            tr("By when"), long_day(value.due) if value.due else ""
        )


def _sitting(sitting: Sitting, library: Library) -> Iterator[Block]:
    """What was set out in a sitting, under the headings of the content."""
    page = library.page("path")
    if (part := page.section(sitting.sitting)) is not None:
        yield _quiet(part.title)
    for id, text in (
        ("said", sitting.said),
        ("act", sitting.act),
        ("if", sitting.obstacle),
        ("then", sitting.then),
    ):
        yield from _titled(library.text("path", id).title, text)


def _moment(moment: Moment, library: Library, kind: str) -> Iterator[Block]:
    """What one did in that minute, in the words of the content as far as it has them still."""
    for tool in library.tools(kind):
        if tool.id == moment.tool:
            yield _head(tool.title)
            steps = {step.id: step.text for step in tool.steps}
            break
    else:
        steps = {}
    words = library.labels("now", "scale")
    pulls = [
        words[str(pull)].text
        for pull in (moment.before, moment.after)
        if str(pull) in words
    ]
    if pulls:
        yield _quiet(" \u2192 ".join(pulls))
    for id, text in moment.written.items():
        yield _quiet(steps.get(id, tr("To a question that is no longer asked")))
        yield Verse(text=text)
    if moment.line:
        yield Verse(text=moment.line)


def _together(
    joint: JointCheckIn, library: Library, kind: str
) -> Iterator[Block]:
    questions = {}
    for part in ("items", "checkup"):
        for item in _items(library, "checkin-together", part):
            questions[item.id] = item.said(kind)
    yield from _titled(tr("Our agreement"), joint.agreement)
    next_day = long_day(joint.next_day) if joint.next_day else ""
    yield from _titled(tr("Next time"), next_day)
    for id, text in joint.kept.items():
        question, _, who = id.rpartition("-")
        yield _head(
            f"{questions.get(question, question)} ({tr(WHO.get(who, who))})"
        )
        yield Verse(text=text)


def _items(library: Library, page: str, part: str) -> Sequence[ListItem]:
    """The items of a part; none where the content lacks it."""
    section = library.page(page).section(part)
    return section.items if section else ()


def _answers(answers: Answers, items: Mapping[str, Item]) -> Picture:
    """Each question with its answer; one that is no longer asked by its id."""
    answered = []
    for id, answer in answers.items():
        word, text = str(answer), tr("{id} (no longer asked)", id=id)
        if id in items:
            text = items[id].text
            word = items[id].answer_text(answer) or word
        answered.append(Answered(text, answer, word))
    return Picture(drawing=AnswerLines(answered=tuple(answered)))


def _titled(title: str, text: str) -> Iterator[Block]:
    """A text under its heading; nothing where there is none."""
    if text:
        yield _head(title)
        yield Verse(text=text)


def _head(text: str) -> Heading:
    return Heading(spans=(Span(text=text),), level=3)


def _quiet(text: str) -> Paragraph:
    return Paragraph(spans=(Span(text=text, emphasis=True),))
