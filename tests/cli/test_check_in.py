"""`trust-tui check-in` asks line by line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support import MOMENT
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.records import CheckIn
from trust_tui.store import open_workbook


def kept(folder: Path, now: StandingClock) -> list[CheckIn]:
    workbook = open_workbook(folder, clock=now)
    values = [record.value for record in workbook.of(CheckIn).all()]
    workbook.close()
    return values


def answers(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def test_the_answers_are_kept(
    run: Run, folder: Path, now: StandingClock
) -> None:
    outcome = run(
        "check-in", stdin=answers("3", "", "-", "2", "0", "a walk", "caf\u00e9")
    )

    assert (outcome.status, outcome.err) == (0, "")
    assert "How settled" in outcome.text
    assert "Kept." in outcome.text
    expected = {
        "day-settled": 3,
        "day-open": None,
        "day-word": 2,
        "day-mood": 0,
    }
    assert kept(folder, now) == [
        CheckIn(
            day=MOMENT.date(), answers=expected, good="a walk", note="caf\u00e9"
        )
    ]


def test_an_answer_that_is_none_is_asked_for_again(
    run: Run, folder: Path, now: StandingClock
) -> None:
    outcome = run(
        "check-in", stdin=answers("9", "x", "4", "", "", "1", "0", "", "", "")
    )

    assert outcome.status == 0
    assert outcome.text.count("Type one of") == 3
    assert kept(folder, now)[0].answers == {"day-settled": 4, "day-word": 0}


def test_the_same_day_is_changed(
    run: Run, folder: Path, now: StandingClock
) -> None:
    for answer in ("1", "2"):
        assert (
            run(
                "check-in", stdin=answers(answer, "", "", "", "", "", "")
            ).status
            == 0
        )

    assert [value.answers for value in kept(folder, now)] == [
        {"day-settled": 2}
    ]


def test_nothing_answered_is_not_kept(
    run: Run, folder: Path, now: StandingClock
) -> None:
    outcome = run("check-in", stdin=answers(*[""] * 7))

    assert outcome.status == 0
    assert "nothing was kept" in outcome.text
    assert kept(folder, now) == []


@pytest.mark.parametrize("lines", [(), ("3",), ("3", "", "", "", "", "good")])
def test_answers_that_end_early_are_not_kept(
    run: Run, folder: Path, now: StandingClock, lines: tuple[str, ...]
) -> None:
    outcome = run("check-in", stdin=answers(*lines))

    assert outcome.status == 2
    assert (
        outcome.err
        == "trust-tui: The answers ended early, so nothing was kept.\n"
    )
    assert kept(folder, now) == []
