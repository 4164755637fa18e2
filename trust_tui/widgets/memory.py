"""Has Textual remember less: neither what was drawn by widgets that are gone, nor each line in seven other forms."""

from functools import lru_cache
from typing import Any, Final

from textual import strip
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.style import Style


def remember_less() -> None:
    """Have Textual remember the colours of backgrounds without the widgets that asked, and lines as they are alone.

    With the colours it keeps up to 1,024 widgets that are long gone, and every line they showed, the user's words among
    them. And it gives every line seven places for forms of it that may be wanted again: making and freeing the empty
    places takes longer than they save, and more memory than the lines themselves.
    """
    StylesCache.get_inner_outer = staticmethod(_inner_and_outer)  # type: ignore[assignment]  # in place of Textual's
    strip.FIFOCache = _no_places  # type: ignore[assignment,attr-defined]  # as above


@lru_cache(maxsize=1024)
def _inner_and_outer(base: Color, background: Color) -> tuple[Style, Style]:
    """The look inside a widget's border and outside of it."""
    return Style(background=base + background), Style(background=base)


class _Nothing:
    """Stands where lines keep other forms of themselves, and keeps none."""

    __slots__ = ()

    def get(self, _key: object) -> None:
        """What is kept: nothing."""

    def __setitem__(self, _key: object, _value: object) -> None:
        """Let it go."""


_NOTHING: Final = _Nothing()


def _no_places(_size: int) -> Any:
    """What stands there, the same for all lines."""
    return _NOTHING
