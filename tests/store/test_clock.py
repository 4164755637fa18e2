"""A clock that is years off, ahead or behind: nothing expires, nothing is rotated away, and it is said."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.store.helpers import TickingClock, entry, opened
from trust_tui.domain.records import Entry
from trust_tui.store.care.backups import backups
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.store_workbook import StoreWorkbook

RIGHT = datetime(2026, 11, 30, 12, tzinfo=UTC)
AHEAD = datetime(2150, 1, 1, 12, tzinfo=UTC)
BEHIND = datetime(1970, 1, 2, 12, tzinfo=UTC)


def started(folder: Path, now: datetime) -> StoreWorkbook:
    """A start, with all that is done beside the user's work."""
    workbook = opened(folder, clock=TickingClock(now), upkeep=True)
    workbook.finish_upkeep()
    return workbook


def a_week(folder: Path) -> list[str]:
    """A workbook with an entry in the trash and a backup of each of six days."""
    for day in range(6):
        workbook = started(folder, RIGHT + timedelta(days=day))
        workbook.of(Entry).keep(entry(f"day {day}"))
        workbook.close()
    workbook = started(folder, RIGHT + timedelta(days=6))
    workbook.of(Entry).delete(workbook.of(Entry).all()[0])
    workbook.close()
    return [backup.name for backup in backups(Folder(folder))]


@pytest.mark.parametrize("wrong", [AHEAD, BEHIND])
def test_a_start_under_a_wrong_clock_costs_no_backup_and_nothing_in_the_trash(
    folder: Path, wrong: datetime
) -> None:
    before = a_week(folder)
    workbook = started(folder, wrong)
    assert len(workbook.trash()) == 1
    assert any("clock" in finding.said for finding in workbook.findings)
    workbook.close()
    right = RIGHT + timedelta(days=7)
    workbook = started(folder, right)
    assert not any("clock" in finding.said for finding in workbook.findings)
    workbook.of(Entry).keep(entry("afterwards"))
    workbook.close()
    assert len(started(folder, right + timedelta(days=1)).trash()) == 1
    after = {backup.name for backup in backups(Folder(folder))}
    assert set(before) <= after
    assert f"{right + timedelta(days=1):%Y-%m-%d}" in {
        name[:10] for name in after
    }


def test_backups_asked_for_under_a_wrong_clock_cost_none(
    folder: Path,
) -> None:
    before = a_week(folder)
    workbook = opened(folder, clock=TickingClock(AHEAD))
    asked = [workbook.backup().name for _ in range(12)]
    workbook.close()
    after = {backup.name for backup in backups(Folder(folder))}
    assert {*before, *asked} <= after
    workbook = started(folder, RIGHT + timedelta(days=7))
    workbook.backup()
    workbook.close()
    after = {backup.name for backup in backups(Folder(folder))}
    assert len(after.intersection(asked)) <= 10


def test_the_last_backups_of_the_past_stay_however_long_the_wrong_clock_runs(
    folder: Path,
) -> None:
    before = a_week(folder)
    for day in range(8):
        workbook = started(folder, AHEAD + timedelta(days=day))
        workbook.of(Entry).keep(entry(f"wrong {day}"))
        workbook.close()
    workbook = started(folder, RIGHT + timedelta(days=8))
    workbook.close()
    after = [backup.name for backup in backups(Folder(folder))]
    assert len([name for name in before if name in after]) >= 4


def test_backups_from_days_to_come_do_not_keep_todays_from_being_made(
    folder: Path,
) -> None:
    a_week(folder)
    workbook = started(folder, AHEAD)
    workbook.of(Entry).keep(entry("under the wrong clock"))
    workbook.close()
    days = set()
    for day in range(8, 12):
        workbook = started(folder, RIGHT + timedelta(days=day))
        workbook.of(Entry).keep(entry(f"day {day}"))
        workbook.close()
        started(folder, RIGHT + timedelta(days=day, hours=1)).close()
        days.add(f"{RIGHT + timedelta(days=day):%Y-%m-%d}")
    made = {backup.name[:10] for backup in backups(Folder(folder))}
    assert days <= made


def test_what_was_kept_under_a_wrong_clock_is_told_of_until_something_fits(
    folder: Path,
) -> None:
    a_week(folder)
    workbook = started(folder, AHEAD)
    workbook.of(Entry).keep(entry("under the wrong clock"))
    workbook.close()
    right = RIGHT + timedelta(days=8)
    for _ in range(2):
        workbook = started(folder, right)
        assert any("later than" in each.said for each in workbook.findings)
        workbook.close()
    workbook = started(folder, right)
    workbook.of(Entry).keep(entry("under the right one"))
    workbook.close()
    for _ in range(2):
        workbook = started(folder, right)
        assert workbook.findings == ()
        workbook.compact()
        workbook.close()
