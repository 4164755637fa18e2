"""A workbook full of hostile strings, as a note or an import leaves them: not cleaned."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.hostile.strings import NAMES, SHORT
from trust_tui.domain.clock import SystemClock, day_of
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    Goal,
    Promise,
    Relationship,
    Settings,
    Win,
)
from trust_tui.store import open_workbook


@pytest.fixture(scope="session")
def _hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "data"
    clock = SystemClock()
    day = day_of(clock.now(), Settings().day_ends)
    workbook = open_workbook(folder, clock=clock)
    about = workbook.of(Relationship).keep(
        Relationship(label="S \x1b]0;label\x07 [/x] \u202e")
    )
    workbook.set_settings(Settings(welcomed=day, current=about.id))
    with workbook.batch():
        for number, text in enumerate([*SHORT.values(), *NAMES]):
            past = day - timedelta(days=number % 50)
            workbook.of(Entry).keep(
                Entry(
                    text=text,
                    title=text,
                    tags=(text,),
                    day=past,
                    about=about.id,
                )
            )
            match number % 4:
                case 0:
                    goal = Goal(
                        action=text,
                        when=text,
                        know=text,
                        first_try=day,
                        about=about.id,
                    )
                    workbook.of(Goal).keep(
                        replace(goal, obstacle=text, then=text, why=text)
                    )
                case 1:
                    workbook.of(Promise).keep(
                        Promise(text=text, to=text, due=day, about=about.id)
                    )
                case 2:
                    workbook.of(Win).keep(
                        Win(text=text, day=past, about=about.id)
                    )
                case 3 if number < 200:
                    value = CheckIn(
                        day=past,
                        answers={"day-mood": 2},
                        good=text,
                        note=text,
                        about=about.id,
                    )
                    workbook.of(CheckIn).keep(value)
    workbook.backup()
    workbook.close()
    return folder


@pytest.fixture
def hostile(_hostile: Path, tmp_path: Path) -> Path:
    """The data folder, for this test alone."""
    folder = tmp_path / "hostile"
    shutil.copytree(_hostile, folder)
    return folder
