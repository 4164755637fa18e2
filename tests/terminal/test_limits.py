"""The program under the limits of shared machines: it works, or says what does not."""

import shlex
from pathlib import Path

import pytest

from tests.everywhere.terminal import running, trust_tui

pytestmark = pytest.mark.terminal


@pytest.mark.parametrize(
    "limit",
    [
        "ulimit -n 32",
        "ulimit -v 600000",
        "ulimit -s 256",
        "ulimit -f 64",
        "export TMPDIR=/nonexistent",
        "export HOME=/nonexistent",
        "unset HOME",
        "renice -n 19 $$ > /dev/null",
    ],
)
def test_an_entry_is_kept_under_the_limit(filled: Path, limit: str) -> None:
    line = f"{limit}; exec {shlex.join(trust_tui('--data', filled))}"
    with running(filled, command=["bash", "-c", line]) as program:
        program.press("5", "n")
        program.type("abc\x13")
        program.wait_shown("Kept")
        program.type("\x11")
        assert program.wait_end() == 0
        program.check_given_back()


def test_where_no_file_may_be_written_it_is_said_and_the_text_stays(
    filled: Path,
) -> None:
    line = f"ulimit -f 0; exec {shlex.join(trust_tui('--data', filled))}"
    with running(filled, command=["bash", "-c", line]) as program:
        program.press("5", "n")
        program.type("abc\x13")
        program.wait_shown("Not saved")
        program.press("\r")
        program.wait_shown("abc")
        program.type("\x11")
        program.wait_end()
        program.check_given_back()


@pytest.mark.parametrize("home", ["/proc", "/dev/null", "/sys"])
def test_a_home_that_takes_no_folder_is_said_in_a_sentence(home: str) -> None:
    variables: dict[str, str | None] = {
        "TRUST_TUI_DATA": None,
        "HOME": home,
        "XDG_DATA_HOME": None,
        "XDG_CONFIG_HOME": None,
    }
    with running(
        Path(home),
        command=trust_tui(),
        variables=variables,
        shows="The data folder",
    ) as program:
        assert "Give another one with --data." in program.shown.replace(
            "\n ", ""
        )
        program.press("\x13", "\r")
        assert program.wait_end() == 1
        program.check_given_back()
