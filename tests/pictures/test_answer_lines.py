"""Answers stand beside their questions, on the scale and in a word, at every width."""

import pytest

from trust_tui.pictures import Answered, AnswerLines
from trust_tui.typeset import Picture, lay_out, plain_text

QUESTION = "How strong was the pull to check, test or ask for proof?"
LINES = AnswerLines(
    answered=(
        Answered(QUESTION, 1, "Slight"),
        Answered("How was my mood?", None, "Does not apply"),
        Answered("gone (no longer asked)", 9, "9"),
    )
)


def drawn(width: int) -> list[str]:
    return ["".join(text for text, _ in line) for line in LINES.lines(width)]


def test_each_answer_stands_at_its_place_with_its_word() -> None:
    first, rest, mood, gone = drawn(110)
    assert first.startswith(QUESTION[:40])
    assert rest in QUESTION
    assert first.endswith("○●○○○ Slight")
    assert mood.endswith("      Does not apply")
    assert gone.endswith("○○○○● 9")
    assert first.index("○") == gone.index("○")


@pytest.mark.parametrize("width", [30, 36, 45, 60, 76, 200])
def test_no_line_is_too_long_and_no_word_is_lost(width: int) -> None:
    lines = drawn(width)
    assert max(map(len, lines)) <= min(width, 76)
    words = " ".join(lines).split()
    assert set(QUESTION.split()) < set(words)


def test_where_only_ascii_is_printed_the_dots_are_letters() -> None:
    laid = lay_out((Picture(drawing=LINES),), 80, ascii=True)
    assert "o*ooo Slight" in plain_text(laid)
    assert plain_text(laid).isascii()
