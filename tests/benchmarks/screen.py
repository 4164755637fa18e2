"""The figures of a program on a screen: starting, answering keys, memory and doing nothing."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median, quantiles
from typing import Final

from tests.benchmarks.terminal_run import (
    SETTLED,
    Answer,
    TerminalRun,
    moment_of,
    size,
)

STARTS: Final = 6
"""Starts of each program, one after the other in turn."""

KEYS: Final = 40
"""Keys of each kind."""

IDLE_SECONDS: Final = 4.0

IDLE_AFTER: Final = 4.0
"""Seconds of rest before idling is measured: what a program does once its screen is up is part of its start."""

RESTED: Final = 2.0
"""Seconds after it has settled in which a program may load what it did without at first."""

PAGE_QUIET: Final = 0.15
"""Seconds without a byte after which the page beside a list has come too, which waits until the cursor rests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What is measured.

    Attributes:
        shows: Text of its first paint.
        fills: Text that is there when its first screen is complete.
        answers: A key that changes the first screen.
        ours: True for Trust TUI, whose screens have more to press.
        passphrase: Typed first of all; empty where none is asked for.
    """

    name: str
    command: Sequence[str]
    shows: str
    fills: str
    answers: str
    ours: bool
    passphrase: str = ""


def bare() -> Program:
    """The bare Textual program."""
    return Program(
        name="bare",
        command=[sys.executable, str(Path(__file__).with_name("bare.py"))],
        shows="One line",
        fills="One line",
        answers="x",
        ours=False,
    )


def ours(name: str, folder: Path, passphrase: str = "") -> Program:
    """Trust TUI on a data folder."""
    command = [
        str(Path(sys.executable).with_name("trust-tui")),
        "--data",
        str(folder),
    ]
    return Program(
        name=name,
        command=command,
        shows="Overview",
        fills="One trust question",
        answers="2",
        ours=True,
        passphrase=passphrase,
    )


Samples = dict[str, list[float]]
"""What was measured, by figure."""


def measure(
    programs: Sequence[Program], started_alone: Sequence[Program] = ()
) -> Mapping[str, Samples]:
    """All samples of all programs, by the program's name. They take turns, so that a busy moment strikes them all.

    Args:
        programs: What is started and used.
        started_alone: What is started only.
    """
    starting = [*programs, *started_alone]
    samples: dict[str, Samples] = {program.name: {} for program in starting}
    for number in range(STARTS + 1):
        for program in starting:
            for figure, value in start(program):
                if number:  # the first start reads files from the disk that the others find in memory
                    samples[program.name].setdefault(figure, []).append(value)
    for program in programs:
        for figure, value in session(program):
            samples[program.name].setdefault(figure, []).append(value)
    return samples


def start(program: Program) -> Iterator[tuple[str, float]]:
    """One start: the first paint, all there, and a key pressed as soon as something can be seen."""
    with TerminalRun(program.command) as run:
        if (
            program.passphrase
        ):  # it waits for a person, so there is no time until all is there
            chunks = run.read(SETTLED)
            yield (
                "first paint, ms",
                1e3 * (moment_of(chunks, program.shows) - run.started),
            )
            yield (
                "bytes to start",
                size(chunks)
                + run.press(f"{program.passphrase}\r", quiet=2 * SETTLED).size,
            )
            return
        chunks = run.read_until(program.shows)
        yield "processor time to first paint, ms", 1e3 * run.cpu()
        chunks += run.read_until(program.fills, chunks)
        chunks += run.read(SETTLED, patience=SETTLED)
        yield "processor time to settled, ms", 1e3 * run.cpu()
        yield (
            "first paint, ms",
            1e3 * (moment_of(chunks, program.shows) - run.started),
        )
        yield "settled, ms", 1e3 * (chunks[-1].moment - run.started)
        yield "bytes to start", size(chunks)
        run.read_for(RESTED)
        yield "processor time to rested, ms", 1e3 * run.cpu()
    with TerminalRun(program.command) as run:
        run.read_until(program.shows)
        run.send(program.answers)
        chunks = run.read(SETTLED)
        yield (
            "answering a key pressed at first paint, ms",
            1e3 * (chunks[-1].moment - run.started),
        )


def session(program: Program) -> Iterator[tuple[str, float]]:
    """One session: idle, then keys of each kind, then memory once everything has been used."""
    with TerminalRun(program.command) as run:
        run.read(SETTLED)
        if program.passphrase:
            run.press(f"{program.passphrase}\r", quiet=2 * SETTLED)
        run.read_for(IDLE_AFTER)
        used = run.cpu()
        yield "idle bytes", run.read_for(IDLE_SECONDS)
        yield "idle CPU, ms/s", 1e3 * (run.cpu() - used) / IDLE_SECONDS
        yield "memory after the start, kB", run.memory()
        if program.ours:
            yield from _our_keys(run)
        else:
            yield from _keys("a key", [run.press("x") for _ in range(2 * KEYS)])
        yield "memory after use, kB", run.memory()
        if program.ours:
            yield from _search(run)


def _our_keys(run: TerminalRun) -> Iterator[tuple[str, float]]:
    yield from _keys(
        "switch of screen",
        [run.press(str(n % 5 + 1)) for n in range(1, KEYS + 1)],
    )
    for keys in (
        "3",
        "g",
        "\r",
    ):  # the page of the first step, which is a long one
        run.press(keys)
    yield from _keys(
        "scroll a line",
        [run.press("j" if n % 20 < 10 else "k") for n in range(KEYS)],
    )
    yield from _keys(
        "scroll a page",
        [run.press(" " if n % 4 < 2 else "\x1b[5~") for n in range(KEYS)],
    )
    run.press("4")
    yield from _keys(
        "move in a list",
        [run.press("j" if n % 20 < 10 else "k") for n in range(KEYS)],
    )
    run.press("5")
    yield from _keys(
        "move in the journal", [run.press("j") for _ in range(KEYS)]
    )
    run.read_for(PAGE_QUIET)
    yield from _keys(
        "move and its page",
        [run.press("j", quiet=PAGE_QUIET) for _ in range(KEYS)],
    )
    yield from _trend_keys(run)
    yield from _right_now(run)
    run.press("n")
    run.read_for(0.5)
    pasted = run.press(f"\x1b[200~{'letter by l' * 18}\x1b[201~")
    yield "200 letters pasted, ms", 1e3 * pasted.seconds
    yield from _keys(
        "typed letter",
        [
            run.press(letter)
            for letter in ("what felt honest today " * 2)[:KEYS]
        ],
    )
    run.press("\x1b")


def _search(run: TerminalRun) -> Iterator[tuple[str, float]]:
    """Last of all: what was found goes on being read when the keys are over."""
    run.press("/")
    run.read_for(0.5)
    found = [run.press(letter) for letter in "evening morning walk quiet"]
    yield from _keys("letter in a search", found)


def _right_now(run: TerminalRun) -> Iterator[tuple[str, float]]:
    """Right now: the first time, for which its modules are loaded, and then to its first question again and again."""
    cold = run.press("\x12", quiet=PAGE_QUIET)
    yield "right now, the first time, ms", 1e3 * cold.seconds
    yield "right now, the first time, bytes", cold.size
    answers = []
    for _ in range(KEYS // 2):
        run.press("\x1b")
        answers.append(run.press("\x12"))
    yield from _keys("right now, its first question", answers)
    run.press("\x1b")


def _trend_keys(run: TerminalRun) -> Iterator[tuple[str, float]]:
    """The view of trends, drawn anew each time; then its keys, each picture once before it is measured."""
    drawn = []
    run.press("[")
    for _ in range(KEYS // 4):
        run.press("]")
        drawn.append(run.press("["))
    yield from _keys("trends drawn", drawn)
    for key in "-+++--<>":
        run.press(key)
    longer = [run.press("+-"[n % 2]) for n in range(KEYS)]
    yield from _keys("trends, longer or shorter", longer)
    moved = [run.press("<" if n % 4 < 2 else ">") for n in range(KEYS)]
    yield from _keys("trends, a move in time", moved)
    run.press("]")


def _keys(kind: str, answers: Sequence[Answer]) -> Iterator[tuple[str, float]]:
    for answer in answers:
        yield f"{kind}, ms", 1e3 * answer.seconds
        yield f"{kind}, bytes", answer.size


def p95(values: Sequence[float]) -> float:
    """What 95 of 100 stay below."""
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def typical(figure: str, values: Sequence[float]) -> float:
    """The one number for a figure: the 95th percentile of keys, the mean of bytes, else the median."""
    if figure.endswith(", bytes"):
        return fmean(values)
    if figure.endswith(", ms") and len(values) >= KEYS:
        return p95(values)
    return median(values)
