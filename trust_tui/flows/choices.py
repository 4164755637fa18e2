"""The choices that can be made from everywhere: search, help, the palette."""

import asyncio
from collections.abc import Sequence
from typing import Final

from textual.screen import Screen

from trust_tui.dialogs.help import HelpDialog
from trust_tui.dialogs.pick import PickDialog
from trust_tui.domain import kind_of, one_line, summary_of
from trust_tui.keys.command_list import Command, commands_on
from trust_tui.screens.mode_screen import ModeScreen
from trust_tui.session import Session
from trust_tui.widgets import Row

OWN_WORDS: Final = "record:"
"""Begins the answer of the search when it is something the user wrote; the record's id follows."""

MOST_OWN: Final = 50
"""The most records shown among the hits."""


def search_dialog(session: Session, *, own_first: bool = False) -> PickDialog:
    """Searches the content and the user's own words while one types; answers with the target of the hit.

    Args:
        session: What is searched.
        own_first: Whether the user's own words stand before the pages.
    """

    async def find(text: str) -> Sequence[Row]:
        hits = (
            await asyncio.to_thread(session.search.find, text)
            if text.strip()
            else ()
        )
        rows: list[Row] = []
        own: list[Row] = []
        for hit in hits:
            heading = (
                f"{hit.title}: {hit.heading}"
                if hit.heading and hit.heading != hit.title
                else hit.title
            )
            rows += [
                Row(hit.target, [(heading, "strong")]),
                Row("", [("    ", "text"), (hit.excerpt, "quiet")]),
            ]
        if text.strip():
            today = session.today
            for record in (
                await asyncio.to_thread(
                    session.workbook.search, text, session.shown
                )
            )[:MOST_OWN]:
                title, day = summary_of(record.value, today)
                if kind_of(record.value).view is not None:
                    own.append(
                        Row(
                            f"{OWN_WORDS}{record.id}",
                            [("Yours: ", "care"), (one_line(title), "text")],
                            [(day, "quiet")],
                        )
                    )
        return [*own, *rows] if own_first else [*rows, *own]

    return PickDialog(
        "Search",
        find,
        placeholder="Type a word or two",
        empty="Nothing found yet.",
    )


def _keys(command: Command) -> str:
    return " ".join(command.keys[:3])


def help_dialog(screen: Screen[object]) -> "HelpDialog":
    """The keys of a screen; answers with the command chosen."""
    commands = commands_on(screen)
    rows: list[Row] = []
    for here, heading in ((True, "On this screen"), (False, "Everywhere")):
        group = [command for command in commands if command.here is here]
        if group:
            rows += [Row("", [(heading, "heading")])]
            rows += [
                Row(c.id, [(f"{_keys(c):<14}", "strong"), (c.name, "text")])
                for c in group
            ]
            rows += [Row("", [])]
    about = screen.ABOUT if isinstance(screen, ModeScreen) else ""
    return HelpDialog(
        about or "The keys that work here. Enter does what a row says.", rows
    )


def palette_dialog(screen: Screen[object]) -> PickDialog:
    """Every command by name; answers with the one chosen."""
    commands = commands_on(screen)

    async def find(text: str) -> Sequence[Row]:
        words = text.casefold().split()
        found = [
            c
            for c in commands
            if all(word in c.name.casefold() for word in words)
        ]
        return [
            Row(c.id, [(c.name, "text")], [(_keys(c), "quiet")]) for c in found
        ]

    return PickDialog(
        "Commands",
        find,
        placeholder="Type part of a command",
        empty="No command has these words.",
    )
