"""When something fails: the content, the store, the disk. It is said in a sentence, and nothing is lost."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Never

import pytest

from tests.conftest import MakeApp, Open
from tests.screens.keys import drafts_on_disk, go_through_first_run
from tests.support import MOMENT, control_characters, session_of
from trust_tui.cli.demo import StandingClock
from trust_tui.dialogs import draft_keeper
from trust_tui.domain.errors import FullError, ReadOnlyError
from trust_tui.domain.records import CheckIn, Entry, Goal
from trust_tui.domain.workbook import Draft, Workbook
from trust_tui.library.library import Library, packaged_folder
from trust_tui.session import Session
from trust_tui.store import open_workbook

FULL = FullError("The disk is full. Free some room and try again.")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the content, to spoil."""
    shutil.copytree(packaged_folder(), tmp_path / "content")
    return tmp_path / "content" / "en"


PAGES = (
    "checkin-daily.md",
    "checkin-together.md",
    "faq.md",
    "glossary.md",
    "goals.md",
    "habits.md",
    "safety.md",
    "self-check.md",
    "signs/1-jealousy.md",
    "signs/_index.md",
    "steps/1-acknowledge.md",
    "steps/about.md",
)
"""One page of each kind that some screen or form cannot do without."""


@pytest.mark.parametrize("page", PAGES)
async def test_one_broken_page_never_stops_the_program(
    start: Open, welcomed: Workbook, content: Path, page: str
) -> None:
    (content / page).write_bytes(b"\xff\xfe broken \x1b[2J")
    async with start((100, 60), library=Library([content.parent])) as session:
        assert session.shows("Today", "Check in")
        for number in range(1, 6):
            await session.press(str(number))
        await session.press(
            "c", "escape", "exclamation_mark", "q", "question_mark", "escape"
        )
        assert session.app.is_running
        await session.press("1")
        await session.go_down_to(f"Not all of {page}"[:22])
        await session.press("enter")
        assert session.shows(page)
        assert not control_characters(session.text.replace("\n", ""))


async def test_the_first_run_needs_no_content(
    start: Open, workbook: Workbook
) -> None:
    async with start(library=Library([])) as session:
        await go_through_first_run(session)
        await session.press("enter", "enter")
        assert session.shows("Today")
    workbook.refresh()
    assert workbook.settings.welcomed is not None


async def test_without_any_content_the_journal_still_works(
    start: Open, welcomed: Workbook
) -> None:
    welcomed.of(Entry).keep(
        Entry(
            text="kept before",
            day=MOMENT.date(),
            about=welcomed.settings.current,
        )
    )
    async with start(library=Library([])) as session:
        for number in range(1, 6):
            await session.press(str(number))
        assert session.shows("kept before")
        await session.press("n")
        await session.type("kept now")
        await session.press("ctrl+s")
        await session.until_shown("kept now")
        for key in ("c", "exclamation_mark", "slash", "question_mark"):
            await session.press(key, "escape")
        assert session.app.is_running


async def test_pages_that_come_while_the_program_runs_do_no_harm(
    start: Open, welcomed: Workbook, content: Path
) -> None:
    async with start(library=Library([content.parent])) as session:
        shutil.rmtree(content)
        for key in ("2", "3", "4", "5", "exclamation_mark"):
            await session.press(key)
        assert session.app.is_running


async def test_a_store_that_cannot_be_opened_is_said_and_the_program_ends(
    make_app: MakeApp, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.mkdir(mode=0o700)
    (data / "trust.json").write_text("{not a workbook")
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(100):
            await pilot.pause(0.01)
            if len(app.screen_stack) > 1:
                break
        assert len(app.screen_stack) > 1
        await pilot.press("enter")
        await pilot.pause()
        assert app.return_value == 1
    assert (data / "trust.json").read_text() == "{not a workbook"


def failing(*_arguments: Any, **_keywords: Any) -> Never:
    raise FULL


@pytest.fixture
def break_store(
    monkeypatch: pytest.MonkeyPatch, make_app: MakeApp
) -> Callable[[Session, str], None]:
    """Makes one call of the workbook fail from now on."""

    def spoil(session: Session, call: str) -> None:
        owner: Any = session.workbook
        *way, name = call.split(".")
        for step in way:
            owner = (
                owner.of(Entry)
                if step == "entries"
                else owner.of(Goal)
                if step == "goals"
                else owner.drafts
            )
        monkeypatch.setattr(owner, name, failing)

    return spoil


async def test_an_entry_that_cannot_be_kept_stays_in_the_editor(
    start: Open,
    welcomed: Workbook,
    break_store: Callable[[Session, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("not to be lost")
        break_store(session.app.session, "entries.keep")
        await session.press("ctrl+s")
        assert session.shows(
            "the disk is full", "Free some room", "What you typed is still here"
        )
        await session.press("enter")
        assert session.shows("not to be lost")

        monkeypatch.undo()
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    assert [record.value.text for record in welcomed.of(Entry).all()] == [
        "not to be lost"
    ]


async def test_a_draft_that_cannot_be_kept_is_said(
    start: Open, welcomed: Workbook, break_store: Callable[[Session, str], None]
) -> None:
    async with start() as session:
        break_store(session.app.session, "drafts.keep")
        await session.press("n")
        await session.type("a")
        await session.until_shown("the disk is full")
        await session.press("escape")
        assert session.shows("the disk is full")
        await session.press("enter")
        assert session.app.is_running


async def test_a_draft_is_kept_once_there_is_room_though_nothing_more_is_typed(
    start: Open,
    welcomed: Workbook,
    data: Path,
    break_store: Callable[[Session, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with start() as session:
        break_store(session.app.session, "drafts.keep")
        await session.press("n")
        with monkeypatch.context() as context:
            context.setattr(draft_keeper, "AGAIN_SECONDS", 0.2)
            await session.type("not to be lost")
            await session.until_shown("the disk is full")
            monkeypatch.undo()
            await session.until(
                lambda: "not to be lost" in "".join(drafts_on_disk(data)),
                "the draft",
            )


@pytest.mark.parametrize(
    ("call", "keys"),
    [
        ("entries.change", ("5", "e", "x", "ctrl+s")),
        ("entries.delete", ("5", "d")),
        ("undo", ("5", "u")),
        (
            "set_settings",
            ("r", "down", "down", "down", "enter", "enter", "M", "enter"),
        ),
        ("drafts.drop", ("n", "escape")),
        ("drafts.drop", ("n", "a", "ctrl+s")),
        ("drafts.drop", ("n", "a", "ctrl+x", "down", "enter")),
        ("drafts.keep", ("n", "a", "escape")),
    ],
)
async def test_a_failing_disk_never_ends_the_program(
    start: Open,
    welcomed: Workbook,
    break_store: Callable[[Session, str], None],
    call: str,
    keys: tuple[str, ...],
) -> None:
    welcomed.of(Entry).keep(
        Entry(
            text="kept before",
            day=MOMENT.date(),
            about=welcomed.settings.current,
        )
    )
    async with start() as session:
        break_store(session.app.session, call)
        await session.press(*keys)
        assert session.app.is_running
        assert (
            session.shows("full")
            or session.shows("Free some room")
            or call == "drafts.drop"
        )
        for _ in range(4):
            await session.press("escape")
        await session.press("5")
        assert session.app.is_running


async def test_a_mark_that_cannot_be_kept_is_said(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        monkeypatch.setattr(session.app.session, "write", failing)
        await session.press("3", "down", "m")
        await session.choose("working")
        assert session.shows("the disk is full")
        await session.press("enter")
        assert session.mode == "steps"


async def test_looking_for_changes_may_fail_in_silence(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        monkeypatch.setattr(session.app.session.workbook, "refresh", failing)
        session.app.idle_lock.look_around()
        await session.settle()
        assert session.shows("Today")


@pytest.mark.parametrize("answer", ["Go on", "Throw it away"])
async def test_a_draft_that_cannot_be_taken_over_is_said(
    start: Open,
    welcomed: Workbook,
    data: Path,
    clock: StandingClock,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
) -> None:
    other = open_workbook(data, clock=clock)
    other.drafts.keep(Draft(key="entry:new:", fields={"text": "half written"}))
    other.close()

    def refuse(_self: object, _draft: Draft) -> Never:
        raise ReadOnlyError("This folder can be read only.")

    monkeypatch.setattr(type(welcomed.drafts), "adopt", refuse)
    async with start() as session:
        await session.until_shown("half written")
        await session.choose(answer)
        assert session.shows("read only")
        await session.press("enter")
        assert session.app.is_running
    assert [draft.fields["text"] for draft in welcomed.drafts.orphans()] == [
        "half written"
    ]


async def test_a_fault_of_the_programs_own_shows_nothing_private(
    make_app: MakeApp,
    welcomed: Workbook,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = make_app()
    with pytest.raises(ZeroDivisionError):
        async with session_of(app) as session:
            await session.press("n")
            await session.type("very private")
            monkeypatch.setattr(app, "action_help", lambda: 1 // 0)
            await session.press("f1")
    printed = "".join(capsys.readouterr())
    assert "very private" not in printed
    assert app.return_code == 1
    (draft,) = welcomed.drafts.orphans()
    assert draft.fields["text"] == "very private"


async def test_a_check_in_of_a_question_no_longer_asked_is_shown(
    start: Open, welcomed: Workbook
) -> None:
    answers = {"day-gone": 3, "day-mood": 1}
    welcomed.of(CheckIn).keep(
        CheckIn(
            day=MOMENT.date(), answers=answers, about=welcomed.settings.current
        )
    )
    async with start((100, 40)) as session:
        await session.press("5")
        assert session.shows("day-gone")
        await session.press("e", "ctrl+s")
    welcomed.refresh()
    (record,) = welcomed.of(CheckIn).all()
    assert record.value.answers == answers
