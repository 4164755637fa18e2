"""Writing to a terminal that nobody reads, that is gone, or that is someone else's."""

import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from trust_tui.terminal import output as module
from trust_tui.terminal.output import Output
from trust_tui.terminal.shadow import Shadow

PATIENCE = 30.0


class Line:
    """A pseudo-terminal with an output on it."""

    def __init__(self) -> None:
        self.leader, self.follower = os.openpty()
        self.gone = threading.Event()
        self.lost = threading.Event()
        self.output = Output(
            self.follower, Shadow(80, 24), self.gone.set, self.lost.set
        )

    def read(self) -> bytes:
        """What has arrived, once everything has been written."""
        received = b""
        os.set_blocking(self.leader, False)
        while True:
            is_written = self.output.drain(0.01)
            try:
                received += os.read(self.leader, 1 << 16)
            except BlockingIOError:
                if is_written:
                    return received


@pytest.fixture(params=[True, False], ids=["own terminal", "someone else's"])
def line(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Line]:
    if not request.param:
        monkeypatch.setattr(module, "_open_unblocking", lambda _: None)
    line = Line()
    line.output.start()
    yield line
    for descriptor in (line.leader, line.follower):
        try:
            os.close(descriptor)
        except OSError:
            continue


def freeze(line: Line) -> int:
    """Write until the terminal takes no more; returns the number of frames, many of which were never sent."""
    for number in range(10_000):
        line.output.write(frame(number))
        if number > 200 and not line.output.drain(0.01):
            return number + 1
    raise AssertionError("the line never filled")


def frame(number: int) -> str:
    """A picture that has nothing in common with the one before."""
    rows = "\n".join(
        f"\x1b[{y + 1};1H\x1b[3{(number + y) % 8}m{chr(65 + (number + y) % 26) * 80}\x1b[0m"
        for y in range(24)
    )
    return f"{rows}\x1b[1;1H"


def test_what_is_written_arrives(line: Line) -> None:
    line.output.take_terminal("")
    line.output.write("\x1b[1;1Hhello\x1b[1;1H")
    assert line.output.drain(PATIENCE)
    assert b"hello" in line.read()
    line.output.repaint("\x1b[?2004h")
    assert re.search(rb"\x1b\[\?2004h.*hello", line.read())
    line.output.give_terminal_back("\x1b[?1049l")
    line.output.write("\x1b[1;1Hnever\x1b[1;1H")
    line.output.stop(PATIENCE)
    assert b"never" not in line.read()


def test_nobody_waits_for_a_frozen_terminal_and_it_gets_the_newest(
    line: Line,
) -> None:
    count = freeze(line)
    for number in range(count):
        line.output.write(frame(number))
    received = line.read()
    assert len(received) < count * 2000 / 2
    line.output.write("\x1b[1;1Hlast\x1b[1;1H")
    assert b"last" in line.read()
    line.output.stop(PATIENCE)


def test_stopping_gives_up_on_a_frozen_terminal(line: Line) -> None:
    freeze(line)
    line.output.stop(0.05)
    line.output.resize(40, 12, "")


def test_a_terminal_that_is_gone_is_told_once_and_never_waited_for(
    line: Line,
) -> None:
    os.close(line.leader)
    for number in range(100):
        line.output.write(frame(number))
    assert line.gone.wait(PATIENCE)
    line.output.write(frame(0))
    assert line.output.drain(PATIENCE)
    line.output.stop(PATIENCE)


def test_what_a_frozen_terminal_could_not_be_told_has_to_be_painted_again(
    line: Line,
) -> None:
    freeze(line)
    line.output.write("\x1b[H" + "x" * 70_000)
    line.read()
    assert line.lost.wait(PATIENCE)


def test_a_descriptor_that_is_no_terminal_is_not_opened_again(
    tmp_path: Path,
) -> None:
    with (tmp_path / "file").open("w") as file:
        assert module._open_unblocking(file.fileno()) is None


def test_another_terminal_under_the_same_name_is_not_written_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leader, follower = os.openpty()
    monkeypatch.setattr(os, "ttyname", lambda _: "/dev/null")
    assert module._open_unblocking(follower) is None
    os.close(leader)
    os.close(follower)
