"""Keyboards of other scripts: `data/layouts.jsonl` holds what real terminals sent under X for the same key caps.

`ru,us` is a keyboard of two layouts of which the first is in use; xterm takes the second for Ctrl, and has none with
`ru` alone.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from textual import events

from tests.conftest import Open
from tests.everywhere.terminal import forked
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Workbook
from trust_tui.terminal.keyboard import Keyboard
from trust_tui.terminal.layouts import Layouts, plain_sign

RECORDED: list[dict[str, Any]] = [
    json.loads(line)
    for line in Path(__file__)
    .with_name("data")
    .joinpath("layouts.jsonl")
    .read_text("utf-8")
    .splitlines()
]

LETTERS = {"q": "q", "c": "c", "j": "j", "n": "n", "3": "3", "shift+g": "G"}

SIGN_THERE = {
    "bg": {"q"},
    "gr": {"q"},
    "il": {"q"},
    "th": {"3"},
    "ara": {"shift+g"},
    "la": {"shift+g"},
}
"""Keys that type a sign of ASCII, or two letters, which cannot be told from the key that has it elsewhere."""


def name(row: dict[str, Any]) -> str:
    return f"{row['terminal']} {row['layout']}"


def read(row: dict[str, Any], key: str) -> list[events.Key]:
    """The keys that are read of what was sent for a cap."""
    keyboard = Keyboard(row["terminal"], frozenset({row["language"]}))
    messages = [
        *keyboard.feed(row["keys"][key].encode()),
        *keyboard.overdue(),
    ]
    return [one for one in messages if isinstance(one, events.Key)]


@pytest.mark.parametrize("row", RECORDED, ids=name)
def test_control_goes_with_the_key_in_the_same_place(
    row: dict[str, Any],
) -> None:
    has_latin = row["terminal"] == "kitty" or row["layout"].endswith(",us")
    for key in ("ctrl+q", "ctrl+c", "ctrl+s", "ctrl+g"):
        keys = [one.key for one in read(row, key)]
        if has_latin and row["keys"][key] not in (",", ";"):
            assert keys == [key]
        else:
            # xterm types what stands there, also where that is a sign: only the function keys and Ctrl+C are left.
            assert keys == [key] or not row["keys"][key].startswith("\x1b")
    for key in ("F9", "F10"):
        assert [one.key for one in read(row, key)] == [key.lower()]


@pytest.mark.parametrize("row", RECORDED, ids=name)
def test_a_letter_is_known_by_the_key_it_stands_on(row: dict[str, Any]) -> None:
    layouts = Layouts(frozenset({row["language"]}))
    kind = row["layout"].partition(",")[0].partition("(")[0]
    for key, latin in LETTERS.items():
        if key not in SIGN_THERE.get(kind, ()):
            letter = row["keys"][key]
            meant = plain_sign(letter) or layouts.latin_of(letter)[0] or letter
            assert meant == latin, key


@pytest.mark.parametrize("row", RECORDED, ids=name)
def test_in_a_field_the_letter_is_the_letter(row: dict[str, Any]) -> None:
    for key in LETTERS:
        typed = "".join(one.character or "" for one in read(row, key))
        assert typed == row["keys"][key]


@pytest.mark.parametrize(
    ("language", "sent"),
    [
        ("el", "\x1b[59;5u"),
        ("bg", "\x1b[44;5u"),
        ("he", "\x1b[47;5u"),
        ("he", "\x1f"),
        ("ru", "\x1b[1081;5u"),
        ("uk", "\x1b[1081;5u"),
        ("ka", "\x1b[4325;5u"),
        ("th", "\x1b[3654;5u"),
    ],
)
def test_a_terminal_that_leaves_the_place_out_is_known_by_the_language(
    language: str, sent: str
) -> None:
    keyboard = Keyboard("xterm-256color", frozenset({language}))
    (key,) = keyboard.feed(sent.encode())
    assert isinstance(key, events.Key)
    assert key.key == "ctrl+q"


def test_a_letter_of_several_keyboards_is_that_of_the_letters_before() -> None:
    layouts = Layouts(frozenset())
    assert layouts.latin_of("ц") == ("w", "Russian")
    layouts = Layouts(frozenset())
    assert layouts.latin_of("љ") == ("q", "Macedonian")
    assert layouts.latin_of("ц") == ("c", "Macedonian")
    assert layouts.latin_of("ђ") == ("]", "Serbian")
    assert layouts.latin_of("中") == ("", "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *zip("۳३๓３", "3333", strict=True),
        *zip("\u061f\u055e\uff1f\u037e", "????", strict=True),
        *zip("！ｃ", "!c", strict=True),
        *[(letter, "") for letter in "?3é½йß"],
    ],
)
def test_digits_and_signs_of_every_script_mean_those_of_ascii(
    typed: str, meant: str
) -> None:
    assert plain_sign(typed) == meant


def test_a_syllable_of_korean_is_its_first_key() -> None:
    layouts = Layouts(frozenset())
    assert layouts.latin_of("ㅂ") == ("q", "Korean")
    assert layouts.latin_of("뭐") == ("a", "Korean")


@pytest.mark.parametrize(
    ("sent", "typed"), [("\x1bOs", "3"), ("\x1bOm", "-"), ("\x1b[57402u", "3")]
)
def test_the_keypad_types_digits(sent: str, typed: str) -> None:
    (key,) = Keyboard("xterm").feed(sent.encode())
    assert isinstance(key, events.Key)
    assert key.character == typed


async def test_letters_are_commands_in_lists_and_letters_in_fields(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        # n, and Ctrl+S: a new entry that is kept.
        await session.press("5", "т", *"йПЯ", "ctrl+s")
        welcomed.refresh()
        (entry,) = welcomed.of(Entry).all()
        assert entry.value.text == "йПЯ"
        await session.press("۱")
        assert session.mode == "overview"
        await session.press("؟")
        assert "Help" in session.text


async def test_the_first_letter_of_another_keyboard_is_named_once(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("4", "о")
        assert (
            "Keyboard: Russian. о counts as j here. F10 leaves." in session.text
        )
        await session.press("5", "о")
        assert "Keyboard:" not in session.text


async def test_a_letter_of_no_known_keyboard_says_what_commands_are(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("4", "中")
        assert "Commands are Latin letters here. F10 leaves." in session.text


@pytest.mark.terminal
@pytest.mark.parametrize("sent", ["\x1b[21~", "\x03", "\x1b[44::113;5u"])
def test_the_other_ways_out_lead_out_of_a_field_too(
    filled: Path, sent: str
) -> None:
    with forked(filled) as program:
        program.press("5", "n", "й")
        program.type(sent)
        assert program.wait_end() == 0
        program.check_given_back()
