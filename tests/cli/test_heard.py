"""What a command says can be followed by ear: no ids, no names of keys that do nothing there, and where to go on."""

from pathlib import Path

import pytest

from tests.cli.checks import typed
from tests.cli.conftest import Run

PACK = Path(__file__).parent / "cases" / "pack"


@pytest.mark.parametrize("command", ["note", "check-in"])
def test_what_is_kept_is_said_in_one_word(run: Run, command: str) -> None:
    outcome = run(command, stdin=typed("3", "", "", "", "", "", ""))

    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.text.splitlines()[-1].rpartition(": ")[2] == "Kept."


def test_a_stretch_is_told_in_words_and_with_its_command(run: Run) -> None:
    assert (
        "Self-check, 2 to 3 minutes: trust-tui self-check"
        in run("today").text.splitlines()
    )
    run("check-in", stdin=typed("3", "", "", "", "", "", ""))
    assert [
        line
        for line in run("today").text.splitlines()
        if "hecked in" in line and line.endswith("trust-tui check-in")
    ]


def test_pages_that_a_page_names_are_told_with_their_commands(run: Run) -> None:
    said = run("read", "safety").text

    assert "To leave this page" not in said
    _, _, named = said.partition("Pages named here:\n")
    assert "trust-tui read helplines" in [
        line.strip() for line in named.splitlines()
    ]


def test_an_exclamation_mark_among_the_questions_opens_safety(run: Run) -> None:
    said = run("check-in", stdin=typed("!", "3", "", "", "", "", "", "")).text

    assert "When it is not a trust problem" in said
    assert "Type one of" not in said


def test_the_statements_of_the_self_check_can_be_read(run: Run) -> None:
    assert (
        "- I looked for a hidden meaning in something they said or did."
        in run("read", "self-check").text.splitlines()
    )


@pytest.mark.parametrize(
    ("locale", "title"),
    [
        ("de_DE.UTF-8", "Kleine Dinge"),
        ("ja_JP.UTF-8", "信頼を少しずつ"),
        ("ar_EG.UTF-8", "أشياء صغيرة"),
        ("en_US.UTF-8", "Small things"),
        ("pt_BR.UTF-8", "Small things"),
        ("C.UTF-8", "Small things"),
        ("", "Small things"),
    ],
)
def test_three_languages_in_one_folder_are_each_for_their_own_readers(
    run: Run, monkeypatch: pytest.MonkeyPatch, locale: str, title: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)

    outcome = run("read", "tips", "--content", str(PACK))

    assert outcome.text.startswith(title)
    assert outcome.err == ""
