"""Finds the command that somebody types: by its key, its id, or the beginning of what it is called."""

import re
from collections.abc import Sequence
from typing import Any, Final

from trust_tui.domain import UsageError, tr
from trust_tui.keys.command_list import Command, commands_on
from trust_tui.plain.prompt import SIGNS
from trust_tui.widgets import Framed

OWN_WAY: Final = (
    *("list.", "page.", "report.page"),
    *("scale.", "pick.", "text.", "frame."),
    *("now.answer", "now.skip", "now.go", "choice.answer"),
    *("app.help", "app.safety", "app.leave"),
)
"""The beginnings of the ids of what a number, an empty line, or a sign such as `b` does in plain mode."""

SAME: Final = {"app.help-f1": "app.help", "app.safety-f9": "app.safety"}
"""Commands that stand a second time under another key."""

IN_PAGE: Final = frozenset(
    {"page.contents", "page.find", "page.packaged", "page.place"}
)
"""Commands of a page that have no other way."""


ARROWS: Final = "\u2190\u2191\u2192\u2193"
"""Keys that type nothing."""


def has_own_way(id: str) -> bool:
    """Whether plain mode does in its own way what this command does."""
    if id in IN_PAGE:
        return False
    return id.startswith(OWN_WAY)


def offered(screen: Framed[Any]) -> Sequence[Command]:
    """The commands that can be given, the screen's own first."""
    return [
        command
        for command in commands_on(screen)
        if not has_own_way(command.id)
    ]


def typed_for(command: Command) -> str:
    """What may be typed for a command: its key where that is one sign, else its name."""
    for key in command.keys:
        if _is_free(key):
            return key
    return re.split(" [(]|:", command.name)[0].lower()


def _is_free(key: str) -> bool:
    return (
        len(key) == 1
        and not key.isdecimal()
        and key.lower() not in SIGNS
        and key not in ARROWS
    )


def find(screen: Framed[Any], typed: str) -> Command:
    """The command that was typed.

    Raises:
        UsageError: There is none, or more than one.
    """
    commands = offered(screen)
    id = SAME.get(typed, typed)
    wanted = typed.casefold()
    for command in commands:
        typed_so = {command.id, *filter(_is_free, command.keys)}
        is_end = command.id.endswith((f".{id}", f".go-{id}"))
        if id in typed_so or is_end or command.name.casefold() == wanted:
            return command
    found = [one for one in commands if _is_called(one, wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(one.name.lower() for one in found)
        raise UsageError(tr("Several commands begin so: {names}.", names=names))
    raise UsageError(
        tr("That is no number and no command here. ? says what can be typed.")
    )


def _is_called(command: Command, wanted: str) -> bool:
    return command.name.casefold().startswith(wanted)


def on_enter(screen: Framed[Any]) -> Command | None:
    """The command that an empty line gives: what goes on, or what keeps."""
    for command in commands_on(screen):
        if command.id.startswith(GOES_ON):
            return command
    for sign in ("Enter", "^s"):
        for command in commands_on(screen):
            is_own = has_own_way(command.id) or command.id in BY_NUMBER
            if sign in command.keys and command.here and not is_own:
                return command
    return None


GOES_ON: Final = ("now.skip", "now.go-on")
"""What an empty line does where one question is asked at a time."""

BY_NUMBER: Final = frozenset(
    {"ticks.tick", "habits.switch", "trash.restore", "pick.choose"}
)
"""What Enter does to a row, which its number does here."""
