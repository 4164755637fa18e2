"""What the driver costs and saves beside Textual's own, in a real pseudo-terminal.

Every function starts programs of its own and returns plain numbers. Nothing here decides what is good.
"""

import os
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

import ptyprocess

Driver = Literal["stock", "trust"]
"""Textual's own driver, or ours."""

QUIET = 0.08
"""Seconds without output after which an answer counts as complete."""

LIMIT = 10.0
"""Seconds after which a program that goes on writing is measured as it is."""

_ROOT = Path(__file__).parents[2]
_TICK = os.sysconf("SC_CLK_TCK")


class Answer(NamedTuple):
    """What a program sent after something was typed.

    Attributes:
        size: Bytes.
        seconds: From the key to the last byte.
    """

    size: int
    seconds: float


@dataclass(frozen=True)
class Figures:
    """What one driver needed for one kind of program.

    Attributes:
        first_screen: Bytes until the first screen stood.
        bytes_per_key: Mean bytes sent for a key.
        seconds_per_key: Median time from a key to the last byte of its answer.
        cpu_per_key: Mean processor time of a key, in seconds.
    """

    first_screen: int
    bytes_per_key: float
    seconds_per_key: float
    cpu_per_key: float


class Program:
    """A sample program in a pseudo-terminal of 80 columns and 24 rows."""

    def __init__(self, process: ptyprocess.PtyProcess) -> None:
        self._process = process

    def answer(self, keys: bytes = b"", quiet: float = QUIET) -> Answer:
        """Type something and take the whole answer."""
        began = last = time.monotonic()
        if keys:
            os.write(self._process.fd, keys)
        size = 0
        while (
            last - began < LIMIT
            and select.select(
                [self._process.fd], [], [], quiet if size else LIMIT
            )[0]
        ):
            size += len(os.read(self._process.fd, 1 << 16))
            last = time.monotonic()
        return Answer(size, last - began)

    @property
    def cpu_seconds(self) -> float:
        """Processor time used so far."""
        fields = (
            Path(f"/proc/{self._process.pid}/stat")
            .read_text()
            .rpartition(")")[2]
            .split()
        )
        return (int(fields[11]) + int(fields[12])) / _TICK


@contextmanager
def program(kind: str, driver: Driver) -> Iterator[Program]:
    """Run a sample program."""
    environment = {
        **os.environ,
        "TERM": "xterm-256color",
        "TEXTUAL_DISABLE_KITTY_KEY": "1",
        "PYTHONPATH": str(_ROOT),
    }
    process = ptyprocess.PtyProcess.spawn(
        [sys.executable, "-m", "tests.terminal.sample", kind, driver],
        env=environment,
        cwd=str(_ROOT),
        dimensions=(24, 80),
    )
    try:
        yield Program(process)
    finally:
        process.close(force=True)


def measure(kind: str, driver: Driver, keys: Sequence[bytes]) -> Figures:
    """Measure one driver with one kind of program.

    Args:
        kind: One of the sample programs, see `tests.terminal.sample`.
        driver: The driver.
        keys: What to type, each after the answer to the one before.
    """
    with program(kind, driver) as running:
        first = running.answer(quiet=0.5)
        before = running.cpu_seconds
        answers = [running.answer(key) for key in keys]
        cpu = running.cpu_seconds - before
    return Figures(
        first.size,
        statistics.mean(answer.size for answer in answers),
        statistics.median(answer.seconds for answer in answers),
        cpu / len(keys),
    )


def typed_letters(driver: Driver, count: int = 100) -> Figures:
    """Letters typed in a text field that fills the screen."""
    return measure(
        "editor",
        driver,
        [b"abcdefgh "[index % 9 : index % 9 + 1] for index in range(count)],
    )


def scrolled_lines(driver: Driver, count: int = 100) -> Figures:
    """A page scrolled line by line."""
    return measure("page", driver, [b"\x1b[B"] * count)


def switched_screens(driver: Driver, count: int = 40) -> Figures:
    """Two screens switched to and fro."""
    return measure("screens", driver, [b"s"] * count)


def import_seconds(runs: int = 5) -> float:
    """What importing our package costs beyond Textual's own driver: the median of some runs."""
    code = (
        "import time, textual.app, textual.drivers.linux_driver, rich.cells\n"
        "began = time.perf_counter()\n"
        "import trust_tui.terminal.driver, trust_tui.terminal.guard, trust_tui.terminal.environment\n"
        "print(time.perf_counter() - began)"
    )
    with tempfile.TemporaryDirectory() as cache:
        # Byte code as an installed package has it, whatever this environment says of writing it.
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": cache}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)

        def run() -> float:
            command = [sys.executable, "-c", code]
            return float(
                subprocess.run(
                    command,
                    capture_output=True,
                    check=True,
                    cwd=_ROOT,
                    env=environment,
                ).stdout
            )

        run()
        return statistics.median(run() for _ in range(runs))


def all_figures() -> dict[str, float]:
    """Every measurement by name."""
    figures: dict[str, float] = {"terminal.import_seconds": import_seconds()}
    drivers: tuple[Driver, ...] = ("stock", "trust")
    for driver in drivers:
        for name, take in (
            ("letter", typed_letters),
            ("line", scrolled_lines),
            ("screen", switched_screens),
        ):
            for key, value in vars(take(driver)).items():
                figures[f"terminal.{driver}.{name}.{key}"] = float(value)
    return figures
