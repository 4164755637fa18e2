"""The check-in together: hidden in between, side by side, and kept only as far as both agree."""

import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.conftest import Open
from tests.screens.keys import to_view
from tests.support import MOMENT, Sitting
from trust_tui.dialogs import talk
from trust_tui.domain.records import (
    Goal,
    JointCheckIn,
    Relationship,
    RelationshipKind,
)
from trust_tui.domain.workbook import Workbook
from trust_tui.library.library import Library, packaged_folder

DAY = MOMENT.date()
FIRST = ("the tea", "two of two", "the holiday", "a walk")
SECOND = ("the walk", "", "the dog", "quiet mornings")


async def answer(session: Sitting, texts: Sequence[str]) -> None:
    """Fill in the lines, Enter after each; the last one gives the answers."""
    for text in texts:
        if text:
            await session.paste(text)
        await session.press("enter")


async def to_agreement(session: Sitting) -> None:
    """From the overview past both answers and the talk."""
    await session.press("1", "t", "enter")
    await answer(session, FIRST)
    await session.press("enter")
    await answer(session, SECOND)
    for _ in range(12):
        if "What you agree on" in session.lines[0]:
            return
        await session.press("enter")
    raise AssertionError(session.text)


def nothing_kept(workbook: Workbook) -> bool:
    workbook.refresh()
    return not workbook.of(JointCheckIn).all() and not workbook.of(Goal).all()


async def test_the_answers_of_the_first_are_hidden_until_both_have_answered(
    start: Open, welcomed: Workbook
) -> None:
    async with start((100, 50)) as session:
        await session.press("t", "enter")
        assert session.shows("The other looks away")
        await answer(session, FIRST)
        assert session.shows("Change places")
        assert not any(text in session.text for text in FIRST)
        await session.press("enter")
        assert not any(text in session.text for text in FIRST)
        await answer(session, SECOND)
        assert session.shows(
            "Side by side", "The first of you", "The second of you"
        )
        row = next(line for line in session.lines if "the tea" in line)
        assert "the walk" in row
        assert session.shows("(passed)")


async def test_what_both_agree_on_becomes_a_goal(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await to_agreement(session)
        await session.paste("If it is late, then I write")
        await session.press("enter")
        await session.paste("+7")
        await session.press("enter", "enter")
        await session.choose("What you agreed on, and the date")
        await session.until_shown("Kept what you both agreed to")
        assert session.shows("Check-in together")
    welcomed.refresh()
    about = welcomed.settings.current
    assert [record.value for record in welcomed.of(JointCheckIn).all()] == [
        JointCheckIn(
            day=DAY,
            agreement="If it is late, then I write",
            next_day=DAY + timedelta(days=7),
            about=about,
        )
    ]
    assert [record.value for record in welcomed.of(Goal).all()] == [
        Goal(
            action="If it is late, then I write",
            source="checkin-together",
            about=about,
        )
    ]


async def test_the_answers_are_kept_where_both_want_it(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    async with start() as session:
        await to_agreement(session)
        await session.press("ctrl+s")
        await session.choose("The answers as well")
        await session.until_shown("Kept what you both agreed to")
    welcomed.refresh()
    (record,) = welcomed.of(JointCheckIn).all()
    questions = [
        item.id for item in packaged.text("checkin-together", "items").items
    ]
    given = {f"{id}-1": text for id, text in zip(questions, FIRST, strict=True)}
    given |= {
        f"{id}-2": text
        for id, text in zip(questions, SECOND, strict=True)
        if text
    }
    assert record.value.kept == given
    assert welcomed.of(Goal).all() == []


async def test_nothing_is_the_first_choice_and_keeps_nothing(
    start: Open, welcomed: Workbook, data: Path
) -> None:
    async with start() as session:
        await to_agreement(session)
        await session.paste("zanzibar")
        await session.press("ctrl+s", "enter")
        await session.until_shown("Nothing was kept")
    assert nothing_kept(welcomed)
    assert not any(
        b"zanzibar" in path.read_bytes()
        for path in data.rglob("*")
        if path.is_file()
    )


@pytest.mark.parametrize("parts", [0, 2, 5, 13])
async def test_it_can_be_stopped_at_any_time_and_keeps_nothing(
    start: Open, welcomed: Workbook, data: Path, parts: int
) -> None:
    async with start() as session:
        await session.press("t")
        for _ in range(parts):
            if isinstance(session.app.screen, talk.AnswersDialog):
                await session.paste("zanzibar")
                await session.press("ctrl+s")
            else:
                await session.press("enter")
        await session.press("escape")
        await session.until_shown("Nothing was kept")
        assert session.mode == "overview"
    assert nothing_kept(welcomed)
    assert not any(
        b"zanzibar" in path.read_bytes()
        for path in data.rglob("*")
        if path.is_file()
    )


async def test_leaving_in_the_middle_keeps_nothing(
    start: Open, welcomed: Workbook, data: Path
) -> None:
    async with start() as session:
        await session.press("t", "enter")
        await session.paste("zanzibar")
        assert await session.leave() == 0
    assert nothing_kept(welcomed)
    assert not any(
        b"zanzibar" in path.read_bytes()
        for path in data.rglob("*")
        if path.is_file()
    )


async def test_a_day_that_cannot_be_read_is_asked_for_again(
    start: Open, welcomed: Workbook
) -> None:
    async with start((100, 30)) as session:
        await to_agreement(session)
        await session.press("enter")
        await session.paste("soonish")
        await session.press("enter", "enter")
        assert session.shows("Write the day like")
        assert "What you agree on" in session.lines[0]


async def test_each_part_of_the_talk_has_a_quiet_timer(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        await session.press("t", "t", "enter")
        await session.press("ctrl+s", "enter", "ctrl+s", "enter")
        assert session.shows("About 1 min")
        monkeypatch.setattr(talk, "MINUTE", 0.02)
        await session.press("t")
        await session.until_shown("That was the time. Enter goes on.")
        monkeypatch.setattr(talk, "MINUTE", 3600.0)
        await session.press("enter", "t")
        assert session.shows("\u25cf\u25cf\u25cf\u25cf  4 min left")
        await session.press("t")
        assert session.shows("4 min left")


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_both_answers_to_the_part_being_talked_about_stand_with_the_timer(
    start: Open, welcomed: Workbook, size: tuple[int, int]
) -> None:
    async with start(size) as session:
        await session.press("t", "enter")
        await answer(session, FIRST)
        await session.press("enter")
        await answer(session, SECOND)
        await session.press("enter")
        assert session.shows("Common ground, 1 of 8")
        assert not session.shows("the tea", "the walk")
        await session.press("enter")
        assert session.shows("What I valued, 2 of 8", "the tea", "the walk")
        assert session.shows("About 4 min. t starts a timer.")
        assert not session.shows("two of two", "a walk")
        await session.press("t", "enter")
        assert session.shows("Our agreement, 3 of 8", "two of two", "(passed)")
        assert session.shows("About 5 min. t starts a timer.")


async def test_at_work_it_is_the_short_form(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    change_current(welcomed, kind=RelationshipKind.WORK)
    long, short = (
        [part.title for part in packaged.text("checkin-together", id).parts]
        for id in ("agenda", "agenda-work")
    )
    seen = []
    async with start() as session:
        await session.press("t", "enter", "ctrl+s", "enter", "ctrl+s", "enter")
        while "What you agree on" not in session.lines[0]:
            seen.append(session.lines[0].strip())
            await session.press("enter")
    assert [
        re.sub(r"(, \d of \d)?(\s{2,}.*)?$", "", title) for title in seen
    ] == short
    assert not set(seen) & set(long)


async def test_it_is_not_offered_where_things_for_two_are_ruled_out(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    change_current(welcomed, joint=False)
    said = packaged.text("checkin-together", "safety").paragraphs[0][:40]
    async with start() as session:
        await session.press("t")
        assert session.shows("Not offered here", said)
        await session.press("enter")
        assert session.mode == "overview"
        assert len(session.app.screen_stack) == 1


async def test_with_all_together_one_is_asked_who_is_there(
    start: Open, welcomed: Workbook
) -> None:
    welcomed.set_settings(replace(welcomed.settings, current=None))
    async with start() as session:
        await session.press("t")

        assert session.shows("Not offered here", "Choose with r")


async def test_the_date_is_a_line_of_today_and_leads_to_it(
    start: Open, welcomed: Workbook
) -> None:
    joint = JointCheckIn(
        day=DAY - timedelta(days=7),
        next_day=DAY,
        about=welcomed.settings.current,
    )
    welcomed.of(JointCheckIn).keep(joint)
    async with start() as session:
        await session.choose("Check-in together")

        assert session.shows("Before you start") or session.shows(
            "A short, regular talk"
        )


async def test_safety_does_not_lead_to_it(packaged: Library) -> None:
    assert "](checkin-together.md" not in packaged.shelves.source("safety")


def change_current(workbook: Workbook, **changes: Any) -> None:
    """Change who is in mind."""
    record = workbook.of(Relationship).get(workbook.settings.current or "")
    assert record is not None
    workbook.of(Relationship).change(record, replace(record.value, **changes))


async def test_the_longer_look_back_names_what_was_agreed_on_and_nothing_else(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    about = welcomed.settings.current
    for days, text in (
        (20, "If it is late, then I write"),
        (400, "If long ago, then no more"),
    ):
        welcomed.of(JointCheckIn).keep(
            JointCheckIn(
                day=DAY - timedelta(days=days), agreement=text, about=about
            )
        )
    welcomed.of(Goal).keep(Goal(action="mine alone", about=about))
    part = packaged.text("checkin-together", "checkup")
    async with start((100, 40)) as session:
        await session.press("t")
        assert session.shows("look back")
        await session.press("b")
        assert session.shows(
            part.title, "What you agreed on", "If it is late, then I write"
        )
        assert not any(
            session.shows(text)
            for text in ("If long ago", "mine alone", part.items[0].text)
        )
        await session.press("enter")
        assert session.shows(*(item.text for item in part.items))
        await answer(session, ("a garden", "", "keep the walks"))
        await session.paste("If spring comes, then I dig")
        await session.press("ctrl+s")
        await session.choose("The answers as well")
        await session.until_shown("Kept what you both agreed to")
        await session.press(*to_view("Check-ins"))
        assert session.shows(f"{part.items[0].text} (both of us)", "a garden")
    welcomed.refresh()
    kept = welcomed.of(JointCheckIn).all()[0].value
    assert kept.kept == {
        "checkup-built-both": "a garden",
        "checkup-next-both": "keep the walks",
    }
    assert (kept.agreement, kept.about) == (
        "If spring comes, then I dig",
        about,
    )
    assert [goal.value.action for goal in welcomed.of(Goal).all()].count(
        "If spring comes, then I dig"
    ) == 1


@pytest.mark.parametrize("presses", [0, 1, 2])
async def test_the_longer_look_back_is_stopped_at_any_point_and_nothing_is_kept(
    start: Open, welcomed: Workbook, presses: int
) -> None:
    async with start() as session:
        await session.press("t", "b", *["enter", "ctrl+s"][:presses], "escape")

        assert session.shows("Nothing was kept")
    assert nothing_kept(welcomed)


async def test_content_without_a_longer_look_back_offers_none(
    start: Open, welcomed: Workbook, packaged: Library, tmp_path: Path
) -> None:
    text = packaged.shelves.source("checkin-together")
    (tmp_path / "own").mkdir()
    cut = re.sub(r"\n## Once or twice.*?(?=\n## )", "", text, flags=re.DOTALL)
    (tmp_path / "own" / "checkin-together.md").write_text(cut)
    async with start(
        library=Library([tmp_path / "own", packaged_folder()])
    ) as session:
        await session.press("t")
        assert not session.shows("look back")
        await session.press("b")
        assert session.shows("Check-in together")
        assert len(session.app.screen_stack) == 2
