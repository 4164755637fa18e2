"""A real SSH connection is cut while an entry is being typed, in every way that it can be.

What is asked each time: the draft is on the disk, the program is gone in five seconds, it has used no processor time to
speak of on the way, nothing of it is left, and the next start offers the draft.
"""

import os
import select
import shlex
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.everywhere.terminal import foreign, trust_tui
from tests.everywhere.using import offered
from tests.ssh.server import Line, Server, connected
from trust_tui.domain.clock import SystemClock
from trust_tui.domain.records import Entry
from trust_tui.store import open_workbook

pytestmark = pytest.mark.terminal

GONE_IN = 5.0
"""Seconds from the cut to the end of the process."""

LOST = 2.0
"""Seconds of typing that may be lost where the program hears nothing of its end."""

DYING = 1.5
"""Seconds of processor time that ending may take; a spinning program uses all there is."""

FIRST = "typed a moment ago"
SECOND = " and this just now"


def kill_client(line: Line) -> None:
    line.client.signal(signal.SIGKILL)


def hang_client_up(line: Line) -> None:
    line.client.signal(signal.SIGHUP)


def terminate_client(line: Line) -> None:
    line.client.signal(signal.SIGTERM)


def type_the_escape(line: Line) -> None:
    line.client.type("\r~.")


def close_the_window(line: Line) -> None:
    line.client.hang_up()


def kill_session(line: Line) -> None:
    os.kill(line.server_pid, signal.SIGKILL)


def terminate_program(line: Line) -> None:
    line.signal(signal.SIGTERM)


def hang_program_up(line: Line) -> None:
    line.signal(signal.SIGHUP)


def reset_connection(line: Line) -> None:
    assert line.proxy is not None
    line.proxy.reset()


def go_silent(line: Line) -> None:
    assert line.proxy is not None
    line.proxy.fall_silent()
    line.wait(
        lambda: not os.path.lexists(f"/proc/{line.server_pid}") or line.is_gone,
        30,
    )


def stop_client_and_kill(line: Line) -> None:
    """As a laptop that sleeps and never wakes up."""
    line.client.signal(signal.SIGSTOP)
    line.client.wait(lambda: line.client.state == "T", reading=False)
    for _ in range(20):
        line.signal(signal.SIGWINCH)
    line.client.signal(signal.SIGKILL)


def freeze_terminal(line: Line) -> None:
    """Let the terminal take no more bytes, and fill it: nobody reads what the program sends."""
    os.kill(line.server_pid, signal.SIGSTOP)
    terminal = os.open(line.terminal, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    try:

        def is_full() -> bool:
            line.signal(signal.SIGWINCH)  # answered by the whole picture
            return not select.select([], [terminal], [], 0.02)[1]

        line.wait(is_full, 30)
    finally:
        os.close(terminal)


def freeze_and_kill_session(line: Line) -> None:
    freeze_terminal(line)
    kill_session(line)


def freeze_and_terminate(line: Line) -> None:
    freeze_terminal(line)
    terminate_program(line)


def freeze_and_kill_client(line: Line) -> None:
    freeze_terminal(line)
    kill_client(line)
    os.kill(line.server_pid, signal.SIGCONT)


@dataclass(frozen=True)
class Cut:
    """A way to cut the line.

    Attributes:
        before: What the far shell does before it runs the program, or what starts it.
        torn: The line goes through a proxy.
        watched: The server gives a silent client up.
        thaw: The session's sshd has to be ended by the test.
    """

    cut: Callable[[Line], None]
    before: str = ""
    torn: bool = False
    watched: bool = False
    thaw: bool = False


CUTS = {
    "client killed": Cut(kill_client),
    "client hung up": Cut(hang_client_up),
    "client terminated": Cut(terminate_client),
    "~. typed": Cut(type_the_escape),
    "window closed": Cut(close_the_window),
    "session's sshd killed": Cut(kill_session),
    "program terminated": Cut(terminate_program),
    "program hung up": Cut(hang_program_up),
    "connection reset": Cut(reset_connection, torn=True),
    "connection silent": Cut(go_silent, torn=True, watched=True),
    "client stopped, then killed": Cut(stop_client_and_kill),
    "hang-ups ignored": Cut(kill_client, before="trap '' HUP;"),
    "hang-ups ignored, window closed": Cut(
        close_the_window, before="trap '' HUP;"
    ),
    "session of its own": Cut(kill_client, before="setsid -w"),
    "terminal frozen, session killed": Cut(freeze_and_kill_session),
    "terminal frozen, client killed": Cut(freeze_and_kill_client),
    "terminal frozen, program terminated": Cut(freeze_and_terminate, thaw=True),
}

SEEN_AGAIN = (
    "client killed",
    "program terminated",
    "terminal frozen, session killed",
)
"""After these the program is really started again; after the others its store is asked what it would offer."""


@pytest.mark.parametrize("name", CUTS)
def test_a_cut_line_loses_nothing_and_leaves_nothing(
    name: str, server: Server, kept: Path
) -> None:
    cut = CUTS[name]
    port = server.watchful if cut.watched else None
    with connected(
        server, kept, before=cut.before, through_proxy=cut.torn, port=port
    ) as line:
        line.write_entry(FIRST)
        line.client.wait(lambda: FIRST in line.drafts, "the draft")
        line.go_on(SECOND)
        used = last = line.cpu

        def gone() -> bool:
            nonlocal last
            last = line.cpu or last
            return line.is_gone

        cut.cut(line)
        line.wait(gone, GONE_IN)
        line.wait(lambda: not line.left_over, GONE_IN)
        if cut.thaw:
            os.kill(line.server_pid, signal.SIGKILL)
    assert last - used < DYING
    (text,) = offered(kept)
    assert text.rstrip("\n") == FIRST + SECOND
    if name in SEEN_AGAIN:
        with connected(server, kept, shows="You had not finished") as line:
            assert FIRST + SECOND in line.client.shown
            line.client.press("\r")
            line.client.wait_shown("New entry", FIRST + SECOND)
            line.client.type("\x13")
            line.client.wait_shown("Check in")
            line.client.type("\x11")
            assert line.client.wait_end() == 0
            line.client.check_given_back()
        assert offered(kept) == []


def test_a_shared_connection_whose_master_is_killed_leaves_the_draft(
    server: Server, kept: Path, tmp_path: Path
) -> None:
    shared = {"ControlPath": str(tmp_path / "shared")}
    master = subprocess.Popen(
        server.client("cat", other={**shared, "ControlMaster": "yes"}),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        given_up = time.monotonic() + 20
        while not (tmp_path / "shared").exists():
            assert master.poll() is None
            assert time.monotonic() < given_up
            select.select([], [], [], 0.02)
        with connected(server, kept, options=shared) as line:
            line.write_entry(FIRST)
            line.client.wait(lambda: FIRST in line.drafts, "the draft")
            line.go_on(SECOND)
            master.kill()
            line.wait(lambda: line.is_gone, GONE_IN)
    finally:
        master.kill()
        master.wait()
    (text,) = offered(kept)
    assert text.rstrip("\n") == FIRST + SECOND


@pytest.mark.parametrize("killed", ["client", "jump"])
def test_a_line_by_way_of_another_host_leaves_the_draft(
    server: Server, kept: Path, killed: str
) -> None:
    """What `ssh -J` does: the line goes through another ssh, which may end by itself."""
    *jump, _, _ = server.client("", terminal=False)
    user = server.client("x")[-2]
    jump += ["-W", f"127.0.0.1:{server.port}", user]
    with connected(
        server, kept, options={"ProxyCommand": shlex.join(jump)}
    ) as line:
        line.write_entry(FIRST)
        line.client.wait(lambda: FIRST in line.drafts, "the draft")
        line.go_on(SECOND)
        if killed == "client":
            kill_client(line)
        else:
            children = Path(
                f"/proc/{line.client.pid}/task/{line.client.pid}/children"
            )
            for child in children.read_text().split():
                os.kill(int(child), signal.SIGKILL)
        line.wait(lambda: line.is_gone, GONE_IN)
    (text,) = offered(kept)
    assert text.rstrip("\n") == FIRST + SECOND


def test_a_laptop_that_slept_goes_on_where_it_was(
    server: Server, kept: Path
) -> None:
    with connected(server, kept) as line:
        line.write_entry(FIRST)
        line.client.signal(signal.SIGSTOP)
        line.client.wait(lambda: line.client.state == "T", reading=False)
        line.client.type(SECOND)
        # What the program sends meanwhile waits, and it keeps drafts.
        line.wait(lambda: FIRST in line.drafts, 20)
        line.client.signal(signal.SIGCONT)
        line.client.wait_shown(FIRST + SECOND)
        line.client.type("\x13")
        line.client.wait_shown("Check in")
        line.client.type("\x11")
        assert line.client.wait_end() == 0
    assert offered(kept) == []


def test_a_program_killed_while_one_types_loses_two_seconds_at_most(
    server: Server, kept: Path
) -> None:
    typed: list[tuple[float, str]] = []
    words = " what felt honest today was a long walk and a quiet talk"
    with connected(server, kept) as line:
        line.write_entry("so")
        began = time.monotonic()
        while time.monotonic() - began < LOST + 1.5:
            letter = words[len(typed) % len(words)]
            typed.append((time.monotonic(), letter))
            line.client.type(letter)
            line.client.settle(0.07, limit=0.1)
        killed = time.monotonic()
        line.signal(signal.SIGKILL)
        line.wait(lambda: line.is_gone, GONE_IN)
    (text,) = offered(kept)
    old = "so" + "".join(
        letter for moment, letter in typed if moment < killed - LOST
    )
    assert text.startswith(old)


@pytest.mark.parametrize(
    ("signum", "status"),
    [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)],
)
def test_where_the_line_still_stands_the_terminal_is_given_back(
    signum: signal.Signals, status: int, server: Server, kept: Path
) -> None:
    with connected(server, kept) as line:
        line.write_entry(FIRST)
        line.signal(signum)
        assert line.client.wait_end() == status
        line.client.check_given_back()
        assert foreign(line.client.text) == []


def test_leaving_over_the_line_is_one_key_and_leaves_no_trace(
    server: Server, kept: Path
) -> None:
    with connected(server, kept) as line:
        line.write_entry(FIRST)
        line.client.type("\x11")
        assert line.client.wait_end() == 0
        line.client.check_given_back()
        assert line.is_gone
        assert line.left_over == []
    assert offered(kept) == [FIRST]


@pytest.mark.parametrize("sends", [b"", b"typed into nothing\n"])
def test_without_a_terminal_it_says_so_and_ends(
    sends: bytes, server: Server, kept: Path
) -> None:
    command = " ".join(trust_tui("--data", kept))
    done = subprocess.run(
        server.client(command, terminal=False),
        input=sends,
        capture_output=True,
        timeout=40,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode().count("\n") == 1
    assert "ssh -t" in done.stderr.decode()


def test_a_command_without_a_screen_works_over_the_line_without_a_terminal(
    server: Server, kept: Path
) -> None:
    command = " ".join(trust_tui("note", "--data", kept))
    done = subprocess.run(
        server.client(command, terminal=False),
        input=b"kept from afar",
        capture_output=True,
        timeout=40,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    workbook = open_workbook(kept, clock=SystemClock())
    assert [record.value.text for record in workbook.of(Entry).all()] == [
        "kept from afar"
    ]
    workbook.close()


def test_two_connections_of_one_user_do_not_disturb_each_other(
    server: Server, kept: Path
) -> None:
    with connected(server, kept) as one:
        one.write_entry("from the first line")
        with connected(server, kept) as other:
            assert "You had not finished" not in other.client.shown
            other.write_entry("from the second line")
            kill_client(one)
            one.wait(lambda: one.is_gone, GONE_IN)
            other.client.type("\x13")
            other.client.wait_shown("Check in")
            other.client.type("\x11")
            assert other.client.wait_end() == 0
    assert offered(kept) == ["from the first line"]
