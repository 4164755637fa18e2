"""What is typed is not lost: it stays as a draft, and is offered again."""

from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from msgspec.structs import replace

from tests.conftest import Open
from tests.screens.keys import drafts_on_disk, new_goal
from tests.support import MOMENT, Sitting
from trust_tui.cli.demo import StandingClock
from trust_tui.dialogs import draft_keeper
from trust_tui.dialogs.record_forms import beginning
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    ExerciseWork,
    Goal,
    Relationship,
    RelationshipKind,
    SelfCheck,
)
from trust_tui.domain.workbook import Draft, Workbook
from trust_tui.library.library import Library
from trust_tui.store import open_workbook

OFFER = "You had not finished"


async def drop_the_line(session: Sitting) -> None:
    """End the program as a lost line does: what is typed is kept as a draft, nothing is asked."""
    session.app.ending.hang_up()
    await session.until(lambda: session.app._exit, "the end")


@pytest.mark.parametrize(
    ("minutes", "said"), [(1, "today"), (180, "yesterday")]
)
async def test_draft_from_before_the_days_end_is_of_the_day_that_it_was(
    start: Open,
    welcomed: Workbook,
    clock: StandingClock,
    minutes: int,
    said: str,
) -> None:
    clock.moment = MOMENT.replace(hour=1, minute=30)
    async with start() as session:
        await session.press("n")
        await session.type("a thought")
        await drop_the_line(session)
    clock.moment += timedelta(minutes=minutes)
    async with start() as session:
        await session.until_shown(OFFER)
        assert session.shows(f"written ({said})")


async def test_what_is_typed_is_on_the_disk_soon(
    start: Open, welcomed: Workbook, data: Path
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("a thought")
        await session.until(
            lambda: any("a thought" in text for text in drafts_on_disk(data)),
            "the draft",
        )
        await session.until_shown("draft kept at 20:00")
    welcomed.refresh()
    assert welcomed.of(Entry).all() == []


async def test_nothing_is_said_of_the_draft_while_one_types(
    start: Open,
    welcomed: Workbook,
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(draft_keeper, "REST_SECONDS", 3600.0)
    async with start() as session:
        await session.press("n")
        await session.type("a thought")
        await session.until(
            lambda: any("a thought" in text for text in drafts_on_disk(data)),
            "the draft",
        )
        await session.settle()
        assert session.shows("2 words")
        assert not session.shows("draft kept")


async def test_stepping_back_keeps_the_draft_for_the_next_time(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("half a thought")
        await session.press("escape")
        assert session.mode == "overview"
        await session.press("n")
        assert session.shows("half a thought", "what you had typed")
        await session.press("escape", "n")
        assert session.shows("half a thought")
        await session.type(" more")
        await session.press("ctrl+s")
        await session.press("n")
        assert not session.shows("half a thought")
    welcomed.refresh()
    (entry,) = welcomed.of(Entry).all()
    assert entry.value.text == "half a thought more"


async def test_throwing_away_asks_first(
    start: Open, welcomed: Workbook, data: Path
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("to be forgotten")
        await session.press("ctrl+x")
        assert session.shows("Throw this away?")
        await session.press("enter")
        assert session.shows("to be forgotten")
        await session.press("ctrl+x")
        await session.choose("Yes")
        await session.press("n")
        assert not session.shows("to be forgotten")
        await session.press("ctrl+x")
        assert session.mode == "overview"
        assert "New entry" not in session.lines[0]
    assert not any("to be forgotten" in text for text in drafts_on_disk(data))


async def test_leaving_while_typing_keeps_the_draft_and_the_next_start_offers_it(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("not yet done")
        assert await session.leave() == 0
    async with start() as session:
        await session.until_shown(OFFER)
        assert session.shows("not yet done")
        await session.choose("Go on")
        assert session.shows("not yet done", "New entry")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    (entry,) = welcomed.of(Entry).all()
    assert entry.value.text == "not yet done"
    async with start() as session:
        assert not session.shows(OFFER)


@pytest.mark.parametrize("hour", [0, 3, 4, 23])
async def test_a_draft_of_a_moment_ago_is_of_today_at_any_hour(
    start: Open, welcomed: Workbook, clock: StandingClock, hour: int
) -> None:
    clock.moment = MOMENT.replace(hour=hour)
    async with start() as session:
        await session.press("n")
        await session.type("later")
        await session.leave()
    async with start() as session:
        await session.until_shown(OFFER)
        assert session.shows("This was being written (today)")


async def test_a_draft_may_wait(start: Open, welcomed: Workbook) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("later")
        await session.leave()
    for _ in range(2):
        async with start() as session:
            await session.until_shown(OFFER)
            await session.choose("Keep it for later")
            assert session.shows("Today")
    async with start() as session:
        await session.until_shown(OFFER)
        await session.choose("Throw it away")
        assert session.shows("Today")
    async with start() as session:
        assert not session.shows(OFFER)
    assert welcomed.drafts.orphans() == []


async def test_a_draft_of_a_session_that_lives_is_not_offered(
    start: Open, welcomed: Workbook
) -> None:
    welcomed.drafts.keep(
        Draft(key="entry:new:", fields={"text": "being typed elsewhere"})
    )
    async with start() as session:
        assert not session.shows(OFFER)


FORMS = {
    "entry": ("n",),
    "goal": new_goal(),
    "check-in": ("c", "3", "1", "1", "2", "2"),
    "exercise": ("3", "down", "down", "enter", "tab"),
    "relationship": ("r", "down", "down", "down", "enter", "enter"),
}


@pytest.mark.parametrize("form", FORMS)
async def test_every_form_is_found_again_after_the_line_dropped(
    start: Open, welcomed: Workbook, form: str
) -> None:
    async with start() as session:
        await session.press(*FORMS[form])
        await session.paste("words in a form")
        title = session.lines[0]
        await drop_the_line(session)
    async with start() as session:
        await session.until_shown(OFFER)
        await session.choose("Go on")
        assert session.lines[0] == title
        assert session.shows("words in a form")
        await session.press("ctrl+s")
        await session.until(
            lambda: len(session.app.screen_stack) == 1, "the form to close"
        )
    welcomed.refresh()
    kinds = (Entry, Goal, CheckIn, ExerciseWork, Relationship)
    kept = [
        str(record.value)
        for kind in kinds
        for record in welcomed.of(kind).all()
    ]
    assert any("words in a form" in text for text in kept)
    assert welcomed.drafts.orphans() == []


async def test_a_look_back_is_found_again_after_the_line_dropped(
    start: Open, welcomed: Workbook
) -> None:
    welcomed.of(Goal).keep(Goal(action="Ask", about=welcomed.settings.current))
    async with start() as session:
        await session.press("5", "v")
        await session.paste("went well")
        await drop_the_line(session)
    async with start() as session:
        await session.until_shown(OFFER)
        await session.choose("Go on")
        assert session.shows("went well")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    assert welcomed.of(Goal).all()[0].value.reviews[0].well == "went well"


async def test_a_self_check_is_gone_on_with(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("2", "s", "1", "2", "minus")
        await session.press("escape")
        await session.press("s")
        assert session.shows("3 of 15 answered")
        await session.press("3")
        await drop_the_line(session)
    async with start() as session:
        await session.until_shown(OFFER)
        await session.choose("Go on")
        assert session.shows("4 of 15 answered")
        await session.press("ctrl+s")
    welcomed.refresh()
    (check,) = welcomed.of(SelfCheck).all()
    assert list(check.value.answers.values()) == [1, 2, None, 3]


async def test_the_draft_of_a_change_whose_record_moved_on_shows_both(
    start: Open, welcomed: Workbook
) -> None:
    record = welcomed.of(Entry).keep(
        Entry(text="first", day=MOMENT.date(), about=welcomed.settings.current)
    )
    async with start() as session:
        await session.press("5", "e")
        await session.type(" mine")
        await drop_the_line(session)
    welcomed.of(Entry).change(
        record,
        Entry(
            text="first theirs",
            day=MOMENT.date(),
            about=welcomed.settings.current,
        ),
    )
    async with start((100, 40)) as session:
        await session.until_shown(OFFER)
        await session.choose("Go on")
        assert session.shows("first mine")
        await session.press("ctrl+s")
        await session.until_shown("Changed elsewhere meanwhile")
        assert session.shows("first theirs", "first mine")
        await session.choose("Keep both")
    welcomed.refresh()
    assert {entry.value.text for entry in welcomed.of(Entry).all()} == {
        "first theirs",
        "first mine",
    }


async def test_the_draft_of_a_change_whose_record_is_gone_becomes_a_new_one(
    start: Open, welcomed: Workbook
) -> None:
    record = welcomed.of(Entry).keep(
        Entry(text="first", day=MOMENT.date(), about=welcomed.settings.current)
    )
    async with start() as session:
        await session.press("5", "e")
        await session.type(" mine")
        await drop_the_line(session)
    welcomed.of(Entry).delete(record)
    async with start() as session:
        await session.until_shown(OFFER)
        await session.choose("Go on")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    assert [entry.value.text for entry in welcomed.of(Entry).all()] == [
        "first mine"
    ]


async def test_a_draft_of_another_version_is_neither_lost_nor_a_fault(
    start: Open, welcomed: Workbook, make_draft: None
) -> None:
    async with start() as session:
        await session.until_shown(OFFER)
        await session.choose("Go on")
        assert session.shows("Copy the words you need")
        await session.press("enter")
        assert session.shows("Today")


@pytest.fixture
def make_draft(data: Path, welcomed: Workbook, clock: StandingClock) -> None:
    """A draft of a kind that this version does not know, of a session that is gone."""
    clock.moment = MOMENT - timedelta(days=3)
    other = open_workbook(data, clock=clock)
    other.drafts.keep(
        Draft(key="dream:new", fields={"text": "from the future"})
    )
    other.close()
    clock.moment = MOMENT


async def test_an_exercise_gone_from_the_content_leaves_its_draft(
    start: Open, welcomed: Workbook, packaged: Library, data: Path
) -> None:
    async with start() as session:
        await session.press(*FORMS["exercise"])
        await session.paste("words of an exercise")
        await drop_the_line(session)
    draft = welcomed.drafts.orphans()[0]
    assert draft.key.startswith("exercise:")
    async with start(library=Library([])) as session:
        await session.until_shown(OFFER)
        await session.choose("Go on")
        await session.press("enter")
    assert any("words of an exercise" in text for text in drafts_on_disk(data))


WORDS = "words for S"

NEW: Final[dict[str, tuple[tuple[str, ...], type[Any]]]] = {
    "entry": (("n",), Entry),
    "goal": (tuple(new_goal()), Goal),
    "check-in": (("c", "3", "1", "1", "2", "2"), CheckIn),
    "exercise": (("3", "down", "down", "enter", "tab"), Entry),
    "self-check": (("2", "s", "1", "2"), SelfCheck),
}
"""Keys that open the form and begin it, and the kind of what it keeps."""


def abouts(workbook: Workbook, kind: type[Any]) -> list[str | None]:
    """Whom the records of a kind are about."""
    return [record.value.about for record in workbook.of(kind).all()]


async def leave_behind(session: Sitting, form: str) -> None:
    """Type into a form and have the line drop."""
    await session.press(*NEW[form][0])
    if form != "self-check":
        await session.paste(WORDS)
    await drop_the_line(session)


async def go_on(session: Sitting) -> None:
    """Take up the draft that is offered."""
    await session.until_shown(OFFER)
    await session.choose("Go on")


async def keep(session: Sitting) -> None:
    """Keep what stands in the form."""
    await session.press("ctrl+s")
    await session.until(
        lambda: len(session.app.screen_stack) == 1, "the form to close"
    )


@pytest.mark.parametrize("form", NEW)
async def test_a_draft_stays_about_whom_it_was_typed(
    start: Open, welcomed: Workbook, form: str
) -> None:
    about = welcomed.settings.current
    other = welcomed.of(Relationship).keep(
        Relationship(label="Mum", kind=RelationshipKind.FAMILY)
    )
    async with start() as session:
        await leave_behind(session, form)
    welcomed.set_settings(replace(welcomed.settings, current=other.id))
    async with start() as session:
        await go_on(session)
        assert " \u00b7 S" in session.lines[0]
        await keep(session)
    welcomed.refresh()
    assert abouts(welcomed, NEW[form][1]) == [about]


@pytest.mark.parametrize("form", NEW)
async def test_a_draft_about_someone_who_is_gone_says_so_and_is_kept(
    start: Open, welcomed: Workbook, form: str
) -> None:
    about = welcomed.settings.current or ""
    other = welcomed.of(Relationship).keep(
        Relationship(label="Mum", kind=RelationshipKind.FAMILY)
    )
    async with start() as session:
        await leave_behind(session, form)
    welcomed.set_settings(replace(welcomed.settings, current=other.id))
    welcomed.of(Relationship).delete(
        next(r for r in welcomed.of(Relationship).all() if r.id == about)
    )
    async with start() as session:
        await go_on(session)
        assert session.shows("no longer in your list. Your words are all here.")
        await keep(session)
    welcomed.refresh()
    assert abouts(welcomed, NEW[form][1]) == [None]


async def test_a_draft_goes_on_with_the_check_in_of_whom_it_was_typed_about(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    other = welcomed.of(Relationship).keep(
        Relationship(label="Mum", kind=RelationshipKind.FAMILY)
    )
    for who in (about, other.id):
        welcomed.of(CheckIn).keep(
            CheckIn(day=MOMENT.date(), answers={"day-mood": 3}, about=who)
        )
    async with start() as session:
        await leave_behind(session, "check-in")
    welcomed.set_settings(replace(welcomed.settings, current=other.id))
    async with start() as session:
        await go_on(session)
        await keep(session)
    welcomed.refresh()
    kept = {
        record.value.about: record.value
        for record in welcomed.of(CheckIn).all()
    }
    assert (kept[about].good, kept[other.id].good) == (WORDS, "")


async def test_within_a_session_too_a_draft_stays_about_whom_it_was_typed(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    welcomed.of(Relationship).keep(
        Relationship(label="Mum", kind=RelationshipKind.FAMILY)
    )
    async with start() as session:
        await session.press(*new_goal())
        await session.paste(WORDS)
        await session.press("escape", "r")
        await session.choose("Mum")
        await session.press("n")
        assert session.shows(WORDS, "New goal \u00b7 S")
        await keep(session)
    welcomed.refresh()
    assert [record.value.about for record in welcomed.of(Goal).all()] == [about]


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        (
            "right-now:2026-11-24T20:00:00",
            {"at": "done", "texts": '{"a": "zanzibar"}'},
        ),
        ("week:all:2026-11-24", {"day": "24 Nov 2026", "answer": "zanzibar"}),
        ("exercise:ack-lines:all", {"ack-lines-1": "zanzibar"}),
        ("review:x", {"next": "same", "well": "zanzibar"}),
        ("path-sitting:x:see-lines", {"act": "zanzibar"}),
        ("entry:new", {"answers": "week-a", "text": "zanzibar"}),
    ],
)
def test_a_draft_is_known_by_its_words(
    key: str, fields: dict[str, str]
) -> None:
    said = beginning(Draft(key=key, fields={"about": "x", **fields}))
    assert said.partition(": ")[2] == "zanzibar"


def test_a_draft_without_words_is_known_by_what_it_is_of() -> None:
    draft = Draft(key="check-in:x", fields={"answers": '{"day-mood": 1}'})
    assert beginning(draft) == "A check-in"


async def test_a_draft_of_which_nothing_is_left_is_there_no_more(
    start: Open, welcomed: Workbook, data: Path
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("x")
        await session.until(lambda: drafts_on_disk(data), "the draft")
        await session.press("backspace")
        await session.until(lambda: not drafts_on_disk(data), "it to go")
        await session.type("y")
        await session.until(lambda: drafts_on_disk(data), "the draft")
        await session.press("backspace")
        await drop_the_line(session)
    assert not drafts_on_disk(data)
