"""What is asked for at every key is taken from its bytes once, not at every question."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.conftest import Open
from tests.support import MOMENT
from trust_tui.cli.demo import StandingClock, fill
from trust_tui.domain.records import Relationship
from trust_tui.domain.workbook import Workbook
from trust_tui.store.log import documents


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """How often each function of the codec of the store is called meanwhile, by the screen."""
    calls: Counter[str] = Counter()

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code.co_filename == documents.__file__:
            calls[frame.f_code.co_name] += 1

    sys.setprofile(note)
    try:
        yield calls
    finally:
        sys.setprofile(None)


@pytest.mark.parametrize(
    ("keys", "most"),
    [
        (("5", "n", "w", "ctrl+s"), 10),
        (
            ("c", "3", "ctrl+s"),
            110,
        ),  # the trends look at all check-ins of a year
    ],
    ids=["entry", "check-in"],
)
async def test_saving_takes_no_more_records_apart_than_it_shows(
    start: Open, data: Path, keys: tuple[str, ...], most: int
) -> None:
    fill(data, StandingClock(MOMENT))
    async with start() as session:
        *before, save = keys
        await session.press(*before)
        with counted() as calls:
            await session.press(save)
    assert 0 < calls["record_of"] <= most


async def test_who_is_in_mind_is_known_anew_after_each_change(
    start: Open, welcomed: Workbook
) -> None:
    people = welcomed.of(Relationship)
    async with start() as session:
        now = session.app.session
        (record,) = people.all()
        assert now.current == record
        changed = people.change(record, Relationship(label="Alex"))
        await now.refresh()
        assert now.current == changed
