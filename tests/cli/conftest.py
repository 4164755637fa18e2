"""Runs the command line, in this process or as a program of its own."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from tests.cli.checks import Outcome
from trust_tui.cli import main
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.clock import SystemClock

Run = Callable[..., Outcome]
Program = Callable[..., Outcome]


@pytest.fixture
def folder(surroundings: Path) -> Path:
    """The data folder that the environment names."""
    return surroundings / "workbook"


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch, clock: StandingClock) -> StandingClock:
    """The machine's clock, standing."""
    monkeypatch.setattr(SystemClock, "now", lambda _self: clock.now())
    return clock


@pytest.fixture
def run(
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
    now: StandingClock,
) -> Run:
    """Runs a command in this process, at the standing moment."""

    def run_command(*arguments: str, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(
            sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
        )
        try:
            status = main(arguments)
        except SystemExit as end:
            status = int(end.code or 0)
        out, err = capfdbinary.readouterr()
        return Outcome(status, out, err.decode())

    return run_command


def _program(
    *arguments: str | bytes,
    stdin: bytes | IO[bytes] | int = b"",
    stdout: IO[bytes] | int = subprocess.PIPE,
    without: tuple[str, ...] = (),
    prelude: str = "",
    **environment: str,
) -> Outcome:
    code = f"import sys\n{prelude}\nfrom trust_tui.cli import main\nsys.exit(main())"
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        env={
            name: value
            for name, value in os.environ.items()
            if name not in without
        }
        | environment,
        stdin=subprocess.PIPE if isinstance(stdin, bytes) else stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
    ) as process:
        out, err = process.communicate(
            stdin if isinstance(stdin, bytes) else None, timeout=60
        )
    return Outcome(process.returncode, out or b"", err.decode())


@pytest.fixture
def program() -> Program:
    """Runs a command as a program of its own.

    Beside what follows its name it takes `stdin` (bytes, or a file), `stdout` (a file), `without` (variables to take
    out of its environment), `prelude` (Python run before it), and variables to set.
    """
    return _program


@pytest.fixture
def lines(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Callable[..., Outcome]:
    """Runs a command in this process, whose standard input is what was typed, down to its descriptor."""

    def run_command(*arguments: str, stdin: bytes) -> Outcome:
        typed = tmp_path / "typed"
        typed.write_bytes(stdin)
        usual = os.dup(0)
        with typed.open("rb") as stream:
            os.dup2(stream.fileno(), 0)
        try:
            status = main(arguments)
        except SystemExit as end:
            status = int(end.code or 0)
        finally:
            os.dup2(usual, 0)
            os.close(usual)
        out, err = capfdbinary.readouterr()
        return Outcome(status, out, err.decode())

    return run_command
