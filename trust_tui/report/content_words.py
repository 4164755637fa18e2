"""The words of the content that a page for a professional needs, on the command line and in the program."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from trust_tui import report
from trust_tui.domain import Level, RelationshipKind
from trust_tui.library import Item, Library

if TYPE_CHECKING:
    from trust_tui.report.report import Scale, Words

SPAN: Final = timedelta(days=55)
"""How far back the page goes where no first day is given: eight weeks."""


def words_for_page(library: Library) -> "Words":
    """What the content calls everything on the page.

    Raises:
        ContentError: A page that is needed is missing.
    """
    asked = {kind: library.daily_items(kind) for kind in RelationshipKind}
    daily = []
    for number, item in enumerate(library.daily_items()):
        part = library.text("checkin-daily", f"trend-{item.id}")
        sentences = library.sentences(part.id)
        scale = _scale(part.title, item.text, (item,), sentences)
        worded = {kind: items[number].text for kind, items in asked.items()}
        daily.append(replace(scale, worded=worded))
    return report.report.Words(
        trends=daily,
        signs=_signs(library),
        levels={
            level: library.text("self-check", level).title for level in Level
        },
        exercises={
            exercise.id: exercise.title for exercise in library.exercises.all()
        },
        states={
            item.attrs.get("value", ""): item.text
            for item in library.text("goals", "states").items
        },
        limits=[item.text for item in library.text("about", "limits").items],
    )


def _signs(library: Library) -> "list[Scale]":
    directions = ("more", "less", "same")
    sentences = {
        name: library.text("self-check", f"history-{name}").title
        for name in directions
    }
    signs = [
        (header.title, library.sign_items(header.id))
        for header in library.signs()
    ]
    ground = tuple(item for item in library.self_check_items() if not item.sign)
    signs.append((library.text("self-check", "items").title, ground))
    return [
        _scale(title, "", items, sentences) for title, items in signs if items
    ]


def _scale(
    label: str,
    question: str,
    items: tuple[Item, ...],
    sentences: Mapping[str, str],
) -> "Scale":
    ends = {choice.value: choice.text for choice in items[0].choices}
    return report.report.Scale(
        label=label,
        question=question,
        items=tuple(item.id for item in items),
        low=ends.get(0, ""),
        high=ends.get(4, ""),
        sentences=sentences,
    )
