"""The terminal's modes: what is switched on when the program starts, and the undoing of each."""

from typing import Final, NamedTuple

from textual import constants

_KITTY_FLAGS: Final = 0b101
"""Keys without ambiguity, and with Ctrl the key that stands in the same place of a Latin layout. Letters stay letters:
told to send them as numbers, kitty 0.26 leaves out which capital of an alphabet other than ASCII was typed."""


class Mode(NamedTuple):
    """Something that is switched on for as long as the terminal is ours.

    Attributes:
        take: Switches it on.
        again: Makes sure of it where it should be on: in a terminal that came anew, it is not.
        give_back: Switches it off.
    """

    take: str
    again: str
    give_back: str


MODES: Final = (
    # First of all: what is pasted meanwhile must not be taken for commands.
    Mode("\x1b[?2004h", "\x1b[?2004h", "\x1b[?2004l"),
    # The second screen. A second 1049h would save its cursor in place of the shell's; 1047l before 1049l would end it
    # without the cursor's coming back (kitty, foot, mlterm).
    Mode("\x1b[?1049h", "\x1b[?1047h", "\x1b[?1049l"),
    # No cursor while the picture changes.
    Mode("\x1b[?25l", "\x1b[?25l", "\x1b[?25h"),
    # The last column can be written without a new line; the shell wants one.
    Mode("\x1b[?7l", "\x1b[?7l", "\x1b[?7h"),
    # A stack of keyboard modes: pushed once, then set; in a terminal that came anew the pop sets nothing but zero.
    Mode("", "", "")
    if constants.DISABLE_KITTY_KEY
    else Mode(f"\x1b[>{_KITTY_FLAGS}u", f"\x1b[={_KITTY_FLAGS};1u", "\x1b[<u"),
    # Never switched on for longer than a picture, but it may be on when the program is ended in the middle of one.
    Mode("", "\x1b[?2026l", "\x1b[?2026l"),
)
"""What is switched on, in this order, and off again in the opposite one.

What is not among them is never touched: no title, no cursor shape, no colours of the palette, no mouse unless it is
asked for.
"""

BLANK: Final = "\x1b[0m\x1b[r\x1b[2;1H\x1b[J\x1b[H\x1b[K"
"""Plain style, the whole screen scrolls, nothing on it.

It is emptied from the second row on and then the first: GNU screen keeps in its history what is cleared at once."""

ENTER: Final = "".join(mode.take for mode in MODES) + BLANK
"""Takes the terminal: its second screen, empty.

A terminal that does not know the keyboard's mode may print a letter; the clearing comes after it."""

AGAIN: Final = "".join(mode.again for mode in MODES) + "\x1b[0m\x1b[r"
"""Makes sure of all modes when they may have been changed behind our back, or the terminal is another one."""

REENTER: Final = AGAIN + BLANK
"""The same, and leaves it empty."""

LEAVE: Final = BLANK + "".join(mode.give_back for mode in reversed(MODES))
"""Gives the terminal back. The second screen is cleared first: some terminals have only one."""

MOUSE_ON: Final = "\x1b[?1000h\x1b[?1003h\x1b[?1015h\x1b[?1006h"
"""Reports of the mouse, in the form that all terminals of today know."""

MOUSE_OFF: Final = "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"
"""No reports of the mouse, of any kind that Textual can switch on."""

QUERY_SYNC: Final = "\x1b[?2026$p"
"""Asks whether the terminal can show a frame all at once."""

SHOW_CURSOR: Final = "\x1b[?25h"
"""Some screen readers and magnifiers follow no hidden cursor."""

SYNC_ON: Final = "\x1b[?2026h"
"""Holds the picture still."""

SYNC_OFF: Final = "\x1b[?2026l"
"""Shows what came meanwhile, all at once."""
