"""Pages that must leave no mark: who opened them may be asked about it by whoever finds one."""

import pytest

from tests.conftest import Open
from trust_tui.domain.records import PageRead
from trust_tui.domain.workbook import Workbook


@pytest.mark.parametrize("page", ["Safety", "Helplines"])
async def test_safety_and_helplines_store_nothing(
    start: Open, welcomed: Workbook, page: str
) -> None:
    async with start() as session:
        await session.press("tab")
        await session.choose(page)
        await session.press("end", "q")
        await session.press("exclamation_mark", "end", "q")

    welcomed.refresh()
    assert not welcomed.of(PageRead).all()


async def test_another_page_is_marked_as_read(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("tab")
        await session.choose("Privacy")
        await session.press("end", "q")

    welcomed.refresh()
    assert [record.value.page for record in welcomed.of(PageRead).all()] == [
        "privacy"
    ]
