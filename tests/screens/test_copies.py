"""Copies that a synchroniser has left are offered for joining at the start, never joined unasked."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.conftest import Open
from tests.support import MOMENT
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Workbook
from trust_tui.store import open_workbook
from trust_tui.store.store_workbook import StoreWorkbook
from trust_tui.transfer.join import join


@pytest.fixture
def beside(welcomed: Workbook, data: Path, clock: StandingClock) -> Path:
    """A whole copy beside the data folder that holds an entry more."""
    assert isinstance(welcomed, StoreWorkbook)
    welcomed.finish_upkeep()
    copy = data.with_name(f"{data.name} (1)")
    shutil.copytree(data, copy)
    other = open_workbook(copy, clock=clock, upkeep=False)
    other.of(Entry).keep(
        Entry(
            text="from elsewhere",
            day=MOMENT.date(),
            about=welcomed.settings.current,
        )
    )
    other.close()
    return copy


async def test_it_is_joined_when_the_user_says_so(
    start: Open, welcomed: Workbook, beside: Path
) -> None:
    async with start() as session:
        await session.until_shown("A conflict copy of your workbook")
        assert session.shows(beside.name)
        await session.choose("Merge it")
        await session.until_shown("Joined: one record came in")
        await session.press("enter", "5")
        assert session.shows("from elsewhere")
    assert not beside.exists()
    assert beside.with_name(f"{beside.name} joined").is_dir()
    async with start() as session:
        assert session.shows("Today")


async def test_left_for_now_it_is_offered_again(
    start: Open, welcomed: Workbook, beside: Path
) -> None:
    for _ in range(2):
        async with start() as session:
            await session.until_shown("A conflict copy of your workbook")
            await session.press("enter")
            assert session.shows("Today")
            await session.press("5")
            assert not session.shows("from elsewhere")
    assert beside.is_dir()


async def test_one_that_cannot_be_joined_is_said_and_the_others_are(
    start: Open, welcomed: Workbook, beside: Path, data: Path
) -> None:
    damaged = data / "log" / "000000000001 (1).json"
    damaged.write_bytes(b"half")
    damaged.chmod(0o600)
    async with start() as session:
        await session.until_shown("A conflict copy of your workbook")
        await session.choose("Merge them")
        await session.until_shown("That copy is damaged")
        await session.press("enter")
        await session.until_shown("Joined: one record came in")
    assert damaged.read_bytes() == b"half"


async def test_a_copy_that_went_on_is_joined_after_a_backup_and_both_texts_stay(
    start: Open, welcomed: Workbook, data: Path, clock: StandingClock
) -> None:
    assert isinstance(welcomed, StoreWorkbook)

    def write(workbook: Workbook, at: int, text: str) -> None:
        clock.moment += timedelta(minutes=1)
        record = workbook.of(Entry).get(ids[at])
        assert record is not None
        workbook.of(Entry).change(record, replace(record.value, text=text))

    about, day = welcomed.settings.current, MOMENT.date()
    entry = Entry(text="first", day=day, about=about)
    ids = [welcomed.of(Entry).keep(entry).id for _ in range(2)]
    welcomed.finish_upkeep()
    copy = data.with_name(f"{data.name} (1)")
    shutil.copytree(data, copy)
    other = open_workbook(copy, clock=clock, upkeep=False)
    write(welcomed, 0, "written here")
    write(other, 1, "from elsewhere")
    with welcomed.copies.opened(copy) as theirs:
        join(welcomed, theirs)
    write(other, 0, "elsewhere once")
    write(other, 0, "elsewhere twice")
    other.close()
    async with start() as session:
        await session.until_shown("A conflict copy of your workbook")
        await session.choose("Merge it")
        await session.until_shown("Joined: 2 records came in")
    welcomed.refresh()
    (made,) = [one for one in welcomed.backups() if "-asked-" in one.name]
    both = {"written here", "elsewhere twice"}
    assert both <= {one.value.text for one in welcomed.of(Entry).all()}
    welcomed.restore_backup(made.name)
    assert "written here" in {
        one.value.text for one in welcomed.of(Entry).all()
    }
