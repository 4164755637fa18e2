"""The forms in which terminals send a key, brought to the one that Textual knows."""

import re
from collections.abc import Mapping
from typing import Final

from trust_tui.terminal.layouts import Layouts

_SHIFTED: Final = {
    number: f"\x1b[{code};2~"
    for number, code in zip(
        range(1, 13),
        (11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24),
        strict=True,
    )
}
"""Each function key with Shift in the form of most terminals."""


def _counted_on(first: int) -> dict[str, str]:
    """Function keys with Shift where they are those from F13 on, as on a VT220; they begin with one or another."""
    codes = (25, 26, 28, 29, 31, 32, 33, 34)
    return {
        f"\x1b[{code}~": _SHIFTED[first + place]
        for place, code in enumerate(codes)
    }


_RXVT: Final = {
    **_counted_on(3),
    "\x1b[23$": _SHIFTED[11],
    "\x1b[24$": _SHIFTED[12],
    "\x1b[3$": "\x1b[3;2~",
    "\x1b[7$": "\x1b[1;2H",
    "\x1b[8$": "\x1b[1;2F",
    # Textual has these two the other way round.
    "\x1b[7^": "\x1b[1;5H",
    "\x1b[8^": "\x1b[1;5F",
}
"""What rxvt sends for keys with Shift or Ctrl; PuTTY has the first of them too."""

_ST: Final = {
    "\x1b[P": "\x1b[3~",
    "\x1b[2K": "\x1b[3;2~",
    "\x1b[M": "\x1b[3;5~",
    "\x1b[4h": "\x1b[2~",
    "\x1b[2J": "\x1b[1;2H",
    "\x1b[K": "\x1b[1;2F",
    "\x1b[J": "\x1b[1;5F",
}
"""Delete, Insert and their like send what erases on the screen, as long as the keypad is not in its own mode."""

_BY_NAME: Final[Mapping[str, Mapping[str, str]]] = {
    "st": _ST,
    "stterm": _ST,
    "rxvt": _RXVT,
    "putty": _RXVT,
    "linux": _counted_on(1),
}
"""By the first part of TERM."""

_EVERYWHERE: Final = {
    **_RXVT,
    # Elsewhere these two are the keys Help and Menu.
    "\x1b[28~": "",
    "\x1b[29~": "",
    "\x1b\x08": "\x1b\x7f",
    "\x1b\t": "\x1b[Z",
}
"""Where TERM says nothing else: PuTTY calls itself xterm."""

_NOT_SENT: Final[Mapping[str, frozenset[str]]] = {
    "linux": frozenset(f"shift+f{number}" for number in range(9, 13)),
    "mlterm": frozenset(f"shift+f{number}" for number in range(1, 7)),
    "rxvt": frozenset({"shift+f1", "shift+f2"}),
    "putty": frozenset(f"shift+f{number}" for number in (1, 2, 11, 12)),
}
"""The function keys that a kind of terminal sends as another key or not at all."""

PUTTY: Final = "putty"
"""The kind of terminal that calls itself xterm and sends some keys as no xterm does."""

IT_IS_PUTTY: Final = "\x1b[>0;136;0c"
"""What it answers when it is asked which terminal it is: the number of an xterm of the year 2000."""

OLD_MOUSE: Final = "\x1b[M"
"""How a report of the mouse begins in its old form, and what st sends for Ctrl+Delete."""

_SS3: Final = re.compile(r"\x1bO(\d+)([A-Z])")
"""konsole's and qterminal's first four function keys with a modifier."""

_NUMBERED: Final = re.compile(
    r"\x1b\[(\d{1,7})(?::(\d*))?(?::(\d{0,7}))?(?:;(\d{0,3})(?::(\d*))?)?(?:;([\d:]*))?u"
)
"""A key of the kitty protocol: its code, with Shift, on a Latin layout; modifiers and the kind of event; its text."""

_SHIFT, _ALT, _CTRL = 1, 2, 4
_CAPS_LOCK, _NUM_LOCK = 64, 128
_RELEASED: Final = "3"

_SAME_KEYS: Final = {
    (104, _CTRL): "\x7f",
    (105, _CTRL): "\t",
    (109, _CTRL): "\r",
    (91, _CTRL): "\x1b",
    (127, _ALT): "\x1b\x7f",
}
"""Keys that are one and the same in every other terminal."""
_PRIVATE: Final = 0xD800
"""From here on there are surrogates, and numbers of keys that type nothing."""

_OWN_SIGNS: Final = frozenset({(44, 113), (59, 113), (47, 113), (39, 119)})
"""A sign of ASCII that a Bulgarian, Greek or Hebrew keyboard has where a Latin one has Q or W; those of Dvorak are
letters in their own right."""

_KEYPAD: Final = re.compile(r"\x1bO([j-y])")
"""A key of the keypad in its own mode, with Num Lock: what it types, 64 further on."""


def forms_of(term: str) -> Mapping[str, str]:
    """What the kind of terminal that TERM names sends in a form of its own."""
    return _BY_NAME.get(term.partition("-")[0], _EVERYWHERE)


def not_sent(term: str) -> frozenset[str]:
    """The keys that the kind of terminal that TERM names does not send as themselves."""
    return _NOT_SENT.get(term.partition("-")[0], frozenset())


def usual(sequence: str, term: str, layouts: Layouts) -> str:
    """Bring a whole sequence to its usual form.

    Args:
        sequence: What the terminal sent.
        term: The terminal's kind, as TERM says it.
        layouts: Tell which key it is where the terminal does not.

    Returns:
        A sequence or a text; empty for what is no key.
    """
    for forms in (forms_of(term), _EVERYWHERE):
        if sequence in forms:
            return forms[sequence]
    if match := _SS3.fullmatch(sequence):
        modifier, letter = match.groups()
        return (
            f"\x1b[13;{modifier}~"
            if letter == "R"
            else f"\x1b[1;{modifier}{letter}"
        )
    if match := _NUMBERED.fullmatch(sequence):
        return _numbered(match, layouts)
    if match := _KEYPAD.fullmatch(sequence):
        return chr(ord(match[1]) - 64)
    return sequence


def _numbered(match: re.Match[str], layouts: Layouts) -> str:
    """A key of the kitty protocol, as Textual reads it or as the text it types."""
    number, _, latin, modified, kind, typed = match.groups("")
    code, on_latin = int(number), int(f"0{latin}")
    modifiers = max(int(f"0{modified}") - 1, 0)
    if kind == _RELEASED:
        return ""
    caps = modifiers & _CAPS_LOCK
    modifiers &= ~(_CAPS_LOCK | _NUM_LOCK)
    if (code, modifiers) in _SAME_KEYS:
        return _SAME_KEYS[code, modifiers]
    if modifiers & (_CTRL | _ALT):
        if code > ord("~") or (code, on_latin) in _OWN_SIGNS:
            code = on_latin or _on_latin(code, layouts)
        elif not on_latin:
            code = ord(layouts.latin_sign(chr(code)) or chr(code))
    elif modifiers in (0, _SHIFT) and not typed and _is_letter(code):
        letter = chr(code)
        return letter.upper() if bool(caps) != bool(modifiers) else letter
    text = f";{typed}".rstrip(";")
    return f"\x1b[{code};{modifiers + 1}{text}u"


def _on_latin(code: int, layouts: Layouts) -> int:
    """The code of the key that a letter of another script stands on; its own where that is not known."""
    latin, _ = layouts.latin_of(chr(code)) if _is_letter(code) else ("", "")
    return ord(latin) if latin else code


def _is_letter(code: int) -> bool:
    """Whether a number is that of a letter."""
    return code < _PRIVATE and chr(code).isalpha()
