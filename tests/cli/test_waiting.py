"""Waiting on the command line: a line where somebody looks, none where nobody does, and Ctrl+C without loss."""

import io
import os
import signal
import sys
import threading
from collections.abc import Iterator

import pytest

from tests.cli.conftest import Run
from trust_tui.cli import context
from trust_tui.cli.context import GONE, patience
from trust_tui.domain.cancellable_task import expect, steps
from trust_tui.domain.errors import StoppedError


class Screen(io.StringIO):
    """A terminal that says when something was written on it."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted = ""
        self.seen = threading.Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if self.wanted and self.wanted in text:
            self.seen.set()
        return super().write(text)


def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Standard error is a terminal from here on; set within a test, as pytest puts its own there before each."""
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    return screen


def test_what_is_soon_done_says_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = screen(monkeypatch)
    with patience():
        pass

    assert seen.getvalue() == ""


def test_after_a_moment_it_says_that_it_works_and_takes_the_line_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(context, "SOON", 0.0)
    seen = screen(monkeypatch)
    seen.wanted = "One moment"
    with patience():
        expect("Reading", 2)
        assert seen.seen.wait(30)

    assert seen.getvalue() == f"{GONE}One moment ...{GONE}"


def test_after_a_while_it_says_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("SOON", "HOW_FAR", "AGAIN"):
        monkeypatch.setattr(context, name, 0.0)
    seen = screen(monkeypatch)
    seen.wanted = "Reading: 50 %"
    with patience():
        expect("Reading", 2)
        next(steps("ab"))
        assert seen.seen.wait(30)

    assert seen.getvalue().endswith(f"{GONE}Reading: 50 %{GONE}")


def test_where_nobody_looks_nothing_is_said(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SOON", "HOW_FAR", "AGAIN"):
        monkeypatch.setattr(context, name, 0.0)

    assert run("backup").err == ""


def test_ctrl_c_stops_it_at_the_next_step_and_is_given_back() -> None:
    usual = signal.getsignal(signal.SIGINT)

    with pytest.raises(StoppedError), patience():
        os.kill(os.getpid(), signal.SIGINT)
        list(steps("ab"))

    assert signal.getsignal(signal.SIGINT) is usual


@pytest.fixture
def usual_ctrl_c() -> Iterator[None]:
    """What Ctrl+C does in a program that was not started to ignore it, as one in the background is."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("usual_ctrl_c")
def test_ctrl_c_again_ends_the_program_as_ever() -> None:
    with pytest.raises(KeyboardInterrupt), patience():
        for _ in range(2):
            os.kill(os.getpid(), signal.SIGINT)
