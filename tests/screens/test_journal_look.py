"""The journal reads like one: months have headings, and a check-in shows its answers and its words."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Open
from tests.domain.making import record
from tests.support import MOMENT
from trust_tui.domain import CheckIn, Entry, Workbook
from trust_tui.screens.journal_views import RecordRows, month_starts
from trust_tui.widgets import Row

DAY = MOMENT.date()


async def test_months_have_headings_and_the_cursor_passes_over_them(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    for back in (0, 3, 40, 400):
        day = DAY - timedelta(days=back)
        welcomed.of(Entry).keep(
            Entry(text=f"entry {back}", day=day, about=about)
        )
    async with start() as session:
        await session.press("5")
        assert session.shows("November 2026", "October 2026", "October 2025")
        assert "entry 0" in session.row
        await session.press("j", "j")
        assert "entry 40" in session.row
        await session.press("d")
        await session.until_shown("In the trash")
        assert not session.shows("October 2026")
        assert "entry 400" in session.row


async def test_a_check_in_shows_its_answers_and_its_words(
    start: Open, welcomed: Workbook
) -> None:
    answers = {"day-settled": 4, "day-pull": 0, "day-mood": 2}
    about = welcomed.settings.current
    welcomed.of(CheckIn).keep(
        CheckIn(day=DAY, answers=answers, good="tea", about=about)
    )
    async with start(ascii=True) as session:
        await session.press("5")
        assert "40" in session.row
        assert "tea" in session.row
        assert not session.shows("Check-in: tea")


@given(st.lists(st.dates(date(2020, 1, 1), date(2026, 12, 31)), max_size=60))
def test_every_month_has_one_heading_before_its_records(
    days: list[date],
) -> None:
    days.sort(reverse=True)
    records = [record(Entry(text="a", day=day)) for day in days]
    rows = RecordRows(
        records,
        lambda one: Row(one.id, [(f"{one.value.day:%B %Y}", "text")]),
        [Row("give", [])],
        by_month=True,
    )
    months = list(dict.fromkeys((day.year, day.month) for day in days))
    starts = list(month_starts(records))
    assert [(day.year, day.month) for _, day in starts] == months
    listed = list(rows)
    assert len(listed) == len(days) + len(months) + 1
    assert [row.key for row in listed if row.key] == [
        "give",
        *(one.id for one in records),
    ]
    heading = ""
    for at, row in enumerate(listed[1:], 1):
        text = next(iter(row.left))[0]
        if row.key:
            assert text == heading
            assert records[rows.record_index(at)].id == row.key
        else:
            heading = text
            assert rows.record_index(at) == -1
