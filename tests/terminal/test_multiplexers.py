"""Real tmux and GNU screen as terminals: the picture of stock Textual, and nothing kept afterwards."""

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.forking import ROOT
from tests.terminal.pictures import Emulator
from tests.terminal.running import PATIENCE

pytestmark = pytest.mark.terminal


class Multiplexer:
    """One session in tmux or GNU screen, of 80 columns and 24 rows."""

    def __init__(self, name: str, folder: Path) -> None:
        if shutil.which(name) is None:
            pytest.skip(f"{name} is not installed")
        self._name = name
        self._folder = folder
        self._environment = {
            **os.environ,
            "SCREENDIR": str(folder),
            "LC_ALL": "C.UTF-8",
            "SAMPLE_UNGUARDED": "1",
        }
        self._count = self._starts = 0
        folder.chmod(0o700)

    def _call(self, *arguments: str) -> str:
        """Run the multiplexer's own command."""
        command = {
            "tmux": [
                "tmux",
                "-S",
                str(self._folder / f"socket{self._starts}"),
                "-f",
                "/dev/null",
            ],
            "screen": ["screen", "-S", f"trust{self._starts}"],
        }[self._name]
        return subprocess.run(
            [*command, *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        ).stdout

    def start(self, kind: str, driver: str, trace: Path) -> None:
        """Run a sample program and then a shell that waits."""
        # A server that is ending may still hold its socket.
        self._starts += 1
        program = f"SAMPLE_FILE={shlex.quote(str(trace))} {sys.executable} -m tests.terminal.sample {kind} {driver}"
        script = f"stty cols 80 rows 24; {program}; echo over > {shlex.quote(str(trace))}.over; exec cat"
        if self._name == "tmux":
            self._call(
                "new-session",
                "-d",
                "-x",
                "80",
                "-y",
                "24",
                "-s",
                "trust",
                script,
            )
        else:
            self._call("-dmU", "sh", "-c", script)
        self.wait(
            lambda: trace.exists() and "ready" in trace.read_text("utf-8")
        )

    def type(self, keys: str) -> None:
        """Type something."""
        if self._name == "tmux":
            self._call("send-keys", "-l", "-t", "trust", keys)
        else:
            self._call("-X", "stuff", keys)

    def settled_picture(self) -> str:
        """What it shows once that stays."""
        before, stays = "", 0
        while stays < 20:
            now = self.picture()
            before, stays = now, stays + 1 if now == before else 0
        return before

    def picture(self, history: bool = False) -> str:
        """What it shows, and what it remembers."""
        if self._name == "tmux":
            return self._call(
                "capture-pane",
                "-p",
                "-t",
                "trust",
                *(["-S", "-"] if history else ["-e"]),
            )
        self._count += 1
        copy = self._folder / f"copy{self._count}"
        self._call("-X", "hardcopy", *(["-h"] if history else []), str(copy))
        self.wait(copy.exists)
        size = -1
        while size != (size := copy.stat().st_size):
            subprocess.run(["true"], check=True)
        return copy.read_text("utf-8", "replace")

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline
            subprocess.run(["true"], check=True)

    def end(self) -> None:
        """End the session."""
        if self._name == "tmux":
            self._call("kill-server")
        else:
            self._call("-X", "quit")


@pytest.fixture(params=["tmux", "screen"])
def multiplexer(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Multiplexer]:
    folder = tmp_path / "s"
    folder.mkdir()
    session = Multiplexer(request.param, folder)
    yield session
    session.end()


def seen(picture: str) -> list[list[object]]:
    """Every cell of what a multiplexer tells of its picture."""
    emulator = Emulator(80, 24)
    emulator.show(picture.rstrip("\n"))
    return emulator.picture


def wait_for_more(multiplexer: Multiplexer, trace: Path, done: int) -> None:
    """Wait until the program has done more than so much."""
    multiplexer.wait(lambda: trace.read_text("utf-8").count("did") > done)


def test_the_picture_is_that_of_stock_textual_and_nothing_is_kept(
    multiplexer: Multiplexer, tmp_path: Path
) -> None:
    pictures: list[str] = []
    for driver in ("stock", "trust"):
        trace = tmp_path / driver
        multiplexer.start("page", driver, trace)
        multiplexer.wait(lambda: "Paragraph" in multiplexer.picture())
        for key in ("\x1b[B", "\x1b[B", "\x1b[6~", "\x1b[A", "\x1b[B"):
            done = trace.read_text("utf-8").count("did")
            multiplexer.type(key)
            wait_for_more(multiplexer, trace, done)
        pictures.append(multiplexer.settled_picture())
        multiplexer.type("\x11")
        multiplexer.wait(tmp_path.joinpath(f"{driver}.over").exists)
        kept = multiplexer.picture(history=True)
        multiplexer.end()
    assert seen(pictures[0]) == seen(pictures[1])
    assert "Paragraph" not in kept
    assert "lorem" not in kept
