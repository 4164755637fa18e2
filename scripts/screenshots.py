"""Draws the pictures in screenshots/, and the tour as text, from the real program on made-up data and a standing clock.

usage: python -m scripts.screenshots [NAME ...]     (all of them without a name)
"""

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, timezone
from io import StringIO
from pathlib import Path
from typing import Final
from unittest.mock import patch

from msgspec import Struct
from msgspec.structs import replace
from rich.console import Console

from tests.support import Sitting, app_on, session_of
from trust_tui import dialogs
from trust_tui.cli.demo import StandingClock, fill
from trust_tui.dialogs import draft_keeper
from trust_tui.library.library import Library, packaged_folder

FOLDER: Final = Path(__file__).parents[1] / "screenshots"
NOW: Final = datetime(2026, 11, 24, 20, 15, tzinfo=timezone(timedelta(hours=1)))


class Shot(Struct, frozen=True, kw_only=True):
    """One picture: what is pressed before it is taken, and at which size and in which colours."""

    name: str
    keys: Sequence[str] = ()
    size: tuple[int, int] = (80, 24)
    theme: str = "trust-dark"
    empty: bool = False


BEGUN: Final = ("enter", "enter", "enter", "S", "enter")
"""The keys of a first run."""

SCREENS: Final = (
    Shot(name="overview"),
    Shot(name="overview-first-run", empty=True),
    Shot(name="protect", empty=True, keys=("enter",)),
    Shot(name="who", empty=True, keys=("enter", "enter")),
    Shot(name="overview-empty", empty=True, keys=BEGUN),
    Shot(name="signs", keys=("2", "down", "down")),
    Shot(name="steps", keys=("3", "down", "down", "down")),
    Shot(
        name="exercise",
        keys=(
            "3",
            *("down",) * 16,
            "enter",
            "tab",
            *"I said the party was off",
        ),
    ),
    Shot(name="self-check", keys=("2", "s", "1", "2")),
    Shot(name="self-check-all", keys=("2", "s", "a", "1", "2")),
    Shot(name="reading", keys=("2", "s", *"120133442210124", "ctrl+s")),
    Shot(name="faq", keys=("4", "down")),
    Shot(name="journal", keys=("5", "down")),
    Shot(name="journal-goal", keys=("5", "]", "]", "]", "down")),
    Shot(name="promises", keys=("5", "]", "]", "]", "]")),
    Shot(name="trends", keys=("5", "[", "down")),
    Shot(name="habits", keys=("h", "down", "enter")),
    Shot(
        name="promise",
        keys=("5", "]", "]", "]", "]", "n", "enter", *"Ring on Thursday"),
    ),
    Shot(name="together", keys=("t", "enter")),
    Shot(
        name="together-side-by-side",
        keys=(
            "t",
            "enter",
            *"You waited",
            "ctrl+s",
            "enter",
            *"Sunday",
            "ctrl+s",
        ),
    ),
    Shot(
        name="together-part",
        keys=("t", "enter", "ctrl+s", "enter", "ctrl+s", "enter", "enter"),
    ),
    Shot(name="trash", keys=("5", "d", "T")),
    Shot(name="people", keys=("r", "end", "enter", "enter")),
    Shot(name="journal-empty", empty=True, keys=(*BEGUN, "5")),
    Shot(name="check-in", keys=("c", "3", "1")),
    Shot(name="entry", keys=("n", *"I noticed the clock only once.")),
    Shot(name="blanks", keys=("3", "down", "o", *"7")),
    Shot(name="goal", keys=("3", "down", "o", "ctrl+s")),
    Shot(name="mark", keys=("3", "down", "m")),
    Shot(name="delete", keys=("5", "d")),
    Shot(name="right-now", keys=("ctrl+r",)),
    Shot(name="right-now-tools", keys=("ctrl+r", "3")),
    Shot(name="week", keys=("W",)),
    Shot(name="path", keys=("P",)),
    Shot(name="cards", keys=("K", "enter")),
    Shot(name="calendar", keys=("5", "y")),
    Shot(name="tags", keys=("5", "#")),
    Shot(name="seen", keys=("shift+f5",)),
    Shot(name="safety", keys=("!",)),
    Shot(
        name="page-term", keys=("2", "down", "down", "enter", "right", "enter")
    ),
    Shot(name="page-contents", keys=("2", "down", "down", "enter", "i")),
    Shot(
        name="page-found",
        keys=("2", "down", "down", "enter", "f", *"feel", "enter"),
    ),
    Shot(name="page-end", keys=("1", "tab", "enter", "end")),
    Shot(name="search", keys=("/", *"control")),
    Shot(name="help", keys=("3", "?")),
    Shot(name="commands", keys=("ctrl+p",)),
    Shot(name="relationships", keys=("r",)),
    Shot(name="settings", keys=("f2",)),
    Shot(name="export", keys=("f12",)),
    Shot(name="import", keys=("shift+f12",)),
    Shot(name="page", keys=("f3",)),
)
"""Every screen and dialog once, at the size to design for."""

OTHERS: Final = tuple(
    replace(shot, name=f"{shot.name}-{look}", size=size, theme=theme)
    for look, size, theme in (
        ("60x20", (60, 20), "trust-dark"),
        ("140x40", (140, 40), "trust-dark"),
        ("light", (80, 24), "trust-light"),
        ("contrast", (80, 24), "trust-contrast"),
    )
    for shot in SCREENS
    if shot.name
    in (
        "overview",
        "signs",
        "steps",
        "faq",
        "journal",
        "trends",
        "check-in",
        "entry",
        "goal",
        "safety",
    )
)
"""The screens that matter most, at other sizes and in other colours."""

PICTURES: Final = tuple(
    replace(shot, name=f"trends-{look}", size=size, theme=f"trust-{theme}")
    for look, size, theme in (
        ("140x40-light", (140, 40), "light"),
        ("140x40-contrast", (140, 40), "contrast"),
        ("200x60", (200, 60), "dark"),
        ("200x60-light", (200, 60), "light"),
        ("200x60-contrast", (200, 60), "contrast"),
    )
    for shot in SCREENS
    if shot.name == "trends"
)
"""The lines over time, which fill whatever room there is, in all sizes and colours."""


@asynccontextmanager
async def shown(shot: Shot) -> AsyncIterator[Sitting]:
    """The program, with the keys of the shot pressed and everything done that follows from them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        clock = StandingClock(NOW)
        if not shot.empty:
            fill(folder, clock)
        app = app_on(
            folder, Library([packaged_folder()]), clock, theme=shot.theme
        )
        # A draft is kept at once: otherwise the speed of the machine decides whether it is before the picture is taken.
        with (
            patch.object(draft_keeper, "DRAFT_SECONDS", 0.0),
            patch.object(draft_keeper, "REST_SECONDS", 0.0),
        ):
            async with session_of(app, shot.size) as sitting:
                await sitting.settle()
                await sitting.press(*shot.keys)
                yield sitting


async def take(shot: Shot) -> str:
    """The picture as SVG."""
    async with shown(shot) as sitting:
        return tidy(sitting.app.export_screenshot(title="trust-tui"))


async def record_tour() -> str:
    """Every stop of the tour, as text."""
    stops = []
    async with shown(Shot(name="tour", keys=("0",))) as sitting:
        app = sitting.app
        while isinstance(app.screen, dialogs.tour.TourDialog):
            paper = Console(
                width=app.size.width,
                height=app.size.height,
                file=StringIO(),
                record=True,
            )
            paper.print(
                app.screen._compositor.render_update(
                    full=True, screen_stack=app._background_screens
                )
            )
            stops.append(
                "\n".join(
                    line.rstrip()
                    for line in paper.export_text(styles=False).splitlines()
                )
            )
            await sitting.press("enter")
    return f"\n{'-' * 80}\n".join(stops) + "\n"


def tidy(svg: str) -> str:
    """The picture without addresses of fonts elsewhere, and with ids that do not change from one run to the next."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "DejaVu Sans Mono").replace(
        "font-family: arial;", "font-family: sans-serif;"
    )
    svg = _TEXT.sub(_without_blanks, svg)
    return re.sub(r"terminal-\d+", "terminal", svg)


_TEXT: Final = re.compile(
    r' x="([\d.]+)" (y="[\d.]+") textLength="([\d.]+)" ([^>]*)>((?:&#160;)*)([^<>]*)</text>'
)
_CELL: Final = 12.2
"""Width of a cell in the pictures."""


def _without_blanks(found: re.Match[str]) -> str:
    """A text that begins where its first letter does: some viewers drop the blanks before it."""
    x, y, length, rest, blanks, text = found.groups()
    gone = blanks.count("&") * _CELL
    return f' x="{float(x) + gone:.1f}" {y} textLength="{float(length) - gone:.1f}" {rest}>{text}</text>'


def main(names: Sequence[str]) -> None:
    """Take all pictures, or those named."""
    FOLDER.mkdir(exist_ok=True)
    # The same picture whatever the terminal of whoever takes it can show.
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    os.environ.pop("NO_COLOR", None)
    for shot in (*SCREENS, *OTHERS, *PICTURES):
        if not names or shot.name in names:
            (FOLDER / f"{shot.name}.svg").write_text(asyncio.run(take(shot)))
            print(shot.name)
    if not names or "tour" in names:
        (FOLDER / "tour.txt").write_text(asyncio.run(record_tour()))
        print("tour")


if __name__ == "__main__":
    main(sys.argv[1:])
