"""Tools for the minute and cards for two, as their pages have them: what a dialog needs to lead through them."""

from collections.abc import Iterator

from msgspec import Struct

from trust_tui.library.forms import choices_of
from trust_tui.library.model import Choice, Page, Section
from trust_tui.typeset import ListItem

DEPTHS = ("light", "middle", "deep")
"""The depths of cards, as the ids of their sections."""

DOES = ("read", "write", "choose", "wait", "breathe")
"""What a step of a tool asks for."""


class ToolStep(Struct, frozen=True, kw_only=True):
    """A step of a tool.

    Attributes:
        does: One of `DOES`.
        seconds: How long it takes; may always be left sooner. For a wait without a choice before it, its length.
        choices: Answers to choose from. Before a wait, their values are its minutes.
        write: "line" or "text" where something may be written.
        keep: Whether to ask at its end if what was written is kept; without, it is kept with the record.
        breath: Seconds in and seconds out.
    """

    id: str
    text: str
    does: str
    seconds: int
    choices: tuple[Choice, ...] = ()
    write: str = ""
    keep: bool = False
    breath: tuple[int, int] = (0, 0)


class Tool(Struct, frozen=True, kw_only=True):
    """A tool for the minute in which trust is hard.

    Attributes:
        purpose: The first paragraph on what it is for.
        not_now: When not to use it, the first paragraph; the part links to the page on safety.
    """

    id: str
    title: str
    purpose: str
    not_now: str
    steps: tuple[ToolStep, ...]


class Card(Struct, frozen=True, kw_only=True):
    """A question for two."""

    id: str
    text: str
    depth: str


def tool_of(page: Page, kind: str = "") -> Tool:
    """The tool of a page, worded for a kind of relationship; a part that the page lacks is empty."""
    purpose, steps = page.section("purpose"), page.section("steps")
    return Tool(
        id=page.header.id,
        title=page.header.title,
        purpose=_first(purpose),
        not_now=_first(page.section("not-now")),
        steps=tuple(_step(item, kind) for item in steps.items) if steps else (),
    )


def cards_of(page: Page) -> tuple[Card, ...]:
    """The cards of a page, light ones first."""
    return tuple(_cards(page))


def _cards(page: Page) -> Iterator[Card]:
    for depth in DEPTHS:
        section = page.section(depth)
        for item in section.items if section else ():
            if item.id:
                yield Card(id=item.id, text=item.text, depth=depth)


def _first(section: Section | None) -> str:
    return section.paragraphs[0] if section and section.paragraphs else ""


def _step(item: ListItem, kind: str) -> ToolStep:
    attrs = item.attrs
    return ToolStep(
        id=item.id,
        text=item.said(kind),
        does=attrs.get("do", "read"),
        seconds=_number(attrs.get("seconds", "")),
        choices=choices_of(item.items),
        write=attrs.get("write", ""),
        keep=attrs.get("keep", "") == "ask",
        breath=(_number(attrs.get("in", "")), _number(attrs.get("out", ""))),
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0
