"""`trust-tui trend` says what two weeks show."""

import json
from datetime import timedelta
from pathlib import Path

from tests.cli.conftest import Run
from tests.support import MOMENT
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.records import CheckIn
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
