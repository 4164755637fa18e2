"""Lists the commands that can be given on a screen, from the bindings that are active there."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen


class Command(Struct, frozen=True):
    """One command.

    Attributes:
        keys: Its keys as shown, the first one first.
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
    for active in screen.active_bindings.values():
        binding = active.binding
        if not active.enabled or not binding.description or not binding.id:
            continue  # without an id it is one that a widget of Textual's brings along
        display = screen.app.get_key_display(binding)
        which = (binding.action, binding.description)
        keys = list(merged[which].keys) if which in merged else []
        # Those that the key line names come first.
        keys.insert(shown[which] if binding.show else len(keys), display)
        shown[which] += binding.show
        merged[which] = Command(
            id=binding.id or binding.action,
            keys=tuple(dict.fromkeys(keys)),
            name=binding.description,
            action=binding.action,
            here=not isinstance(active.node, App)
            and not binding.action.startswith("app."),
            node=active.node,
        )
    return sorted(merged.values(), key=lambda command: not command.here)
