"""The calendar is read by real programs: khal, calcurse, todoman and recurring-ical-events."""

import json
import shutil
import subprocess
from datetime import date, time
from pathlib import Path
from typing import Final

import pytest
from msgspec.structs import replace

from tests.formats.doubles import MemoryWorkbook
from trust_tui.domain.contents import gather
from trust_tui.domain.records import Goal, GoalState, Promise
from trust_tui.formats.ics import write_calendar

PEERS: Final = Path(__file__).parents[2] / ".peers" / "bin"
TODAY: Final = date(2026, 11, 24)
CONFIG: Final = """\
[calendars]
[[mine]]
path = {folder}
[sqlite]
path = {folder}.db
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""
ALARMS: Final = """\
import datetime, icalendar, json, recurring_ical_events, sys
calendar = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read())
found = []
for event in recurring_ical_events.of(calendar).between("20261124", "20261212"):
    start = event["DTSTART"].dt
    for alarm in event.walk("VALARM"):
        day = datetime.datetime.combine(start, datetime.time()) if type(start) is datetime.date else start
        found.append([str(day + alarm["TRIGGER"].dt), str(event["SUMMARY"])])
print(json.dumps(sorted(found)))
"""


def installed(name: str) -> str:
    found = shutil.which(name, path=str(PEERS)) or shutil.which(name)
    if found is None:
        pytest.skip(
            f"{name} not found: scripts/peers.sh, scripts/test_tools.sh"
        )
    return found


def run(*command: str, home: Path) -> str:
    env = {
        **{name: str(home) for name in ("HOME", "XDG_DATA_HOME")},
        **{"XDG_CACHE_HOME": str(home), "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    }
    done = subprocess.run(
        command, capture_output=True, text=True, env=env, cwd=home
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def planned(memory: MemoryWorkbook) -> MemoryWorkbook:
    """A workbook with a goal of one day and a promise for another."""
    memory.of(Goal).keep(Goal(action="a", first_try=date(2026, 11, 29)))
    memory.of(Promise).keep(Promise(text="b", due=date(2026, 12, 10)))
    return memory


def written(memory: MemoryWorkbook, place: Path) -> Path:
    place.write_bytes(
        b"".join(write_calendar(gather(memory), daily=time(21), today=TODAY))
    )
    return place


class Khal:
    """Runs khal on a calendar of its own."""

    def __init__(self, home: Path) -> None:
        self._program = installed("khal")
        self._home = home
        (home / "calendar").mkdir()
        self._config = home / "khal.conf"
        self._config.write_text(CONFIG.format(folder=home / "calendar"))

    def take_in(self, place: Path) -> None:
        self._run("import", "--batch", str(place))

    def days(self) -> list[str]:
        """What it lists but for the daily reminder."""
        form = "{start-date} {title} {status}{alarm-symbol}"
        told = self._run(
            *("list", "--format", form, "--day-format", ""),
            *("2026-11-24", "20d"),
        )
        lines = [" ".join(line.split()) for line in told.splitlines()]
        return [line for line in lines if line and "minute" not in line]

    def _run(self, *arguments: str) -> str:
        return run(
            *(self._program, "-c", str(self._config)),
            *arguments,
            home=self._home,
        )


@pytest.fixture
def khal(tmp_path: Path) -> Khal:
    return Khal(tmp_path)


def test_khal_lists_each_day_once_however_often_it_is_taken_in(
    khal: Khal, planned: MemoryWorkbook, tmp_path: Path
) -> None:
    place = written(planned, tmp_path / "ours.ics")
    khal.take_in(place)
    once = khal.days()
    khal.take_in(place)

    days = ["2026-11-29 Planned", "2026-12-01 Look back", "2026-12-10 Due"]
    assert [line.rpartition(" ")[0] for line in once] == days
    assert all(line.endswith("⏰") for line in once)
    assert khal.days() == once


def test_khal_marks_what_is_over_and_rings_for_it_no_more(
    khal: Khal, planned: MemoryWorkbook, tmp_path: Path
) -> None:
    khal.take_in(written(planned, tmp_path / "first.ics"))
    (goal,) = planned.of(Goal).all()
    planned.of(Goal).change(goal, replace(goal.value, state=GoalState.DONE))
    khal.take_in(written(planned, tmp_path / "second.ics"))

    planned_day, look_back, due = khal.days()
    assert planned_day == "2026-11-29 Planned CANCELLED"
    assert look_back == "2026-12-01 Look back CANCELLED"
    assert due.startswith("2026-12-10 Due") and "CANCELLED" not in due


def test_calcurse_books_each_day_and_the_daily_reminder(
    planned: MemoryWorkbook, tmp_path: Path
) -> None:
    place = written(planned, tmp_path / "ours.ics")
    folder = tmp_path / "folder"
    folder.mkdir()
    program = installed("calcurse")

    run(program, "-D", str(folder), "-i", str(place), home=tmp_path)

    booked = sorted((folder / "apts").read_text().splitlines())
    assert len(booked) == 4
    assert any(
        line.startswith("11/24/2026 @ 21:00 -> 11/24/2026 @ 21:05 {1D}")
        for line in booked
    )
    for day, title in (
        ("11/29", "Planned"),
        ("12/01", "Look"),
        ("12/10", "Due"),
    ):
        assert any(
            line.startswith(f"{day}/2026 [1] {title}") for line in booked
        )


def test_todoman_takes_none_of_the_days_for_a_task(
    planned: MemoryWorkbook, tmp_path: Path
) -> None:
    program = installed("todo")
    (tmp_path / "lists" / "ours").mkdir(parents=True)
    (tmp_path / "todoman.py").write_text(
        f'path = "{tmp_path}/lists/*"\ndate_format = "%Y-%m-%d"\n'
        'time_format = "%H:%M"\ndefault_list = "ours"\n'
        f'cache_path = "{tmp_path}/cache.sqlite3"\n'
    )
    command = (program, "--config", str(tmp_path / "todoman.py"))
    run(*command, "new", "Their own", home=tmp_path)
    written(planned, tmp_path / "lists" / "ours" / "ours.ics")

    listed = run(*command, "list", home=tmp_path)

    (line,) = listed.splitlines()
    assert "Their own" in line


def test_every_day_that_recurring_ical_events_unfolds_has_its_alarm(
    planned: MemoryWorkbook, tmp_path: Path
) -> None:
    place = written(planned, tmp_path / "ours.ics")
    python = PEERS / "python"
    if not python.exists():
        pytest.skip("recurring-ical-events not found: scripts/peers.sh")

    told = run(str(python), "-c", ALARMS, str(place), home=tmp_path)

    rings = [tuple(one) for one in json.loads(told)]
    days = [one for one in rings if one[1] != "A minute for notes"]
    assert days == [
        ("2026-11-29 09:00:00", "Planned"),
        ("2026-12-01 09:00:00", "Look back"),
        ("2026-12-10 09:00:00", "Due"),
    ]
    evenings = [when for when, title in rings if title.startswith("A minute")]
    assert len(evenings) == 18
    assert all(when.endswith("21:00:00") for when in evenings)
