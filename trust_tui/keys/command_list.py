"""Lists the commands that can be given on a screen, from the bindings that are active there."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

from trust_tui.domain import tr
from trust_tui.textual_patches import driver_of


class Command(Struct, frozen=True):
    """One command.

    Attributes:
        keys: Its keys as shown, the first one first; those alone that this terminal sends.
        name: What it does.
        action: What runs it, in the namespace of `node`.
        here: True for the screen's own, False for one that works everywhere.
    """

    id: str
    keys: tuple[str, ...]
    name: str
    action: str
    here: bool
    node: DOMNode


def commands_on(screen: Screen[object]) -> Sequence[Command]:
    """The commands of a screen, its own first, each once with all its keys."""
    merged: dict[tuple[str, str], Command] = {}
    shown: Counter[tuple[str, str]] = Counter()
    missing = _missing_keys(screen.app)
    for active in screen.active_bindings.values():
        binding = active.binding
        if not active.enabled or not binding.description or not binding.id:
            continue  # without an id it is one that a widget of Textual's brings along
        display = screen.app.get_key_display(binding)
        # A screen may name one of the program's own as app.help, which is the help of the program.
        which = (binding.action.removeprefix("app."), binding.description)
        known = merged.get(which)
        keys = list(known.keys) if known else []
        # Those that the key line names come first, and give the command its id.
        if binding.key not in missing:
            keys.insert(shown[which] if binding.show else len(keys), display)
        shown[which] += binding.show
        named = tuple(dict.fromkeys(keys))
        if known and not (binding.show and shown[which] == 1):
            merged[which] = replace(known, keys=named)
            continue
        merged[which] = Command(
            id=binding.id,
            keys=named,
            name=tr(binding.description),
            action=binding.action,
            here=not isinstance(active.node, App)
            and not binding.action.startswith("app."),
            node=active.node,
        )
    return sorted(merged.values(), key=lambda command: not command.here)


def _missing_keys(app: App[Any]) -> frozenset[str]:
    """The keys that the terminal does not send; none where there is no terminal, or it is driven by another driver."""
    driver = driver_of(app)
    return frozenset() if driver is None else driver.missing_keys
