"""The choices that can be made from everywhere: search, help, the palette."""

from collections.abc import Sequence
from functools import partial

from textual.screen import Screen

from trust_tui.dialogs.finder import OWN_WORDS, FinderDialog
from trust_tui.dialogs.help import HelpDialog
from trust_tui.domain import about_of, tr
from trust_tui.keys.command_list import Command, commands_on
from trust_tui.screens.mode_screen import ModeScreen
from trust_tui.screens.record_page import page_of
from trust_tui.session import Session
from trust_tui.typeset import Block
from trust_tui.widgets import Row


def search_dialog(session: Session, *, own_first: bool = False) -> FinderDialog:
    """Searches the content and the user's own words while one types; answers with the target of the hit.

    Args:
        session: What is searched.
        own_first: Whether the user's own words stand before the pages.
    """
    return FinderDialog(
        session, partial(_look_at, session), own_first=own_first
    )


def _look_at(session: Session, key: str) -> tuple[str, Sequence[Block]]:
    """What stands beside a hit: the page of the record, or the section of the content."""
    library = session.library
    if key.startswith(OWN_WORDS):
        record = session.record(key.removeprefix(OWN_WORDS))
        if record is None:
            return "", ()
        return page_of(record, library, session.kind_of(about_of(record.value)))
    header, part = library.resolve(key)
    page = library.page(header.id)
    section = page.section(part) if part else None
    return header.title, page.blocks if section is None else section.blocks


def _keys(command: Command, by_name: str) -> str:
    """The keys of a command; that of the list of commands where the terminal sends none of them."""
    return " ".join(command.keys[:3]) or by_name


def help_dialog(screen: Screen[object], by_name: str) -> "HelpDialog":
    """The keys of a screen; answers with the command chosen.

    Args:
        screen: The one that is on top.
        by_name: The key of the list of commands, which stands where the terminal sends no other.
    """
    commands = commands_on(screen)
    rows: list[Row] = []
    for here, heading in (
        (True, tr("On this screen")),
        (False, tr("Everywhere")),
    ):
        group = [command for command in commands if command.here is here]
        if group:
            rows += [Row("", [(heading, "heading")])]
            rows += [
                Row(
                    c.id,
                    [(f"{_keys(c, by_name):<16} ", "strong"), (c.name, "text")],
                )
                for c in group
            ]
            rows += [Row("", [])]
    about = tr(screen.ABOUT) if isinstance(screen, ModeScreen) else ""
    return HelpDialog(
        about or tr("The keys that work here. Enter does what a row says."),
        rows,
    )
