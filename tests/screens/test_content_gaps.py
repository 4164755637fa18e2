"""A content folder whose pages lost an item, a part or a section: said in a sentence or left out, never a fault."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from msgspec.structs import replace

from tests.conftest import Open
from tests.support import MOMENT, Sitting
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    Goal,
    GoalReview,
    JointCheckIn,
    Promise,
    PromiseState,
    SelfCheck,
)
from trust_tui.domain.workbook import Workbook
from trust_tui.library.library import Library, packaged_folder

DAY = MOMENT.date()
GAPS: Final = [
    ("checkin-daily", "#intro"),
    ("checkin-daily", "#items"),
    ("checkin-daily", "#day-mood"),
    ("checkin-daily", "#lines"),
    ("checkin-daily", "#day-good"),
    ("checkin-daily", "#trends"),
    ("checkin-daily", "#trend-day-pull"),
    ("checkin-daily", "value=same"),
    ("checkin-daily", "#reading"),
    ("self-check", "#scale"),
    ("self-check", "value=4"),
    ("self-check", "#items"),
    ("self-check", "#ground-a"),
    ("self-check", "#reading"),
    ("self-check", "#level-most-days"),
    ("goals", "#form"),
    ("goals", "#goal-know"),
    ("goals", "#checks"),
    ("goals", "#check-own"),
    ("goals", "#review"),
    ("goals", "#review-way"),
    ("habits", "#habits"),
    ("habits", "#promises-kept"),
    ("journal", "#prompts"),
    ("journal", "#free-p1"),
    ("checkin-together", "#items"),
    ("checkin-together", "#together-q-valued"),
    ("checkin-together", "#agenda"),
    ("checkin-together", "#checkup-built"),
    ("signs/1-jealousy", "#self-check"),
    ("signs/1-jealousy", "#jealousy-b"),
    ("steps/1-acknowledge", "#exercises"),
    ("steps/1-acknowledge", "#prompts"),
    ("steps/1-acknowledge", "#goal"),
]
"""Pages, and what stands in the braces of the section, the part or the item that is lost."""


RUNS: Final = 5
"""Half of the most gaps that one page has."""


def without(text: str, mark: str) -> str:
    """The text of a page that lost what has the mark, with everything that belongs to it."""
    found = re.search(rf"^(#+|-) .*\{{{mark}[ }}].*\n", text, re.MULTILINE)
    assert found
    end = {"##": r"^## ", "###": r"^##", "-": r"^(?! )"}[found[1]]
    after = re.search(end, text[found.end() :], re.MULTILINE)
    return text[: found.start()] + (
        text[found.end() + after.start() :] if after else ""
    )


@pytest.fixture
def used(welcomed: Workbook) -> Workbook:
    """A workbook with a record of each kind that content is needed to show."""
    about = welcomed.settings.current
    for back in range(14):
        answers = {
            "day-settled": 1,
            "day-pull": back % 3,
            "day-mood": 0,
            "day-word": 4,
            "day-open": None,
        }
        check_in = CheckIn(
            day=DAY - timedelta(days=back),
            answers=answers,
            good="tea",
            note="rain",
            about=about,
        )
        welcomed.of(CheckIn).keep(check_in)
    for back in range(6):
        answers = {
            "jealousy-a": 4 if back < 3 else 1,
            "jealousy-b": 1,
            "control-a": 2,
            "ground-a": 0,
        }
        welcomed.of(SelfCheck).keep(
            SelfCheck(
                day=DAY - timedelta(days=14 * back),
                answers=answers,
                about=about,
            )
        )
    review = GoalReview(day=DAY, well="w", in_the_way="i", next="n")
    goal = Goal(
        action="ask",
        know="k",
        why="y",
        first_try=DAY,
        reviews=(review,),
        about=about,
    )
    welcomed.of(Goal).keep(goal)
    welcomed.of(Promise).keep(
        Promise(text="ring", due=DAY, state=PromiseState.KEPT, about=about)
    )
    kept = {"together-q-valued-1": "tea", "checkup-built-both": "a garden"}
    welcomed.of(JointCheckIn).keep(
        JointCheckIn(day=DAY, kept=kept, agreement="walk", about=about)
    )
    welcomed.of(Entry).keep(
        Entry(text="t", day=DAY, answers="free-p1", about=about)
    )
    welcomed.set_settings(replace(welcomed.settings, welcomed=DAY))
    return welcomed


OPENED: Final = (
    "1 c",
    "1 t",
    "1 h",
    "2 s",
    "3 down o",
    "5 p",
    "5 b",
    "2 end enter",
    "1 t b enter ctrl+s",
)
"""Keys to what is made from the pages."""


async def step_back(session: Sitting) -> None:
    """Leave every dialog."""
    for _ in range(9):
        if len(session.app.screen_stack) > 1:
            await session.press("escape")
    assert len(session.app.screen_stack) == 1


async def go_about(session: Sitting) -> None:
    """Open everything that is made from the pages."""
    for keys in OPENED:
        await session.press(*keys.split())
        await step_back(session)
    await session.press("1", "t", *["enter"] * 8)
    await step_back(session)
    await session.press("5")
    for _ in range(6):
        for key in ("e", "v", "end", "e", "v"):
            await session.press(key)
            await step_back(session)
        await session.press("home", "right_square_bracket")


@pytest.mark.parametrize("number", range(RUNS))
async def test_what_a_page_lost_is_no_fault(
    start: Open, used: Workbook, tmp_path: Path, number: int
) -> None:
    """Each page that has so many gaps has lost the one of that number, and one that is far from it."""
    for page in dict.fromkeys(page for page, _ in GAPS):
        if marks := [mark for at, mark in GAPS if at == page][number::RUNS]:
            text = (packaged_folder() / "en" / f"{page}.md").read_text()
            for mark in marks:
                text = without(text, mark)
            file = tmp_path / "own" / f"{page}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
    async with start(
        library=Library([tmp_path / "own", packaged_folder()])
    ) as session:
        await go_about(session)

        assert session.app._exception is None
        assert session.mode == "journal"
