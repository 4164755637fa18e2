"""Keys that come in one piece, as over a line that stood still: each counts, and no answer is given twice."""

import threading

import pytest
from textual import events

from tests.conftest import Open
from tests.support import MOMENT, Session
from trust_tui.domain.records import CheckIn, Entry, Record, Relationship, RelationshipKind
from trust_tui.domain.workbook import Draft, Workbook

CHARACTERS = {"space": " ", "slash": "/", "question_mark": "?", "comma": ",", "exclamation_mark": "!"}


async def at_once(session: Session, *keys: str) -> None:
    """Send keys without waiting for what each of them does."""
    driver = session.app._driver
    assert driver is not None
    for key in keys:
        driver.send_message(events.Key(key, CHARACTERS.get(key, key if len(key) == 1 else None)))
    await session.settle()


async def test_kept_twice_is_kept_once(start: Open, welcomed: Workbook) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("a thought")
        await at_once(session, *["ctrl+s"] * 4)
        await session.until_shown("Today")
    welcomed.refresh()
    assert [record.value.text for record in welcomed.of(Entry).all()] == ["a thought"]


async def test_kept_and_left_at_once_is_kept(start: Open, welcomed: Workbook) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("a thought")
        await at_once(session, "ctrl+s", "escape")
        await session.until_shown("Today")
    welcomed.refresh()
    assert [record.value.text for record in welcomed.of(Entry).all()] == ["a thought"]


async def test_what_is_kept_while_the_screen_is_hidden_does_not_show_it(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    async with start() as session:
        await session.press("n")
        await session.type("a thought")
        repository = session.app.desk.workbook.of(Entry)
        keep = repository.keep

        def slowly(value: Entry) -> Record[Entry]:
            go_on.wait(10)
            return keep(value)

        monkeypatch.setattr(repository, "keep", slowly)
        await session.pilot.press("ctrl+s", "f8")
        assert not session.text.strip()
        go_on.set()
        await session.settle()
        assert not session.text.strip()
        await session.press("f8")
        await session.until_shown("Today")
        assert len(session.app.screen_stack) == 1
    welcomed.refresh()
    assert [record.value.text for record in welcomed.of(Entry).all()] == ["a thought"]


async def test_kept_twice_on_a_slow_disk_is_kept_once(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    async with start() as session:
        await session.press("n")
        await session.type("a thought")
        repository = session.app.desk.workbook.of(Entry)
        keep = repository.keep

        def slowly(value: Entry) -> Record[Entry]:
            go_on.wait(10)
            return keep(value)

        monkeypatch.setattr(repository, "keep", slowly)
        await session.pilot.press("ctrl+s", "ctrl+s", "ctrl+s")
        go_on.set()
        await session.until_shown("Today")
    welcomed.refresh()
    assert [record.value.text for record in welcomed.of(Entry).all()] == ["a thought"]


async def test_a_draft_on_its_way_to_the_disk_does_not_outlive_what_is_kept(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, under_way = threading.Event(), threading.Event()
    async with start() as session:
        await session.press("n")
        drafts = session.app.desk.workbook.drafts
        keep = drafts.keep

        def slowly(draft: Draft) -> None:
            under_way.set()
            go_on.wait(10)
            keep(draft)

        monkeypatch.setattr(drafts, "keep", slowly)
        await session.pilot.press("a")
        while not under_way.is_set():
            await session.pilot.pause(0.01)
        await session.pilot.press("ctrl+s")
        for _ in range(20):  # time enough to drop the draft before it is there
            await session.pilot.pause(0.005)
        go_on.set()
        await session.until_shown("Today")
    async with start() as session:
        assert not session.shows("You had not finished")
    welcomed.refresh()
    assert [record.value.text for record in welcomed.of(Entry).all()] == ["a"]


@pytest.mark.parametrize("key", ["n", "c", "r", "slash", "f1", "t", "h"])
async def test_a_dialog_asked_for_many_times_opens_once(start: Open, welcomed: Workbook, key: str) -> None:
    async with start() as session:
        await at_once(session, *[key] * 3)
        await session.press("escape", "escape")
        assert session.shows("Today")
        assert len(session.app.screen_stack) == 1


@pytest.mark.parametrize("keys", [("n",), ("c",), ("r",), ("slash",), ("h",), ("exclamation_mark",), ("f1",)], ids=str)
async def test_leaving_a_dialog_many_times_stays_on_the_screen_below(
    start: Open, welcomed: Workbook, keys: tuple[str, ...]
) -> None:
    async with start() as session:
        await session.press(*keys)
        await at_once(session, *["escape"] * 5)
        assert session.mode == "overview"
        assert session.shows("Today")


async def test_an_answer_given_many_times_counts_once(start: Open, welcomed: Workbook) -> None:
    welcomed.of(Relationship).keep(Relationship(label="M", kind=RelationshipKind.FAMILY))
    async with start() as session:
        await session.press("r")
        await at_once(session, *["enter"] * 5)
        assert session.app.is_running
        while len(session.app.screen_stack) > 1:
            await session.press("escape")
        assert session.shows("Today")


async def test_a_whole_check_in_may_come_in_one_piece(start: Open, welcomed: Workbook) -> None:
    async with start() as session:
        await session.press("c")
        await at_once(session, *"31224", "ctrl+s")
        await session.until_shown("Checked in today")
    welcomed.refresh()
    assert [record.value for record in welcomed.of(CheckIn).all()] == [
        CheckIn(
            day=MOMENT.date(),
            answers={"day-settled": 3, "day-pull": 1, "day-open": 2, "day-word": 2, "day-mood": 4},
            about=welcomed.settings.current,
        )
    ]


async def test_the_day_before_may_be_asked_for_many_times(start: Open, welcomed: Workbook) -> None:
    async with start() as session:
        await session.press("c")
        await at_once(session, *["comma"] * 4)
        assert session.app.is_running
        assert session.shows("Check in for")
        await at_once(session, *["escape"] * 3)
        assert session.shows("Today")


async def test_a_dialog_left_open_on_one_screen_does_not_keep_it_from_another(start: Open, welcomed: Workbook) -> None:
    async with start() as session:
        await session.press("c", "slash")
        await session.type("jealousy")
        await session.press("enter")
        assert session.mode == "signs"
        await session.press("c")
        assert session.lines[0].strip().startswith("Check in")
