"""Random pictures as Textual would send them, and a terminal emulator to look at the result."""

from dataclasses import dataclass
from typing import Any

import pyte
from hypothesis import strategies as st
from rich.cells import cell_len

from trust_tui.terminal.shadow import Shadow

LOOKS = [
    "",
    "1",
    "2",
    "3;4",
    "7",
    "9",
    "31",
    "44",
    "97;100",
    "1;38;5;12",
    "38;5;200;48;5;17",
    "48;2;1;2;3",
    "2;38;2;9;8;7;48;2;1;2;3",
    "1;7;33",
]
"""SGR parameters in each of the colour depths, and attributes alone and together."""

CLUSTERS = [
    *"abcdeXYZ01 .  ",
    "é",
    "ж",
    "─",
    "█",
    "✓",
    "日",
    "本",
    "한",
    "e\u0301",
    "o\u0302\u0323",
]
"""What every terminal gives the same width: narrow, wide and combined."""

UNSURE = [
    "❤\ufe0f",
    "1\ufe0f\u20e3",
    "👍🏽",
    "👩\u200d👩\u200d👧",
    "क्ष",
    "ก็",
    "🫠",
    "\u200b",
    "🇩🇪",
]
"""What terminals quarrel about."""


@dataclass(frozen=True)
class Segment:
    """A text in one look."""

    look: str
    text: str

    @property
    def sequence(self) -> str:
        """As Textual sends it: set, written, reset."""
        return (
            f"\x1b[{self.look}m{self.text}\x1b[0m" if self.look else self.text
        )


def fill(clusters: list[str], width: int) -> str:
    """Repeat clusters until they fill the width exactly."""
    text, used, index = "", 0, 0
    while used < width:
        cluster = clusters[index % len(clusters)] if index < 4 * width else " "
        size = cell_len(cluster)
        if used + size > width:
            cluster, size = " ", 1
        text, used, index = text + cluster, used + size, index + 1
    return text


@st.composite
def rows(
    draw: st.DrawFn, width: int, clusters: list[str] | None = None
) -> list[Segment]:
    """A row of segments that fills the width."""
    cuts = (
        sorted(draw(st.sets(st.integers(1, width - 1), max_size=4)))
        if width > 1
        else []
    )
    parts = []
    for start, stop in zip([0, *cuts], [*cuts, width], strict=True):
        words = draw(
            st.lists(
                st.sampled_from(clusters or CLUSTERS), min_size=1, max_size=8
            )
        )
        parts.append(
            Segment(draw(st.sampled_from(LOOKS)), fill(words, stop - start))
        )
    return parts


def full_frame(
    picture: list[list[Segment]],
    cursor: tuple[int, int] = (0, 0),
    first: int = 0,
) -> str:
    """A frame that paints whole rows from one on, as for a new layout."""
    lines = [
        f"\x1b[{first + y + 1};1H"
        + "".join(segment.sequence for segment in row)
        for y, row in enumerate(picture)
    ]
    return "\n".join(lines) + f"\x1b[{cursor[0] + 1};{cursor[1] + 1}H"


def _seen(cell: Any) -> object:
    """A cell; a blank one shows no colour of text, nor whether it is bold, in italics or blinks."""
    is_drawn = cell.reverse or cell.underscore or cell.strikethrough
    if cell.data != " " or is_drawn:
        return cell
    return cell._replace(fg="default", bold=False, italics=False, blink=False)


class Emulator:
    """A terminal that shows what it is sent."""

    def __init__(self, width: int, height: int) -> None:
        self.screen = pyte.Screen(width, height)
        self.screen.reset_mode(7, private=True)
        self.stream = pyte.Stream(self.screen)

    def show(self, text: str) -> None:
        """Take output, with newlines as a terminal driver passes them on."""
        self.stream.feed(text.replace("\r\n", "\n").replace("\n", "\r\n"))

    @property
    def picture(self) -> list[list[object]]:
        """Every cell with its look, as far as it can be seen."""
        screen = self.screen
        return [
            [_seen(screen.buffer[y][x]) for x in range(screen.columns)]
            for y in range(screen.lines)
        ]

    @property
    def cursor(self) -> tuple[int, int]:
        """Row and column."""
        return self.screen.cursor.y, min(
            self.screen.cursor.x, self.screen.columns - 1
        )


class Pair:
    """The same output shown as it is and through a shadow."""

    def __init__(self, width: int, height: int) -> None:
        self.plain = Emulator(width, height)
        self.ours = Emulator(width, height)
        self.shadow = Shadow(width, height)
        self.shadow.open("")
        self.sent = 0
        self.stock = 0

    def feed(self, text: str) -> None:
        """Send to both; ours is not told to show yet."""
        self.plain.show(text)
        self.shadow.feed(text)
        self.stock += len(text)

    def show(self) -> None:
        """Have ours show what is due."""
        text = self.shadow.take()
        self.sent += len(text)
        self.ours.show(text)

    def resize(self, width: int, height: int) -> None:
        """Change the size of both terminals."""
        for emulator in (self.plain, self.ours):
            emulator.screen.resize(height, width)
        self.shadow.resize(width, height)

    def check(self) -> None:
        """Compare cell for cell."""
        assert self.ours.picture == self.plain.picture
        assert self.ours.cursor == self.plain.cursor
