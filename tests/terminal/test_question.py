"""The terminal is asked once what it is; answers that are late, torn, missing or made up do no harm."""

import os
import re
from pathlib import Path

import pytest

from tests.everywhere.terminal import Program, forked
from trust_tui.terminal import question as module
from trust_tui.terminal.question import ASK, Question, Traits
from trust_tui.terminal.shadow import Shadow

USUAL = b"\x1b[1;2R\x1b[1;2R"
WIDE = b"\x1b[1;3R\x1b[1;2R"
LATIN_1 = b"\x1b[1;4R\x1b[1;4R"


def answered(*columns: int) -> Traits | None:
    """What is known after answers."""
    question = Question()
    question.put()
    said = [question.answer(0, column) for column in columns]
    assert said[:-1] == [None] * (len(said) - 1)
    return said[-1]


def test_the_answers_tell_what_the_terminal_does() -> None:
    assert answered(1, 1) == Traits(is_unicode=True)
    assert answered(2, 1) == Traits(is_wide=True, is_unicode=True)
    assert answered(1, 2) == Traits(splits_marks=True, is_unicode=True)
    assert answered(3, 3) is None
    assert answered(1) is None


def test_answers_to_what_was_never_asked_tell_nothing() -> None:
    question = Question()
    assert question.answer(0, 2) is None
    question.put()
    assert question.answer(7, 2) is None
    assert question.answer(0, 1) is None
    assert question.answer(0, 1) == Traits(is_unicode=True)
    assert question.answer(0, 2) is None


def test_the_question_is_short_and_leaves_nothing() -> None:
    assert len(ASK.encode()) <= 40
    assert ASK.endswith("\r\x1b[K")


def test_where_ambiguous_signs_are_wide_lines_are_ascii_and_letters_unsure() -> (
    None
):
    shadow = Shadow(20, 2)
    shadow.open("")
    assert shadow.know(Traits(is_wide=True, is_unicode=True), False)
    assert not shadow.know(Traits(is_wide=True), False)
    shadow.feed("\x1b[1;1H──│ жа • “x” ok     \x1b[2;1H")
    sent = shadow.take()
    assert "--|" in sent
    assert re.search("ж.+а", sent)  # each letter is placed for itself
    assert not set(sent) & set("─│•“”")


pytest_terminal = pytest.mark.terminal


def shows_lines(program: Program) -> bool:
    """Whether the picture has lines that are no ASCII."""
    return "│" in program.shown


@pytest_terminal
def test_a_terminal_that_draws_lines_wide_gets_them_in_ascii(
    filled: Path,
) -> None:
    with forked(filled, answers=b"") as program:
        program.press("5")
        assert shows_lines(program)
        program.type(WIDE)
        program.wait(lambda: not shows_lines(program), "lines in ASCII")
        program.wait_shown("Entries")


@pytest_terminal
@pytest.mark.parametrize("answer", [USUAL, LATIN_1, b"", USUAL * 3])
def test_usual_answers_change_nothing_and_are_no_keys(
    filled: Path, answer: bytes
) -> None:
    with forked(filled, answers=b"") as program:
        program.press("5")
        program.settle(0.4)
        before = program.shown
        for byte in answer:
            os.write(program.fd, bytes([byte]))
        program.settle(0.2)
        assert program.shown == before


@pytest_terminal
def test_a_lang_that_the_server_has_set_is_not_believed_against_the_terminal(
    filled: Path,
) -> None:
    with forked(filled, variables={"LANG": "C"}, answers=b"") as program:
        program.press("5")
        assert not shows_lines(program)
        program.type(LATIN_1)
        program.settle(0.2)
        assert not shows_lines(program)
        program.type("\x0c")
        program.settle(0.2)
        program.type(USUAL)
        program.wait(lambda: shows_lines(program), "lines")


@pytest_terminal
def test_whoever_asks_for_ascii_is_not_asked(filled: Path) -> None:
    with forked(filled, variables={"LC_ALL": "C"}) as program:
        assert "\x1b[6n" not in program.text
        assert program.sent.isascii()


@pytest_terminal
def test_an_answer_on_its_way_does_not_stand_in_the_shell(filled: Path) -> None:
    with forked(filled, shows="", answers=b"") as program:
        program.type("\x11")
        program.wait(lambda: "\x1b[6n" in program.text, "the question")
        program.type(USUAL)
        assert program.wait_end() == 0
        assert program.waiting_input == 0


@pytest.mark.parametrize("later", [0.0, 60.0])
def test_answers_to_any_question_just_put_are_read_at_the_end(
    later: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a stop that is over, when the program ends at once."""
    now = [0.0]
    monkeypatch.setattr(module, "monotonic", lambda: now[0])
    terminal, other_end = os.pipe()
    question = Question()
    question.put()
    for _ in range(2):
        question.answer(0, 1)
    now[0] = later
    question.put()
    os.write(other_end, USUAL)
    question.swallow_answers(terminal)
    os.write(other_end, b"typed")
    assert os.read(terminal, 100) == b"typed"
    os.close(terminal)
    os.close(other_end)
