"""`trust-tui undo` and `redo`: what any command kept is taken back, done again, and named."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.cli.checks import check_refused
from tests.cli.conftest import Program, Run
from tests.cli.line_reader import LineReader
from trust_tui.cli.demo import StandingClock, fill
from trust_tui.config import ConfigFile
from trust_tui.domain import SystemClock, gather
from trust_tui.domain.records import Entry, Moment, Settings
from trust_tui.paths import config_file
from trust_tui.store import open_workbook

DAY = date(2026, 3, 1)

ACTS = (
    ("note words", ()),
    ("note words --day yesterday --time 20:30", ()),
    ("check-in", ()),
    ("goal ask", ()),
    ("promise call", ()),
    ("win laughed", ()),
    ("limit mine", ()),
    ("goal --set 1 done", ("goal ask", "list goals")),
    ("goal --review 1 --well easy", ("goal ask", "list goals")),
    ("habit --on 1", ()),
    ("habit --tick 1", ("habit --on 1",)),
    ("step 1 --mark working", ()),
    ("exercise 1", ()),
    ("self-check", ()),
    ("who --new Jo", ()),
    ("who all", ()),
    ("settings break yes", ()),
    ("settings theme light", ("settings theme dark",)),
    ("edit 1 other", ("note words", "list entries")),
    ("edit 1 --time 08:15", ("note words", "list entries")),
    ("delete 1", ("note words", "list entries")),
    ("trash --restore 1", ("note words", "list entries", "delete 1", "trash")),
    ("import {folder}/given.md --yes", ()),
    ("merge {folder}/../other", ("note theirs --data {folder}/../other",)),
    ("restore --yes", ("note words", "backup", "note more")),
)
"""Every command that keeps something, and what is typed before it."""


def kept(folder: Path) -> object:
    """What stands in the workbook and the configuration, without what a change leaves behind of itself."""
    workbook = open_workbook(folder, clock=SystemClock())
    contents, settings = gather(workbook), workbook.settings
    workbook.close()
    records = {
        record.id: (record.value, record.made)
        for table in contents.records.values()
        for record in table
    }
    theme = ConfigFile(config_file()).config.theme
    return records, replace(settings, import_answers={}), theme


@pytest.mark.parametrize(("typed", "before"), ACTS)
def test_what_a_command_kept_is_taken_back_and_done_again(
    run: Run,
    folder: Path,
    now: StandingClock,
    typed: str,
    before: tuple[str, ...],
) -> None:
    fill(folder, now)
    given = folder / "given.md"
    given.write_text("# 2026-03-01\n\nWords.\n")
    for one in before:
        assert run(*one.format(folder=folder).split()).status == 0
    stood = kept(folder)
    answers = b"y\n" if "exercise" in typed else b"2\n"
    done = run(*typed.format(folder=folder).split(), stdin=answers * 30)
    assert done.status == 0, done
    led_to = kept(folder)
    assert led_to != stood

    back = run("undo")

    assert back.text.startswith("Taken back. ")
    assert kept(folder) == stood
    again = run("redo")
    if typed.startswith("import"):
        assert again.text == "There is nothing to do again.\n"
        return
    assert again.text.startswith("Done again. ")
    assert kept(folder) == led_to
    assert run("undo").status == 0
    assert kept(folder) == stood


def test_what_was_taken_back_is_done_again_in_its_order_until_more_is_kept(
    run: Run,
) -> None:
    run("goal", "ask")
    run("list")
    run("goal", "--set", "1", "done")
    run("edit", "1", "ask twice")
    run("undo")
    run("undo")
    run("undo")

    assert "It is back: Goal, trying: ask" in run("redo").text
    assert "Goal, done: ask" in run("redo").text
    run("win", "we laughed")
    assert run("redo").text == "There is nothing to do again.\n"
    run("undo")
    assert "Win" in run("redo").text


def test_what_was_changed_since_is_not_put_back_as_it_was_before_a_restore(
    run: Run, now: StandingClock, folder: Path
) -> None:
    run("note", "words")
    run("backup")
    run("note", "more")
    run("restore", "--yes")
    now.moment += timedelta(hours=1)
    workbook = open_workbook(folder, clock=SystemClock())
    workbook.of(Moment).keep(Moment(day=now.now().date()))
    workbook.close()
    check_refused(run("undo"), 1)


def test_a_change_too_large_to_be_taken_back_stops_undo_once(
    run: Run, folder: Path
) -> None:
    run("note", "before")
    workbook = open_workbook(folder, clock=SystemClock())
    with workbook.batch():
        ids = [
            workbook.of(Entry).keep(Entry(day=DAY, text=str(n))).id
            for n in range(201)
        ]
    workbook.close()

    outcome = run("delete", *ids)

    assert "undo brings" not in outcome.text
    refused = run("undo")
    check_refused(refused, 1)
    assert "201 records" in refused.err
    assert "It is in the trash: " in run("undo").text


def test_a_script_is_told_whether_anything_was_taken_back(run: Run) -> None:
    run("settings", "break", "yes")
    told = json.loads(run("undo", "--json").text)
    assert told == {"done": True, "lines": ["What was set is as before."]}
    told = json.loads(run("undo", "--json").text)
    assert told == {
        "done": False,
        "lines": ["There is nothing to take back."],
    }


def test_what_plain_mode_kept_is_taken_back_one_after_the_other(
    lines: Program, run: Run, folder: Path
) -> None:
    workbook = open_workbook(folder, clock=SystemClock())
    workbook.set_settings(Settings(welcomed=SystemClock().now().date()))
    workbook.close()
    typed = ["write", "", "first", ".", "", "", ""]
    typed += ["write", "", "second", ".", "", "", "", "q"]
    assert lines("plain", stdin="\n".join(typed).encode()).status == 0

    assert "in the trash: Entry, today: second" in run("undo").text
    assert "in the trash: Entry, today: first" in run("undo").text
    assert "It is back: Entry, today: first" in run("redo").text


@pytest.mark.parametrize("command", ["path", "week", "now"])
def test_what_one_was_led_through_is_taken_back(
    run: Run, folder: Path, command: str
) -> None:
    workbook = open_workbook(folder, clock=SystemClock())
    workbook.set_settings(Settings(welcomed=SystemClock().now().date()))
    workbook.close()
    reader = LineReader(command, TERM="dumb")
    assert reader.answer_all({"What could help": ["1"]}) == 0, reader.heard

    told = run("undo")

    assert told.text.startswith("Taken back. It is in the trash: "), told


@pytest.mark.parametrize("quick", [True, False])
def test_what_came_before_a_restore_is_taken_back_after_it(
    run: Run, folder: Path, *, quick: bool
) -> None:
    run("goal", "ask")
    run("list")
    run("goal", "--set", "1", "done")
    run("backup")
    run("note", "more", *([] if quick else ["--tag", "trip"]))
    run("edit", "1", "ask twice")
    run("delete", "1")
    stood = kept(folder)
    run("restore", "--yes")

    for _ in range(2):
        assert "Everything is as in" in run("undo").text
        assert kept(folder) == stood
        assert "It is back: Goal, done: ask twice" in run("undo").text
        assert "Goal, done: ask" in run("redo").text
        assert "Everything is as in" in run("redo").text
    for said in (
        "Everything is as in",
        "It is back: Goal, done: ask twice",
        "It stands as before: Goal, done: ask",
        "in the trash: Entry, today: more",
        "It stands as before: Goal, trying: ask",
        "It is in the trash: Goal, trying: ask",
    ):
        assert said in run("undo").text
