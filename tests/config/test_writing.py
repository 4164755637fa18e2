"""A change from within the program sets one line of the file; everything else in it stays the user's."""

import errno
import os
import stat
import tomllib
from pathlib import Path
from typing import Never

import pytest

from trust_tui.config import ConfigFile
from trust_tui.config.file_reader import read_text
from trust_tui.config.file_writer import BEGINNING, changed
from trust_tui.domain.errors import ConfigError

MINE = """\
# mine
theme = "dark"  # at night = good

# the keys
[keys]  # few
"app.search" = "f3"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file is or would be."""
    return tmp_path / "xdg" / "trust-tui" / "config.toml"


def test_a_file_that_was_not_there_is_made_for_the_user_alone(
    path: Path,
) -> None:
    ConfigFile(path).change("theme", "light")

    assert path.read_text() == f'{BEGINNING}theme = "light"\n'
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_a_value_is_set_in_its_line_and_the_comments_stay() -> None:
    assert changed(MINE, "theme", "light", action=False) == MINE.replace(
        '"dark"', '"light"'
    )


def test_a_new_setting_stands_before_the_tables_and_what_belongs_to_them() -> (
    None
):
    lines = changed(MINE, "lock_minutes", 7, action=False).splitlines()

    assert lines == [
        *MINE.splitlines()[:2],
        "lock_minutes = 7",
        *MINE.splitlines()[2:],
    ]


def test_the_keys_of_an_action_are_set_or_added() -> None:
    assert changed(MINE, "app.search", "f4,comma", action=True) == MINE.replace(
        '"f3"', '["f4", ","]'
    )
    assert changed(MINE, "app.leave", "f4", action=True) == MINE.replace(
        "few\n", 'few\n"app.leave" = "f4"\n'
    )
    assert changed('theme = "dark"', "app.leave", "\\", action=True) == (
        'theme = "dark"\n\n[keys]\n"app.leave" = "\\\\"\n'
    )


def test_a_list_is_set_in_its_line_or_added() -> None:
    one = changed(MINE, "habits", ["habit-ask"], action=False)
    assert 'habits = ["habit-ask"]' in one.splitlines()
    assert changed(one, "habits", [], action=False) == one.replace(
        '["habit-ask"]', "[]"
    )
    assert changed(one, "habits", ["a", "b"], action=False) == one.replace(
        '["habit-ask"]', '["a", "b"]'
    )


@pytest.mark.parametrize(
    "text",
    [
        "[keys.app]\nsearch = 'f3' # c\n",
        "[keys]\napp.search = ['f3', '/']\n",
        "[keys]\n'app.search'='f3'\n",
        'keys."app.search" = "f3"\n',
        "[keys]\n",
        "",
        "\n\n",
    ],
)
def test_however_an_action_is_written_it_is_found(text: str) -> None:
    config = read_text(changed(text, "app.search", "f5", action=True))

    assert (config.keys, config.problems) == ({"app.search": "f5"}, ())


@pytest.mark.parametrize(
    "text",
    [
        'theme = """\nlight"""\n',
        "keys = { 'app.search' = 'f3' }\n",
        "wrong\n",
        "theme = 'dark'\ntheme = 'dark'\n",
    ],
)
def test_a_line_that_cannot_be_set_safely_is_left_to_the_user(
    path: Path, text: str
) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(text)
    file = ConfigFile(path)

    with pytest.raises(ConfigError, match="change the line yourself"):
        file.change(
            "app.theme" if "keys" in text else "theme",
            "f4" if "keys" in text else "light",
            action="keys" in text,
        )
    assert path.read_text() == text


ODD = """\
  # indented, with "quotes" and = signs
theme   =   'dark'   # at night
habits = [ "habit-ask",'habit-open' ]#no blank
mine = 1979-05-27T07:32:00Z   # a moment
far = 0x_no_number
"""


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("theme", "light", 'theme   =   "light"   # at night'),
        ("habits", ["a"], 'habits = ["a"]#no blank'),
        ("language", "nl", 'language = "nl"'),
    ],
)
def test_lines_with_odd_values_stay_to_the_last_blank(
    name: str, value: str | list[str], line: str
) -> None:
    odd = ODD.replace(
        "far = 0x_no_number\n", "far = 0xFF\n\n\n# the last word\n"
    )

    lines = changed(odd, name, value, action=False).splitlines()

    assert line in lines
    old = odd.splitlines()
    assert [
        kept for kept in old if kept in lines or kept.startswith(name)
    ] == old


@pytest.mark.parametrize(
    "text",
    [
        ODD,
        "habits = [\n  'a', # the best one\n]\n",
        "[keys]\n[keys]\n",
        "theme = \n",
    ],
)
def test_a_file_that_might_lose_something_is_left_as_it_is(
    path: Path, text: str
) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(text)

    with pytest.raises(ConfigError, match="change the line yourself"):
        ConfigFile(path).change("habits", ["b"])
    assert path.read_text() == text


def test_what_cannot_be_written_holds_until_the_program_is_left(
    path: Path,
) -> None:
    path.parent.parent.mkdir(parents=True)
    path.parent.write_text("in the way")
    file = ConfigFile(path)

    with pytest.raises(ConfigError, match="Until you leave"):
        file.change("lock_minutes", 9)
    assert file.config.lock_minutes == 9


def test_a_file_that_is_write_protected_stays_as_it_is(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(MINE)
    path.chmod(0o400)

    with pytest.raises(ConfigError, match="cannot be written"):
        ConfigFile(path).change("theme", "light")
    assert path.read_text() == MINE


def test_a_link_stays_one_and_what_it_leads_to_is_changed(
    path: Path, tmp_path: Path
) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text(MINE)
    path.parent.mkdir(parents=True)
    path.symlink_to(real)

    ConfigFile(path).change("week_start", "sunday")

    assert path.is_symlink()
    assert tomllib.loads(real.read_text())["week_start"] == "sunday"


@pytest.mark.parametrize("kept", [True, False])
def test_where_nothing_is_kept_nothing_is_written(
    path: Path, kept: bool
) -> None:
    file = ConfigFile(path if not kept else None, is_kept=kept)

    with pytest.raises(ConfigError, match="Until you leave"):
        file.change("theme", "light")
    assert file.config.theme == "light"
    assert not path.exists()


def test_another_session_finds_what_both_have_set(path: Path) -> None:
    one, other = ConfigFile(path), ConfigFile(path)
    one.change("theme", "light")
    other.change("lock_minutes", 3)
    other.change("app.search", "f3", action=True)

    config = ConfigFile(path).config
    assert (config.theme, config.lock_minutes, config.keys) == (
        "light",
        3,
        {"app.search": "f3"},
    )


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> Never:
        raise OSError(errno.ENOSPC, "full")

    path.parent.mkdir(parents=True)
    path.write_text(MINE)
    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(ConfigError, match="cannot be written"):
        ConfigFile(path).change("theme", "light")
    assert path.read_text() == MINE
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_in_the_place_of_the_file_is_left_alone(path: Path) -> None:
    path.mkdir(parents=True)

    with pytest.raises(ConfigError, match="change the line yourself"):
        ConfigFile(path).change("theme", "light")
    assert path.is_dir()
