"""What a real screen reader says, key by key: yasr reads the program in its terminal and hands the words to a file."""

import re
import shlex
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.everywhere.terminal import Program, running, trust_tui
from tests.terminal.test_focus import DOWN, END, HOME, LEFT, RIGHT, UP, line_of
from trust_tui.cli.demo import fill
from trust_tui.domain.clock import SystemClock

pytestmark = pytest.mark.terminal

CONFIG: Final = """[normalkeys]
0x1b6c:say line
[reviewkeys]
[options]
cursor tracking=full
synthesizer=emacspeak server
synthesizer port=|{speech}
key echo=off
special=off
up and down arrows=speak line
[Emacspeak server]
rate=175
punctuation=some
[dict]
"""

SAY_LINE: Final = "\x1bl"
"""The reader's own key: it says the line that the cursor is in."""

_SAID: Final = re.compile(r"^q \{(.*)\}$", re.MULTILINE)


class Ears:
    """Listens to what is said."""

    def __init__(self, program: Program, speech: Path) -> None:
        self.program = program
        self._speech = speech

    def hear(self, key: str) -> list[str]:
        """Press a key: what is said for it, without silence."""
        before = self._speech.stat().st_size
        self.program.press(key, quiet=0.15)
        said = self._speech.read_bytes()[before:].decode("utf-8", "replace")
        return [words for each in _SAID.findall(said) if (words := plain(each))]

    @property
    def row(self) -> str:
        """The words of the row in focus, the pointer left out."""
        return plain(line_of(self.program))


def plain(text: str) -> str:
    """The words alone: readers leave most signs out."""
    return " ".join(re.findall(r"\w+", text))


@contextmanager
def inside_of_yasr(home: Path) -> Iterator[Ears]:
    """The program with the setting for readers, inside of yasr."""
    if shutil.which("yasr") is None:
        pytest.skip("yasr is not installed")
    data, config = home / "data", home / "config" / "trust-tui"
    fill(data, SystemClock())
    config.mkdir(parents=True)
    (config / "config.toml").write_text("reader = true\n")
    said, begin, speech = home / "said", home / "begin", home / "speech"
    said.touch()
    for script, line in (
        (begin, f"exec {shlex.join(trust_tui('--data', data))}"),
        (speech, f"exec cat >>{shlex.quote(str(said))}"),
    ):
        script.write_text(f"#!/bin/sh\n{line}\n")
        script.chmod(0o755)
    (home / ".yasr.conf").write_text(CONFIG.format(speech=speech))
    variables = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")}
    command = ["yasr", str(begin)]
    with running(data, command=command, variables=variables) as program:
        yield Ears(program, said)


@pytest.fixture(scope="module")
def ears(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ears]:
    """One for all tests that listen, as it takes long to start."""
    with inside_of_yasr(tmp_path_factory.mktemp("yasr")) as listening:
        yield listening


WALK: Final = {
    "overview": ("1", [DOWN, DOWN, "j", UP, END, HOME]),
    "signs": ("2", [DOWN, DOWN, "j", UP]),
    "steps": ("3", [DOWN, DOWN, "j", UP]),
    "questions": ("4", [DOWN, DOWN, "j", UP]),
    "journal": ("5", [DOWN, DOWN, "j", UP]),
    "help": ("?", [DOWN, DOWN, UP]),
    "settings": ("\x1bOQ", [DOWN, DOWN, UP]),
    "whom": ("r", [DOWN, UP]),
    "commands": ("\x10", [DOWN, DOWN, UP]),
}


@pytest.mark.parametrize("place", WALK)
def test_for_each_key_the_row_in_focus_is_said_first_and_the_one_left_not_at_all(
    ears: Ears, place: str
) -> None:
    opened, keys = WALK[place]
    ears.program.press(opened, quiet=0.3)
    for key in keys:
        left = ears.row
        said = ears.hear(key)
        assert " ".join(said).startswith(ears.row), (key, said)
        assert ears.row != left
        assert left not in said
    assert ears.hear(SAY_LINE) == [ears.row]
    ears.program.press("\x1b", quiet=0.6)


def test_the_answer_chosen_is_said_and_nothing_else(ears: Ears) -> None:
    ears.program.press("c", quiet=0.3)
    assert ears.row.startswith("How settled did I feel")
    assert ears.hear(RIGHT) == ["0 Not at all"]
    assert ears.hear(RIGHT) == ["1 A little"]
    assert ears.hear(LEFT) == ["0 Not at all"]
    assert ears.hear(DOWN)[0] == ears.row
    ears.program.press("\x18", DOWN, "\r", quiet=0.3)


def test_the_program_ends_when_the_reader_is_gone(tmp_path: Path) -> None:
    """yasr leaves the program its own end of the terminal, which would keep the line up."""
    with inside_of_yasr(tmp_path) as ears:
        reader = ears.program.pid
        children = Path(f"/proc/{reader}/task/{reader}/children").read_text()
        (child,) = (
            Path("/proc", child)
            for child in children.split()
            if "trust-tui" in Path("/proc", child, "cmdline").read_text()
        )
        ears.program.process.kill()
        ears.program.wait(lambda: not child.exists(), "the program to end")
