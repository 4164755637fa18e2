"""Any Textual app runs on the driver by itself, with nothing of ours around it."""

import os
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path
from struct import pack

import pytest

from tests.forking import ROOT
from tests.terminal.running import Running
from trust_tui.terminal import example

APP = """
from textual.app import App
from textual.widgets import Input


class Plain(App):
    BINDINGS = [("f2", "leave", "Leave")]

    def compose(self):
        yield Input(placeholder="Say something")

    def action_leave(self):
        self.exit(return_code=7)
"""


@contextmanager
def plain(folder: Path, name: str = "plain_app:Plain") -> Iterator[Running]:
    """An app that knows nothing of the driver, in a real pseudo-terminal."""
    (folder / "plain_app.py").write_text(APP + "\nmade = Plain()\n")
    fd, slave = os.openpty()
    os.fchmod(slave, 0o620)
    ioctl(slave, termios.TIOCSWINSZ, pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "trust_tui.terminal.example", name],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={
            **os.environ,
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": f"{ROOT}:{folder}",
        },
        start_new_session=True,
        preexec_fn=lambda: ioctl(0, termios.TIOCSCTTY, 0),
    )
    device = Path(os.ttyname(slave))
    os.close(slave)
    program = Running(process, fd, folder / "trace", (80, 24), device)
    try:
        program.wait(lambda: "Say something" in program.shown)
        yield program
    finally:
        program.close()


@pytest.mark.terminal
@pytest.mark.parametrize("name", ["plain_app:Plain", "plain_app:made"])
def test_any_app_runs_on_the_driver_and_gives_the_terminal_back(
    name: str, tmp_path: Path
) -> None:
    with plain(tmp_path, name) as program:
        program.type("h\xe9llo".encode())
        program.wait(lambda: "h\xe9llo" in program.shown)
        program.type(b"\x1bOQ")
        assert program.wait_for_end() == 7
        assert "h\xe9llo" not in program.shown


@pytest.mark.terminal
def test_it_ends_when_its_line_is_gone(tmp_path: Path) -> None:
    with plain(tmp_path) as program:
        program.hang_up()
        assert program.wait_for_end(reading=False) == 129


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        ([], 2, "usage:"),
        (["one", "two"], 2, "usage:"),
        (["os:name"], 1, "ssh -t"),
    ],
)
def test_without_an_app_or_a_terminal_it_says_so(
    arguments: list[str],
    status: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(os, "isatty", lambda _: False)
    assert example.main(arguments) == status
    assert words in capsys.readouterr().err
