"""How a cell looks, as the terminal is told: SGR parameters, and the shortest way from one look to another."""

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Final


class NotUnderstoodError(Exception):
    """Output that the shadow has no model for; it is sent as it is, and what was known is forgotten."""


_OFF: Final = {
    "1": "22",
    "2": "22",
    "3": "23",
    "4": "24",
    "5": "25",
    "7": "27",
    "8": "28",
    "9": "29",
    "53": "55",
}
"""What ends each attribute. Bold and dim have one end."""

_ODD: Final = frozenset({"6", "21", "51", "52"})
"""Attributes that terminals read differently; a look with one of them is always set from plain."""

_ENDS: Final = {
    off: frozenset(on for on, end in _OFF.items() if end == off)
    for off in _OFF.values()
}
"""Which attributes each ending code ends."""

_COLOUR_SIZES: Final = {"5": 1, "2": 3}
"""How many numbers follow each way of naming a colour: a palette entry, or red, green and blue."""

_TEXT_COLOURS: Final = frozenset(map(str, (*range(30, 38), *range(90, 98))))
"""The codes that are a colour of the text by themselves."""

_GROUND_COLOURS: Final = frozenset(map(str, (*range(40, 48), *range(100, 108))))
"""The codes that are a colour of what is behind the text by themselves."""


_BLACK: Final = frozenset({"", "40", "48;5;0", "48;5;16", "48;2;0;0;0"})
"""Black behind the text, in as many colours as there may be, or nothing."""


class Style:
    """One look. There is one object for each, so looks are compared by identity.

    Attributes:
        foreground: The parameters of the text colour, such as `38;5;12`; empty for the terminal's own.
        background: Likewise of the colour behind it.
        attributes: The codes of the attributes that are on, in the order they were set.
    """

    __slots__ = ("attributes", "background", "foreground")

    def __init__(
        self, foreground: str, background: str, attributes: tuple[str, ...]
    ) -> None:
        self.foreground = foreground
        self.background = background
        self.attributes = attributes

    @property
    def is_odd(self) -> bool:
        """Whether terminals differ in reading this look."""
        return not _ODD.isdisjoint(self.attributes)

    @property
    def parameters(self) -> list[str]:
        """All that makes this look out of the plain one."""
        return [
            part
            for part in (*self.attributes, self.foreground, self.background)
            if part
        ]


PLAIN: Final = Style("", "", ())
"""The look of a terminal that was just reset."""


@lru_cache(maxsize=4096)
def _style(
    foreground: str, background: str, attributes: tuple[str, ...]
) -> Style:
    """The one object for a look. If it fell out of the cache there will be a second: more bytes, the same picture."""
    return (
        Style(foreground, background, attributes)
        if foreground or background or attributes
        else PLAIN
    )


@lru_cache(maxsize=1024)
def without_colours(style: Style) -> Style:
    """A look in the two colours that the terminal has by itself: what is on another ground than black is reversed."""
    is_reversed = (style.background in _BLACK) == ("7" in style.attributes)
    attributes = [code for code in style.attributes if code != "7"]
    if is_reversed:
        attributes.append("7")
    return _style("", "", tuple(attributes))


@lru_cache(maxsize=4096)
def restyle(pen: Style, parameters: str) -> Style:
    """The look after an SGR sequence.

    Args:
        pen: The look before.
        parameters: What stands between `ESC [` and `m`.

    Raises:
        NotUnderstoodError: A code that has no model here.
    """
    foreground, background, attributes = (
        pen.foreground,
        pen.background,
        list(pen.attributes),
    )
    codes = iter(parameters.split(";"))
    for code in codes:
        if code in ("", "0"):
            foreground = background = ""
            attributes.clear()
        elif code in ("38", "39"):
            foreground = _colour(code, codes)
        elif code in ("48", "49"):
            background = _colour(code, codes)
        elif code in _TEXT_COLOURS:
            foreground = code
        elif code in _GROUND_COLOURS:
            background = code
        elif code in _ENDS:
            attributes = _without(attributes, _ENDS[code])
        elif code in _OFF or code in _ODD:
            # What is set again counts as set last.
            attributes = [*_without(attributes, {code}), code]
        else:
            raise NotUnderstoodError(parameters)
    return _style(foreground, background, tuple(attributes))


def _without(attributes: list[str], ended: Collection[str]) -> list[str]:
    return [attribute for attribute in attributes if attribute not in ended]


def _colour(code: str, codes: Iterator[str]) -> str:
    """Read a colour that is named by several parameters, or its end.

    Returns:
        All parameters of the colour, or nothing for its end.
    """
    if code in ("39", "49"):
        return ""
    way = next(codes, "")
    size = _COLOUR_SIZES.get(way, 0)
    numbers = [number for _, number in zip(range(size), codes, strict=False)]
    if not size or len(numbers) != size:
        raise NotUnderstoodError(code)
    return ";".join([code, way, *numbers])


_UNSEEN_ON_BLANKS: Final = frozenset({"1", "2", "3", "5", "8"})
"""The attributes that a blank does not show."""


@lru_cache(maxsize=8192)
def is_same_on_blanks(pen: Style | None, target: Style) -> bool:
    """Whether blanks look as they should without a change of look; False where the pen is not known."""
    return (
        pen is not None
        and pen.background == target.background
        and _UNSEEN_ON_BLANKS.issuperset((*pen.attributes, *target.attributes))
    )


@lru_cache(maxsize=8192)
def transition(pen: Style | None, target: Style) -> str:
    """The shortest sequence from one look to another.

    Args:
        pen: The look that is set, or `None` if it is not known.
        target: The look to set.
    """
    if pen is target:
        return ""
    if target is PLAIN:
        return "\x1b[m"
    reset = f"\x1b[{';'.join(['0', *target.parameters])}m"
    if pen is None or pen.is_odd or target.is_odd:
        return reset
    ended: set[str] = set()
    for code in pen.attributes:
        if code not in target.attributes:
            ended.add(_OFF[code])
    changes = sorted(ended)
    for code in target.attributes:
        # What shares its end with something that is ended has to be set again.
        if code not in pen.attributes or _OFF[code] in ended:
            changes.append(code)
    if pen.foreground != target.foreground:
        changes.append(target.foreground or "39")
    if pen.background != target.background:
        changes.append(target.background or "49")
    return min(reset, f"\x1b[{';'.join(changes)}m", key=len)
