"""The raw bytes that reach a terminal from the real program: not one control byte of the user's is among them."""

import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.everywhere.terminal import (
    Emulator,
    Program,
    foreign,
    running,
    trust_tui,
)
from tests.hostile.showing import FORBIDDEN
from tests.hostile.strings import HOSTILE, SAMPLE
from trust_tui.domain.clock import SystemClock
from trust_tui.domain.records import Entry
from trust_tui.store import open_workbook

pytestmark = pytest.mark.terminal

STEERING: Final = FORBIDDEN - {
    chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))
}
"""What steers without being a control character."""


def check_sent(program: Program, *, tabs: bool = False) -> None:
    """Check every byte so far; in lines of text a tab is no harm."""
    text = program.text.replace("\t", " ") if tabs else program.text
    assert foreign(text) == []
    assert not STEERING & set(text)
    assert program.emulator.commands == []


def test_every_screen_shows_a_hostile_workbook_harmless(hostile: Path) -> None:
    with running(hostile) as program:
        for key in (
            "j",
            "j",
            "5",
            *"jjjj",
            *["\x1b[6~"] * 12,
            *"]]]]]",
            "1",
            "r",
            "\x1b[B",
            "\x1b[F",
            "\r",
            "\r",
        ):
            program.press(key, quiet=0.05)
        for _ in range(3):
            program.press("\x1b", quiet=0.15)
        for key in ("5", "/", *"title", "\x1b[B", "\r", "e", "\x1b[Z"):
            program.press(key, quiet=0.05)
        check_sent(program)
        program.type("\x11")
        assert program.wait_end() == 0
        check_sent(program)
        program.check_given_back()


def test_pastes_of_the_most_dangerous_strings_do_nothing_but_appear(
    hostile: Path,
) -> None:
    texts = [
        text
        for text in SAMPLE.values()
        if "\x1b[201~" not in text and len(text) < 3000
    ]
    with running(hostile) as program:
        program.press("n")
        program.wait_shown("New entry")
        for number, text in enumerate(texts):
            program.type(
                b"\x1b[200~"
                + text.encode("utf-8", "surrogatepass")
                + b"\x1b[201~"
            )
            if number % 10 == 0:
                program.settle(0.05)
        program.settle(0.3)
        program.press("\x1b[Z", "\x1b[200~[/x]\x1b]0;t\x07\u202e\x1b[201~")
        check_sent(program)
        program.type("\x13")
        program.wait_shown("Check in")
        program.press("5", "\r", *["\x1b[6~"] * 6, quiet=0.05)
        check_sent(program)
        program.type("\x11")
        assert program.wait_end() == 0
        program.check_given_back()
    workbook = open_workbook(hostile, clock=SystemClock())
    newest = workbook.of(Entry).all()[0].value
    workbook.close()
    assert newest.title == "[/x]\u241b]0;t\u2407\ufffd"
    assert "\u241b]52;c;ZXZpbA==\u2407after" in newest.text
    assert not set(newest.text) & (FORBIDDEN - {"\t"})


TYPED: Final = {
    "a key with a control character as its text": b"\x1b[97;1;27u",
    "a key with C1 as its text": b"\x1b[97;1;155u",
    "a key that is C1": b"\x1b[155u",
    "a key that is a surrogate": b"\x1b[55296u",
    "a key with a surrogate as its text": b"\x1b[97;1;55296u",
    "a key with many letters as its text": b"\x1b[97;1;97:155:27u",
    "a direction": "\u202e".encode(),
    "C1": "\u009b2J".encode(),
    "a separator": "\u2028".encode(),
    "raw C1": b"\x9b2J",
    "surrogate bytes": b"\xed\xa0\x80",
    "Latin-1": b"caf\xe9",
}
"""What a terminal may send for keys."""


def test_keys_that_carry_anything_leave_a_program_that_keeps_and_shows(
    hostile: Path,
) -> None:
    with running(hostile) as program:
        program.press("n")
        program.wait_shown("New entry")
        program.press("begin ")
        for keys in TYPED.values():
            program.type(keys)
            program.settle(0.1)
        program.type(" end")
        program.wait_shown("begin", "end")
        check_sent(program)
        program.type("\x13")
        program.wait_shown("Check in")
        program.type("\x11")
        assert program.wait_end() == 0
        check_sent(program)
    workbook = open_workbook(hostile, clock=SystemClock())
    newest = workbook.of(Entry).all()[0].value.text
    workbook.close()
    assert newest.startswith("begin ")
    assert newest.endswith(" end")
    assert not set(newest) & FORBIDDEN


JOINED: Final = (
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "\u2764\ufe0f",
)
"""A family, a Persian word and a heart: letters that are joined or kept apart by a character that is not seen."""


def test_letters_that_are_joined_are_kept_as_typed(hostile: Path) -> None:
    """Without a bracketed paste, as from an input method."""
    with running(hostile) as program:
        program.press("n")
        program.wait_shown("New entry")
        for text in JOINED:
            program.type(f"so {text} so; ")
            program.settle(0.3)
        program.type("\x13")
        program.wait_shown("Check in")
    workbook = open_workbook(hostile, clock=SystemClock())
    assert workbook.of(Entry).all()[0].value.text.split("; ") == [
        *(f"so {text} so" for text in JOINED),
        "",
    ]
    workbook.close()


COMMANDS: Final = (
    ("today",),
    ("trend",),
    ("read",),
    ("doctor",),
    ("backup", "--list"),
    ("export", "--preview"),
    ("page", "--list-entries"),
    ("page",),
    ("page", "--format", "html"),
    *(
        ("export", "--format", format)
        for format in ("json", "markdown", "csv", "jrnl", "jrnl-json", "ical")
    ),
    ("restore", "\x1b]0;name\x07"),
    ("read", "\x1b]0;name\x07"),
    ("erase", "--record", "\x1b]0;name\x07", "--yes"),
    ("erase", "--relationship", "\x1b]0;name\x07", "--yes"),
    ("import", "\x1b]0;name\x07\u202e"),
    ("merge", "\x1b]0;name\x07\u202e"),
    ("check-content", "\x1b]0;name\x07\u202e"),
    ("export", "--out", "/nowhere/\x1b]0;name\x07/x"),
    ("page", "--relationship", "\x1b]0;name\x07"),
    ("page", "--from", "\x1b]0;name\x07"),
    ("\x1b]0;name\x07",),
    ("--\x1b]0;name\x07",),
    ("note", "--\x1b]0;name\x07"),
)
"""Every command that says something of what was kept, and wrong use with names that steer."""


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Terminals that draw nothing, for what is judged by its bytes: they take long over all that a workbook holds."""
    monkeypatch.setattr(Emulator, "feed", lambda _emulator, _text: None)


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_what_a_command_says_on_a_terminal_is_harmless(
    command: tuple[str, ...], hostile: Path
) -> None:
    name, *rest = command
    where = (
        ["--data", str(hostile)]
        if not name.startswith("-") and name.isprintable()
        else []
    )
    program = Program(trust_tui(name, *where, *rest))
    try:
        program.wait_end()
        program.settle(0.05)
        check_sent(program, tabs=True)
        assert program.text.strip()
        assert "Traceback" not in program.text
    finally:
        program.close()


def test_an_export_into_a_pipe_or_file_holds_the_text_as_it_was_kept(
    hostile: Path, tmp_path: Path
) -> None:
    """A terminal gets marks, a file gets the words."""
    command = trust_tui("export", "--data", hostile, "--format", "json")
    piped = subprocess.run(command, capture_output=True, check=True).stdout
    out = tmp_path / "all.json"
    subprocess.run(
        [*command, "--out", str(out)], capture_output=True, check=True
    )
    assert out.read_bytes().count(b"\\u001b") == piped.count(b"\\u001b") > 20


def test_a_file_of_hostile_names_is_told_of_harmless(
    hostile: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    for number, text in enumerate(HOSTILE.values()):
        name = (
            text.replace("/", "")
            .replace("\0", "")
            .encode(
                "utf-8", "surrogateescape" if "\udcff" in text else "replace"
            )
        )
        if 0 < len(name) < 200 and name not in (b".", b".."):
            (folder / f"{number}").with_name(
                f"{number} {name.decode('utf-8', 'surrogateescape')}.md"
            ).write_text(text, encoding="utf-8", errors="replace")
    for options in (
        ("--preview", "--timezone", "UTC"),
        ("--yes", "--timezone", "UTC"),
    ):
        program = Program(
            trust_tui("import", "--data", hostile, folder, *options)
        )
        try:
            assert program.wait_end() == 0
            program.settle(0.05)
            check_sent(program)
        finally:
            program.close()
