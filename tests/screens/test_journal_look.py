"""The journal reads like one: months have headings, and a check-in shows its answers and its words."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from tests.conftest import Open
from tests.domain.making import record
from tests.support import MOMENT, Sitting
from trust_tui.config import ConfigFile
from trust_tui.domain import (
    CheckIn,
    Entry,
    JournalView,
    Win,
    Workbook,
    kinds_in,
)
from trust_tui.library import Library
from trust_tui.screens.timeline_rows import RecordRows, headings
from trust_tui.terminal.ascii import to_ascii
from trust_tui.widgets import Row

DAY = MOMENT.date()


async def test_months_and_days_have_headings_and_the_cursor_passes_over_them(
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
        assert session.shows("Today, Tuesday 24", "Saturday 21", "Thursday 15")
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


@given(
    st.lists(st.dates(date(2020, 1, 1), date(2026, 12, 31)), max_size=60),
    st.booleans(),
)
def test_every_month_and_day_has_one_heading_before_its_records(
    days: list[date], two_lines: bool
) -> None:
    days.sort(reverse=True)
    records = [record(Entry(text="a", day=day)) for day in days]
    rows = RecordRows(
        records,
        lambda one: Row(one.id, [(f"{one.value.day:%B %Y}", "text")]),
        *[lambda _: Row("", [("more", "quiet")])] * two_lines,
        first=[Row("give", [])],
        headings=headings(records, DAY),
    )
    listed = list(rows)
    months = dict.fromkeys((day.year, day.month) for day in days)
    lines = len(days) * (1 + two_lines)
    assert len(listed) == len(rows) == lines + len(months) + len(set(days)) + 1
    assert [row.key for row in listed if row.key] == [
        "give",
        *(one.id for one in records),
    ]
    month, day = "", ""
    for at, row in enumerate(listed[1:], 1):
        text, style = next(iter(row.left))
        index = rows.record_index(at)
        if row.key:
            assert records[index].id == row.key
            assert text == month
            of_day = (
                f"{records[index].value.day:%A} {records[index].value.day.day}"
            )
            assert (
                day.removeprefix("Yesterday, ").removeprefix("Today, ")
                == of_day
            )
            continue
        assert index == -1
        if style == "heading":
            month = text
        elif text == "more":
            assert listed[at - 1].key
        else:
            day = text


def test_each_kind_of_the_journal_has_a_sign_of_its_own_in_ascii_too() -> None:
    kinds = kinds_in(JournalView.ALL)
    signs = [kind.sign for kind in kinds]
    assert all(cell_len(sign) == 1 for sign in signs)
    plain = [to_ascii(sign, 1) for sign in signs]
    assert len(set(plain)) == len(kinds)
    assert [one for one in plain if one == "?"] == ["?"] * signs.count("?")


@pytest.mark.parametrize("reader", [False, True])
async def test_signs_stand_before_rows_of_several_kinds_but_not_for_readers(
    start: Open, welcomed: Workbook, tmp_path: Path, reader: bool
) -> None:
    about = welcomed.settings.current
    welcomed.of(Entry).keep(Entry(text="tea", day=DAY, about=about))
    welcomed.of(Win).keep(Win(text="calm", day=DAY, about=about))
    file = tmp_path / "config.toml"
    file.write_text(f"reader = {str(reader).lower()}\n")
    async with start(config_file=ConfigFile(file)) as session:
        await session.press("5")
        await session.until_shown("Win: calm")
        assert session.shows("+ Win: calm", "\u00b7 tea") is not reader
        await session.press("]")
        await session.until(lambda: not session.shows("Win: calm"))
        assert "tea" in session.row and "\u00b7" not in session.row


async def test_whom_the_screen_is_read_out_to_hears_the_day_in_each_row(
    start: Open, welcomed: Workbook, tmp_path: Path
) -> None:
    about = welcomed.settings.current
    day = DAY - timedelta(days=1)
    welcomed.of(Entry).keep(Entry(text="tea", day=day, about=about))
    file = tmp_path / "config.toml"
    file.write_text("reader = true\n")
    async with start(config_file=ConfigFile(file)) as session:
        await session.press("5")
        await session.until_shown("tea")
        assert "yesterday" in session.row
    async with start() as session:
        await session.press("5")
        await session.until_shown("tea")
        assert "yesterday" not in session.row
        assert session.shows("Yesterday, Monday 23")


async def test_answers_are_digits_where_a_screen_reader_reads(
    start: Open, welcomed: Workbook, packaged: Library, tmp_path: Path
) -> None:
    items = packaged.daily_items()
    answers: dict[str, int | None] = {
        item.id: place % 5 for place, item in enumerate(items)
    }
    welcomed.of(CheckIn).keep(
        CheckIn(day=DAY, answers=answers, about=welcomed.settings.current)
    )
    file = tmp_path / "config.toml"
    file.write_text("reader = true\n")
    async with start(config_file=ConfigFile(file)) as session:
        await session.press("5")
        said = "".join(str(answer) for answer in answers.values())
        assert said in session.text


LONG = "the long walk by the river and back again over the old bridge home"


def below(session: Sitting) -> str:
    """The line below the row under the cursor."""
    lines = list(session.lines)
    at = next(n for n, line in enumerate(lines) if session.row in line)
    return lines[at + 1]


async def test_rows_have_two_lines_where_there_is_room_for_them(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    for back, entry in enumerate(
        (
            Entry(title="tea", text="with **sugar**", day=DAY, about=about),
            Entry(text=LONG, day=DAY, about=about),
            Entry(text="one line", day=DAY, about=about),
        )
    ):
        day = DAY - timedelta(days=back)
        welcomed.of(Entry).keep(replace(entry, day=day))
    async with start(size=(120, 40)) as session:
        await session.press("5")
        assert "tea" in session.row
        assert "with **sugar**" in below(session)
        await session.press("j")
        assert "the long walk" in session.row
        assert "back again over the old" in below(session)
        await session.press("j")
        assert "one line" in session.row
        await session.resize(100, 40)
        await session.until(lambda: not session.shows("with **sugar**"))
        assert "one line" in session.row
        await session.resize(120, 40)
        await session.until_shown("with **sugar**")
        assert "one line" in session.row


async def test_the_second_line_comes_into_view_with_its_row(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    for number in range(20):
        day = DAY - timedelta(days=number)
        text = f"more of {number}."
        welcomed.of(Entry).keep(
            Entry(title=f"entry {number}.", text=text, day=day, about=about)
        )
    async with start(size=(120, 34)) as session:
        await session.press("5")
        for number in range(20):
            assert f"entry {number}." in session.row
            assert session.shows(f"more of {number}.")
            await session.press("j")
