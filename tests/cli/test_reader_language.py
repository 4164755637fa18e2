"""Everything is said in the reader's language, from a catalogue in a folder of content: help, lists, failures."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from scripts.translations import Words, gathered
from tests.cli.conftest import Run
from tests.made_up import MadeUp, escaped, made_up
from tests.test_translation import catalogue
from trust_tui.cli.arguments import COMMANDS, SECTIONS
from trust_tui.domain import (
    GoalState,
    Mark,
    PathState,
    PromiseState,
    RelationshipKind,
    Whose,
    translation,
)
from trust_tui.formats.registry import BUILT_IN

PLURAL = "nplurals=2; plural=(n != 1);"

TYPED = re.compile(
    r"(?x) \{[^}]*\} | --?[a-z][\w-]* | \b[A-Z][A-Z:_-]+\b | `[^`]*` | trust-tui(?:[ ][a-z-]+)?"
)
"""What is typed, and stands so in every language: options, what goes behind them, commands."""

VALUES = (Whose, RelationshipKind, Mark, GoalState, PromiseState, PathState)
NAMES = {
    word
    for name in (
        *(command.name for command in COMMANDS),
        *(str(value) for values in VALUES for value in values),
        *(one.name for one in BUILT_IN),
        *SECTIONS,
        "content",
    )
    for word in name.split("-")
}
"""Commands, values and files, which have no other name in any language."""


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    translation.use(None)


def entries(words: Words, language: MadeUp) -> tuple[str, str]:
    """An entry of a compiled catalogue."""
    key = f"{words.context}\x04{words.one}" if words.context else words.one
    said = language.pgettext(words.context, words.one)
    if not words.many:
        return key, said
    many = language.ngettext(words.one, words.many, 2)
    return f"{key}\0{words.many}", f"{said}\0{many}"


@pytest.fixture(scope="module")
def compiled() -> bytes:
    """The made-up language as a compiled catalogue."""
    language = MadeUp()
    words: Mapping[str, str] = dict(
        entries(one, language) for one in gathered()
    )
    return catalogue(words, PLURAL)


def put(folder: Path, language: str, data: bytes) -> None:
    place = folder / "content" / language / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "trust-tui.mo").write_bytes(data)


@pytest.fixture
def esperanto(
    compiled: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader whose language has a catalogue in the content beside the workbook."""
    put(folder, "eo", compiled)
    monkeypatch.setenv("LANG", "eo.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")


def left_in(text: str) -> list[str]:
    """The words of English in what a command has said."""
    return [word for word in escaped(TYPED.sub(" ", text)) if word not in NAMES]


@pytest.mark.usefixtures("esperanto")
@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        *([command.name, "--help"] for command in COMMANDS),
        ["who", "--json"],
        ["goal"],
        ["doctor"],
        ["promise"],
        ["show", "99"],
        ["--data"],
        ["list", "--nothing"],
        ["--content", "/nowhere", "read"],
        ["import", "/nowhere"],
        ["undo"],
        ["trash"],
        ["backup", "--list"],
    ],
    ids=" ".join,
)
def test_no_word_of_english_is_left_in_what_a_command_says(
    run: Run, arguments: list[str]
) -> None:
    outcome = run(*arguments)

    assert left_in(outcome.text + outcome.err) == []


@pytest.mark.usefixtures("esperanto")
def test_what_scripts_read_is_english_in_every_language(run: Run) -> None:
    spec = run("--spec").text
    listed = run("goal", "Ask once", "--json").text

    assert spec.isascii()
    assert listed.isascii()


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({"LANG": "pt_BR.UTF-8"}, "pt-BR"),
        ({"LANG": "pt_PT.UTF-8"}, ""),
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "ja_JP.UTF-8"}, ""),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "ja:de"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "en:de"}, ""),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "ja:en:de"}, ""),
        ({"LANG": "C.UTF-8", "LANGUAGE": "de"}, ""),
        ({"LC_ALL": "de_DE.UTF-8", "LANG": "pt_BR.UTF-8"}, "de"),
    ],
    ids=str,
)
def test_the_words_are_those_of_the_first_language_there_is_before_english(
    run: Run,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    found: str,
) -> None:
    for language in ("de", "pt-BR"):
        words = {"options": f"options in {language}"}
        put(folder, language, catalogue(words, PLURAL))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    said = run("--help").text

    assert (f"options in {found}:" if found else "options:") in said


def test_the_language_that_is_set_counts_before_the_locale(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    put(folder, "nl", catalogue({"options": "opties"}, PLURAL))

    before = run("--help").text
    run("settings", "language", "nl")
    after = run("--help").text

    assert "options:" in before
    assert "opties:" in after


def test_a_folder_of_content_that_is_named_has_a_catalogue_too(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    put(tmp_path, "nl", catalogue({"options": "opties"}, PLURAL))

    said = run(f"--content={tmp_path / 'content'}", "--help").text

    assert "opties:" in said
    assert made_up("opties") not in said


@pytest.mark.usefixtures("esperanto")
def test_settings_are_said_and_set_in_the_words_of_the_language(
    run: Run,
) -> None:
    assert run("settings", "break", made_up("yes")).status == 0

    told = dict(line.split(": ") for line in run("settings").text.splitlines())
    assert told["break"] == made_up("yes")
    assert told["reader"] == made_up("no")
    run("settings", "habits", ",")
    assert run("settings", "habits").text == f"{made_up('none')}\n"
