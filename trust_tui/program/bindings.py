"""The keys that work everywhere, and the names their commands are found by: the usual word first."""

from typing import Final

from textual.binding import Binding, BindingType

from trust_tui.screen_table import SCREENS


def _hidden(
    key: str, action: str, description: str, id: str, *, first: bool = False
) -> Binding:
    """A command that the key line does not name.

    Args:
        key: Its keys, with commas between them.
        action: What it does, to Textual.
        description: What it does, in words.
        id: What it is called in the configuration.
        first: Whether it comes before everything else, typing included.
    """
    return Binding(key, action, description, show=False, id=id, priority=first)


BINDINGS: Final[list[BindingType]] = [
    *(
        _hidden(
            screen.key,
            f"go('{screen.id}')",
            screen.title,
            f"app.go-{screen.id}",
        )
        for screen in SCREENS
    ),
    Binding("slash", "search", "Search", id="app.search", key_display="/"),
    Binding("question_mark", "help", "Help", id="app.help", key_display="?"),
    Binding(
        "exclamation_mark", "safety", "Safety", id="app.safety", key_display="!"
    ),
    _hidden("f1", "help", "Help", "app.help-f1", first=True),
    _hidden("f9", "safety", "Safety", "app.safety-f9", first=True),
    _hidden(
        "ctrl+r,shift+f9",
        "flow('right_now.begin')",
        "Right now: three minutes for when the pull is strong",
        "app.right-now",
        first=True,
    ),
    _hidden(
        "P",
        "flow('path.begin')",
        "One trust question in four weeks",
        "app.path",
    ),
    _hidden("K", "flow('cards.begin')", "Question cards for two", "app.cards"),
    _hidden("W", "flow('week.begin')", "Look back at the week", "app.week"),
    _hidden("ctrl+p", "palette", "Every command by name", "app.palette"),
    _hidden(
        "r",
        "flow('relationships.choose')",
        "Choose a relationship: who is in mind",
        "app.relationship",
    ),
    _hidden("f8,ctrl+g", "hide", "Hide the screen", "app.hide", first=True),
    _hidden("f7", "lock", "Lock", "app.lock", first=True),
    _hidden("f5", "flow('passphrases.manage')", "Passphrase", "app.passphrase"),
    _hidden(
        "shift+f5",
        "flow('passphrases.seen')",
        "Somebody may have read this",
        "app.seen",
    ),
    _hidden(
        "f6",
        "flow('protection.back_up')",
        "Make a backup",
        "app.back-up",
        first=True,
    ),
    _hidden(
        "shift+f6",
        "flow('protection.restore')",
        "Restore a backup: go back to how it was",
        "app.restore",
    ),
    _hidden(
        "f12",
        "flow('exports.export')",
        "Export: write out what I kept",
        "app.export",
    ),
    _hidden(
        "shift+f12",
        "flow('imports.bring_in')",
        "Import: bring in what I wrote elsewhere",
        "app.import",
    ),
    _hidden(
        "f3",
        "flow('report.make')",
        "A page for a professional (report)",
        "app.page",
    ),
    _hidden(
        "f4",
        "flow('settings.choose_day_end')",
        "When my day ends",
        "app.day-ends",
    ),
    _hidden("0", "tour", "A tour of two minutes", "app.tour"),
    _hidden(
        "f2",
        "flow('settings.show')",
        "Settings (colours, keys, language, lock)",
        "app.settings",
    ),
    _hidden("ctrl+t", "next_theme", "Other colours (theme)", "app.theme"),
    _hidden(
        "ctrl+l", "repaint", "Draw the screen again", "app.repaint", first=True
    ),
    # F10 is the same on every keyboard of another script. Before the one that is shown, which a key of the user's own
    # is to be that of.
    _hidden("ctrl+c,f10", "leave", "Leave", "app.leave", first=True),
    Binding(
        "ctrl+q",
        "leave",
        "Leave",
        id="app.leave",
        key_display="^q",
        priority=True,
    ),
]
"""The commands in the order of the key table."""

NAMES_PLACES: Final = frozenset(
    {"exports.export", "imports.bring_in", "report.make"}
)
"""Flows that ask for a place on the disk; a kiosk offers none of them."""

KEY_NAMES: Final = {
    "up": "\u2191",
    "down": "\u2193",
    "left": "\u2190",
    "right": "\u2192",
    "enter": "Enter",
    "escape": "Esc",
    "backspace": "Backspace",
    "delete": "Del",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "space": "Space",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
    "shift+f5": "Shift+F5",
    "shift+f6": "Shift+F6",
    "shift+f9": "Shift+F9",
    "shift+f12": "Shift+F12",
}
"""Keys as they are written on a keyboard."""
