"""`trust-tui trend` says what two weeks show."""

import json
import random
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.cli.checks import check_refused
from tests.cli.conftest import Run
from tests.support import MOMENT
from trust_tui.cli.arguments import PICTURES
from trust_tui.cli.demo import StandingClock, fill
from trust_tui.cli.trend import slug
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    Goal,
    JointCheckIn,
    Relationship,
)
from trust_tui.library import packaged_folder
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


@pytest.mark.parametrize("period", PICTURES)
def test_what_was_done_and_a_break_stand_below_the_lines_at_every_length(
    run: Run, folder: Path, now: StandingClock, period: str
) -> None:
    day = MOMENT.date()
    workbook = open_workbook(folder, clock=now)
    for back in (30, 31, 200):
        answers = {"day-mood": 2}
        workbook.of(CheckIn).keep(
            CheckIn(day=day - timedelta(days=back), answers=answers)
        )
    workbook.of(JointCheckIn).keep(JointCheckIn(day=day - timedelta(days=9)))
    workbook.of(Entry).keep(
        Entry(text="a", day=day - timedelta(days=5), answers="ack-p1")
    )
    workbook.of(Goal).keep(Goal(action="ask"))
    workbook.close()

    *_, marks, _, explained = run(
        "trend", "--picture", period
    ).text.splitlines()

    assert [*dict.fromkeys(marks.replace(" ", "").replace("-", ""))] == [
        *"btxg"
    ]
    for letter in ("b---: ", "t: ", "x: ", "g: "):
        assert letter in explained


def test_every_time_that_is_drawn_has_its_argument() -> None:
    assert tuple(slug(period.name) for period in PERIODS) == PICTURES


BAD: Mapping[str, Mapping[int, Mapping[str, int | None]]] = {
    "one answer": {0: {"day-mood": 2}},
    "none at all": {},
    "does not apply": {n: {"day-mood": None} for n in range(60)},
    "all the same": {n: {"day-mood": 4} for n in range(120)},
    "a year of gaps": {
        **{n: {"day-mood": 1} for n in range(11)},
        **{400 + n: {"day-mood": 4} for n in range(20)},
    },
    "nothing since a year": {400 + n: {"day-mood": 4} for n in range(60)},
    "answers of the future": {-n: {"day-mood": 4} for n in range(1, 60)},
    "a question with another name now": {
        n: {"day-feeling": n % 5} for n in range(90)
    },
}
"""Answers by how many days ago they were given."""


@pytest.mark.parametrize("name", BAD)
def test_what_is_hardly_anything_is_a_sentence_and_no_number_out_of_nothing(
    run: Run, folder: Path, now: StandingClock, name: str
) -> None:
    workbook = open_workbook(folder, clock=now)
    with workbook.batch():
        for back, answers in BAD[name].items():
            day = MOMENT.date() - timedelta(days=back)
            workbook.of(CheckIn).keep(CheckIn(day=day, answers=answers))
    workbook.close()

    said = run("trend").text.splitlines()
    told = {
        line["item"]: line for line in json.loads(run("trend", "--json").out)
    }
    mood, pull = told["day-mood"], told["day-pull"]

    assert all(line.partition(": ")[2] for line in said)
    assert not any(
        line["direction"] in ("more", "less") for line in told.values()
    )
    assert pull["direction"] == "early"
    for span in ("week", "four_weeks", "eight_weeks"):
        assert (pull[span]["mean"], pull[span]["count"]) == (None, 0)
        if mood[span]["direction"] in ("early", "few"):
            assert mood[span]["visible_change"] is None
    if name != "all the same":
        assert mood["direction"] in ("early", "few")
    for period in PICTURES:
        drawn = run("trend", "--picture", period)
        assert drawn.status == 0
        assert "settled" in drawn.text


def test_a_question_that_a_content_pack_renamed_begins_anew_and_loses_nothing(
    run: Run, folder: Path, now: StandingClock, tmp_path: Path
) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    page = (packaged_folder() / "en" / "checkin-daily.md").read_text("utf-8")
    (pack / "checkin-daily.md").write_text(
        page.replace("day-mood", "day-feeling"), "utf-8"
    )
    workbook = open_workbook(folder, clock=now)
    with workbook.batch():
        for back in range(90):
            day = MOMENT.date() - timedelta(days=back)
            answers = {"day-mood": 4 if back < 35 else 1}
            workbook.of(CheckIn).keep(CheckIn(day=day, answers=answers))
    workbook.close()

    with_pack = ("--content", str(pack), "trend")
    told = {
        line["item"]: line for line in json.loads(run(*with_pack, "--json").out)
    }
    said = run(*with_pack).text.splitlines()
    without = {
        line["item"]: line for line in json.loads(run("trend", "--json").out)
    }

    assert "day-mood" not in told
    assert told["day-feeling"]["direction"] == "early"
    assert told["day-feeling"]["answers"] == {}
    assert told["day-feeling"]["eight_weeks"]["mean"] is None
    assert len(said) == 5
    assert all(line.endswith(": too early to say") for line in said)
    assert run(*with_pack, "--picture", "all").status == 0
    assert without["day-mood"]["direction"] == "more"


def test_lines_are_read_as_they_stood_on_an_earlier_day(
    run: Run, folder: Path, now: StandingClock
) -> None:
    fill(folder, now)
    told = json.loads(run("trend", "--json").out)
    before = json.loads(run("trend", "--day", "3 weeks ago", "--json").out)

    assert before[0]["read_on"] < told[0]["read_on"]
    day = (now.now().date() - timedelta(weeks=3)).isoformat()
    assert all(one <= day for line in before for one in line["answers"])
    since = ("--from", "8 weeks ago", "--to", "yesterday")
    longer = json.loads(run("trend", *since, "--json").out)
    assert len(longer[0]["answers"]) > len(told[0]["answers"])
    assert run("trend", *since, "--picture").status == 0
    check_refused(run("trend", *since), 2)
