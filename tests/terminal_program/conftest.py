"""Starts the real program in a pseudo-terminal."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import MOMENT
from tests.terminal_program.terminal import Terminal, program
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.records import Relationship, Settings
from trust_tui.store import open_workbook

Start = Callable[..., Terminal]


@pytest.fixture
def welcomed_data(data: Path) -> Path:
    """The data folder of someone who has been here before."""
    workbook = open_workbook(data, clock=StandingClock(MOMENT))
    about = workbook.of(Relationship).keep(Relationship(label="S"))
    workbook.set_settings(Settings(welcomed=MOMENT.date(), current=about.id))
    workbook.close()
    return data


@pytest.fixture
def start(welcomed_data: Path) -> Iterator[Start]:
    """Starts the program on the data, with other variables where they are named; None takes one away."""
    running: list[Terminal] = []

    def start_program(*arguments: str, size: tuple[int, int] = (80, 24), **variables: str | None) -> Terminal:
        environment = dict(os.environ) | {"TRUST_TUI_DATA": str(welcomed_data)}
        for name, value in variables.items():
            environment.pop(name, None)
            if value is not None:
                environment[name] = value
        running.append(Terminal(program(*arguments), size=size, environment=environment))
        return running[-1]

    yield start_program
    for terminal in running:
        terminal.close()
