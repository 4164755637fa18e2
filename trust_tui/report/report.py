"""A page for a professional: what the user chose to show, as values. The two forms of it are written elsewhere.

All words about signs, questions and exercises come from the content and are handed in.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from trust_tui.domain import (
    CheckIn,
    Contents,
    Entry,
    ExerciseWork,
    Goal,
    GoalState,
    JointCheckIn,
    Record,
    Selection,
    SelfCheck,
    first_day,
    history,
    later,
    level,
    one_line,
    over_time,
    read_line,
    relationship_word,
    select,
    sentence,
    series,
    tr,
    trend_sentence,
    trn,
    whole_day,
)
from trust_tui.report.marks import legend, marks_between, marks_of

DOTS: Final = later(
    "Each dot is a day I answered; the line is the mean of each week with three answers or more. "
    "In the calendar each day has its answer, 0 to 4, the darker the higher."
)
OWN: Final = later("Written by me, not a measurement.")
ENOUGH_FOR_A_MEAN: Final = 3
"""How many answers a week needs so that its mean is drawn."""


class Section(StrEnum):
    """What can be on the page, in the order in which it stands there."""

    TRENDS = "trends"
    SIGNS = "signs"
    GOALS = "goals"
    EXERCISES = "exercises"
    ENTRIES = "entries"


class Scale(Struct, frozen=True, kw_only=True):
    """A line on a scale from 0 to 4.

    Attributes:
        label: What the line is called.
        question: What was asked.
        worded: How it was asked about somebody, by the kind of relationship, where that is another question.
        items: Ids of the items whose mean it shows.
        low: The words for 0.
        high: The words for 4.
        sentences: What is said of it, by `Direction`.
    """

    label: str
    question: str
    items: tuple[str, ...]
    low: str
    high: str
    sentences: Mapping[str, str] = field(default_factory=dict)
    worded: Mapping[str, str] = field(default_factory=dict)


class Words(Struct, frozen=True, kw_only=True):
    """The words of the content that the page needs.

    Attributes:
        trends: The questions of the daily check-in.
        signs: The signs, each with its statements.
        levels: The words for how often a sign came up, by `Level`.
        exercises: Titles by id.
        states: The words for what became of a goal, by `GoalState`.
        limits: Sentences on what the workbook is and is not.
    """

    trends: Sequence[Scale] = ()
    signs: Sequence[Scale] = ()
    levels: Mapping[str, str] = field(default_factory=dict)
    exercises: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    limits: Sequence[str] = ()


class Choice(Struct, frozen=True, kw_only=True):
    """What the user chose.

    Attributes:
        first: The first day.
        last: The last day.
        relationship: Id of the relationship, None for all.
        sections: What is wanted.
        entries: Ids of the entries wanted.
        initials: Whatever the user wants to be called there; may be empty.
    """

    first: date
    last: date
    relationship: str | None = None
    sections: Collection[Section] = tuple(Section)
    entries: Collection[str] = ()
    initials: str = ""


class Chart(Struct, frozen=True, kw_only=True):
    """One line over time.

    Attributes:
        sentence: What is said of it, one sentence without a full stop; may be empty.
        points: Answers or means by day, 0 to 4.
        weekly: Whether the means of the weeks are drawn beside the days, and a calendar below.
        marks: A letter for each day on which something was done.
    """

    scale: Scale
    sentence: str
    points: Mapping[date, float]
    first: date
    last: date
    weekly: bool
    marks: Mapping[date, str] = field(default_factory=dict)


class Card(Struct, frozen=True, kw_only=True):
    """Something with a title, a line under it, and facts with a label each."""

    title: str
    under: str = ""
    facts: tuple[tuple[str, str], ...] = ()


class Prose(Struct, frozen=True, kw_only=True):
    """An entry of the journal. Its text is Markdown of the user's."""

    title: str
    under: str
    text: str


Block = Chart | Card | Prose


class Part(Struct, frozen=True, kw_only=True):
    """A section of the page.

    Attributes:
        intro: What holds for all of it.
        dots: What its lines show where they are drawn with dots.
        steps: The same where they are written with a block for each step of the scale.
    """

    title: str
    intro: str
    blocks: tuple[Block, ...]
    dots: str = ""
    steps: str = ""


class Page(Struct, frozen=True, kw_only=True):
    """The page.

    Attributes:
        head: What it covers, by whom and about whom, a line each.
        parts: The sections; those without anything in them are left out.
        limits: Sentences on what this is and is not, for its head.
    """

    title: str
    head: tuple[str, ...]
    parts: tuple[Part, ...]
    limits: tuple[str, ...]


def make_page(kept: Contents, choice: Choice, words: Words) -> Page:
    """Put the page together."""
    span = Selection(
        first=choice.first, last=choice.last, relationship=choice.relationship
    )
    chosen = select(kept, span)
    whole = select(
        kept, Selection(last=choice.last, relationship=choice.relationship)
    )
    makers: Mapping[Section, Callable[[], Part]] = {
        Section.TRENDS: lambda: _trends(chosen, whole, choice, words),
        Section.SIGNS: lambda: _signs(chosen, choice, words),
        Section.GOALS: lambda: _goals(whole, choice, words),
        Section.EXERCISES: lambda: _exercises(whole, choice, words),
        Section.ENTRIES: lambda: _entries(kept, choice),
    }
    parts = [
        make() for section, make in makers.items() if section in choice.sections
    ]
    head = [
        tr(
            "{first} to {last}",
            first=whole_day(choice.first),
            last=whole_day(choice.last),
        )
    ]
    about = kept.relationships.get(choice.relationship or "")
    if about is not None:
        head.append(
            tr(
                "About: {label} ({kind})",
                label=about.label,
                kind=relationship_word(about.kind),
            )
        )
    if choice.initials.strip():
        head.append(
            tr("By: {initials}", initials=" ".join(choice.initials.split()))
        )
    return Page(
        title=tr("My notes"),
        head=tuple(head),
        parts=tuple(part for part in parts if part.blocks),
        limits=tuple(words.limits),
    )


def weekly_means(chart: Chart) -> Mapping[int, float]:
    """The mean of each week, by how many weeks before the last one it was; weeks with few answers are left out."""
    weeks: dict[int, list[float]] = {}
    for day, answer in chart.points.items():
        weeks.setdefault((chart.last - day).days // 7, []).append(answer)
    return {
        back: sum(answers) / len(answers)
        for back, answers in sorted(weeks.items())
        if len(answers) >= ENOUGH_FOR_A_MEAN
    }


def _trends(
    kept: Contents, whole: Contents, choice: Choice, words: Words
) -> Part:
    check_ins: list[Record[CheckIn]] = sorted(
        kept.of(CheckIn.TABLE), key=_by_day, reverse=True
    )
    blocks: list[Block] = []
    used: set[str] = set()
    for about, name, own in _by_person(kept, check_ins):
        marks = _marks(whole, about, choice)
        used.update(marks.values())
        person = kept.relationships.get(about or "")
        scales = [
            replace(
                scale,
                label=f"{name}{scale.label}",
                question=scale.worded.get(person.kind, scale.question)
                if person
                else scale.question,
            )
            for scale in words.trends
        ]
        blocks += _lines(own, scales, marks, choice)
    return Part(
        title=tr("How the days went"),
        intro=tr(
            "The words name a change that was large and steady, in the last week or since some weeks."
        ),
        blocks=tuple(blocks),
        dots=f"{tr(DOTS)} {legend(used)}".rstrip(),
        steps=tr(
            "Each block is the mean of a week, the last one at the right; "
            "\u00b7 is a week with fewer than three answers."
        ),
    )


def _whom(kept: Contents, choice: Choice, about: str | None) -> str:
    """Whom something is about, to stand behind what is said of it; empty where the whole page is about one."""
    if choice.relationship is not None or len(kept.relationships) < 2:
        return ""
    person = kept.relationships.get(about or "")
    return (
        f", {one_line(person.label)}" if person else f", {tr('about nobody')}"
    )


D = TypeVar("D", CheckIn, SelfCheck)


def _by_person(
    kept: Contents, records: Sequence[Record[D]]
) -> Iterator[tuple[str | None, str, Sequence[Record[D]]]]:
    """Whom they are about, what is put before the name of a line, and theirs: nobody's are mixed with another's."""
    people = {record.value.about for record in records}
    for about in sorted(people, key=lambda id: id or ""):
        name = ""
        if len(people) > 1:
            person = kept.relationships.get(about or "")
            name = f"{person.label}, " if person else f"{tr('about nobody')}, "
        own = [one for one in records if one.value.about == about]
        yield about, name, own


def _lines(
    check_ins: Sequence[Record[CheckIn]],
    scales: Sequence[Scale],
    marks: Mapping[date, str],
    choice: Choice,
) -> Iterator[Chart]:
    """The lines of one person."""
    for scale in scales:
        points = series(check_ins, scale.items[0], first_day(choice.last))
        shown = {
            day: answer for day, answer in points.items() if day >= choice.first
        }
        if shown:
            told = trend_sentence(
                scale.sentences, read_line(points, choice.last), choice.last
            )
            chart = _chart(scale, told, shown, choice, weekly=True)
            yield replace(chart, marks=marks)


def _marks(
    whole: Contents, about: str | None, choice: Choice
) -> Mapping[date, str]:
    """What was done about one person in these days."""
    done = [
        record
        for table in (Entry, ExerciseWork, Goal, JointCheckIn)
        for record in whole.of(table.TABLE)
        if record.value.about == about
    ]
    check_ins = [
        record
        for record in whole.of(CheckIn.TABLE)
        if record.value.about == about
    ]
    return marks_between(choice.first, choice.last, check_ins, marks_of(done))


def _signs(kept: Contents, choice: Choice, words: Words) -> Part:
    checks: list[Record[SelfCheck]] = sorted(
        kept.of(SelfCheck.TABLE), key=_by_day, reverse=True
    )
    blocks = [
        block
        for _, name, own in _by_person(kept, checks)
        for block in _signs_of(own, name, choice, words)
    ]
    return Part(
        title=tr("Signs I looked at"),
        intro=tr(
            "Each self-check is about the seven days before it, from not at all to every day."
        ),
        blocks=tuple(blocks),
        dots=tr("Each dot is one of them."),
        steps=tr("Each block is one of them, the last one at the right."),
    )


def _signs_of(
    checks: Sequence[Record[SelfCheck]],
    name: str,
    choice: Choice,
    words: Words,
) -> Iterator[Chart]:
    """The signs in the self-checks about one person."""
    for scale in words.signs:
        given = [
            (day, value)
            for day, value in history(checks, scale.items)
            if value is not None
        ]
        if given:
            facts = [
                words.levels.get(level(given[-1][1]), ""),
                scale.sentences.get(over_time(checks, scale.items), ""),
            ]
            named = replace(scale, label=f"{name}{scale.label}")
            told = ", ".join(filter(None, facts))
            yield _chart(named, told, dict(given), choice, weekly=False)


def _goals(kept: Contents, choice: Choice, words: Words) -> Part:
    goals: Sequence[Record[Goal]] = kept.of(Goal.TABLE)
    cards = []
    for goal in goals:
        if _in_span(goal, choice):
            card = _goal(goal.value, words)
            whom = _whom(kept, choice, goal.value.about)
            cards.append(replace(card, under=f"{card.under}{whom}"))
    return Part(
        title=tr("What I meant to do"),
        intro=tr("Goals of my own, with what became of them."),
        blocks=tuple(cards),
    )


def _in_span(goal: Record[Goal], choice: Choice) -> bool:
    """Whether it was set, changed or looked back at in these days, or was under way in them."""
    days = [
        goal.made.date(),
        goal.changed.date(),
        *(review.day for review in goal.value.reviews),
    ]
    under_way = (
        goal.value.state is GoalState.TRYING and goal.made.date() <= choice.last
    )
    return under_way or any(choice.first <= day <= choice.last for day in days)


def _goal(goal: Goal, words: Words) -> Card:
    facts = [
        (tr("How I will know"), goal.know),
        (tr("Why it matters to me"), goal.why),
    ]
    facts.append(
        (
            tr("First try by"),
            whole_day(goal.first_try) if goal.first_try else "",
        )
    )
    for review in goal.reviews:
        seen = [
            (tr("went well"), review.well),
            (tr("in the way"), review.in_the_way),
            (tr("next"), tr(review.next)),
        ]
        facts.append(
            (
                tr("Look back, {day}", day=whole_day(review.day)),
                "; ".join(f"{label}: {text}" for label, text in seen if text),
            )
        )
    return Card(
        title=sentence(goal),
        under=words.states.get(goal.state, str(goal.state)),
        facts=tuple((label, text) for label, text in facts if text),
    )


def _exercises(kept: Contents, choice: Choice, words: Words) -> Part:
    works: Sequence[Record[ExerciseWork]] = kept.of(ExerciseWork.TABLE)
    cards = [
        Card(
            title=words.exercises.get(work.value.exercise, work.value.exercise),
            under=f"{_times(work)}{_whom(kept, choice, work.value.about)}",
        )
        for work in works
        if work.value.times_done
        and choice.first <= work.changed.date() <= choice.last
    ]
    return Part(title=tr("Exercises I did"), intro="", blocks=tuple(cards))


def _times(work: Record[ExerciseWork]) -> str:
    times = work.value.times_done
    return trn(
        "once, last on {day}",
        "{count} times, last on {day}",
        times,
        day=whole_day(work.changed.date()),
    )


def _entries(kept: Contents, choice: Choice) -> Part:
    return Part(
        title=tr("From my journal"),
        intro=tr("Chosen by me, one by one."),
        blocks=tuple(_prose(kept, choice)),
    )


def _prose(kept: Contents, choice: Choice) -> Iterator[Prose]:
    entries: list[Record[Entry]] = sorted(kept.of(Entry.TABLE), key=_by_day)
    for entry in entries:
        if entry.id in choice.entries:
            whom = _whom(kept, choice, entry.value.about)
            yield Prose(
                title=entry.value.title,
                under=f"{whole_day(entry.value.day)}{whom}",
                text=entry.value.text,
            )


def _chart(
    scale: Scale,
    sentence: str,
    points: Mapping[date, float],
    choice: Choice,
    *,
    weekly: bool,
) -> Chart:
    return Chart(
        scale=scale,
        sentence=sentence,
        points=points,
        first=choice.first,
        last=choice.last,
        weekly=weekly,
    )


def _by_day(record: Record[Any]) -> tuple[date, datetime]:
    return record.value.day, record.made
