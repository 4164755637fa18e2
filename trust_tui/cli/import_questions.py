"""Asks at a terminal what the program asks in its dialogs: whom a source is about, and what it leaves open."""

import sys
from collections.abc import Collection, Sequence
from operator import attrgetter

from msgspec.structs import replace

from trust_tui.domain import AdoptingWorkbook, Relationship, clean, tr
from trust_tui.formats.collector import DoubtKind, ReadOptions, ReadResult
from trust_tui.transfer.import_answers import ANSWERS


def ask_whom(workbook: AdoptingWorkbook, told: ReadOptions) -> ReadOptions:
    """Ask whom it is about, the person in mind first; nobody is asked for where there is nobody."""
    people = list(reversed(workbook.of(Relationship).all()))
    if not people:
        return told
    people.sort(key=lambda person: person.id != workbook.settings.current)
    labels = map(attrgetter("value.label"), people)
    chosen = _choose(
        tr("Whom is it about?"), [*labels, tr("Nobody in particular")], 0
    )
    ids = [*map(attrgetter("id"), people), None]
    return replace(told, about=ids[chosen])


def ask_doubts(
    result: ReadResult, told: ReadOptions, known: Collection[DoubtKind]
) -> ReadOptions:
    """Ask what the source leaves open, with what was answered the last time as the answer of an empty line.

    Args:
        result: What was read.
        told: What the reader was told.
        known: What the command line has answered.
    """
    for doubt in result.doubts:
        answers = ANSWERS.get(doubt.kind, ())
        if doubt.kind in known or not answers:
            continue
        usual = 0
        for number, (_, _, change) in enumerate(answers):
            if replace(told, **change) == told:
                usual = number
        labels = [tr(label) for _, label, _ in answers]
        title = doubt.line[:1].upper() + doubt.line[1:]
        chosen = _choose(f"{title}\n{doubt.question}", labels, usual)
        told = replace(told, **answers[chosen][2])
    return replace(told, moods={**told.moods, **_ask_moods(result.moods)})


def _ask_moods(names: Sequence[str]) -> dict[str, int]:
    """The moods of the user's own that were given a level."""
    levels = "01234"
    found = {}
    for mood in names:
        print(
            tr(
                "A mood in this file has a name of your own: {mood}. What does it mean?",
                mood=clean(mood),
            )
        )
        print(tr("From 0, very low, to 4, very good; Enter leaves it out:"))
        while (answer := read_answer()) and answer not in [*levels]:
            print(
                tr("Type one of {signs}, or nothing.", signs=", ".join(levels))
            )
        if answer:
            found[mood] = int(answer)
    return found


def _choose(question: str, labels: Sequence[str], usual: int) -> int:
    """Which of some answers is chosen, counted from 0; an empty line is for the usual one."""
    print(clean(question))
    for number, label in enumerate(labels, 1):
        print(f"  {number}  {clean(label)}")
    while True:
        print(tr("Enter for {number}, or another number:", number=usual + 1))
        answer = read_answer()
        if not answer:
            return usual
        if answer.isdecimal() and 1 <= int(answer) <= len(labels):
            return int(answer) - 1


def read_answer() -> str:
    """A line that somebody has typed."""
    return sys.stdin.readline().strip()
