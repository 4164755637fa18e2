"""Prints all figures, and writes those that were promised into docs/PERFORMANCE.md as one table."""

import compileall
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from os import cpu_count, environ, getloadavg
from pathlib import Path
from platform import python_version
from typing import Final

from scripts.compile_content import compile_content
from tests.benchmarks import table
from tests.benchmarks.screen import (
    Program,
    Samples,
    bare,
    measure,
    ours,
    typical,
)
from tests.benchmarks.store import scaled
from tests.benchmarks.twenty_years import make_empty, make_twenty_years, seal

RATIOS: Final[dict[str, tuple[str, float]]] = {
    "first paint, ms": ("first paint, ms", 1.3),
    "settled, ms": ("settled, ms", 1.6),
    "answering a key pressed at first paint, ms": (
        "answering a key pressed at first paint, ms",
        1.6,
    ),
    "processor time to first paint, ms": (
        "processor time to first paint, ms",
        1.2,
    ),
    "processor time to settled, ms": ("processor time to settled, ms", 1.8),
    "processor time to rested, ms": ("processor time to rested, ms", 1.8),
    "bytes to start": ("bytes to start", 1.5),
    "move in a list, ms": ("a key, ms", 3),
    "move in the journal, ms": ("a key, ms", 3),
    "scroll a line, ms": ("a key, ms", 5),
    "scroll a page, ms": ("a key, ms", 5),
    "switch of screen, ms": ("a key, ms", 15),
    "trends drawn, ms": ("a key, ms", 12),
    "trends, longer or shorter, ms": ("a key, ms", 5),
    "trends, a move in time, ms": ("a key, ms", 5),
    "typed letter, ms": ("a key, ms", 5),
    "memory after the start, kB": ("memory after the start, kB", 1.6),
    "memory after use, kB": ("memory after use, kB", 1.6),
    "idle CPU, ms/s": ("idle CPU, ms/s", 1),
}
"""Figures that are compared: ours, the figure of the bare program that goes with it, and the largest ratio wanted."""

OF_EMPTY: Final = {
    "processor time to settled, ms": 1.45,
    "processor time to rested, ms": 1.45,
}
"""Ratios wanted of the empty workbook, where they are smaller."""

AMOUNTS: Final[dict[str, tuple[str, float]]] = {
    "move in a list, bytes": ("a key, bytes", 2500),
    "move in the journal, bytes": ("a key, bytes", 2500),
    "move and its page, bytes": ("a key, bytes", 2500),
    "move and its page, ms": ("a key, ms", 150),
    "scroll a line, bytes": ("a key, bytes", 800),
    "scroll a page, bytes": ("a key, bytes", 6000),
    "switch of screen, bytes": ("a key, bytes", 6000),
    "trends, longer or shorter, bytes": ("a key, bytes", 1500),
    "trends, a move in time, bytes": ("a key, bytes", 1500),
    "typed letter, bytes": ("a key, bytes", 300),
    "idle bytes": ("idle bytes", 0),
}
"""Figures that have a limit of their own."""

PHRASE: Final = "a long walk before every answer"
"""The passphrase of the encrypted store."""

OTHERS: Final = ("store", "terminal", "exchange", "commands", "sessions")
"""Modules beside this one that measure the rest; each has `all_figures`, which returns numbers by name."""


def main() -> None:
    """Measure, print everything, and write what was promised into docs/PERFORMANCE.md."""
    _compile()
    begun, load = datetime.now(UTC), getloadavg()
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="trust-tui-bench-") as name:
        home = Path(name)
        # What this login has set, or has open, must not count.
        environ["XDG_CONFIG_HOME"] = str(home / "config")
        environ["XDG_STATE_HOME"] = str(home / "state")
        programs = [bare(), *_stores(home)]
        samples = measure(programs, [_long_life(home)])
        for program, found in samples.items():
            for figure, values in found.items():
                figures[f"{program}: {figure}"] = typical(figure, values)
        print(
            f"Textual {version('textual')}, 80x24; medians, p95 of keys, mean of bytes.\n"
        )
        print(
            f"{'figure':<44}{'bare':>9}{''.join(f'{program.name:>22}' for program in programs[1:])}{'aim':>9}"
        )
        for line in _lines(samples, [program.name for program in programs[1:]]):
            print(line)
        for module in OTHERS:
            found_there = import_module(f"tests.benchmarks.{module}")
            print(f"\n{module}", flush=True)
            for figure, value in found_there.all_figures().items():
                figures[figure] = value
                print(f"{figure:<44}{value:>9.2f}", flush=True)
    table.write(
        f"{begun:%d %B %Y}, commit {_commit()}, Textual {version('textual')}, Python {python_version()}, {cpu_count()} "
        f"cores with a load of {load[0]:.1f} at the beginning and {getloadavg()[0]:.1f} at the end.\n\n"
        + "\n".join(table.lines(figures))
        + "\n"
    )


def _compile() -> None:
    """Have byte code and content lie there as in an installation: without them a start takes up to 70 ms more."""
    root = Path(__file__).parents[2]
    compileall.compile_dir(root / "trust_tui", quiet=1)
    compile_content(root / "content")


def _commit() -> str:
    told = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True
    )
    return told.stdout.strip() or "unknown"


def _stores(folder: Path) -> Iterator[Program]:
    make_empty(folder / "empty")
    yield ours("empty", folder / "empty")
    make_twenty_years(folder / "twenty")
    yield ours("twenty years", folder / "twenty")
    make_twenty_years(folder / "sealed")
    seal(folder / "sealed", PHRASE)
    yield ours("encrypted", folder / "sealed", PHRASE)


def _long_life(folder: Path) -> Program:
    scaled(folder / "twenty", folder / "long", 10.0)
    return ours("200 years", folder / "long")


def _lines(
    samples: Mapping[str, Samples], names: Sequence[str]
) -> Iterator[str]:
    def number(name: str, figure: str) -> float | None:
        values = samples[name].get(figure)
        return typical(figure, values) if values else None

    for figure, (other, aim) in (RATIOS | AMOUNTS).items():
        base = number("bare", other) or 0.0
        cells = ""
        for name in names:
            value = number(name, figure)
            if value is None:
                cells += f"{'-':>20}  "
                continue
            wanted = OF_EMPTY.get(figure, aim) if name == "empty" else aim
            over = (
                value / base if figure in RATIOS and base else value
            ) > wanted
            ratio = f"{value / base:.2f}" if base else "-"
            cells += f"{value:>12.1f}{ratio:>8}{' !' if over else '  '}"
        yield f"{figure:<44}{base:>9.1f}{cells}{aim:>9}"


if __name__ == "__main__":
    main()
