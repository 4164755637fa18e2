"""The table of docs/PERFORMANCE.md: every figure that was promised, with its aim, what it is held against, and ours."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct, convert

PLACE: Final = Path(__file__).parents[2] / "docs" / "PERFORMANCE.md"
ALL: Final = Path(__file__).with_name("wanted.csv")
BEGIN: Final = "<!-- Made by `make bench`; what stands up to the next such line is written anew. -->\n"
END: Final = "<!-- The end of what `make bench` writes. -->\n"


class Wanted(Struct, frozen=True):
    """A figure that was promised.

    Attributes:
        issue: Where.
        what: What is measured.
        ours: Its name among the figures.
        beside: The name of what it is held against; empty where the aim is a number of its own.
        peer: What that is.
        aim: How many times that it may be, or the number.
        least: Whether the aim is what it must be at least; empty where it is the most.
        limit: What limits it, for when it is above its aim.
    """

    issue: int
    what: str
    ours: str
    beside: str
    peer: str
    aim: float
    least: str
    limit: str


def wanted() -> list[Wanted]:
    """All of them, by the issue that asks for them."""
    with ALL.open(encoding="utf-8", newline="") as stream:
        return [
            convert(row, Wanted, strict=False) for row in csv.DictReader(stream)
        ]


def lines(figures: Mapping[str, float]) -> Iterator[str]:
    """The table in Markdown; what is above its aim in bold, with what limits it."""
    yield "| Issue | Figure | Held against | That | Ours | Ratio | Aim | What limits it |"
    yield "|---|---|---|---|---|---|---|---|"
    for figure in wanted():
        value, base = figures.get(figure.ours), figures.get(figure.beside)
        if value is None or (figure.beside and not base):
            yield f"| {figure.issue} | {figure.what} | {figure.peer} | | not measured | | {figure.aim:g} | |"
            continue
        ratio = value / base if base else value
        missed = ratio < figure.aim if figure.least else ratio > figure.aim
        shown = f"**{ratio:.2f}**" if missed else f"{ratio:.2f}"
        cells = (
            str(figure.issue),
            figure.what,
            figure.peer,
            "" if base is None else _short(base),
            _short(value) if base else "",
            shown,
            f"at least {figure.aim:g}" if figure.least else f"{figure.aim:g}",
            figure.limit if missed else "",
        )
        yield f"| {' | '.join(cells)} |"


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def write(text: str) -> None:
    """Put it into the document, in the place of what the last run wrote."""
    document = PLACE.read_text("utf-8")
    before, _, rest = document.partition(BEGIN)
    _, _, after = rest.partition(END)
    PLACE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", "utf-8")
