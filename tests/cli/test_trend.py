"""`trust-tui trend` says what two weeks show."""

import json
import random
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.cli.conftest import Run
from tests.support import MOMENT
from trust_tui.cli.arguments import PICTURES
from trust_tui.cli.demo import StandingClock
from trust_tui.cli.trend import slug
from trust_tui.domain.records import CheckIn, Relationship
from trust_tui.report.person_lines import PERIODS
from trust_tui.store import open_workbook


def test_each_question_has_its_sentence(
    run: Run, folder: Path, now: StandingClock
) -> None:
    workbook = open_workbook(folder, clock=now)
    with workbook.batch():
        for back in range(20):
            day = MOMENT.date() - timedelta(days=back)
            answers = {"day-settled": 4 if back < 7 else 1, "day-mood": 2}
            workbook.of(CheckIn).keep(CheckIn(day=day, answers=answers))
    workbook.close()

    lines = run("trend").text.splitlines()
    told = {
        line["item"]: line for line in json.loads(run("trend", "--json").out)
    }

    assert len(lines) == len(told) == 5
    assert lines[0] == "settled: more settled than the week before"
    assert told["day-settled"]["direction"] == "more"
    assert told["day-mood"]["direction"] == "same"
    assert told["day-pull"]["direction"] == "early"
    assert len(told["day-settled"]["answers"]) == 14
    assert told["day-pull"]["answers"] == {}


def test_without_check_ins_it_is_too_early_to_say(run: Run) -> None:
    assert all(
        line.endswith(": too early to say")
        for line in run("trend").text.splitlines()
    )


def test_what_goes_with_a_tag_is_told_unless_it_is_switched_off(
    run: Run, folder: Path, now: StandingClock
) -> None:
    workbook = open_workbook(folder, clock=now)
    chance = random.Random(5)
    with workbook.batch():
        for back in range(120):
            tagged = chance.random() < 0.25
            check_in = CheckIn(
                day=MOMENT.date() - timedelta(days=back),
                answers={"day-pull": 1 if tagged else 3 + back % 2},
                tags=("talked",) if tagged else (),
            )
            workbook.of(CheckIn).keep(check_in)
    text = run("trend").text
    told = {
        line["item"]: line["tagged"]
        for line in json.loads(run("trend", "--json").out)
    }
    workbook.refresh()
    workbook.set_settings(replace(workbook.settings, tags_read=False))
    workbook.close()

    assert text.count('days tagged talked, "the pull" was lower') == 1
    assert told["day-pull"]["tag"] == "talked"
    assert told["day-pull"]["days"] >= 20
    assert told["day-mood"] is None
    assert "tagged" not in run("trend").text


def test_the_lines_are_drawn_in_the_width_of_the_terminal(
    run: Run, folder: Path, now: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = open_workbook(folder, clock=now)
    mia = workbook.of(Relationship).keep(Relationship(label="Mia")).id
    with workbook.batch():
        for about in (mia, None):
            for back in range(200):
                check_in = CheckIn(
                    day=MOMENT.date() - timedelta(days=back),
                    answers={"day-mood": back % 5},
                    about=about,
                )
                workbook.of(CheckIn).keep(check_in)
    workbook.set_settings(replace(workbook.settings, current=None))
    workbook.close()
    monkeypatch.setenv("COLUMNS", "70")

    lines = run("trend", "--picture").text.splitlines()

    assert [line for line in lines if line in ("Mia", "About nobody")] == [
        "Mia",
        "About nobody",
    ]
    assert "Six weeks: 14 Oct to today" in lines
    assert max(map(len, lines)) <= 70
    assert any("mood" in line and "clear change" in line for line in lines)
    for period in PICTURES:
        assert run("trend", "--picture", period).status == 0


def test_every_time_that_is_drawn_has_its_argument() -> None:
    assert tuple(slug(period.name) for period in PERIODS) == PICTURES
