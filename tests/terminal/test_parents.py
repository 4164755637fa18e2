"""Programs that stand between the line and ours: another size is learnt, and the end of the line is seen."""

import os
import shlex
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.everywhere.terminal import running, trust_tui
from tests.everywhere.using import offered
from trust_tui.cli.demo import fill
from trust_tui.domain.clock import SystemClock

pytestmark = pytest.mark.terminal

Command = Callable[[str], Sequence[str]]
PARENTS: dict[str, Command] = {
    "a shell": lambda line: ["bash", "-ic", f"{line}; true"],
    "setsid": lambda line: ["setsid", "-w", "sh", "-c", line],
    "script": lambda line: ["script", "-qec", line, "/dev/null"],
    "script in a shell": lambda line: [
        "bash",
        "-ic",
        f"script -qec {shlex.quote(line)} /dev/null; true",
    ],
    "su": lambda line: ["su", "root", "-c", line],
    "su with a terminal": lambda line: ["su", "--pty", "root", "-c", line],
    "runuser": lambda line: ["runuser", "-u", "root", "--", "sh", "-c", line],
    "sudo": lambda line: ["sudo", "sh", "-c", line],
    "env": lambda line: ["env", "-i", "TERM=xterm", "sh", "-c", line],
    "asciinema": lambda line: [
        "asciinema",
        "rec",
        "-q",
        "--overwrite",
        "-c",
        line,
        "/dev/null",
    ],
    "dtach": lambda line: ["dtach", "-c", "here", "-z", "sh", "-c", line],
}
NEED_ROOT = {"su", "su with a terminal", "runuser", "sudo"}
SURVIVES = {"dtach"}
"""Made to outlive the line."""


@pytest.mark.parametrize("parent", PARENTS)
def test_a_size_is_followed_and_a_dropped_line_ends_the_program_and_keeps_the_draft(
    tmp_path: Path, parent: str
) -> None:
    data = tmp_path / "data"
    fill(data, SystemClock())
    line = f"echo $$ > {tmp_path}/pid; exec " + shlex.join(
        trust_tui("--data", data)
    )
    command = _command(parent, line)
    with running(data, command=command) as program:
        pid = int((tmp_path / "pid").read_text())
        program.press("5", "n")
        program.wait_shown("New entry")
        program.type("a draft")
        program.settle()
        program.resize(100, 30)
        program.type("!")
        program.wait(
            lambda: "keep" in program.emulator.lines[29], "the new size"
        )
        program.settle()
        program.hang_up()
        if parent in SURVIVES:
            assert _is_there(pid)
            os.kill(pid, 1)
        program.wait(lambda: not _is_there(pid), "its end", reading=False)
    assert offered(data) == ["a draft!"]


@pytest.mark.parametrize("parent", sorted(PARENTS.keys() - SURVIVES))
def test_leaving_ends_the_program_and_its_parent_and_gives_the_terminal_back(
    tmp_path: Path, parent: str
) -> None:
    data = tmp_path / "data"
    fill(data, SystemClock())
    line = shlex.join(trust_tui("--data", data))
    with running(data, command=_command(parent, line)) as program:
        program.press("5")
        program.wait_shown("Entries")
        program.type("\x11")
        assert program.wait_end() == 0
        program.check_given_back()


def _command(parent: str, line: str) -> Sequence[str]:
    """The command that runs a line under a parent; the test is left out where that cannot be had."""
    command = PARENTS[parent](line)
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    if parent in NEED_ROOT and os.geteuid() != 0:
        pytest.skip(f"{parent} asks for a password")
    return command


def _is_there(pid: int) -> bool:
    """Whether a process runs."""
    try:
        state = (
            Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        )
    except OSError:
        return False
    return state != "Z"


def test_a_reattached_terminal_gets_all_modes_and_a_paste_is_no_command(
    tmp_path: Path,
) -> None:
    if shutil.which("dtach") is None:
        pytest.skip("dtach is not installed")
    data = tmp_path / "data"
    fill(data, SystemClock())
    socket = str(tmp_path / "socket")
    begin = ["dtach", "-c", socket, "-r", "ctrl_l", *trust_tui("--data", data)]
    with running(data, command=begin) as first:
        first.press("5")
        first.type("\x1c")
        first.wait_end()
        with running(
            data,
            command=["dtach", "-a", socket, "-r", "ctrl_l"],
            shows="Entries",
        ) as again:
            modes = again.emulator.modes
            assert (modes["2004"], modes["7"], modes["1047"]) == ("h", "l", "h")
            again.type("\x1b[200~nqd\r1\x1b[201~")
            again.settle(0.3)
            again.wait_shown("Entries", "What you pasted went nowhere")
            again.type("\x11")
            again.wait_end()
