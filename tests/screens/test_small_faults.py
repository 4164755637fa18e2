"""Failures in the corners: a full disk in each small task, two sessions in each form, links that lead nowhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Never

import pytest
from msgspec.structs import replace

from tests.conftest import Open
from tests.screens.keys import to_view
from tests.support import MOMENT, Sitting
from trust_tui.crash_note import note_fault
from trust_tui.domain.errors import ContentError, FullError
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    ExerciseWork,
    Goal,
    JointCheckIn,
    Limit,
    PageRead,
    Promise,
    Relationship,
    SelfCheck,
    Win,
)
from trust_tui.domain.workbook import Workbook
from trust_tui.lazy_modules import modules_of
from trust_tui.library.library import Library
from trust_tui.session import Session

DAY = MOMENT.date()
SAID = "Free some room"

Spoil = Callable[[Session, type[Any] | str, str], None]


def full(*_arguments: Any, **_keywords: Any) -> Never:
    raise FullError("Free some room and try again.")


@pytest.fixture
def spoil(monkeypatch: pytest.MonkeyPatch) -> Spoil:
    """Makes one call of a repository, or of the workbook, find the disk full."""

    def break_call(session: Session, owner: type[Any] | str, call: str) -> None:
        target: Any = (
            session.workbook
            if isinstance(owner, str)
            else session.workbook.of(owner)
        )
        monkeypatch.setattr(target, call, full)

    return break_call


async def together_to_the_end(session: Sitting) -> None:
    await session.press("t", "enter", "ctrl+s", "enter", "ctrl+s", "enter")
    while "What you agree on" not in session.lines[0]:
        await session.press("enter")
    await session.press("ctrl+s")
    await session.choose("What you agreed on")


async def delete_someone(session: Sitting) -> None:
    await session.press("r")
    for text in ("Change or remove", "S", "Delete it and", "Yes, delete"):
        await session.choose(text)


async def restore_from_trash(session: Sitting) -> None:
    await session.press("5", "T", "enter")


async def delete_from_trash(session: Sitting) -> None:
    await session.press("5", "T", "x")
    await session.choose("Yes, for good")


async def tick(session: Sitting) -> None:
    await session.press("3")
    await session.choose("Three honest lines")
    await session.press("right", "enter")


async def mark(session: Sitting) -> None:
    await session.press("3", "down", "m", "down", "enter")


async def end_of_day(session: Sitting) -> None:
    await session.press("f4", "down", "enter")


TASKS: dict[str, tuple[Callable[[Sitting], Any], type[Any] | str, str]] = {
    "together": (together_to_the_end, JointCheckIn, "keep"),
    "delete someone": (delete_someone, "workbook", "delete_for_good"),
    "bring back": (restore_from_trash, "workbook", "restore"),
    "delete for good": (delete_from_trash, "workbook", "delete_for_good"),
    "tick": (tick, ExerciseWork, "keep"),
    "end of day": (end_of_day, "workbook", "set_settings"),
}


@pytest.mark.parametrize("task", TASKS)
async def test_a_full_disk_is_said_and_nothing_is_lost(
    start: Open, welcomed: Workbook, spoil: Spoil, task: str
) -> None:
    do, owner, call = TASKS[task]
    record = welcomed.of(Entry).keep(
        Entry(text="words", day=DAY, about=welcomed.settings.current)
    )
    welcomed.of(Entry).delete(record)
    before = welcomed.settings
    async with start() as session:
        spoil(session.app.session, owner, call)
        await do(session)
        assert SAID in " ".join(session.text.split())
        for _ in range(4):
            await session.press("escape")
        assert session.app.is_running
    welcomed.refresh()
    assert [item.record.value.text for item in welcomed.trash()] == ["words"]
    assert replace(welcomed.settings, current=before.current) == before
    assert len(welcomed.of(Relationship).all()) == 1


async def test_a_mark_of_reading_that_cannot_be_kept_is_not_worth_a_word(
    start: Open, welcomed: Workbook, spoil: Spoil, packaged: Library
) -> None:
    async with start() as session:
        spoil(session.app.session, PageRead, "keep")
        await session.press("tab")
        await session.choose(packaged.shelf()[0].title[:25])
        await session.press("end", "q")
        assert session.shows("Today")
        assert not session.shows(SAID)


FORMS = (
    (Promise(text="first"), replace(Promise(text="theirs"), to="M")),
    (Win(text="first", day=DAY), Win(text="theirs", day=DAY)),
    (Limit(text="first"), Limit(text="theirs")),
    (Goal(action="first"), Goal(action="theirs")),
    (
        CheckIn(day=DAY, answers={"day-mood": 1}, good="first"),
        CheckIn(day=DAY, answers={"day-mood": 3}, good="theirs"),
    ),
)


@pytest.mark.parametrize(
    ("old", "theirs", "answer"),
    [
        (*FORMS[0], "both"),
        (*FORMS[0], "back"),
        *((*form, "mine") for form in FORMS),
    ],
)
async def test_two_sessions_that_change_one_record_lose_neither_version(
    start: Open, welcomed: Workbook, old: Any, theirs: Any, answer: str
) -> None:
    about = welcomed.settings.current
    old, theirs = replace(old, about=about), replace(theirs, about=about)
    record = welcomed.of(type(old)).keep(old)
    async with start((100, 45)) as session:
        await session.press(*to_view("All"))
        await session.go_down_to("first")
        await session.press("e")
        if isinstance(old, CheckIn):
            await session.press(*["down"] * 5)
        await session.press("end")
        await session.paste(" mine")
        welcomed.of(type(old)).change(record, theirs)
        await session.press("ctrl+s")
        assert session.shows(
            "Changed elsewhere meanwhile", "theirs", "first mine"
        )
        await session.choose(
            {"mine": "Keep mine", "both": "Keep both", "back": "Go back"}[
                answer
            ]
        )
        if answer == "back":
            assert session.shows("first mine")
            assert len(session.app.screen_stack) == 2
    welcomed.refresh()
    kept = {
        text for r in welcomed.of(type(old)).all() for text in words_of(r.value)
    }
    assert (
        kept
        == {
            "mine": {"first mine"},
            "both": {"first mine", "theirs"},
            "back": {"theirs"},
        }[answer]
    )


def words_of(value: Any) -> set[str]:
    return {
        getattr(value, name)
        for name in ("text", "action", "good")
        if getattr(value, name, "")
    }


async def test_a_self_check_changed_in_two_sessions_shows_both(
    start: Open, welcomed: Workbook
) -> None:
    old = SelfCheck(
        day=DAY, answers={"jealousy-a": 1}, about=welcomed.settings.current
    )
    record = welcomed.of(SelfCheck).keep(old)
    async with start((100, 45)) as session:
        await session.press(*to_view("Check-ins"), "e", "2")
        welcomed.of(SelfCheck).change(
            record, replace(old, answers={"jealousy-a": None})
        )
        await session.press("ctrl+s")
        assert session.shows("Changed elsewhere meanwhile")
        await session.choose("Keep mine")
    welcomed.refresh()
    assert [r.value.answers for r in welcomed.of(SelfCheck).all()] == [
        {"jealousy-a": 2}
    ]


@pytest.mark.parametrize("what", ["A promise", "A small win", "A limit"])
async def test_a_small_form_is_gone_on_with(
    start: Open, welcomed: Workbook, what: str
) -> None:
    async with start() as session:
        await session.press(*to_view("Promises & wins"), "n")
        await session.choose(what)
        await session.paste("half of it")
        await session.press("escape", "n")
        await session.choose(what)
        assert session.shows("half of it", "what you had typed")


async def test_a_page_that_is_gone_by_now_is_said(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_target: str) -> Never:
        raise ContentError("This page is not there any more.")

    async with start() as session:
        await session.press("exclamation_mark", "right")
        safety = session.lines[0]
        monkeypatch.setattr(session.app.session.library, "resolve", gone)
        await session.press("enter")
        assert session.shows("This page is not there any more")
        await session.press("q", "tab", "end", "enter")
        assert session.shows("This page is not there any more")
        await session.press("enter", "exclamation_mark")
        assert session.shows("This page is not there any more")
        assert session.lines[0] != safety


async def test_the_columns_follow_the_width(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    first = packaged.shelf()[0].title[:25]
    async with start() as session:
        assert session.shows("Today", first)
        await session.resize(62, 40)
        assert session.shows("Today", first)
        await session.resize(120, 40)
        assert session.text.count(first) == 1


async def test_the_privacy_page_names_the_folder(
    start: Open, welcomed: Workbook, data: Path
) -> None:
    async with start((160, 60), place=data) as session:
        await session.press("tab")
        await session.choose(
            session.app.session.library.header("privacy").title[:25]
        )
        await session.press("end")
        assert session.shows("Your folder")
        assert str(data)[:60] in "".join(session.text.split())


def test_a_module_that_is_not_there_is_an_attribute_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="has no module zanzibar"):
        modules_of("trust_tui.screens")("zanzibar")


def test_a_fault_is_noted_by_its_place_and_never_by_its_words(
    tmp_path: Path,
) -> None:
    note = tmp_path / "fault.txt"
    try:
        raise ValueError("zanzibar")
    except ValueError as error:
        note_fault(note, error)

    text = note.read_text()
    assert "ValueError" in text
    assert "test_small_faults.py:" in text
    assert "zanzibar" not in text
    assert note.stat().st_mode & 0o777 == 0o600


def test_a_fault_that_only_wraps_another_is_noted_as_the_other(
    tmp_path: Path,
) -> None:
    class Wrapping(Exception):
        error = ValueError("zanzibar")

    note_fault(tmp_path / "fault.txt", Wrapping())

    assert (
        (tmp_path / "fault.txt")
        .read_text()
        .splitlines()[0]
        .endswith("ValueError")
    )


def test_a_fault_is_written_through_no_link_and_into_no_folder_that_is_not_there(
    tmp_path: Path,
) -> None:
    (tmp_path / "theirs").write_text("not ours")
    (tmp_path / "fault.txt").symlink_to(tmp_path / "theirs")

    note_fault(tmp_path / "fault.txt", ValueError())
    note_fault(tmp_path / "nowhere" / "fault.txt", ValueError())

    assert (tmp_path / "theirs").read_text() == "not ours"


async def test_a_goal_that_was_looked_back_at_twice_shows_the_last_first(
    start: Open, welcomed: Workbook
) -> None:
    welcomed.of(Goal).keep(Goal(action="Ask", about=welcomed.settings.current))
    async with start((100, 45)) as session:
        await session.press(*to_view("Goals"))
        for text in ("a start", "a try"):
            await session.press("v")
            await session.paste(text)
            await session.press("ctrl+s")
            await session.until_shown("Kept")
        shown = " ".join(session.text.split())
        assert shown.index("a try") < shown.index("a start")
