"""Every text can be read in every theme: its contrast is computed from the cells as the program draws them.

The formula is that of WCAG 2.1 (https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio). No meaning is told by colour alone.
"""

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from rich._palettes import STANDARD_PALETTE
from rich.color import Color, ColorSystem
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from textual import constants
from textual.color import Color as TextualColor
from textual.theme import Theme

from tests.conftest import Open
from tests.screens.keys import new_goal, to_view
from tests.support import MOMENT, Sitting
from trust_tui.cli.demo import StandingClock, fill
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Workbook
from trust_tui.theme import OWN, SIXTEEN, THEMES
from trust_tui.widgets.drawn import INKS

LEAST: Final = 4.5
"""The least contrast of text and what is behind it."""

LEAST_MARK: Final = 1.15
"""The least contrast of a background that only helps to see what a sign tells as well."""

DECORATION: Final = frozenset(
    map(chr, (*range(0x2500, 0x2600), *range(0x2800, 0x2900), 0x20))
)
"""Lines, scroll bars and the bars of charts: what they show is said in words beside them."""

NEVER_TEXT: Final = ("cursor", "cursor-blurred", "rule")
"""Inks that are laid over others or draw lines."""

SYSTEMS: Final = (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT)

F4, F5, F8 = "f4", "f5", "f8"

PLACES: Final[dict[str, list[str]]] = {
    "overview": [],
    "signs": ["2", "down"],
    "page of a sign": ["2", "down", "tab", "down"],
    "steps": ["3", "down"],
    "questions": ["4", "f", "t", "r"],
    "journal": ["5", "down"],
    "trends": to_view("Trends"),
    "goals": to_view("Goals"),
    "check-in": ["c", "3", "2"],
    "entry": ["n", *"words", "shift+left", "shift+left", "shift+tab"],
    "goal": new_goal(),
    "help": ["question_mark"],
    "safety": ["exclamation_mark"],
    "commands": ["ctrl+p", "c"],
    "search": ["slash", *"trust"],
    "who": ["r"],
    "self-check": ["2", "s", "2"],
    "exercise": ["3", "down", "down", "enter"],
    "new passphrase": [F5, *"abc", "ctrl+s"],
    "day ends": [F4],
    "habits": ["h"],
    "trash": ["5", "T"],
}


COLOURED: Final = tuple(theme for theme in THEMES if theme is not OWN)
"""The themes with colours; the driver sends none of the other's."""

IN_SIXTEEN: Final = tuple(theme for theme in SIXTEEN if theme is not OWN)

PALETTES: Final = {
    "Linux console": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa "
    "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 "
    "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
    "PuTTY": "000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb "
    "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    "Campbell": "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc "
    "767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2",
    "Tango": "2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf "
    "555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec",
    "Solarized": "073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 "
    "002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3",
}
"""What sixteen colours look like, as these terminals come, and in two palettes that people choose."""


def in_palette(colour: Color, palette: str) -> tuple[int, int, int]:
    """What a terminal with a palette of sixteen makes of a colour."""
    number = colour.downgrade(ColorSystem.STANDARD).number
    assert number is not None
    red, green, blue = bytes.fromhex(PALETTES[palette].split()[number])
    return red, green, blue


def luminance(colour: tuple[int, int, int]) -> float:
    """The relative luminance of WCAG 2.1, from 0 to 1."""
    channels = [value / 255 for value in colour]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The contrast ratio of WCAG 2.1, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def seen(colour: Color, system: ColorSystem) -> tuple[int, int, int]:
    """What a terminal with so many colours makes of one."""
    triplet = colour.downgrade(system).get_truecolor(DEFAULT_TERMINAL_THEME)
    return triplet.red, triplet.green, triplet.blue


def drawn(session: Sitting) -> Iterator[tuple[str, Style]]:
    """Every run of text on the screen with its style."""
    for strip in session.app.screen._compositor.render_strips():
        for segment in strip:
            if (
                segment.style is not None
                and not set(segment.text) <= DECORATION
            ):
                yield segment.text.strip(), segment.style


def pair_of(
    style: Style, system: ColorSystem
) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """The colours of a text and of what is behind it."""
    assert style.color is not None
    assert style.bgcolor is not None
    pair = seen(style.color, system), seen(style.bgcolor, system)
    return (pair[1], pair[0]) if style.reverse else pair


def test_the_formula_gives_what_the_standard_says() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(
        4.48, abs=0.01
    )


def least_in_many(style: Style) -> float:
    """The contrast of a look in all colours, and in the 256 that most terminals over a line have."""
    return min(contrast(*pair_of(style, system)) for system in SYSTEMS)


def least_in_sixteen(style: Style) -> float:
    """The least contrast of a look in the palettes of sixteen."""
    assert style.color is not None
    assert style.bgcolor is not None
    return min(
        contrast(
            in_palette(style.color, palette), in_palette(style.bgcolor, palette)
        )
        for palette in PALETTES
    )


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
@pytest.mark.parametrize("has_sixteen", [False, True], ids=["many", "sixteen"])
async def test_every_text_that_is_drawn_can_be_read(
    start: Open,
    data: Path,
    clock: StandingClock,
    theme: Theme,
    has_sixteen: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if has_sixteen:
        monkeypatch.setattr(constants, "COLOR_SYSTEM", "standard")
    least = least_in_sixteen if has_sixteen else least_in_many
    fill(data, clock)
    faint: dict[str, float] = {}
    pairs: dict[Style, float] = {}
    async with start((100, 40), theme=theme.name) as session:
        for place, keys in PLACES.items():
            await session.press(*keys)
            for text, style in drawn(session):
                if style not in pairs:
                    assert not style.dim, (place, text)
                    pairs[style] = least(style)
                if pairs[style] < LEAST:
                    faint.setdefault(
                        f"{place}: {text[:40]}", round(pairs[style], 2)
                    )
            for _ in range(3):
                await session.press("escape")
            await session.press("1")
        assert session.mode == "overview"
    assert faint == {}
    assert len(pairs) > 10


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name)
@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_every_ink_can_be_read_on_everything_it_is_laid_on(
    theme: Theme, system: ColorSystem
) -> None:
    variables = {**theme.to_color_system().generate(), **theme.variables}

    def colour(name: str) -> Color:
        return TextualColor.parse(variables[name]).rich_color

    faint: dict[tuple[str, str], float] = {}
    grounds = ("background", "surface", "panel", "cursor", "cursor-blurred")
    for ink, (text, behind, _) in INKS.items():
        if ink in NEVER_TEXT:
            continue
        for ground in [behind] if behind else grounds:
            ratio = contrast(
                seen(colour(text), system), seen(colour(ground), system)
            )
            if ratio < LEAST:
                faint[ink, ground] = round(ratio, 2)
    assert faint == {}
    for text, behind in (
        ("input-cursor-foreground", "input-cursor-background"),
        ("foreground", "input-selection-background"),
    ):
        assert (
            contrast(seen(colour(text), system), seen(colour(behind), system))
            >= LEAST
        )


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("theme", IN_SIXTEEN, ids=lambda theme: theme.name)
def test_every_ink_can_be_read_in_every_palette_of_sixteen(
    theme: Theme, palette: str
) -> None:
    variables = {**theme.to_color_system().generate(), **theme.variables}

    def colour(name: str) -> tuple[int, int, int]:
        return in_palette(
            TextualColor.parse(variables[name]).rich_color, palette
        )

    faint = {
        (ink, ground): ratio
        for ink, (text, behind, _) in INKS.items()
        if ink not in NEVER_TEXT
        for ground in ([behind] if behind else ("background", "cursor"))
        if (ratio := round(contrast(colour(text), colour(ground)), 2)) < LEAST
    }
    assert faint == {}
    for ink in ("error", "warning"):
        assert contrast(colour(ink), colour("background")) >= LEAST
    selected = colour("input-selection-foreground")
    assert contrast(selected, colour("input-selection-background")) >= LEAST


async def test_in_sixteen_colours_the_row_under_the_cursor_is_reversed(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(constants, "COLOR_SYSTEM", "standard")
    async with start() as session:
        await session.press("2", "down")
        under = [
            (text, style)
            for text, style in drawn(session)
            if style.reverse and style.bold
        ]
        assert session.row.split()[0] in " ".join(text for text, _ in under)
        assert len({style.bgcolor for _, style in under}) == 1


def test_the_colours_of_sixteen_are_exactly_those() -> None:
    for theme in IN_SIXTEEN:
        for colour in (theme.foreground, theme.primary, theme.accent):
            rich = TextualColor.parse(str(colour)).rich_color
            number = rich.downgrade(ColorSystem.STANDARD).number
            assert number is not None
            assert rich.triplet == STANDARD_PALETTE[number]


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_what_has_the_focus_stands_out(theme: Theme) -> None:
    """A background that differs is a help; the pointer tells it without colour."""
    variables = {**theme.to_color_system().generate(), **theme.variables}

    def colour(name: str) -> tuple[int, int, int]:
        return seen(
            TextualColor.parse(variables[name]).rich_color,
            ColorSystem.TRUECOLOR,
        )

    assert contrast(colour("cursor"), colour("background")) > LEAST_MARK
    assert (
        contrast(colour("input-cursor-background"), colour("background"))
        > LEAST
    )


def colourless(session: Sitting) -> list[str]:
    """What is left of the screen without colours: its characters, and how letters are set."""
    rows = []
    for strip in session.app.screen._compositor.render_strips():
        rows.append(
            "".join(
                f"{segment.text}{'*' * bool(style and style.bold)}{'_' * bool(style and style.underline)}"
                for segment in strip
                for style in (segment.style,)
            ).rstrip()
        )
    return rows


CHANGES: Final[
    dict[str, tuple[list[str], Callable[[Sitting], Awaitable[None]]]]
] = {
    "the row in focus": (["2", "down"], lambda session: session.press("down")),
    "the pane in focus": (["2"], lambda session: session.press("tab")),
    "the screen": ([], lambda session: session.press("2")),
    "the view": (["5"], lambda session: session.press("right_square_bracket")),
    "the link in focus": (["4", "tab"], lambda session: session.press("right")),
    "the answer given": (["c"], lambda session: session.press("3")),
    "the item in focus": (["c"], lambda session: session.press("down")),
    "what is selected to switch on": (
        ["h"],
        lambda session: session.press("enter"),
    ),
}
"""Keys to a place, and what is done there that must be seen without colours as well."""


@pytest.mark.parametrize("change", CHANGES)
async def test_what_colour_tells_something_else_tells_as_well(
    change: str, start: Open, welcomed: Workbook
) -> None:
    keys, act = CHANGES[change]
    for number in range(3):
        text = f"entry {number}"
        welcomed.of(Entry).keep(
            Entry(text=text, day=MOMENT.date(), about=welcomed.settings.current)
        )
    async with start() as session:
        await session.press(*keys)
        before = colourless(session)
        await act(session)
        assert colourless(session) != before


async def test_the_field_in_focus_shows_a_cursor_that_is_no_colour(
    start: Open, welcomed: Workbook
) -> None:
    """In a field the cursor is a cell of its own, and the terminal's cursor stands there too."""
    async with start() as session:
        await session.press(*new_goal())
        places = []
        for _ in range(3):
            places.append(session.app.cursor_position)
            await session.press("tab")
        assert len(set(places)) == len(places)


async def test_marks_of_reading_and_safety_are_signs(
    start: Open, welcomed: Workbook
) -> None:
    async with start((100, 40)) as session:
        assert any(line.rstrip().endswith("!") for line in session.lines)
        assert session.row


def test_themes_are_told_apart_by_name() -> None:
    assert len({theme.name for theme in THEMES}) == len(THEMES) == 4
