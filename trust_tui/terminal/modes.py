"""The terminal's modes: what is switched on when the program starts, and the undoing of each."""

from typing import Final

from textual import constants

_KITTY_FLAGS: Final = 0b11001
"""Keys without ambiguity, all of them as sequences, with their text."""

_KITTY_ON, _KITTY_AGAIN, _KITTY_OFF = (
    ("", "", "")
    if constants.DISABLE_KITTY_KEY
    else (f"\x1b[>{_KITTY_FLAGS}u", f"\x1b[={_KITTY_FLAGS};1u", "\x1b[<u")
)

_CLEAR: Final = "\x1b[0m\x1b[r\x1b[2;1H\x1b[J\x1b[H\x1b[K"
"""Plain style, the whole screen scrolls, nothing on it.

It is emptied from the second row on and then the first: GNU screen keeps in its history what is cleared at once."""

_INSIDE: Final = "\x1b[?25l\x1b[?2004h\x1b[?7l"
"""No cursor, pastes marked as such, no wrapping at the right edge."""

ENTER: Final = f"\x1b[?1049h{_INSIDE}{_KITTY_ON}{_CLEAR}"
"""Takes the terminal: its second screen, empty.

A terminal that does not know the keyboard's mode may print a letter; the clearing comes after it."""

REENTER: Final = f"\x1b[?1047h{_INSIDE}{_KITTY_AGAIN}{_CLEAR}"
"""Makes sure of all modes when they may have been changed behind our back, without saving the cursor a second time."""

LEAVE: Final = (
    f"\x1b[?2026l\x1b[?2004l\x1b[?7h{_KITTY_OFF}{_CLEAR}\x1b[?1047l\x1b[?1049l\x1b[?25h"
)
"""Gives the terminal back. The second screen is cleared first: some terminals have only one."""

MOUSE_ON: Final = "\x1b[?1000h\x1b[?1003h\x1b[?1015h\x1b[?1006h"
"""Reports of the mouse, in the form that all terminals of today know."""

MOUSE_OFF: Final = "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"
"""No reports of the mouse, of any kind that Textual can switch on."""

QUERY_SYNC: Final = "\x1b[?2026$p"
"""Asks whether the terminal can show a frame all at once."""

SYNC_ON: Final = "\x1b[?2026h"
"""Holds the picture still."""

SYNC_OFF: Final = "\x1b[?2026l"
"""Shows what came meanwhile, all at once."""
