"""The configuration file: what it says holds, and every fault in it is named by its line and left out."""

import os
import pwd
import subprocess
import sys
from pathlib import Path
from typing import Never

import pytest

from trust_tui.config import EMPTY, Config, ConfigFile
from trust_tui.config.file_reader import LARGEST, SETTINGS, read_text
from trust_tui.paths import config_file

WHOLE = """\
# what I like
theme = "light"   # for the day
language = "en-GB"
lock_minutes = 10
day_ends = 0
week_start = "sunday"
habits = []

[keys]
app.search = ["f3", "/"]
"app.leave" = "Ctrl+X"
"steps.mark" = ","
"""


def told(config: Config) -> list[tuple[int, str]]:
    """Line and first words of each problem."""
    return [
        (problem.line, " ".join(problem.advice.split()[:4]))
        for problem in config.problems
    ]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file is or would be."""
    return tmp_path / "config.toml"


def test_all_that_can_be_set_is_read() -> None:
    config = read_text(WHOLE)

    assert config.problems == ()
    assert config.theme == "light"
    assert config.language == "en_GB"
    assert config.lock_minutes == 10
    assert config.day_ends == 0
    assert config.week_start == 6
    assert config.habits == ()
    assert config.keys == {
        "app.search": "f3,/",
        "app.leave": "ctrl+x",
        "steps.mark": "comma",
    }
    assert config.lines["week_start"] == 6
    assert config.lines["app.leave"] == 11


def test_what_it_does_not_say_is_as_it_comes(path: Path) -> None:
    assert ConfigFile(path).config is EMPTY
    assert ConfigFile(None).config is EMPTY
    assert read_text("") == EMPTY
    assert EMPTY.day_ends_or(7) == 7
    assert read_text("day_ends = 2").day_ends_or(7) == 2
    assert EMPTY.offers("habit-open")
    assert not read_text('habits = ["habit-wins"]').offers("habit-open")


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ('theme = "pink"', "Write one of"),
        ("theme = 3", "Write one of"),
        ("language = 4", "Write the short name"),
        ('language = "../../etc"', "Write the short name"),
        ('lock_minutes = "5"', "Write a whole number of minutes from 1 to 120"),
        ("lock_minutes = 0", "Write a whole number of minutes"),
        ("lock_minutes = 1e9", "Write a whole number of minutes"),
        ("lock_minutes = true", "Write a whole number of minutes"),
        ("day_ends = 13", "Write a whole number of hours from 0 to 12"),
        ('week_start = "Someday"', 'Write one of "monday"'),
        ('habits = "habit-open"', "Write a list of ids"),
        ('habits = ["[/x]"]', "Write a list of ids"),
        ("who = 1", "There is no such setting: there are theme"),
        ("[who]\nname = 3", "There is no such setting"),
        ("keys = 3", "Put keys under a line [keys]"),
        ('keys."app.search" = []', "Name at least one key"),
        ('keys."app.search" = ""', "There is no such key"),
        ('keys."app.search" = "alt+x"', "There is no such key"),
        ('keys."app.search" = "hyper"', "There is no such key"),
        ('keys."app.search" = "\\u001b"', "There is no such key"),
        ('keys."app.search" = 7', "Write a key in quotation marks"),
        ('keys."app.search" = ["f3", 7]', "Write a key in quotation marks"),
        ('keys."app.search" = "ctrl+i"', "A terminal takes Ctrl+I for tab"),
        ("theme = light", "This line cannot be read"),
        ('theme "light"', "This line cannot be read"),
        ("= 3", "This line cannot be read"),
        ("\x1b]0;title\x07", "This line cannot be read"),
    ],
)
def test_a_fault_is_named_by_its_line_and_the_rest_holds(
    line: str, advice: str
) -> None:
    other = "day_ends = 9" if "week_start" in line else "week_start = 'friday'"
    config = read_text(f"{other}\n\n{line}\n")

    (problem,) = config.problems
    assert problem.line == 3
    assert problem.advice.startswith(advice)
    assert problem.advice.endswith(".")
    assert (config.day_ends, config.week_start) in ((9, 0), (None, 4))
    assert str(problem).startswith("config.toml, line 3: ")


def test_several_faults_are_all_named_in_the_order_of_their_lines() -> None:
    config = read_text(
        '[keys]\n"app.search" = "f99"\n"app.theme" "f3"\n"app.hide" = "f10"\nwrong\n'
    )

    assert [problem.line for problem in config.problems] == [2, 3, 5]
    assert config.keys == {"app.hide": "f10"}


def test_a_setting_said_twice_holds_as_said_first() -> None:
    config = read_text('theme = "light"\ntheme = "dark"\n')

    assert config.theme == "light"
    assert told(config) == [(2, "This was set before")]


def test_what_stands_under_a_broken_table_is_left_out_with_it() -> None:
    config = read_text('theme = "light"\n[keys\n"app.search" = "f3"\n')

    assert config.theme == "light"
    assert config.keys == {}
    assert told(config) == [(2, "This line cannot be")]


@pytest.mark.parametrize(
    "text",
    [
        'theme = """',
        "habits = [",
        "habits = [\n\n\n",
        "\n\n[",
        "'''\n'''\n'''",
        "{" * 4000,
        "a = " + "[" * 9000,
    ],
)
def test_an_end_that_is_missing_is_a_fault_and_no_more(text: str) -> None:
    assert read_text(text).problems


def test_no_fault_repeats_what_stands_in_the_file() -> None:
    config = read_text(
        'zanzibar = 1\ntheme = "zanzibar"\n[keys]\nzanzibar = "zanzibar"\nzanzibar\n'
    )

    assert len(config.problems) == 4
    assert not any("zanzibar" in str(problem) for problem in config.problems)


@pytest.mark.parametrize(
    ("held", "advice"),
    [
        (b"\xff\xfe", "The file is not in UTF-8: save it with that encoding."),
        (
            b"#" * (LARGEST + 1),
            "The file is bigger than 64 kB: make it shorter.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_leaves_all_as_it_comes(
    path: Path, held: bytes, advice: str
) -> None:
    path.write_bytes(held)
    file = ConfigFile(path)

    assert [str(problem) for problem in file.config.problems] == [
        f"config.toml: {advice}"
    ]
    assert file.config.theme == EMPTY.theme


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_file_is_not_waited_for(path: Path, kind: str) -> None:
    path.mkdir() if kind == "folder" else os.mkfifo(path)

    assert [problem.advice for problem in ConfigFile(path).config.problems] == [
        "This is not an ordinary file: take it away."
    ]


def test_a_file_of_windows_with_a_mark_at_its_start_is_read(path: Path) -> None:
    path.write_bytes(b'\xef\xbb\xbftheme = "light"\r\nlock_minutes = 7\r\n')

    assert (
        ConfigFile(path).config.theme,
        ConfigFile(path).config.lock_minutes,
    ) == (
        "light",
        7,
    )


def test_every_setting_has_a_field_of_its_own() -> None:
    assert set(SETTINGS) <= set(Config.__struct_fields__)


def test_without_a_file_nothing_is_loaded_to_read_one() -> None:
    code = "import sys, trust_tui.program.app, trust_tui.cli.context as c; c.configuration(); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    loaded = done.stdout.split()
    assert "trust_tui.config" in loaded
    assert not {
        "trust_tui.config.file_reader",
        "trust_tui.config.file_writer",
        "trust_tui.keys.keymap",
    } & set(loaded)


def test_a_file_that_may_not_be_opened_leaves_all_as_it_comes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Never:
        raise PermissionError

    path.write_text("theme = 'light'")
    monkeypatch.setattr(os, "open", refuse)

    assert [str(problem) for problem in ConfigFile(path).config.problems] == [
        "config.toml: The file cannot be opened: check that you may read it."
    ]


def test_where_there_is_no_home_there_is_no_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nobody(_uid: int) -> Never:
        raise KeyError("no such user")

    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name)
    monkeypatch.setattr(pwd, "getpwuid", nobody)

    assert config_file() is None
