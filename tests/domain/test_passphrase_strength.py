"""What is said of a passphrase: how long guessing takes, and nothing of one that lasts."""

import subprocess
import sys

import pytest

from trust_tui.domain.passphrase_strength import guessing_sentence


@pytest.mark.parametrize(
    "phrase", ["a", "password1", "trust", "\ud800", "2026-11-30"]
)
def test_one_that_is_guessed_at_once_is_named_so(phrase: str) -> None:
    assert "less than a minute" in guessing_sentence(phrase)


def test_one_of_middling_strength_is_told_its_time() -> None:
    assert "about 43 days" in guessing_sentence("ochre-lantern")


@pytest.mark.parametrize(
    "phrase", ["mein tagebuch", "geheimes tagebuch", "мой дневник"]
)
def test_two_words_of_any_language_are_two_words(phrase: str) -> None:
    assert "about 17 hours" in guessing_sentence(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "four words that rhyme",
        "ochre lantern gravel tulip",
        "ochre lantern gravel tulip " * 2
        + "and a very long tail of other words, longer than is looked at",
    ],
)
def test_nothing_is_said_of_one_that_lasts(phrase: str) -> None:
    assert guessing_sentence(phrase) == ""


def test_the_passphrase_does_not_stand_in_the_sentence() -> None:
    assert "hunter2" not in guessing_sentence("hunter2")


def test_its_lists_are_loaded_when_it_is_asked_alone() -> None:
    code = "import sys, trust_tui.domain.passphrase_strength; sys.exit('zxcvbn' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], check=False).returncode
        == 0
    )
