"""What every widget that draws its own lines has in common: named styles and lines made of pieces."""

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from rich.cells import cell_len, set_cell_size
from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

from trust_tui.domain import clean

Pieces: TypeAlias = Iterable[tuple[str, str]]
"""A line to draw: (text, style name), left to right. The text may come from anywhere; it is cleaned when drawn."""


CUT: Final = "\u2026"
"""Stands where text was cut off."""


POINTER: Final = "\u25b8 "
"""Stands before the row under the cursor while the list has the focus."""


INKS: Final[Mapping[str, tuple[str, str, str]]] = {
    "text": ("foreground", "", ""),
    "strong": ("foreground", "", "bold"),
    "emphasis": ("foreground", "", "italic"),
    "code": ("secondary", "", ""),
    "heading": ("primary", "", "bold"),
    "subheading": ("foreground", "", "bold"),
    "link": ("primary", "", "underline"),
    "term": ("foreground", "", "underline"),
    "place": ("background", "primary", "bold"),
    "answer": ("background", "primary", "bold"),
    "quiet": ("quiet", "", ""),
    "quote": ("quiet", "", "italic"),
    "box": ("secondary", "", ""),
    "mark": ("background", "accent", ""),
    "care": ("accent", "", ""),
    "cursor": ("", "cursor", "cursor-setting"),
    "cursor-blurred": ("", "cursor-blurred", ""),
    "rule": ("rule", "", ""),
}
"""The styles by name: variables of the theme for text and background, and how letters are set; empty changes nothing.

How they are set under the cursor is a variable too: where there are few colours they are reversed.

The names are those of `trust_tui.library.layout`, and `answer`, `cursor`, `cursor-blurred` and `rule` beside them. They
are no component classes, which Textual matches against the sheet for every widget that has them, twenty times a screen.
"""

INKS_READ_OUT: Final = {
    **INKS,
    **dict.fromkeys(("cursor", "cursor-blurred"), ("", "", "")),
    "answer": INKS["text"],
}
"""The same where a screen reader says whatever is written: signs alone tell where one is and what one has chosen, so
that what was left is not written again in another look, and said again."""

_INKS_OF: Final = {False: INKS, True: INKS_READ_OUT}
"""Those in force, by whether what is written is read out."""


def marked(
    text: str, places: Iterable[tuple[int, int]], style: str = "text"
) -> Pieces:
    """A text with some places in it marked, each by its beginning and end, in order."""
    pieces, at = [], 0
    for start, end in places:
        pieces += [(text[at:start], style), (text[start:end], "mark")]
        at = end
    return [*pieces, (text[at:], style)]


class DrawnStyles(Widget):
    """Looks up the styles that lines are drawn in. The colours are those of the theme, over the widget's own."""

    def __init__(
        self, *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._drawn_styles: dict[str, Style] = {}

    def notify_style_update(self) -> None:
        """Forget the styles when the theme or the sheet changes."""
        self._drawn_styles.clear()
        super().notify_style_update()

    @property
    def told(self) -> str:
        """What plain lines say of it; empty where it is not told in one line."""
        return ""

    def drawn_style(self, name: str) -> Style:
        """The style of a name, over the widget's own."""
        style = self._drawn_styles.get(name)
        if style is None:
            inks = _INKS_OF[getattr(self.app, "is_read_out", False)]
            text, background, setting = inks[name]
            setting = self.app.theme_variables.get(setting, setting)
            ink = Style.from_color(
                self._theme_color(text), self._theme_color(background)
            ) + Style.parse(setting)
            base = self.rich_style if any(inks[name]) else Style.null()
            style = self._drawn_styles[name] = base + ink
        return style

    def _theme_color(self, variable: str) -> RichColor | None:
        return (
            Color.parse(self.app.theme_variables[variable]).rich_color
            if variable
            else None
        )

    @property
    def focus_offset(self) -> Offset:
        """The cell of the widget at which what is in focus begins, from its first visible one."""
        return Offset(0, 0)

    def jump_to(self, y: float) -> None:
        """Scroll to a line at once."""
        self.scroll_to(y=y, animate=False, immediate=True, force=True)

    def draw(
        self,
        left: Pieces,
        width: int,
        *,
        right: Pieces = (),
        over: str = "",
        most: float = 0.6,
    ) -> Strip:
        """A line of exactly `width` cells: `left` cut where it meets `right`, which ends at the edge.

        Args:
            left: What is shown from the left; cut off where there is no room.
            width: Cells to fill.
            right: What is shown at the right edge.
            over: A style laid over all of the line, for the row under the cursor.
            most: The share of the line that `right` may take; it is cut there.
        """
        overlay = self.drawn_style(over) if over else Style.null()
        tail = self._segments(right, overlay)
        tail_width = sum(cell_len(segment.text) for segment in tail)
        if tail_width > width * most:
            tail, tail_width = _cut(tail, int(width * most))
        room = width - tail_width - (1 if tail else 0)
        head = self._segments(left, overlay)
        used = sum(cell_len(segment.text) for segment in head)
        if used > room:
            head, used = _cut(head, room)
        blank = self.drawn_style("text") + overlay
        return Strip(
            [*head, Segment(" " * (width - used - tail_width), blank), *tail],
            width,
        )

    def _segments(self, pieces: Pieces, overlay: Style) -> list[Segment]:
        return [
            Segment(_on_one_line(text), self.drawn_style(name) + overlay)
            for text, name in pieces
            if text
        ]


def _on_one_line(text: str) -> str:
    """The text as it can stand within a line: a line feed would go on in the line below, over what stands there."""
    return clean(text).replace("\n", " ").expandtabs(4)


def _cut(segments: list[Segment], room: int) -> tuple[list[Segment], int]:
    """The segments cut to `room` cells, the last cell saying so; with the cells used."""
    kept: list[Segment] = []
    left = max(0, room - 1)
    for segment in segments:
        width = cell_len(segment.text)
        if width > left:
            kept.append(
                Segment(set_cell_size(segment.text, left) + CUT, segment.style)
            )
            return kept, room
        kept.append(segment)
        left -= width
    return kept, room - left - 1


def show_line(widget: Widget, y: int) -> None:
    """Have what a widget stands in scroll to a visible line of it, where there is less room than it takes."""
    region = Region(0, y, 1, 1)
    inner = widget
    for outer in widget.ancestors:
        if outer is widget.screen or not isinstance(outer, Widget):
            return
        region = region.translate(inner.virtual_region.offset)
        if outer.max_scroll_y:
            outer.scroll_to_region(
                region, animate=False, immediate=True, force=True
            )
            region = region.translate(-outer.scroll_offset)
        inner = outer


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, broken between words."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(joined) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = joined
    return lines


def show_edge(widget: Widget, step: int) -> None:
    """Have what a widget stands in scroll to its end, or to its top where `step` is negative: what is said there."""
    for outer in widget.ancestors:
        if outer is widget.screen or not isinstance(outer, Widget):
            return
        outer.scroll_to(
            y=outer.max_scroll_y * (step > 0),
            animate=False,
            immediate=True,
            force=True,
        )
