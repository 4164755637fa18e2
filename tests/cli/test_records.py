"""What was kept is listed, shown, found, changed, deleted and taken back on the command line."""

import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.checks import SECRET, Outcome, check_refused
from tests.cli.conftest import Program, Run
from tests.support import MOMENT
from trust_tui.cli.demo import StandingClock
from trust_tui.cli.last_acts import LastActs
from trust_tui.domain.records import Entry, Goal, Record, Relationship
from trust_tui.domain.workbook import Workbook
from trust_tui.store import open_workbook


@pytest.fixture
def run(run: Run, now: StandingClock) -> Run:
    """Runs one command a minute."""

    def next_minute(*arguments: str, stdin: bytes = b"") -> Outcome:
        now.moment += timedelta(minutes=1)
        return run(*arguments, stdin=stdin)

    return next_minute


def told(run: Run, *arguments: str) -> Any:
    """What a command prints as JSON."""
    outcome = run(*arguments, "--json")
    assert (outcome.status, outcome.err) == (0, ""), outcome
    return json.loads(outcome.out)


def lines(run: Run, *arguments: str) -> list[str]:
    """What a command prints."""
    outcome = run(*arguments)
    assert (outcome.status, outcome.err) == (0, ""), outcome
    return outcome.text.splitlines()


def test_what_was_kept_is_listed_with_numbers_the_latest_first(
    run: Run,
) -> None:
    run("note", "an older one", "--day", "2026-11-20", "--title", "Before")
    run("note", "a newer one")
    run("goal", "ask about Sunday")

    assert lines(run, "list") == [
        "1. Goal, trying: ask about Sunday",
        "2. Entry, today: a newer one",
        "3. Entry, 20 Nov: Before",
    ]
    assert lines(run, "list", "entries", "--to", "2026-11-21") == [
        "1. Entry, 20 Nov: Before"
    ]


def test_a_list_is_about_who_is_in_mind_or_who_is_named(run: Run) -> None:
    run("note", "about nobody")
    run("who", "--new", "Mia", "--kind", "friend")
    run("note", "about Mia")
    run("who", "--new", "Jo")
    run("note", "about Jo")

    def texts(*more: str) -> list[str]:
        return [record["title"] for record in told(run, "list", *more)]

    assert texts() == ["about Jo"]
    assert texts("--about", "mia") == ["about Mia"]
    assert texts("--about", "nobody") == ["about nobody"]
    assert texts("--about", "all") == ["about Jo", "about Mia", "about nobody"]
    (record,) = told(run, "list", "--about", "mia")
    assert record["who"] == "Mia"


@pytest.mark.parametrize(
    ("command", "keep"),
    [
        ("goal", ("goal", "ask")),
        ("promise", ("promise", "call")),
        ("win", ("win", "laughed")),
        ("limit", ("limit", "bed")),
        ("list", ("note", "words")),
        ("search words", ("note", "words")),
        ("habit", ("habit", "--tick", "1")),
        ("step", ("step", "1", "--mark", "working")),
    ],
)
def test_every_list_is_about_who_is_named_nobody_or_all(
    run: Run, command: str, keep: tuple[str, ...]
) -> None:
    run(*keep)
    run("who", "--new", "Mia")
    run(*keep)
    run(*keep)
    run("who", "--new", "Jo")

    def count(*more: str) -> int:
        listed = told(run, *command.split(), *more)
        if command == "habit":
            return sum(one["ticks"] for one in listed)
        if command == "step":
            return sum(one["mark"] == "working" for one in listed)
        return len(listed)

    mias = 1 if command == "step" else 2  # a step has one mark
    assert count() == 0
    assert count("--about", "mia") == mias
    assert count("--about", "nobody") == 1
    assert count("--about", "all") == (1 if command == "step" else 3)
    check_refused(run(*command.split(), "--about", SECRET), 2)


def test_tags_narrow_a_list_and_a_search(run: Run) -> None:
    run("note", "one", "word", "--tag", "a,b")
    run("note", "another word", "--tag", "a")

    assert len(told(run, "list", "--tag", "a")) == 2
    (found,) = told(run, "search", "WORD", "--tag", "b")
    assert found["value"]["text"] == "one word"
    assert lines(run, "search", "nowhere") == ["Nothing was found."]


def test_pages_are_found_too(run: Run) -> None:
    assert any(
        line.startswith("sign-jealousy")
        for line in lines(run, "search", "--pages", "jealousy")
    )


def test_a_number_of_the_last_list_and_the_beginning_of_an_id_name_a_record(
    run: Run,
) -> None:
    run("note", "the older")
    run("note", "the newer", "--title", "A title")
    records = told(run, "list")

    assert "the older" in run("show", "2").text
    assert "A title" in run("show", records[0]["short"]).text
    assert len(records[0]["short"]) < 10
    assert told(run, "show", records[1]["id"])[0]["title"] == "the older"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("7", "from 1 to 1"),
        ("0", "from 1 to 1"),
        ("99999999", "No record"),
        (SECRET, "by its number"),
    ],
)
def test_what_names_no_record_is_said_in_one_sentence(
    run: Run, typed: str, said: str
) -> None:
    run("note", SECRET)
    run("list")

    for command in ("show", "delete", "edit"):
        outcome = run(command, typed)
        check_refused(outcome, 2)
        assert said in outcome.err


def test_a_beginning_that_fits_several_names_none(
    run: Run, folder: Path, now: StandingClock
) -> None:
    workbook = open_workbook(folder, clock=now)
    ids: list[str] = []
    while len({id[:4] for id in ids}) == len(ids):
        ids.append(
            workbook.of(Entry).keep(Entry(text="x", day=MOMENT.date())).id
        )
        if len(ids) > 400:
            break
    workbook.close()
    beginnings = [id[:4] for id in ids]
    twice = next(one for one in beginnings if beginnings.count(one) > 1)

    outcome = run("show", twice)

    check_refused(outcome, 2)
    assert "type more of the id" in outcome.err
    records = told(run, "list", "--limit", "0")
    shorts = [record["short"] for record in records]
    assert len({*shorts}) == len(shorts)


def test_a_number_of_a_long_list_names_a_record(
    run: Run, folder: Path, now: StandingClock
) -> None:
    ids = ["1002" + 20 * "0", *(str(3 * 10**23 + at) for at in range(1001))]
    records = [
        Record(
            id=id,
            revision=1,
            made=MOMENT,
            changed=MOMENT,
            value=Entry(text=id, day=MOMENT.date() - timedelta(at)),
        )
        for at, id in enumerate(ids)
    ]
    workbook = open_workbook(folder, clock=now)
    workbook.adopt(records)
    workbook.close()
    run("list", "--limit", "0")

    assert ids[1000] in run("show", "1001").text
    assert ids[1001] in run("show", "1002.").text
    assert ids[0] in run("show", "10020").text
    both = run("show", "1002")
    check_refused(both, 2)
    assert "a dot behind the number" in both.err
    check_refused(run("show", "1003."), 2)


def test_words_stand_before_between_and_behind_options(run: Run) -> None:
    run("note", "--tag", "a", "one", "two", "--title", "T", "three")
    run("list")

    (record,) = told(run, "list")
    assert record["value"]["text"] == "one two three"
    run("edit", "1", "--title", "Foo", "other", "words")
    (record,) = told(run, "list")
    assert (record["title"], record["value"]["text"]) == ("Foo", "other words")
    run("note", "--", "-x", "--y")
    assert told(run, "list")[0]["value"]["text"] == "-x --y"


def test_a_search_leaves_out_what_has_a_dash_before_it(run: Run) -> None:
    run("note", "blue moon")
    run("note", "blue sky")

    for words in (["blue", "-moon"], ["-moon"], ["-moon", "--limit=9", "blue"]):
        (found,) = told(run, "search", *words)
        assert found["title"] == "blue sky"
    check_refused(run("search", "blue", "--moon"), 2)


@pytest.mark.parametrize("option", ["--demo", "--kiosk", "--spec"])
def test_what_goes_with_the_screen_alone_is_not_dropped(
    run: Run, option: str
) -> None:
    check_refused(run(option, "list"), 2)


def test_nothing_listed_yet_is_said(run: Run) -> None:
    outcome = run("show", "1")

    check_refused(outcome, 2)
    assert "Nothing was listed" in outcome.err


def test_a_record_is_changed_by_what_is_given(run: Run) -> None:
    run("note", "old words", "--tag", "a")
    run("list")

    run("edit", "1", "new", "words", "--title", "T", "--day", "2026-11-20")

    (record,) = told(run, "list")
    assert record["value"]["text"] == "new words"
    assert (record["title"], record["day"]) == ("T", "2026-11-20")
    assert record["value"]["tags"] == ["a"]


def test_each_field_is_asked_for_where_no_change_is_given(run: Run) -> None:
    run("promise", "to call", "--to", "M", "--due", "friday")
    run("list")

    outcome = run("edit", "1", stdin=b"to ring\nb\n\nx\n\n\n")

    assert outcome.status == 0, outcome
    (record,) = told(run, "list")
    assert (record["title"], record["value"]["to"]) == ("to ring", "")
    assert record["value"]["due"] == "2026-11-27"


@pytest.mark.parametrize("end", [b"q\n", b""])
def test_what_was_answered_of_an_edit_is_a_draft_when_it_ends_early(
    run: Run, end: bytes
) -> None:
    run("promise", "to call", "--to", "M")
    run("list")

    first = run("edit", "1", stdin=b"to ring\n" + end)

    assert "is a draft: trust-tui edit " in first.text + first.err
    assert "Nothing was changed" not in first.text + first.err
    assert told(run, "list")[0]["title"] == "to call"
    again = run("edit", "1", stdin=b"\n" * 4)
    assert "Text: to ring" in again.text
    assert told(run, "list")[0]["title"] == "to ring"
    assert "Text: to ring" in run("edit", "1", stdin=b"\n" * 4).text


def test_the_draft_of_an_edit_is_one_the_form_on_the_screen_goes_on_with(
    run: Run, folder: Path, now: StandingClock
) -> None:
    run("note", "old words", "--title", "T", "--tag", "a,b")
    (kept,) = told(run, "list")
    run("edit", "1", stdin=b"new words\nq\n")

    workbook = open_workbook(folder, clock=now)
    (draft,) = [one for one in workbook.drafts.orphans() if not one.is_act]
    (record,) = workbook.of(Entry).all()
    workbook.close()

    assert (draft.key, draft.revision) == (f"entry:{kept['id']}", 1)
    assert (draft.fields["text"], draft.fields["title"]) == ("new words", "T")
    assert draft.fields["tags"] == "a, b"
    assert draft.fields["day"] == f"{record.made:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize("command", ["check-in", "self-check"])
def test_answers_are_asked_by_their_own_command(run: Run, command: str) -> None:
    run(command, stdin=b"2\n" * 20)
    run("list", command)

    outcome = run("edit", "1", stdin=b"\n" * 20)

    check_refused(outcome, 2)
    assert f"trust-tui {command}" in outcome.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("goal", SECRET, "--set", "1", "done"),
        ("goal", "--set", "1", "done", "--about", "nobody"),
        ("goal", "--well", SECRET),
        ("goal", "--when", SECRET),
        ("goal", SECRET, "--well", SECRET),
        ("goal", SECRET, "--review", "1", "--well", SECRET),
        ("goal", "--review", "1", "--well", SECRET, "--set", "1", "done"),
        ("promise", "--to", SECRET),
        ("promise", SECRET, "--set", "1", "kept"),
        ("habit", "--line", SECRET),
        ("habit", "--on", "1", "--tick", "1", "--line", SECRET),
        ("habit", "--on", "1", "--day", "yesterday"),
        ("who", "S", "--kind", "family"),
        ("who", "S", "--new", SECRET),
        ("who", "--put-away"),
        ("who", "S", "--put-away", "--bring-back"),
        ("edit", "1", "--due", "friday"),
        ("edit", "1", SECRET, "--whose", "mine"),
        ("exercise", "--read"),
        ("trash", "--restore", "1", "--for-good", "1"),
        ("trash", "--yes"),
        ("search", "--pages", "trust", "--about", "nobody"),
        ("search", "--pages", "trust", "--from", "yesterday"),
        ("erase", "--record", "1234", "--relationship", "S"),
    ],
)
def test_no_argument_is_dropped_without_a_word(
    run: Run, arguments: tuple[str, ...]
) -> None:
    run("who", "--new", "S")
    run("goal", "ask")
    before = told(run, "list", "--about", "all")

    check_refused(run(*arguments, stdin=b"other\n" * 9), 2)

    assert told(run, "list", "--about", "all") == before


def test_what_is_deleted_lies_in_the_trash_and_comes_back(run: Run) -> None:
    run("note", "one")
    run("note", "two")
    run("list")

    run("delete", "1", "2")

    assert lines(run, "list") == ["Nothing was found."]
    assert len(lines(run, "trash")) == 2
    run("trash", "--restore", "1")
    assert len(lines(run, "list")) == 1
    run("trash")
    assert run("trash", "--for-good", "1", stdin=b"no\n").status == 0
    assert len(told(run, "trash")) == 1
    run("trash", "--for-good", "1", "--yes")
    assert lines(run, "trash") == ["The trash is empty."]


def test_the_last_acts_are_taken_back_one_after_the_other(run: Run) -> None:
    run("goal", "ask")
    run("list")
    run("goal", "--set", "1", "done")
    run("edit", "1", "ask twice")
    run("delete", "1")

    assert "It is back" in run("undo").text
    assert lines(run, "goal") == ["1. Goal, done: ask twice"]
    assert "as before: Goal, done: ask" in run("undo").text
    run("undo")
    assert lines(run, "goal") == ["1. Goal, trying: ask"]
    assert "in the trash" in run("undo").text
    assert lines(run, "list") == ["Nothing was found."]
    assert lines(run, "undo") == ["There is nothing to take back."]


def test_what_was_changed_since_is_not_taken_back(
    run: Run, folder: Path, now: StandingClock
) -> None:
    run("goal", "ask")
    change_on_the_screen(folder, now)

    outcome = run("undo")

    assert outcome.status == 1
    assert "changed since" in outcome.err
    assert lines(run, "goal") == ["1. Goal, trying: other"]


def change_on_the_screen(folder: Path, now: StandingClock) -> None:
    """Change the only goal as no command does."""
    workbook = open_workbook(folder, clock=now)
    (goal,) = workbook.of(Goal).all()
    workbook.of(Goal).change(goal, Goal(action="other"))
    workbook.close()


def test_what_cannot_be_taken_back_is_not_in_the_way_of_what_was_before(
    run: Run, folder: Path, now: StandingClock
) -> None:
    run("win", "we laughed")
    run("goal", "ask")
    change_on_the_screen(folder, now)

    outcome = run("undo")

    check_refused(outcome, 1)
    assert "trust-tui undo goes on with the one before it." in outcome.err
    assert "in the trash: Win" in run("undo").text
    assert lines(run, "undo") == ["There is nothing to take back."]


def test_an_act_is_forgotten_with_a_record_that_is_gone_for_good(
    run: Run, folder: Path, now: StandingClock
) -> None:
    run("win", "we laughed")
    run("note", "ask", "--day", "yesterday")
    workbook = open_workbook(folder, clock=now)
    (record,) = workbook.of(Entry).all()
    workbook.delete_for_good([record.id])
    workbook.close()

    assert "in the trash: Win" in run("undo").text


def test_what_one_command_did_is_taken_back_as_one(run: Run) -> None:
    run("note", "one")
    run("note", "two")
    run("list")

    deleted = run("delete", "1", "2", "1")
    taken = run("undo")

    assert deleted.text.startswith("2 records are in the trash")
    assert taken.text.startswith("Taken back. It is back: Entry, today: ")
    assert taken.text.count("It is back: ") == 2
    assert len(lines(run, "list")) == 2
    assert run("undo").text.endswith("in the trash: Entry, today: two\n")


def test_nothing_is_taken_back_where_a_part_of_it_was_changed_since(
    run: Run, folder: Path, now: StandingClock
) -> None:
    run("note", "one")
    run("note", "two")
    run("list")
    run("delete", "1", "2")
    workbook = open_workbook(folder, clock=now)
    workbook.restore([workbook.trash()[0].record.id])
    workbook.close()

    check_refused(run("undo"), 1)

    assert len(lines(run, "list")) == 1


def test_what_came_out_of_the_trash_goes_back_there(run: Run) -> None:
    run("note", "one")
    run("list")
    run("delete", "1")
    run("trash")
    run("trash", "--restore", "1")

    assert "It is in the trash" in run("undo").text
    assert len(lines(run, "trash")) == 1
    assert "It is back" in run("undo").text
    assert "It is in the trash" in run("undo").text
    assert lines(run, "undo") == ["There is nothing to take back."]


def test_a_round_of_an_exercise_is_taken_back_whole(run: Run) -> None:
    run("win", "we laughed")
    exercise = told(run, "exercise")[0]["id"]
    for _ in range(2):
        run("exercise", exercise, stdin=b"a line\n" * 3 + b"y\n" * 3)

    run("undo")

    assert told(run, "exercise")[0]["times_done"] == 1
    assert len(told(run, "list", "entries")) == 1
    run("undo")
    assert told(run, "exercise")[0]["times_done"] == 0
    assert lines(run, "list") == ["1. Win, today: we laughed"]


def test_a_person_who_is_gone_does_not_stay_in_mind(run: Run) -> None:
    run("who", "--new", "Mia")
    run("who", "--new", "Jo")

    run("undo")
    assert lines(run, "who")[-1] == "In mind: Mia."
    run("who")
    run("list", "relationships")
    run("delete", "1")
    assert lines(run, "who") == ["In mind: all together."]
    run("note", "about nobody")
    assert told(run, "list")[0]["about"] is None
    run("undo")
    run("undo")
    assert lines(run, "who")[-1] == "In mind: Mia."
    run("who", "mia", "--put-away")
    run("undo")
    assert lines(run, "who")[-1] == "In mind: Mia."
    run("erase", "--relationship", "mia", "--yes")
    assert lines(run, "who") == ["In mind: all together."]
    run("note", "about nobody")
    assert told(run, "list")[0]["about"] is None


def test_a_person_whom_another_machine_took_away_is_not_in_mind(
    run: Run, folder: Path, now: StandingClock
) -> None:
    run("who", "--new", "Mia")
    workbook = open_workbook(folder, clock=now)
    (mia,) = workbook.of(Relationship).all()
    workbook.of(Relationship).delete(mia)
    workbook.close()

    run("goal", "ask")

    assert told(run, "goal")[0]["about"] is None
    assert lines(run, "who") == ["In mind: all together."]


def test_a_note_beside_a_passphrase_is_taken_back(
    run: Run, folder: Path, now: StandingClock
) -> None:
    run("win", "we laughed")
    workbook = open_workbook(folder, clock=now)
    workbook.set_passphrase(SECRET)
    workbook.close()
    run("note", "about nobody")
    workbook = open_workbook(folder, clock=now)
    workbook.unlock(SECRET)

    taken = LastActs(workbook, folder).take_back()

    assert taken is not None
    assert [type(one.record.value) for one in taken if one.record] == [Entry]
    assert workbook.of(Entry).all() == []
    workbook.close()


def test_what_can_be_taken_back_is_no_draft_and_goes_with_its_record(
    run: Run, folder: Path, now: StandingClock
) -> None:
    run("note", SECRET)
    run("list")
    run("edit", "1", "harmless")

    workbook = open_workbook(folder, clock=now)
    acts = workbook.drafts.orphans()
    assert acts
    assert all(draft.is_act for draft in acts)
    workbook.delete_for_good([record.id for record in workbook.of(Entry).all()])
    workbook.close()

    for path in folder.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path


def test_goals_promises_wins_and_limits_are_kept_and_listed(run: Run) -> None:
    run(
        "goal",
        "ask",
        "about",
        "Sunday",
        "--when",
        "at lunch",
        "--first-try",
        "+2",
    )
    run("promise", "to call", "--due", "sunday")
    run("win", "we laughed", "--whose", "ours", "--day", "yesterday")
    run("limit", "I go to bed at ten")

    (goal,) = told(run, "goal")
    assert goal["value"]["first_try"] == "2026-11-26"
    assert goal["value"]["when"] == "at lunch"
    assert lines(run, "promise") == ["1. Promise, open: to call"]
    assert lines(run, "win") == ["1. Win, yesterday: we laughed"]
    assert lines(run, "limit") == ["1. Limit, today: I go to bed at ten"]


def test_a_goal_is_looked_back_at(run: Run) -> None:
    run("goal", "ask")
    run("list")

    run("goal", "--review", "1", "--well", "it was easy")

    (review,) = told(run, "goal")[0]["value"]["reviews"]
    assert review["well"] == "it was easy"
    check_refused(run("goal", "--review", "1"), 2)


@pytest.mark.parametrize(
    "arguments",
    [
        ("goal", "--set", "1", "often"),
        ("goal", "x", "--first-try", "someday"),
        ("win", "x", "--whose", "theirs"),
        ("list", "--kind", "thing"),
        ("list", "--about", "stranger"),
        ("who", "stranger"),
        ("settings", "colour"),
        ("settings", "theme", "pink"),
        ("step", "9"),
        ("habit", "--on", "9"),
        ("exercise", "zzz"),
        ("trash", "--restore", "1"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(
    run: Run, arguments: tuple[str, ...]
) -> None:
    run("goal", "ask")
    run("list")

    check_refused(run(*arguments), 2)


def test_habits_steps_and_exercises_are_listed_and_kept(run: Run) -> None:
    run("habit", "--on", "2")
    run("habit", "--tick", "2", "--line", "a share")
    run("step", "1", "--mark", "working on".replace(" on", ""))

    assert lines(run, "habit")[1].endswith(": on, ticked once")
    assert told(run, "habit")[1]["on"] is True
    assert lines(run, "step")[0].endswith(": working on it")
    assert "purpose" not in run("step", "2").text
    assert run("step", "2").text.startswith("Understand the past")
    assert len(told(run, "exercise")) > 20
    assert run("exercise", "1", "--read").text.startswith("Three honest lines")
    run("undo")
    assert lines(run, "step")[0].endswith(": not started")


def test_an_exercise_is_done_question_by_question(run: Run) -> None:
    exercise = told(run, "exercise")[0]["id"]
    stdin = b"a line\n" * 3 + b"y\n" * 3

    outcome = run("exercise", exercise, stdin=stdin)

    assert (outcome.status, outcome.err) == (0, "")
    assert "kept" in outcome.text
    assert told(run, "exercise")[0]["times_done"] == 1
    assert "a line" in told(run, "list", "entries")[0]["value"]["text"]


def test_an_exercise_that_is_left_is_gone_on_with(run: Run) -> None:
    exercise = told(run, "exercise")[0]["id"]
    first = run("exercise", exercise, stdin=b"words of mine\nq\n")
    assert "is a draft" in first.text

    second = run("exercise", exercise, stdin=b"\n" * 12)

    assert "It says: words of mine" in second.text
    assert "words of mine" in told(run, "list")[0]["value"]["text"]


def test_a_self_check_is_done_and_read(run: Run) -> None:
    outcome = run("self-check", stdin=b"2\n" * 20)

    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.text.count("Answer:") == 15
    reading = run("self-check", "--read").text
    assert reading.startswith("\nYour self-checks")
    assert reading in outcome.text
    assert run("self-check", stdin=b"2\n").status == 3


def test_who_is_in_mind_is_chosen(run: Run) -> None:
    run("who", "--new", "Mia", "--kind", "friend")
    run("who", "all")
    assert lines(run, "who")[-1] == "In mind: all together."
    run("who", "nobody")
    assert lines(run, "who")[-1] == "In mind: nobody."
    run("who", "mia")
    assert lines(run, "who")[-1] == "In mind: Mia."
    run("who", "mia", "--put-away")
    assert told(run, "who")[0]["put_away"] is True
    assert lines(run, "who")[-1] == "In mind: all together."


def test_settings_are_told_and_set(run: Run) -> None:
    run("settings", "theme", "light")
    run("settings", "day-ends", "3")
    run("settings", "break", "yes")

    settings = told(run, "settings")
    assert (settings["theme"], settings["day_ends"]) == ("light", 3)
    assert settings["break"] is True
    assert (settings["look_back"], settings["tags"]) == ("sunday", True)
    run("settings", "look-back", "never")
    run("settings", "tags", "no")
    run("settings", "year-ago", "no")
    settings = told(run, "settings")
    assert settings["look_back"] == "never"
    assert (settings["tags"], settings["year_ago"]) == (False, False)
    check_refused(run("settings", "look-back", "someday"), 2)
    check_refused(run("settings", "tags", "perhaps"), 2)
    assert lines(run, "settings", "theme") == ["light"]


def test_safety_is_a_command(run: Run) -> None:
    assert run("safety").text.startswith("Safety")


def test_a_login_shell_is_told_nothing_where_nothing_is_due(
    run: Run, folder: Path, now: StandingClock
) -> None:
    run("settings", "break", "yes")
    workbook: Workbook = open_workbook(folder, clock=now)
    workbook.close()

    assert run("today", "--quiet").status == 0
    (first, *_) = told(run, "today")
    assert first["today"] == "2026-11-24"
    assert first["command"].startswith("trust-tui ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",),
        ("show", "1"),
        ("goal",),
        ("search", "x"),
        ("self-check", "--read"),
    ],
)
def test_no_command_loads_the_screen(
    program: Program, run: Run, arguments: tuple[str, ...]
) -> None:
    run("note", "x")
    prelude = (
        "import atexit\n"
        "atexit.register(lambda: print('SCREEN' if 'textual' in sys.modules else 'LINES'))"
    )

    assert program(*arguments, prelude=prelude).text.endswith("LINES\n")
    assert sys.modules  # of this process, which has both


def test_a_pipe_that_closes_ends_a_list_quietly(
    program: Program, run: Run
) -> None:
    for number in range(40):
        run("note", f"note {number}" * 50)
    prelude = "import os; os.close(1); os.dup2(os.pipe()[1], 1)"

    outcome = program("list", "--limit", "0", prelude=prelude)

    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("list --day yesterday", 1),
        ("list --from yesterday --to today", 2),
        ("list --title SECOND", 1),
        ("list --tag trip", 1),
        ("search words --title second", 1),
        ("search words --day today", 1),
        ("goal --day today", 1),
        ("goal --to yesterday", 0),
        ("promise --from today", 1),
        ("promise --to yesterday", 0),
        ("win --day yesterday", 1),
        ("win --limit 1", 1),
        ("together --from yesterday", 0),
        ("trash --kind wins", 1),
        ("trash --kind goals", 0),
        ("trash --about nobody", 0),
        ("trash --tag trip", 0),
        ("page --list-entries --tag trip", 1),
        ("page --list-entries --day today", 1),
    ],
)
def test_whatever_lists_records_is_told_which(
    run: Run, typed: str, found: int
) -> None:
    run("who", "--new", "Mia")
    run("note", "words", "--title", "First", "--day", "yesterday")
    run("note", "words", "--title", "Second one", "--tag", "trip")
    run("win", "gone")
    run("list", "wins")
    run("delete", "1")
    run("goal", "ask")
    run("promise", "call", "--to", "Jo")
    run("win", "one", "--day", "yesterday")
    run("win", "two", "--day", "yesterday")

    if typed.startswith("list"):
        typed += " --kind entries"
    found += typed == "win --day yesterday"
    assert len(told(run, *typed.split())) == found


def test_an_export_is_of_the_day_and_the_tag_that_are_wanted(run: Run) -> None:
    run("note", "the first", "--tag", "trip")
    run("note", "the second", "--day", "yesterday")

    assert b"the second" not in run("export", "--tag", "trip").out
    assert b"the first" not in run("export", "--day", "yesterday").out
    check_refused(run("export", "--json"), 2)


def test_the_entry_of_an_exercise_has_the_day_the_title_and_the_tag_given(
    run: Run,
) -> None:
    options = ("--day", "yesterday", "--title", "Mine", "--tag", "trip")
    run("exercise", "1", *options, stdin=b"a line\n" * 3 + b"y\n" * 3)

    (entry,) = told(run, "list", "entries")
    assert (entry["day"], entry["title"]) == ("2026-11-23", "Mine")
    assert entry["value"]["tags"] == ["trip"]


def test_the_ticks_of_the_days_that_are_wanted_are_counted(run: Run) -> None:
    run("habit", "--on", "1")
    run("habit", "--tick", "1", "--day", "yesterday")
    run("habit", "--tick", "1")

    assert told(run, "habit", "--day", "today")[0]["ticks"] == 1
    assert told(run, "habit")[0]["ticks"] == 2


def test_an_entry_gets_another_time_of_its_day(run: Run) -> None:
    run("note", "words", "--day", "yesterday")
    run("list")

    assert run("edit", "1", "--time", "20:30").status == 0

    assert told(run, "list")[0]["made"].startswith("2026-11-23T20:30")
    run("win", "one")
    run("list", "wins")
    check_refused(run("edit", "1", "--time", "20:30"), 2)
    run("list", "entries")
    check_refused(run("edit", "1", "--time", "late"), 2)


def test_a_self_check_is_read_as_it_was(run: Run) -> None:
    run("self-check", stdin=b"2\n" * 20)

    assert told(run, "self-check", "--read", "--to", "yesterday") is None
    assert "Your self-checks" in told(run, "self-check", "--read")["title"]


def test_nobody_is_added_without_a_label(run: Run) -> None:
    check_refused(run("who", "--new", " "), 2)
    check_refused(run("who", "--new", "", "--kind", "friend"), 2)
    assert told(run, "who") == []
