"""Twenty people on one machine, all typing at human speed: how long a key takes, and how much memory each needs.

Every function starts sessions of its own and returns plain numbers. Nothing here decides what is good.
"""

import heapq
import os
import random
import select
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean, median
from time import monotonic
from typing import Final, NamedTuple

from tests.benchmarks.screen import Program, bare, ours, p95
from tests.benchmarks.terminal_run import SETTLED, TerminalRun
from trust_tui.cli.demo import fill
from trust_tui.domain.clock import SystemClock

SESSIONS: Final = 20

SECONDS: Final = 20.0
"""How long everyone types."""

PAUSE: Final = (0.12, 0.35)
"""Shortest and longest time between two keys of one person, in seconds: about fifty words a minute."""

GAP: Final = 0.05
"""Seconds without a byte after which a key counts as answered."""

WORDS: Final = (
    "what felt honest today was a long walk and a quiet talk after dinner "
)


class Typing(NamedTuple):
    """What some sessions that type at once need.

    Attributes:
        keys: Seconds from each key to the last byte of its answer.
        memory: Kilobytes of each session (PSS, pages shared with others in part).
        processor: Seconds of processor time that all of them used in each second.
    """

    keys: Sequence[float]
    memory: Sequence[int]
    processor: float


@dataclass
class _Person:
    """Someone at a keyboard, the moment of the last key, and of the answer to it so far."""

    run: TerminalRun
    descriptor: int
    typed: int = 0
    key_at: float = 0.0
    answered_at: float = 0.0
    answers: list[float] = field(default_factory=list)

    def take(self, moment: float) -> None:
        """Read what was sent; what comes after a gap is no answer to the key."""
        os.read(self.descriptor, 1 << 16)
        if self.key_at and moment - (self.answered_at or self.key_at) < (
            GAP if self.answered_at else 10
        ):
            self.answered_at = moment

    def type(self, moment: float, text: str) -> None:
        """Press the next key, and note how long the one before took."""
        self.finish()
        self.run.send(text[self.typed % len(text)])
        self.typed += 1
        self.key_at, self.answered_at = moment, 0.0

    def finish(self) -> None:
        """Note how long the last key took."""
        if self.key_at and self.answered_at:
            self.answers.append(self.answered_at - self.key_at)
        self.key_at = 0.0


@contextmanager
def _running(program: Program, keys: str) -> Iterator[TerminalRun]:
    """One session, at the place where one types."""
    with TerminalRun(program.command) as run:
        run.read_until(program.shows)
        run.read(SETTLED, patience=2.0)
        if keys:
            run.press(keys)
            run.read(SETTLED, patience=2.0)
        yield run


def type_at_once(
    programs: Sequence[Program],
    *,
    keys: str,
    text: str,
    seconds: float = SECONDS,
) -> Typing:
    """Have someone type in each of the programs at the same time.

    Args:
        programs: One for each person.
        keys: What to press first.
        text: What is typed, again and again.
        seconds: For how long.
    """
    chance = random.Random(20)
    with ExitStack() as stack:
        runs = [
            stack.enter_context(_running(program, keys)) for program in programs
        ]
        people = {run._master: _Person(run, run._master) for run in runs}
        poll = select.poll()
        for descriptor in people:
            poll.register(descriptor, select.POLLIN)
        began = monotonic()
        used = sum(run.cpu() for run in runs)
        turns = [
            (began + chance.uniform(0, PAUSE[1]), descriptor)
            for descriptor in people
        ]
        heapq.heapify(turns)
        while (now := monotonic()) - began < seconds:
            for descriptor, _ in poll.poll(max(0.0, turns[0][0] - now) * 1000):
                people[descriptor].take(monotonic())
            while turns[0][0] <= monotonic():
                due, descriptor = heapq.heappop(turns)
                people[descriptor].type(monotonic(), text)
                heapq.heappush(
                    turns, (due + chance.uniform(*PAUSE), descriptor)
                )
        processor = (sum(run.cpu() for run in runs) - used) / (
            monotonic() - began
        )
        return Typing(
            [answer for person in people.values() for answer in person.answers],
            [run.memory() for run in runs],
            processor,
        )


def typing_ours(sessions: int = SESSIONS, seconds: float = SECONDS) -> Typing:
    """Entries being written in so many sessions of Trust TUI, each with a workbook of its own."""
    with tempfile.TemporaryDirectory(prefix="trust-tui-bench-") as name:
        first = Path(name) / "0"
        fill(first, SystemClock())
        folders = [
            first,
            *(Path(name) / str(number) for number in range(1, sessions)),
        ]
        for folder in folders[1:]:
            shutil.copytree(first, folder)
        programs = [ours("ours", folder) for folder in folders]
        return type_at_once(programs, keys="n", text=WORDS, seconds=seconds)


def typing_bare(sessions: int = SESSIONS, seconds: float = SECONDS) -> Typing:
    """The same with the bare program and the key that it answers."""
    return type_at_once([bare()] * sessions, keys="", text="x", seconds=seconds)


def all_figures() -> dict[str, float]:
    """The figures by name."""
    theirs, mine = typing_bare(), typing_ours()
    return {
        "sessions": SESSIONS,
        "processors": float(
            len(os.sched_getaffinity(0))
            if sys.platform == "linux"
            else os.cpu_count() or 1
        ),
        "bare: a key, median, ms": 1e3 * median(theirs.keys),
        "bare: a key, p95, ms": 1e3 * p95(theirs.keys),
        "bare: memory of a session, kB": fmean(theirs.memory),
        "bare: processors in use": theirs.processor,
        "ours: a key, median, ms": 1e3 * median(mine.keys),
        "ours: a key, p95, ms": 1e3 * p95(mine.keys),
        "ours: memory of a session, kB": fmean(mine.memory),
        "ours: largest session, kB": float(max(mine.memory)),
        "ours: processors in use": mine.processor,
        "memory against the bare program": fmean(mine.memory)
        / fmean(theirs.memory),
    }


if __name__ == "__main__":
    for figure, value in all_figures().items():
        print(f"{figure:<44}{value:>9.2f}")
