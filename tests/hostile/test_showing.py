"""Every screen that shows what was kept, whatever that is: text of a note or an import is kept as it came."""

from itertools import zip_longest
from pathlib import Path
from typing import Final

import pytest
from msgspec.structs import replace
from textual.geometry import Region

from tests.conftest import Open
from tests.hostile.showing import check_screen, shadow_of
from tests.hostile.strings import HOSTILE, SHORT
from tests.support import MOMENT
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    ExerciseWork,
    Goal,
    GoalReview,
    JointCheckIn,
    Limit,
    Promise,
    Relationship,
    Value,
    Win,
)
from trust_tui.domain.workbook import Draft, Workbook
from trust_tui.widgets.row_list import RowList

PARTS: Final = 2


def values_of(
    text: str, title: str, tag: str, about: str | None, number: int
) -> list[Value]:
    """An entry of three texts, and a record of another kind; the kinds go round."""
    day = MOMENT.date()
    review = GoalReview(day=day, well=text, in_the_way=text, next=text)
    made: list[Value] = [
        Entry(
            text=text,
            title=title,
            tags=(tag, "x"),
            answers=text,
            day=day,
            about=about,
        ),
        CheckIn(
            day=day,
            answers={text: 3, "day-mood": 2},
            good=text,
            note=text,
            about=about,
        ),
        Goal(
            action=text,
            when=text,
            know=text,
            obstacle=text,
            then=text,
            why=text,
            earlier=(text,),
            source=text,
            reviews=(review,),
            about=about,
        ),
        Promise(text=text, to=text, about=about),
        Win(text=text, day=day, about=about),
        Limit(text=text, about=about),
        JointCheckIn(
            day=day, kept={f"{text}-1": text}, agreement=text, about=about
        ),
        ExerciseWork(
            exercise="ack-lines",
            written={"ack-lines-1": text, text: text},
            about=about,
        ),
    ]
    return [made[0], made[1 + number % (len(made) - 1)]]


@pytest.mark.parametrize("part", range(PARTS))
async def test_every_record_is_listed_and_shown_harmless(
    start: Open, welcomed: Workbook, part: int
) -> None:
    about = welcomed.settings.current
    texts = list(HOSTILE.values())[part::PARTS]
    count = 0
    with welcomed.batch():
        for number, (text, title, tag) in enumerate(
            zip_longest(*[iter(texts)] * 3, fillvalue="")
        ):
            for value in values_of(text, title, tag, about, number):
                welcomed.of(type(value)).keep(value)
                count += 1
    async with start() as session:
        shadow = shadow_of(Region(0, 0, *session.app.size))
        check_screen(session, shadow)
        await session.press("5")
        row_list = session.app.screen.query_one(RowList)
        seen = set()
        for number in range(count):
            check_screen(session, shadow)
            seen.add(row_list.cursor)
            if number % 40 == 0:
                for keys in (
                    ("e", "escape"),
                    ("d", "escape"),
                    ("enter", "escape"),
                ):
                    await session.press(*keys)
                    check_screen(session, shadow)
            await session.press("down")
        assert len(seen) > len(texts) / 5
        for key in ("right_square_bracket",) * 6:
            await session.press(key)
            check_screen(session, shadow)


async def test_a_name_stands_harmless_wherever_it_is_shown(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        shadow = shadow_of(Region(0, 0, *session.app.size))
        kept = session.app.session
        for number, text in enumerate(list(SHORT.values())[::2]):
            record = kept.workbook.of(Relationship).all()[0]
            kept.workbook.of(Relationship).change(
                record, replace(record.value, label=text)
            )
            kept.version += 1
            session.app.prompter.freshen()
            await session.settle()
            check_screen(session, shadow)
            if number % 16 == 0:
                for keys in (
                    ("r",),
                    ("end", "enter"),
                    ("enter",),
                    ("down", "down", "down", "enter"),
                ):
                    await session.press(*keys)
                    check_screen(session, shadow)
                while len(session.app.screen_stack) > 1:
                    await session.press("escape")


async def test_a_draft_of_anything_is_offered_harmless(
    start: Open, welcomed: Workbook, data: Path
) -> None:
    for number, text in enumerate(list(SHORT.values())[::9]):
        welcomed.drafts.keep(
            Draft(
                key=f"entry:new:{number}",
                fields={"title": text, "text": text, "prompt": text},
            )
        )
    count = number + 1
    welcomed.close()
    async with start() as session:
        shadow = shadow_of(Region(0, 0, *session.app.size))
        for _ in range(count):
            assert session.shows("You had not finished")
            check_screen(session, shadow)
            await session.press("enter")
            check_screen(session, shadow)
            await session.press("escape")


async def test_what_is_found_is_listed_harmless(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    with welcomed.batch():
        for text in SHORT.values():
            welcomed.of(Entry).keep(
                Entry(
                    text=f"needle {text}",
                    title=text,
                    day=MOMENT.date(),
                    about=about,
                )
            )
    async with start() as session:
        shadow = shadow_of(Region(0, 0, *session.app.size))
        await session.press("slash")
        await session.type("needle")
        for _ in range(12):
            check_screen(session, shadow)
            await session.press("pagedown")
        await session.press("enter")
        check_screen(session, shadow)
