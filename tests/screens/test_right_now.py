"""*Right now*: one key from everywhere, and nothing is kept that the user did not want kept."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.conftest import MakeApp, Open
from tests.screens.test_drafts import drop_the_line
from tests.screens.test_piled_up_keys import send
from tests.support import MOMENT, Sitting, session_of
from trust_tui.cli.demo import StandingClock
from trust_tui.domain import (
    Moment,
    Relationship,
    RelationshipKind,
    SelfCheck,
    StoreError,
)
from trust_tui.domain.workbook import Workbook
from trust_tui.library import Library
from trust_tui.widgets import pace

DAY = MOMENT.date()
FIRST = "How strong is the pull right now?"


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds that are over at once."""
    monkeypatch.setattr(pace, "SECOND", 0.001)


def kept(workbook: Workbook) -> list[Moment]:
    """The moments on the disk."""
    workbook.refresh()
    return [record.value for record in workbook.of(Moment).all()]


async def wait_a_little(session: Sitting, before: str = "3") -> None:
    """Up to the second question with the tool that waits."""
    await session.press("ctrl+r", before)
    await session.choose("Wait a little")
    await session.type("look at the phone")
    await session.press("enter", "1", "enter", "enter")
    assert session.shows("And now?")


@pytest.mark.parametrize("key", ["ctrl+r", "shift+f9"])
@pytest.mark.parametrize("place", ["1", "2", "3", "4", "5"])
async def test_one_key_opens_it_from_each_screen(
    start: Open, welcomed: Workbook, place: str, key: str
) -> None:
    async with start() as session:
        await session.press(place, key)
        assert session.shows(FIRST)


async def test_it_opens_from_a_field_and_what_is_typed_there_stays(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("he came")
        await session.press("ctrl+r")
        assert session.shows(FIRST)
        await session.press("escape")
        assert session.shows("he came")


async def test_it_opens_from_safety_and_safety_from_it(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("!", "ctrl+r")
        assert session.shows(FIRST)
        await session.press("!")
        assert session.shows("In danger now")
        await session.press("escape")
        assert session.shows(FIRST)


async def test_a_link_on_the_page_on_safety_leads_to_it(
    start: Open, welcomed: Workbook
) -> None:
    async with start((100, 60)) as session:
        for links in range(1, 9):
            await session.press("!", *["right"] * links, "enter")
            if session.shows(FIRST):
                return
            await session.press("escape", "escape")
        raise AssertionError(session.text)


async def test_a_whole_time_is_kept_with_both_answers_and_the_line(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await wait_a_little(session)
        await session.press("1")
        assert session.shows("The pull is weaker")
        await session.type("it passed")
        await session.press("enter")
        await session.until_shown("Kept.")
    assert kept(welcomed) == [
        Moment(
            day=DAY,
            tool="tool-wait",
            before=3,
            after=1,
            written={"wait-pull": "look at the phone"},
            line="it passed",
            about=welcomed.settings.current,
        )
    ]


async def test_both_answers_may_be_passed_over(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("ctrl+r", "space")
        await session.choose("Breathe along")
        await session.press("enter", "enter", "enter", "space")
        assert session.shows("Done")
        await session.press("enter")
        await session.until_shown("Kept.")
    (moment,) = kept(welcomed)
    assert (moment.before, moment.after) == (None, None)


@pytest.mark.parametrize("presses", [1, 2, 3])
async def test_it_can_be_left_at_any_time_and_keeps_nothing(
    start: Open, welcomed: Workbook, data: Path, presses: int
) -> None:
    async with start() as session:
        await session.press(*("ctrl+r", "3", "3")[:presses], "escape")
        assert session.shows("Today")
        await session.press("ctrl+r")
        assert session.shows(FIRST)
    assert kept(welcomed) == []
    assert not welcomed.drafts.orphans()


async def test_what_is_torn_up_is_nowhere_on_the_disk(
    start: Open, welcomed: Workbook, data: Path
) -> None:
    async with start() as session:
        await session.press("ctrl+r", "4")
        await session.choose("Write and do not send")
        await session.paste("zanzibar")
        await session.press("tab", "enter", "enter", "2")
        await session.choose("Tear it up")
        await session.press("enter")
        await session.until_shown("Kept.")
    (moment,) = kept(welcomed)
    assert moment.written == {}
    assert not any(
        b"zanzibar" in path.read_bytes()
        for path in data.rglob("*")
        if path.is_file()
    )


async def test_what_is_torn_up_is_no_draft_either(
    start: Open, welcomed: Workbook, data: Path
) -> None:
    def holding() -> list[str]:
        return [
            path.name
            for path in data.rglob("*")
            if path.is_file() and b"zanzibar" in path.read_bytes()
        ]

    async with start() as session:
        await session.press("ctrl+r", "4")
        await session.choose("Write and do not send")
        await session.paste("zanzibar")
        await session.until(holding, "the draft")
        await session.press("tab", "enter", "enter", "2")
        await session.choose("Tear it up")
        await session.until(lambda: not holding(), "the draft to be gone")
        assert not session.app.session.drafts
        await session.press("shift+tab")
        assert session.shows("Tear it up")
        await session.press("shift+tab", "escape")
        assert session.shows("Today")
        assert not holding()
    assert kept(welcomed) == []
    assert not welcomed.drafts.orphans()


async def test_what_is_not_sent_is_kept_where_that_is_chosen(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("ctrl+r", "4")
        await session.choose("Write and do not send")
        await session.paste("I was afraid")
        await session.press("tab", "enter", "enter", "2", "enter", "ctrl+s")
        await session.until_shown("Kept.")
    (moment,) = kept(welcomed)
    assert moment.written == {"unsent-text": "I was afraid"}


async def test_what_was_written_is_there_again_after_it_was_left(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("ctrl+r", "2")
        await session.choose("What I know")
        await session.type("the light was on")
        await session.press("escape", "ctrl+r")
        assert session.shows("the light was on", "as a camera would show it")
        await session.press("ctrl+s")
        await session.until_shown("Kept.")
    (moment,) = kept(welcomed)
    assert moment.before == 2
    assert moment.written == {"know-saw": "the light was on"}


async def test_one_step_back_shows_what_was_answered(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("ctrl+r", "3", "shift+tab")
        assert session.shows(FIRST)
        assert session.row.startswith("3 ")


async def test_what_helped_comes_first(start: Open, welcomed: Workbook) -> None:
    about = welcomed.settings.current
    for _ in range(2):
        welcomed.of(Moment).keep(
            Moment(
                day=DAY,
                tool="tool-call-or-walk",
                before=3,
                after=1,
                about=about,
            )
        )
    async with start() as session:
        await session.press("ctrl+r", "3")
        assert session.row.startswith("1 Call someone, or walk")


async def test_after_six_times_it_says_how_often_the_pull_fell(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    async with start((100, 30)) as session:
        await wait_a_little(session)
        await session.press("1")
        assert not session.shows("So far the pull fell")
        await session.press("enter")
        await session.until_shown("Kept.")
        for _ in range(5):
            welcomed.of(Moment).keep(
                Moment(
                    day=DAY, tool="tool-wait", before=3, after=2, about=about
                )
            )
        await session.app.session.refresh()
        await wait_a_little(session)
        await session.press("3")
        assert session.shows(
            "The pull is still there", "fell in 6 of 7 times", "Wait a little"
        )


async def test_safety_stands_last_and_first_where_answers_suggest_fear(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    async with start() as session:
        await session.press("ctrl+r", "3")
        assert session.row.startswith("1 ")
        await session.press("end")
        assert session.row == "! Safety"
        await session.press("escape", "escape")
        answers = {
            item.id: 3 if item.sign == "sign-suspicion" else 0
            for item in packaged.self_check_items()
        }
        welcomed.of(SelfCheck).keep(
            SelfCheck(day=DAY, answers=answers, about=welcomed.settings.current)
        )
        await session.app.session.refresh()
        await session.press("ctrl+r", "3")
        assert session.row == "! Safety"
        await session.press("enter")
        assert session.shows("In danger now")


async def test_safety_stands_first_where_things_for_two_are_ruled_out(
    start: Open, welcomed: Workbook
) -> None:
    one = Relationship(label="S", kind=RelationshipKind.PARTNER, joint=False)
    current = welcomed.of(Relationship).keep(one)
    async with start() as session:
        await session.app.session.change_settings(current=current.id)
        await session.press("ctrl+r", "3")
        assert session.row == "! Safety"


async def test_the_question_is_worded_for_the_kind_of_relationship(
    start: Open, welcomed: Workbook
) -> None:
    one = Relationship(label="B", kind=RelationshipKind.WORK)
    current = welcomed.of(Relationship).keep(one)
    async with start() as session:
        await session.app.session.change_settings(current=current.id)
        await session.press("ctrl+r", "3")
        await session.choose("Ask one open question")
        assert session.shows("want to know about the work")


async def test_the_wait_counts_down_and_never_goes_on_by_itself(
    start: Open, welcomed: Workbook, fast: None
) -> None:
    async with start() as session:
        await session.press("ctrl+r", "3", "1", "enter", "1")
        await session.until_shown("That was the time. Enter goes on.")
        assert session.shows("Put the phone down")


@pytest.mark.parametrize("breath", [(4, 6), (3, 7), (5, 5)])
def test_from_one_second_of_breathing_to_the_next_few_cells_change(
    breath: tuple[int, int],
) -> None:
    shown = [pace.breath_at(second, breath, "#") for second in range(60)]

    assert {line.split()[0] for line in shown} == {"in", "out"}
    assert all(line.isascii() for line in shown)
    for before, after in pairwise(shown):
        width = max(len(before), len(after))
        changed = [
            at
            for at in range(width)
            if before[at : at + 1].strip() != after[at : at + 1].strip()
        ]
        assert len(changed) <= 4


@pytest.mark.parametrize("size", [(60, 16), (60, 20), (80, 24), (140, 40)])
async def test_everything_of_the_choice_of_tools_is_within_reach(
    start: Open, welcomed: Workbook, size: tuple[int, int]
) -> None:
    async with start(size) as session:
        await session.press("ctrl+r", "3")
        assert session.shows("What could help", "1 Wait a little")
        await session.press("end")
        assert session.shows("! Safety", "comes first")


async def test_ctrl_r_opens_it_once_however_often_it_is_pressed(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("ctrl+r", "ctrl+r", "escape")
        assert session.shows("Today")


async def test_the_program_can_begin_with_it(
    make_app: MakeApp, welcomed: Workbook
) -> None:
    app = make_app(begins="right_now.begin")
    async with session_of(app) as session:
        await session.until_shown(FIRST)
        await session.press("escape")
        await session.until_shown("Today")


@asynccontextmanager
async def asked_before_it_is_open(
    make_app: MakeApp, may_open: threading.Event
) -> AsyncIterator[Sitting]:
    """The program that begins with the question, with its workbook held back until that may be opened."""
    app = make_app(
        begins="right_now.begin", asks_first=True, open_later=may_open.wait
    )
    async with session_of(app, opened=False) as session:
        try:
            await session.until(lambda: session.shows(FIRST), rests=False)
            yield session
        finally:
            may_open.set()


async def test_its_question_is_drawn_before_the_workbook_is_open(
    make_app: MakeApp, welcomed: Workbook
) -> None:
    may_open = threading.Event()
    async with asked_before_it_is_open(make_app, may_open) as session:
        assert not session.app.session.has_workbook
        may_open.set()
        await session.until(lambda: session.app.session.ready, "the workbook")
        await session.press("3")
        await session.until_shown("What could help")
        await session.press("escape")
        await session.until_shown("Today")
        assert session.mode == "overview"


async def press_before(session: Sitting, *keys: str) -> None:
    """Press keys that wait for the workbook, until that is said."""
    send(session, *keys)
    await session.until(lambda: session.shows("is being opened"), rests=False)


async def test_what_is_pressed_before_the_workbook_is_open_acts_after_it(
    make_app: MakeApp, welcomed: Workbook
) -> None:
    may_open = threading.Event()
    async with asked_before_it_is_open(make_app, may_open) as session:
        await press_before(session, "3", "escape")
        may_open.set()
        await session.until_shown("Today")
    assert kept(welcomed) == []


async def test_it_is_hidden_at_once_while_what_was_pressed_waits(
    make_app: MakeApp, welcomed: Workbook
) -> None:
    may_open = threading.Event()
    async with asked_before_it_is_open(make_app, may_open) as session:
        await press_before(session, "3")
        send(session, "f8")
        await session.until(lambda: not session.text.strip(), rests=False)
        may_open.set()
        await session.settle()
        assert not session.text.strip()
        assert not session.app.session.has_workbook
        await session.press("f8")
        await session.until_shown("What could help")


async def test_safety_comes_at_once_while_what_was_pressed_waits(
    make_app: MakeApp, welcomed: Workbook
) -> None:
    may_open = threading.Event()
    async with asked_before_it_is_open(make_app, may_open) as session:
        await press_before(session, "3")
        send(session, "f9")
        await session.until(lambda: session.shows("In danger now"), rests=False)
        assert not session.app.session.has_workbook


async def test_it_can_be_left_while_the_workbook_is_being_opened(
    make_app: MakeApp, welcomed: Workbook
) -> None:
    may_open = threading.Event()
    async with asked_before_it_is_open(make_app, may_open) as session:
        assert await session.leave() == 0
        assert not session.app.session.has_workbook


@pytest.mark.parametrize("before", [[], ["exclamation_mark"]])
async def test_what_is_asked_first_is_about_who_is_in_mind(
    make_app: MakeApp, welcomed: Workbook, before: list[str]
) -> None:
    whom = welcomed.of(Relationship).keep(
        Relationship(label="Sam", kind=RelationshipKind.PARTNER)
    )
    welcomed.set_settings(replace(welcomed.settings, current=whom.id))
    may_open = threading.Event()
    async with asked_before_it_is_open(make_app, may_open) as session:
        send(session, *before)
        last = "In danger now" if before else FIRST
        await session.until(lambda: session.shows(last), rests=False)
        may_open.set()
        await session.until(lambda: session.app.session.ready, "the workbook")
        await session.press(*["escape" for _ in before], "3", "ctrl+s")
        await session.until_shown("Kept.")
    (moment,) = kept(welcomed)
    assert (moment.about, moment.before) == (whom.id, 3)


async def test_a_failure_to_open_is_said_over_the_question(
    make_app: MakeApp, welcomed: Workbook
) -> None:
    def fail() -> None:
        raise StoreError("Nothing could be read.")

    app = make_app(begins="right_now.begin", asks_first=True, open_later=fail)
    async with session_of(app, opened=False) as session:
        await session.until_shown("Nothing could be read.")
        await session.press("enter")
    assert app.return_value == 1


async def test_it_is_gone_on_with_after_the_line_dropped(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("ctrl+r", "2")
        await session.choose("What I know")
        await session.type("the light was on")
        await drop_the_line(session)
    async with start() as session:
        await session.until_shown("You had not finished")
        await session.press("enter")
        await session.until_shown("the light was on")
        await session.press("ctrl+s")
        await session.until_shown("Kept.")
    (moment,) = kept(welcomed)
    assert moment.before == 2
    assert moment.written == {"know-saw": "the light was on"}
    assert not welcomed.drafts.orphans()


async def test_what_was_left_long_ago_does_not_stand_in_the_way(
    start: Open, welcomed: Workbook, clock: StandingClock
) -> None:
    async with start() as session:
        await session.press("ctrl+r", "2")
        await session.choose("What I know")
        await session.type("the light was on")
        await session.press("escape")
        clock.moment += timedelta(minutes=20)
        await session.press("ctrl+r")
        assert session.shows(FIRST)
        assert not session.shows("the light was on")
        await session.press("3", "escape")
        await drop_the_line(session)
    async with start() as session:
        await session.until_shown("You had not finished")
        assert session.shows("Right now")


async def test_the_overview_names_it_with_its_key(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        (row,) = [line for line in session.lines if "Right now" in line]
        assert row.endswith("^r")
        await session.press("tab")
        await session.choose("Right now")
        assert session.shows(FIRST)


async def test_the_key_line_names_the_key_that_goes_on_from_here(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("ctrl+r", "4")
        await session.choose("Write and do not send")
        assert "Tab go on" in session.lines[-1]
        assert "Enter" not in session.lines[-1]
        await session.press("x", "enter", "y", "tab")
        assert "Enter go on" in session.lines[-1]
