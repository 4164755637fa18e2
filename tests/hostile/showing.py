"""What must be true of text that is shown."""

from textual.geometry import Region
from textual.strip import Strip

from tests.everywhere.terminal import foreign
from tests.support import Sitting, control_characters
from trust_tui.domain.text import LOST
from trust_tui.terminal.shadow import Shadow

FORBIDDEN = frozenset(
    map(
        chr,
        (
            *range(0x09),
            *range(0x0B, 0x20),
            *range(0x7F, 0xA0),
            *range(0xD800, 0xE000),
            *range(0xE0000, 0xE0080),
        ),
    )
) | frozenset(
    "\u200e\u200f\u061c\u2028\u2029\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""What must never reach a terminal."""


def as_shown(text: str, *, one_line: bool) -> str:
    """The text as it should stand in a field: as typed, with a mark for each character that steers."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if one_line:
        text = text.replace("\n", " ").replace("\t", " ")
    return "".join(
        _mark(letter) if letter in FORBIDDEN else letter for letter in text
    )


def _mark(letter: str) -> str:
    """What stands for a character that steers."""
    return (
        chr(0x2400 + ord(letter))
        if letter < " "
        else "\u2421"
        if letter == "\x7f"
        else LOST
    )


def check_strips(strips: list[Strip], shadow: Shadow) -> None:
    """Check that lines hold nothing a terminal would obey, as they are and as the driver sends them."""
    for y, strip in enumerate(strips):
        assert not any(segment.control for segment in strip)
        assert not control_characters(
            "".join(segment.text for segment in strip)
        )
        text = "".join(
            segment.style.render(segment.text)
            if segment.style
            else segment.text
            for segment in strip
        )
        shadow.feed(f"\x1b[{y + 1};1H{text}")
    assert foreign(shadow.take()) == []


def check_screen(session: Sitting, shadow: Shadow) -> None:
    """Check the whole screen, and that the program lives."""
    assert session.app.is_running
    strips = session.app.screen._compositor.render_strips()
    assert all(strip.cell_length <= session.app.size.width for strip in strips)
    check_strips(list(strips), shadow)


def shadow_of(region: Region) -> Shadow:
    """A terminal as large as a region."""
    shadow = Shadow(max(1, region.width), max(1, region.height))
    shadow.open("")
    return shadow
