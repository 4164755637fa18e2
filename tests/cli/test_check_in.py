"""`trust-tui check-in` asks line by line."""

import shlex
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.checks import typed
from tests.cli.conftest import Run
from tests.support import MOMENT
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.records import CheckIn, Relationship
from trust_tui.store import open_workbook


def kept(folder: Path, now: StandingClock) -> list[CheckIn]:
    workbook = open_workbook(folder, clock=now)
    values = [record.value for record in workbook.of(CheckIn).all()]
    workbook.close()
    return values


def test_the_answers_are_kept(
    run: Run, folder: Path, now: StandingClock
) -> None:
    outcome = run(
        "check-in", stdin=typed("3", "", "-", "2", "0", "a walk", "caf\u00e9")
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
        "check-in", stdin=typed("9", "x", "4", "", "", "1", "0", "", "", "")
    )

    assert outcome.status == 0
    assert outcome.text.count("Type one of") == 3
    assert kept(folder, now)[0].answers == {"day-settled": 4, "day-word": 0}


def test_the_same_day_is_changed(
    run: Run, folder: Path, now: StandingClock
) -> None:
    for answer in ("1", "2"):
        assert (
            run("check-in", stdin=typed(answer, "", "", "", "", "", "")).status
            == 0
        )

    assert [value.answers for value in kept(folder, now)] == [
        {"day-settled": 2}
    ]


def test_nothing_answered_is_not_kept(
    run: Run, folder: Path, now: StandingClock
) -> None:
    outcome = run("check-in", stdin=typed(*[""] * 7))

    assert outcome.status == 0
    assert "nothing was kept" in outcome.text
    assert kept(folder, now) == []


def test_a_second_check_in_of_a_day_keeps_what_is_skipped(
    run: Run, folder: Path, now: StandingClock
) -> None:
    run("check-in", stdin=typed("3", "1", "2", "4", "3", "a meal", "a note"))

    outcome = run("check-in", stdin=typed("", "", "", "", "4", "", ""))

    assert "It says: a note" in outcome.text
    (value,) = kept(folder, now)
    assert (value.good, value.note) == ("a meal", "a note")
    assert list(value.answers.values()) == [3, 1, 2, 4, 4]


def test_what_stands_is_taken_away_when_that_is_asked_for(
    run: Run, folder: Path, now: StandingClock
) -> None:
    run("check-in", stdin=typed("3", "1", "", "", "", "a meal", "a note"))

    run("check-in", stdin=typed("x", "", "", "", "", "", "x"))

    (value,) = kept(folder, now)
    assert (value.good, value.note) == ("a meal", "")
    assert list(value.answers.values()) == [1]


@pytest.mark.parametrize(
    "lines", [("3",), ("3", "", "", "", "", "good"), ("3", "q")]
)
def test_answers_that_end_early_are_a_draft_that_is_gone_on_with(
    run: Run, folder: Path, now: StandingClock, lines: tuple[str, ...]
) -> None:
    outcome = run("check-in", stdin=typed(*lines))

    assert outcome.status == (0 if lines[-1] == "q" else 3)
    assert "is a draft" in outcome.text + outcome.err
    assert kept(folder, now) == []

    again = run("check-in", stdin=typed(*[""] * 7))

    assert "not kept yet" in again.text
    assert kept(folder, now)[0].answers == {"day-settled": 3}
    third = run("check-in", stdin=typed(*[""] * 7))
    assert "not kept yet" not in third.text


def test_no_answer_at_all_leaves_no_draft(
    run: Run, folder: Path, now: StandingClock
) -> None:
    outcome = run("check-in")

    assert outcome.status == 3
    assert outcome.err == (
        "trust-tui: The answers ended early. Nothing was changed.\n"
    )
    workbook = open_workbook(folder, clock=now)
    assert workbook.drafts.orphans() == []
    workbook.close()


def test_a_draft_from_before_a_newer_check_in_takes_nothing_away(
    run: Run, folder: Path, now: StandingClock
) -> None:
    run("check-in", stdin=typed("3"))
    workbook = open_workbook(folder, clock=now)
    workbook.of(CheckIn).keep(
        CheckIn(day=MOMENT.date(), answers={"day-mood": 1}, good="tea")
    )
    workbook.close()

    run("check-in", stdin=typed(*[""] * 7))

    (value,) = kept(folder, now)
    assert value.answers == {"day-mood": 1, "day-settled": 3}
    assert value.good == "tea"


def test_every_question_helps_leads_to_safety_and_goes_back(
    run: Run, folder: Path, now: StandingClock
) -> None:
    outcome = run(
        "check-in",
        stdin=typed("?", "!", "3", "b", "4", "", "", "", "", "\\q", ""),
    )

    assert "A number answers" in outcome.text
    assert "Safety" in outcome.text
    (value,) = kept(folder, now)
    assert (value.answers, value.good) == ({"day-settled": 4}, "q")


def test_a_check_in_is_for_a_day_and_about_somebody(
    run: Run, folder: Path, now: StandingClock
) -> None:
    workbook = open_workbook(folder, clock=now)
    mia = workbook.of(Relationship).keep(Relationship(label="Mia"))
    workbook.close()
    arguments = ("check-in", "--day", "yesterday", "--about", "mia")

    outcome = run(*arguments, stdin=typed("3", *[""] * 6))

    assert "About Mia." in outcome.text
    (value,) = kept(folder, now)
    assert (value.day, value.about) == (MOMENT.date() - timedelta(1), mia.id)
    run("check-in", "--day", "2026-11-01", stdin=typed("1", *[""] * 6))
    assert kept(folder, now)[-1].day.isoformat() == "2026-11-01"
    outcome = run("check-in", "--day", "2026-11-25")
    assert (outcome.status, outcome.out) == (2, b"")


def test_what_goes_on_with_a_draft_names_its_day_and_whom_it_is_about(
    run: Run,
) -> None:
    run("who", "--new", "Mia Li")
    run("who", "all")
    about = ("--about", "mia li")

    first = run("check-in", "--day", "yesterday", *about, stdin=typed("3", "q"))

    command = "check-in --about 'mia li' --day 2026-11-23"
    assert f"trust-tui {command} goes on with it." in first.text
    again = run(*shlex.split(command), stdin=typed(*[""] * 8))
    assert "not kept yet" in again.text
    left = run("self-check", *about, stdin=typed("3", "q"))
    assert "trust-tui self-check --about 'mia li' goes on" in left.text


def test_digits_of_any_script_answer(
    run: Run, folder: Path, now: StandingClock
) -> None:
    run("check-in", stdin=typed("\u06f3", *[""] * 6))

    assert kept(folder, now)[0].answers == {"day-settled": 3}


def test_tags_are_asked_for_last_and_stay_when_skipped(
    run: Run, folder: Path, now: StandingClock
) -> None:
    run("check-in", stdin=typed("3", *[""] * 6, "talked, #slept badly"))
    assert kept(folder, now)[0].tags == ("talked", "slept badly")

    run("check-in", stdin=typed("2", *[""] * 6))
    again = run("check-in", stdin=typed("1", *[""] * 7))
    assert "It says: talked, slept badly" in again.text
    assert kept(folder, now)[0].tags == ("talked", "slept badly")

    run("check-in", stdin=typed(*[""] * 7, "x"))
    assert kept(folder, now)[0].tags == ()
