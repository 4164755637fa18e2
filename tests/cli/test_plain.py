"""`trust-tui plain` leads through the whole program in plain lines."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.checks import Outcome, typed
from tests.cli.conftest import Program, Run
from tests.cli.line_reader import LineReader
from tests.support import MOMENT, app_on, control_characters, session_of
from trust_tui.cli.demo import StandingClock, fill
from trust_tui.domain import SystemClock
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    ExerciseWork,
    Goal,
    PathState,
    Settings,
    Sitting,
)
from trust_tui.domain.records import Path as PathRecord
from trust_tui.domain.workbook import Workbook
from trust_tui.keys.command_list import commands_on
from trust_tui.keys.keymap import all_actions
from trust_tui.library.library import Library, packaged_folder
from trust_tui.plain import command_words
from trust_tui.program.app import TrustApp
from trust_tui.store import open_workbook
from trust_tui.widgets import Framed


@pytest.fixture
def begun(folder: Path) -> Path:
    """A workbook whose first page was left, in a time that goes on."""
    clock = SystemClock()
    workbook = open_workbook(folder, clock=clock)
    workbook.set_settings(Settings(welcomed=clock.now().date()))
    workbook.close()
    return folder


def talk(program: Program, *lines: str, **options: Any) -> Outcome:
    """What is said to somebody who types these lines."""
    return program("plain", stdin=typed(*lines), **options)


def kept(folder: Path) -> Workbook:
    return open_workbook(folder, clock=SystemClock(), upkeep=False)


def test_somebody_new_is_led_from_the_first_page_to_a_check_in(
    lines: Program, folder: Path
) -> None:
    outcome = talk(
        lines,
        *(
            "",
            "",
            "1",
            "3",
            "Mia",
        ),  # on, begin, no passphrase, a friend called Mia
        *("check in", "3", "", "-", "2", "4", "a walk", "", "", ""),
        *("q",),
    )

    assert (outcome.status, outcome.err) == (0, "")
    assert "Overview, about Mia, friend" in outcome.text
    assert "1 of 5." in outcome.text
    workbook = kept(folder)
    (record,) = workbook.of(CheckIn).all()
    workbook.close()
    assert record.value.good == "a walk"
    assert list(record.value.answers.values()) == [3, None, 2, 4]


def test_an_entry_is_written_changed_and_deleted(
    lines: Program, begun: Path
) -> None:
    outcome = talk(
        lines,
        *(
            "journal",
            "write",
            "A title",
            "one line",
            "another",
            ".",
            "tag",
            "",
            "",
        ),
        *("1", "edit", "", ".", "", "", ""),
        *("delete", "q"),
    )

    assert (outcome.status, outcome.err) == (0, "")
    assert "It says: A title" in outcome.text
    workbook = kept(begun)
    assert len(workbook.of(Entry).all()) == 0
    (thrown,) = workbook.trash()
    workbook.close()
    assert thrown.record.value.text == "one line\nanother"
    assert thrown.record.value.tags == ("tag",)


def test_input_that_ends_in_a_form_leaves_a_draft_that_is_offered_again(
    lines: Program, begun: Path
) -> None:
    outcome = talk(lines, "write", "A title", "words of mine")

    assert outcome.status == 3
    assert outcome.text.endswith("What was typed is kept as a draft.\n")
    again = talk(lines, "1", "", ".", "", "", "")
    assert "You had not finished" in again.text
    assert "words of mine" in again.text
    workbook = kept(begun)
    (record,) = workbook.of(Entry).all()
    workbook.close()
    assert record.value.text == "words of mine"


def test_leaving_in_a_form_keeps_a_draft(lines: Program, begun: Path) -> None:
    outcome = talk(lines, "write", "", "words of mine", "q")

    assert outcome.status == 0
    assert "words of mine" in talk(lines, "q").text


def test_a_sign_that_is_meant_as_text_is_typed_with_a_backslash(
    lines: Program, begun: Path
) -> None:
    talk(lines, "write", "\\q", "text", "\\b", ".", "", "", "", "q")

    workbook = kept(begun)
    (record,) = workbook.of(Entry).all()
    workbook.close()
    assert (record.value.title, record.value.text) == ("q", "text\nb")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("999", "The numbers go from 1 to"),
        ("s", "Several commands begin so"),
        ("nothing such", "no number and no command"),
        ("delete 999", "no"),
    ],
)
def test_what_is_not_understood_is_said_in_a_sentence(
    lines: Program, begun: Path, typed: str, said: str
) -> None:
    outcome = talk(lines, typed, "q")

    assert outcome.status == 0
    assert said in outcome.text


def test_help_safety_and_back_work_at_every_question(
    lines: Program, begun: Path
) -> None:
    outcome = talk(
        lines,
        *("?", "!", "b", "check in", "?", "!", "b", "b", "q"),
    )

    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.text.count("\nSafety\n") == 2
    assert "c: Check in" in outcome.text
    assert "A number answers" in outcome.text


def test_nothing_is_printed_that_a_terminal_would_obey_or_speech_would_spell(
    lines: Program, folder: Path
) -> None:
    fill(folder, SystemClock())

    outcome = talk(lines, "signs", "b", "steps", "b", "faq", "journal", "q")

    assert (outcome.status, outcome.err) == (0, "")
    assert control_characters(outcome.text) == {"\n"}
    assert not set(outcome.text) & set("\u25b8\u2713\u2192\u2026\u00b7\u2022")


def test_a_long_page_comes_in_parts_and_counts_as_read_at_its_end(
    program: Program, begun: Path
) -> None:
    outcome = talk(program, "signs", "1", *[""] * 8, "q")

    assert outcome.text.count("Enter goes on:") > 1
    assert "b" in outcome.text


def test_what_can_be_done_on_a_record_is_done_to_the_one_named(
    lines: Program, begun: Path
) -> None:
    workbook = kept(begun)
    for number in range(3):
        workbook.of(Entry).keep(
            Entry(text=f"note {number}", day=MOMENT.date() - timedelta(number))
        )
    workbook.close()

    talk(lines, "journal", "delete 2", "q")

    workbook = kept(begun)
    (thrown,) = workbook.trash()
    workbook.close()
    assert thrown.record.value.text == "note 1"


def test_a_sealed_workbook_asks_on_the_terminal_alone(
    lines: Program, begun: Path
) -> None:
    workbook = open_workbook(begun, clock=SystemClock())
    workbook.set_passphrase("four plain words here")
    workbook.close()

    outcome = talk(lines, "four plain words here", "journal", "q")

    assert outcome.status == 0
    assert "Journal" in outcome.text


def test_a_terminal_that_can_do_nothing_gets_plain_lines(
    program: Program, begun: Path
) -> None:
    outcome = program(stdin=b"q\n", TERM="dumb")

    assert outcome.status == 0
    assert "in plain lines" in outcome.text


def test_the_setting_has_the_program_begin_in_plain_lines(
    program: Program, begun: Path, surroundings: Path
) -> None:
    assert program("settings", "plain", "yes").status == 0

    assert "in plain lines" in program(stdin=b"q\n").text
    assert json.loads(program("settings", "--json").out)["plain"] is True


# Every command


PLACES = (
    *((), ("2",), ("3", "down"), ("4",), ("5",)),
    *(("5", "]"), ("5", "["), ("5", "]", "]", "]", "down")),
    *(("5", "y"), ("5", "#"), ("5", "d", "T"), ("2", "enter"), ("2", "s")),
    *(("3", "end", "up", "enter"), ("3", *("down",) * 3, "enter", "t")),
    *(("3", *("down",) * 16, "enter"), ("3", "down", "o"), ("n",), ("h",)),
    *(("c",), ("c", ","), ("K", "enter", "enter"), ("!",), ("0",)),
    *(("0", "enter", "enter"), ("t",), ("t", "enter")),
    ("t", "enter", *("ctrl+s", "enter") * 2, "enter"),
    *(("f2", *("down",) * 5, "enter"), ("f5",), ("f7",), ("shift+f12",)),
    ("/", *"helplines", "enter"),
)
"""Keys that lead to each screen and dialog that has commands of its own."""

OTHERWISE: Final = {
    "ticks.tick": "a number",
    "habits.switch": "a number",
    "tags.show": "a number",
    "trash.restore": "a number",
    "welcome.next": "the cards are said one after the other",
    "welcome.before": "the cards are said one after the other",
    "report.other": "all is said, then what can be chosen",
    "entry.edit-outside": "lines are written where they are asked for",
    "waiting.stop": "b, while it is waited",
    "unlock.try": "an empty line, or the passphrase alone",
}
"""What does in plain mode what a key does on the screen, beside the signs and numbers of `OWN_WAY`."""


def reached_on(screen: Framed[Any]) -> Iterator[str]:
    """The ids of the commands that can be given in plain mode on a screen."""
    commands = commands_on(screen)
    for command in command_words.offered(screen):
        for words in (command.id, command_words.typed_for(command)):
            found = command_words.find(screen, words)
            assert found.action == command.action or (
                command_words.SAME.get(command.id) == found.id
            )
        yield command.id
    actions = {one.action.removeprefix("app.") for one in commands}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.action.removeprefix("app.") in actions:
            yield binding.id or ""


async def test_every_command_of_the_program_can_be_given_in_plain_mode(
    data: Path, tmp_path: Path, packaged: Library, clock: StandingClock
) -> None:
    fill(data, clock)
    workbook = open_workbook(data, clock=clock)
    round_ = workbook.of(Entry).keep(Entry(day=clock.now().date(), text="one"))
    for one in packaged.exercises.outlines():
        work = ExerciseWork(
            exercise=one.id,
            entries=(round_.id,),
            about=workbook.settings.current,
        )
        workbook.of(ExerciseWork).keep(work)
    workbook.close()
    own = tmp_path / "own"
    own.mkdir()
    page = (packaged_folder() / "en" / "safety.md").read_text("utf-8")
    (own / "safety.md").write_text(f"{page}\nA line of one's own.\n", "utf-8")
    library = Library([own, packaged_folder()])
    seen: set[str] = set()
    empty = tmp_path / "empty"
    for folder, keys in [(empty, ()), *((data, keys) for keys in PLACES)]:
        app = app_on(folder, library, clock)
        async with session_of(app, (70, 40)) as session:
            await session.settle()
            await session.press(*keys)
            assert isinstance(app.screen, Framed)
            seen.update(reached_on(app.screen))

    actions = all_actions(TrustApp)
    assert sorted(OTHERWISE.keys() - actions.keys()) == []
    assert sorted(OTHERWISE.keys() & seen) == []
    left = [
        id
        for id in actions
        if not command_words.has_own_way(id) and id not in OTHERWISE
    ]
    assert [id for id in left if id not in seen] == []
    assert len(left) > 100


def test_the_first_question_is_asked_before_the_program_is_loaded(
    program: Program, folder: Path
) -> None:
    fill(folder, SystemClock())
    prelude = (
        "import builtins\n"
        "usual = builtins.__import__\n"
        "def noted(name, *more, **named):\n"
        "    if name == 'textual.app' and not noted.told:\n"
        "        noted.told = True\n"
        "        sys.stdout.write('LOADED')\n"
        "    return usual(name, *more, **named)\n"
        "noted.told = False\n"
        "builtins.__import__ = noted"
    )

    outcome = talk(program, "", "q", prelude=prelude)

    first, _, rest = outcome.text.partition("LOADED")
    assert "Overview, about S, partner\nToday\n1. " in first
    assert first.endswith("Enter goes on: ")
    assert "Today" not in rest
    assert "The last six weeks" in rest


@pytest.mark.timeout(300)
def test_four_weeks_are_led_through_by_somebody_who_only_reads_lines(
    begun: Path,
) -> None:
    beginning = {
        "Which is nearest": ["1"],
        "Are you afraid": ["1"],
        "How many sittings": ["2"],
    }
    done = []
    for week in range(1, 5):
        reader = LineReader("plain", days=7 * (week - 1))
        # Each sitting of the week, one after the other; the next week is for the next time.
        next_week = {f"Week {week + 1}:": ["q"]}
        end = {"This is the end of it": ["q"]}
        more = {"\nOverview": ["path"] * 10}
        status = reader.answer_all(next_week | end | beginning | more)
        assert status == 0, reader.heard
        workbook = kept(begun)
        (path,) = workbook.of(PathRecord).all()
        done.append(len(workbook.of(Sitting).all()))
        workbook.close()

    assert path.value.state is PathState.ENDED, reader.heard
    assert path.value.left_out == ()
    assert done[-1] > 20
    assert done == sorted(set(done))


@pytest.mark.parametrize("command", ["week", "now"])
def test_one_thing_is_led_through_and_left(begun: Path, command: str) -> None:
    reader = LineReader(command, TERM="dumb")

    assert reader.answer_all({"What could help": ["1"]}) == 0, reader.heard
    assert "Overview" not in reader.heard


# What is typed is kept as it was typed


def test_paragraphs_and_what_begins_with_blanks_are_kept_as_typed(
    lines: Program, begun: Path
) -> None:
    text = "First paragraph.\n\nSecond paragraph.\n    indented\n\n\n- last"
    talk(lines, "write", "", *text.split("\n"), ".", "", "", "", "q")

    workbook = kept(begun)
    (record,) = workbook.of(Entry).all()
    workbook.close()
    assert record.value.text == text


def test_help_amid_a_text_takes_no_line_of_it(
    lines: Program, begun: Path
) -> None:
    talk(
        lines,
        *("write", "", "First.", "", "?", "Second.", ".", "", "", "", "q"),
    )

    workbook = kept(begun)
    (record,) = workbook.of(Entry).all()
    workbook.close()
    assert record.value.text == "First.\n\nSecond."


@pytest.mark.parametrize(
    "passphrase", [":four plain words", "  blanks at its ends ", "!?"]
)
def test_a_passphrase_is_taken_as_it_is_typed(
    lines: Program, begun: Path, passphrase: str
) -> None:
    workbook = open_workbook(begun, clock=SystemClock())
    workbook.set_passphrase(passphrase)
    workbook.close()

    outcome = talk(lines, passphrase, "journal", "q")

    assert (outcome.status, outcome.err) == (0, "")
    assert "\nJournal\n" in outcome.text


def test_each_wrong_passphrase_is_said_to_be_wrong(
    lines: Program, begun: Path
) -> None:
    workbook = open_workbook(begun, clock=SystemClock())
    workbook.set_passphrase("four plain words here")
    workbook.close()

    outcome = talk(lines, "wrong", "wrong again", "q")

    assert outcome.status == 0
    assert outcome.text.count("does not open") == 2


@pytest.mark.parametrize(
    "typed",
    [
        (),
        ("check in",),
        ("journal", "delete 1"),
        ("safety",),
        ("week",),
        ("privacy",),
    ],
)
def test_thousands_of_digits_are_no_number_of_anything(
    lines: Program, begun: Path, typed: tuple[str, ...]
) -> None:
    outcome = talk(lines, *typed, "7" * 5000, "q", "q")

    assert (outcome.status, outcome.err) == (0, "")


@pytest.mark.parametrize("command", ["check-in", "self-check"])
def test_thousands_of_digits_answer_no_question(
    run: Run, begun: Path, command: str
) -> None:
    outcome = run(command, stdin=b"7" * 5000 + b"\nq\n")

    assert (outcome.status, outcome.err) == (0, "")
    assert "Type one of" in outcome.text


# Made-up data


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("command", [(), ("plain",), ("now",)])
def test_the_demo_in_plain_lines_leaves_the_real_workbook_alone(
    lines: Program,
    begun: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    before = files_in(begun)

    typed = b"journal\nwrite\n\nmy own words\n.\n\n\n\nq\nq\n"
    outcome = lines("--demo", *command, stdin=typed)

    assert (outcome.status, outcome.err) == (0, "")
    assert files_in(begun) == before


def test_the_demo_in_plain_lines_shows_the_made_up_data(
    lines: Program, folder: Path
) -> None:
    outcome = lines("--demo", "plain", stdin=b"q\n")

    assert outcome.status == 0
    assert "Overview, about S, partner" in outcome.text
    assert not folder.exists()


@pytest.mark.parametrize("command", ["today", "note", "week", "erase"])
def test_the_demo_is_refused_where_a_command_would_work_on_the_real_workbook(
    run: Run, folder: Path, command: str
) -> None:
    outcome = run("--demo", command, stdin=b"words\n")

    assert outcome.status == 2
    assert "--demo is for the screen" in outcome.err
    assert not folder.exists()


# What is said


@pytest.fixture
def filled(folder: Path) -> Path:
    """Made-up data over some months."""
    fill(folder, SystemClock())
    return folder


def test_a_list_is_said_in_words_without_signs_strips_and_keys(
    lines: Program, filled: Path
) -> None:
    outcome = talk(lines, "", "journal", "steps", "q")

    assert (outcome.status, outcome.err) == (0, "")
    assert not set(outcome.text) & set("\u25cb\u25b3\u25a0~=^")
    assert re.search(r"\. Check-in: slept well\b", outcome.text)
    assert "Promise: Ask before Sunday about the trip, open" in outcome.text
    assert re.search(r"\. settled: \D|\nsettled: \D", outcome.text)
    assert "Step 1 Acknowledge it, done for now" in outcome.text
    assert "Soft start, 1 of 2 ticked, 10 min" in outcome.text
    assert not re.search(r"[^:\s] {2,}\S", outcome.text)


def test_a_question_of_the_faq_is_chosen_answered_and_looked_for(
    lines: Program, begun: Path
) -> None:
    outcome = talk(lines, "faq", "1", "b", "f", "phone", "1", "q")

    assert (outcome.status, outcome.err) == (0, "")
    assert "\nFour come up often:\n" in outcome.text
    assert "\n1. Should I check their phone?\n" in outcome.text
    assert "\nWe advise against it." in outcome.text


def test_a_table_is_said_row_by_row_and_no_rule_is_drawn(
    lines: Program, begun: Path
) -> None:
    outcome = talk(lines, "steps", "1", *[""] * 6, "q")

    assert "\nIn the short list: first\n" in outcome.text
    assert "---" not in outcome.text
    assert "\n\n\n" not in outcome.text


def test_links_have_the_first_numbers_of_a_page_and_lead_where_they_say(
    lines: Program, begun: Path
) -> None:
    outcome = talk(lines, "signs", "1", "1", "q")

    first, _, second = outcome.text.partition("Jealousy and possessiveness [1]")
    assert "trust problem" in first
    assert "\nJealousy and possessiveness\n" in second


def test_where_there_is_nothing_before_it_going_back_says_so(
    lines: Program, begun: Path
) -> None:
    outcome = talk(lines, "signs", "b", "q")

    assert outcome.text.count("\n1. Signs that trust is hard") == 1
    assert "There is nothing to go back to." in outcome.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("path", "One trust question in four weeks\n"),
        ("palette", "\nCommands\n"),
        ("safety", "\nSafety\n"),
        ("help", "A number chooses"),
    ],
)
def test_a_command_is_found_by_the_end_of_its_id_and_a_sign_by_its_word(
    lines: Program, begun: Path, typed: str, said: str
) -> None:
    assert said in talk(lines, typed, "q").text


def test_no_command_is_offered_that_only_a_key_or_a_number_gives(
    lines: Program, begun: Path
) -> None:
    outcome = talk(lines, "r", "?", "b", "journal", "calendar", "?", "q")

    assert "nswer 1" not in outcome.text
    assert not set(outcome.text) & set("\u2190\u2191\u2192\u2193")
    assert "Next day\n" in outcome.text


def test_the_day_in_the_calendar_is_said_as_it_changes(
    lines: Program, filled: Path
) -> None:
    outcome = talk(lines, "journal", "calendar", "day before", "q")

    days = re.findall(r"\n(\w+day \d.*: \w+ kept)\n", outcome.text)
    assert len(set(days)) == 2


def test_the_numbers_of_a_scale_are_said_as_they_are(
    lines: Program, begun: Path
) -> None:
    outcome = talk(lines, "right now", "7", "q")

    assert "The numbers go from 0 to 4." in outcome.text


def test_nothing_is_called_a_draft_where_nothing_was_typed(
    lines: Program, begun: Path
) -> None:
    for words in ((), ("check in",), ("passphrase",)):
        outcome = talk(lines, *words, "?")

        assert outcome.status == 3
        assert outcome.text.endswith("The input ended.\n")


# What holds on the screen alone


@pytest.mark.parametrize(
    "typed",
    [
        ("check in", "b"),
        ("right now", "1", "3", "", "", "", "1", ""),
        ("write", "", ".", "", "", ""),
        ("signs", "self-check", "1", *[""] * 12),
        ("r", "5", "b"),
        ("journal", "f", "nothing has these words", "b"),
        ("faq", "f", "nothing has these words", "b"),
        ("/", "?", "b"),
        ("export", "?", "b", "b"),
        ("passphrase", "one", "two", "b"),
        ("together", "?", "b"),
        ("journal", "tags", "b", "trash", "b", "goal", "b"),
        ("safety", *[""] * 6),
    ],
)
def test_no_sentence_tells_a_key_that_plain_lines_do_not_have(
    lines: Program, filled: Path, typed: tuple[str, ...]
) -> None:
    outcome = talk(lines, *typed, "q", "q")

    assert (outcome.status, outcome.err) == (0, "")
    keys = r"\bEsc\b|\bSpace\b|\bTab\b|\bF[1-8]\b|\^[a-z]\b|arrow|Press Enter"
    assert not re.findall(f".*(?:{keys}).*", outcome.text)


def test_a_first_start_tells_the_way_out_of_plain_lines(
    lines: Program, folder: Path
) -> None:
    outcome = talk(lines, "q")

    assert "q in plain lines" in " ".join(outcome.text.split())


def test_what_was_kept_is_said_to_be_opened_by_a_word(
    lines: Program, begun: Path
) -> None:
    outcome = talk(lines, "write", "", "words", ".", "", "", "", "q")

    assert 'Kept. "journal" opens the journal.' in outcome.text


def test_an_empty_day_of_an_entry_is_asked_for_by_its_name(
    lines: Program, begun: Path
) -> None:
    outcome = talk(lines, "write", "", "words", ".", "", "", "", "q")

    assert "\nDay and time: " in outcome.text
    assert "Left empty, it is: today, " in outcome.text


# Passphrases


def test_two_passphrases_that_differ_are_asked_for_again(
    lines: Program, begun: Path
) -> None:
    words = "four plain words here"
    outcome = talk(lines, "passphrase", words, "other", words, words, "", "q")

    assert (outcome.status, outcome.err) == (0, "")
    assert "The two are not the same." in outcome.text
    assert "\nSealed\n" in outcome.text
    assert kept(begun).locked


def test_a_weak_passphrase_is_set_by_an_empty_line(
    lines: Program, begun: Path
) -> None:
    outcome = talk(lines, "passphrase", "abc", "abc", "", "", "q")

    assert "An empty line sets it anyway." in outcome.text
    assert kept(begun).locked


def test_no_number_in_a_form_chooses_what_stood_there_before(
    lines: Program, begun: Path
) -> None:
    outcome = talk(lines, "passphrase", "one", "one", "1", "q")

    assert "There is no such number here." in outcome.text
    assert "Check in\n" not in outcome.text.partition("A new passphrase")[2]


# What cannot be kept as it stands


def test_a_day_of_a_goal_that_is_none_is_asked_for_again(
    lines: Program, begun: Path
) -> None:
    outcome = talk(
        lines,
        *("palette", "set a goal", "1", "walk", "", "", "x9", *[""] * 4),
        *("", "tomorrow", *[""] * 4, "", "q"),
    )

    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.text.count("Write the day like tomorrow") == 1
    workbook = kept(begun)
    (record,) = workbook.of(Goal).all()
    workbook.close()
    assert record.value.action == "walk"
    assert record.value.first_try is not None


def test_days_of_a_page_that_are_none_are_asked_for_again_from_the_first(
    lines: Program, filled: Path
) -> None:
    outcome = talk(
        lines,
        *("a page for a professional", "x9", "", "", "2026-10-06", ""),
        "q",
    )

    assert (outcome.status, outcome.err) == (0, "")
    assert "\nIt says: x9\nFrom: " in outcome.text
    assert "\nWhom is it about?\n" in outcome.text


def test_the_boxes_of_an_exercise_are_said_and_ticked_by_number(
    lines: Program, begun: Path
) -> None:
    outcome = talk(lines, "steps", "5", "1", "b", "q")

    assert "\n[1] open: Day one\n" in outcome.text
    assert "\n[1] ticked: Day one\n" in outcome.text


def test_the_name_of_a_field_is_said_once(lines: Program, begun: Path) -> None:
    outcome = talk(lines, "", "passphrase", "one", "b", "b", "q")

    assert not re.search(r"^Passphrase$", outcome.text, re.MULTILINE)
    assert "Once more: " in outcome.text


def test_stepping_back_from_a_locked_workbook_leaves_without_a_fault(
    lines: Program, begun: Path
) -> None:
    workbook = open_workbook(begun, clock=SystemClock())
    workbook.set_passphrase("four plain words here")
    workbook.close()

    outcome = talk(lines, "wrong", "b", "q")

    assert (outcome.status, outcome.err) == (0, "")


# What is said after something was done


def test_after_a_form_it_is_said_where_one_is_and_what_has_changed(
    lines: Program, filled: Path
) -> None:
    outcome = talk(lines, "", "check in", *["2"] * 5, "", "", "write", "b", "q")

    assert outcome.status == 0
    after = outcome.text.partition("Kept. That is all for today.")[2]
    assert after.startswith(
        "\n\nOverview, about S, partner\n1. Checked in today, change it\n"
        "No longer here: Check in, yesterday.\nNumber or command: "
    )
    assert "\n2. " not in after
    assert after.count("\nOverview, about S, partner\nNumber or") == 1


def test_hidden_for_a_moment_nothing_is_said_twice_unless_it_is_asked_for(
    lines: Program, filled: Path
) -> None:
    outcome = talk(lines, "", "hide", "", "", "q")

    told, again = outcome.text.partition("Nothing is shown.")[::2]
    assert "Hidden: \nOverview, about S, partner\nNumber or command: " in again
    assert again.count("\nToday\n") == 1
    assert told.count("\nToday\n") == 1


def test_numbers_that_have_changed_are_said_to_be_others(
    lines: Program, begun: Path
) -> None:
    workbook = kept(begun)
    for number in range(4):
        workbook.of(Entry).keep(
            Entry(text=f"note {number}", day=MOMENT.date() - timedelta(number))
        )
    workbook.close()

    outcome = talk(lines, "journal", "delete 2", "", "q")

    after = outcome.text.partition("In the trash.")[2]
    assert "No longer here: note 1.\n" in after
    assert "Some numbers are others now." in after
    assert "\n2. note 2" in after


def test_the_lines_over_time_are_told_in_sentences(
    lines: Program, filled: Path
) -> None:
    typed = ("", "journal", "view before", "1", "", "", "b", "2", "", "", "q")
    outcome = talk(lines, *typed)

    assert outcome.status == 0
    said = " ".join(outcome.text.split())
    assert re.search(
        r"the pull: no clear change\. Week by week from \d+ \w+ on: "
        r"(\d\.\d, ){5}\d\.\d\.",
        said,
    )
    assert not re.search(r"\d\.\d {2,}\d", outcome.text)
    assert not re.search(r"^\d? *[*_|^-]{2,}", outcome.text, re.MULTILINE)


THINGS = {
    "read a page, safety, helplines": (("!", "b"), "\nSafety\n"),
    "daily check-in": (("check in", "b"), "\nCheck in\n"),
    "write an entry": (("write", "b"), "\nNew entry\n"),
    "export": (("export", "b"), "\nIn which form?\n"),
    "import": (("import", "b"), "\nImport\n"),
    "backup": (("make a backup",), "A backup was made."),
    "restore": (("restore", "b"), "\nRestore a backup\n"),
    "passphrase": (("passphrase", "b"), "\nA new passphrase"),
    "erase": (("palette", "delete everything", "1", "b"), "trust-tui erase"),
    "habits": (("habits", "b"), "\nSmall habits\n"),
    "check-in together": (("together", "b"), "\nCheck-in together"),
    "relationships": (("relationship", "b"), "\nChoose a relationship\n"),
    "goals": (("palette", "set a goal", "1", "b"), "What"),
    "promises, wins": (("palette", "note a promise", "1", "b"), "small win"),
    "settings": (("settings", "b"), "\nSettings"),
    "journal": (("journal",), "\nJournal, about S, partner\n"),
    "tags": (("tags", "b"), "\nTags\n"),
    "trash": (("trash", "b"), "\nTrash\n"),
    "search": (("search", "b"), "\nSearch"),
    "undo": (("undo",), "There is nothing to take back."),
    "breaks": (("break from tracking", "b"), "break"),
    "trends": (("view before",), "View: Trends, 6 of 6"),
    "steps and exercises": (("steps",), "\nSteps, about S, partner\n"),
    "signs and self-check": (("signs", "self-check", "b"), "Self-check\n"),
}
"""What the program does, what is typed for it one after another, and what is heard."""


def test_whatever_the_screens_do_is_done_in_plain_lines_too(
    lines: Program, filled: Path
) -> None:
    typed = [word for words, _ in THINGS.values() for word in words]

    outcome = talk(lines, "", *typed, "q")

    assert outcome.status == 0
    missing = {
        name for name, (_, said) in THINGS.items() if said not in outcome.text
    }
    assert missing == set()


def test_a_list_one_comes_back_to_is_not_said_twice_but_what_is_new(
    lines: Program, begun: Path
) -> None:
    typed = ("", "settings", "1", "2", "2", "b", "", "b", "settings", "b", "q")
    outcome = talk(lines, *typed)

    _, first, again, unchanged, asked, anew = outcome.text.split("\nSettings\n")
    assert "\n3. The week begins" in first
    assert again.startswith("1. Colours: light\nNo longer here: Colours: dark.")
    assert "The week begins" not in again
    assert unchanged.startswith("Number or command: ")
    assert "\n3. The week begins" in asked
    assert "\n3. The week begins" in anew


def test_an_empty_line_says_one_screen_again_and_no_other(
    lines: Program, filled: Path
) -> None:
    outcome = talk(lines, "", "export", "", "b", "q")

    assert outcome.text.count("\nIn which form?\n") == 2
    assert outcome.text.count("\nToday\n") == 1


def test_no_colon_stands_behind_a_question(
    lines: Program, filled: Path
) -> None:
    outcome = talk(lines, "", "app.week", "", "", "", "b", "q")

    assert "than the week before? " in outcome.text
    assert "?:" not in outcome.text
