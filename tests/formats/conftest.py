"""What the tests of the formats share: a workbook in memory, options for readers, the command line on that workbook."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from tests.formats.doubles import MemoryWorkbook
from trust_tui import cli
from trust_tui.cli import context, dispatch, export, import_data, page
from trust_tui.cli.demo import StandingClock
from trust_tui.formats.collector import ReadOptions


@pytest.fixture
def memory() -> MemoryWorkbook:
    """An empty workbook."""
    return MemoryWorkbook()


@pytest.fixture
def options() -> ReadOptions:
    """Times without a zone are in UTC, and days end at midnight."""
    return ReadOptions(zone=UTC)


@dataclass(frozen=True)
class Said:
    """What a command did."""

    status: int
    out: str
    err: str
    raw: bytes


Run = Callable[..., Said]


@pytest.fixture
def run(
    memory: MemoryWorkbook,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> Run:
    """Runs one command on the workbook in memory, at the moment that is now in it."""

    @contextmanager
    def opened(options: Any) -> Iterator[MemoryWorkbook]:
        yield memory

    for command in (export, import_data, page):
        monkeypatch.setattr(command, "opened", opened)
    monkeypatch.setattr(
        context, "SystemClock", lambda: StandingClock(memory.now)
    )
    monkeypatch.setattr(dispatch, "harden", lambda: None)

    def run_command(*arguments: str | Path) -> Said:
        capfdbinary.readouterr()
        status = cli.main([str(argument) for argument in arguments])
        sys.stdout.flush()
        sys.stderr.flush()
        out, err = capfdbinary.readouterr()
        return Said(
            status,
            out.decode("utf-8", "replace"),
            err.decode("utf-8", "replace"),
            out,
        )

    return run_command
