"""Under servers that are not OpenSSH's the program is left, follows the size, and keeps what a dropped line held."""

import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.everywhere.terminal import running, trust_tui
from tests.everywhere.using import offered
from tests.ssh.other_servers import OtherServer, start, why_not

pytestmark = pytest.mark.terminal


@pytest.fixture(params=["dropbear", "asyncssh"])
def other(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[OtherServer]:
    """A server of another kind."""
    for program in ("ssh", "ssh-keygen"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    if missing := why_not(request.param):
        pytest.skip(missing)
    server = start(request.param, tmp_path)
    try:
        server.wait_until_up()
        yield server
    finally:
        server.stop()


def test_it_is_left_follows_the_size_and_keeps_the_draft_of_a_dropped_line(
    other: OtherServer, kept: Path
) -> None:
    note = kept.parent / "pid"
    program = shlex.join(trust_tui("--data", kept))
    remote = f"echo $$ > {note}; export LANG=C.UTF-8; exec {program}"
    command = other.client(remote)
    with running(kept, command=command) as session:
        session.type("\x11")
        assert session.wait_end() == 0
        session.check_given_back()
    with running(kept, command=command) as session:
        pid = int(note.read_text())
        session.press("5", "n")
        session.wait_shown("New entry")
        session.type("a draft")
        session.wait_shown("a draft")
        session.resize(100, 30)
        session.wait(
            lambda: "keep" in session.emulator.lines[29], "the new size"
        )
        session.type("!")
        session.wait_shown("a draft!")
        session.hang_up()
        session.wait(
            lambda: not Path(f"/proc/{pid}").exists(), "its end", reading=False
        )
    assert offered(kept) == ["a draft!"]
