"""The records refuse what cannot be, in words a user can read."""

from datetime import date
from typing import get_args

import pytest

from trust_tui.domain.records import CheckIn, Entry, SelfCheck, Settings, Value

DAY = date(2026, 11, 24)


@pytest.mark.parametrize("answer", [0, 4, None])
@pytest.mark.parametrize("kind", [CheckIn, SelfCheck])
def test_an_answer_on_the_scale_is_kept(
    kind: type[CheckIn | SelfCheck], answer: int | None
) -> None:
    assert (
        kind(day=DAY, answers={"day-mood": answer}).answers["day-mood"]
        == answer
    )


@pytest.mark.parametrize("answer", [-1, 5, 100])
@pytest.mark.parametrize("kind", [CheckIn, SelfCheck])
def test_an_answer_outside_the_scale_is_refused(
    kind: type[CheckIn | SelfCheck], answer: int
) -> None:
    with pytest.raises(ValueError, match="whole number from 0 to 4"):
        kind(day=DAY, answers={"day-mood": answer})


@pytest.mark.parametrize("hour", [0, 4, 12])
def test_a_day_may_end_up_to_noon(hour: int) -> None:
    assert Settings(day_ends=hour).day_ends == hour


@pytest.mark.parametrize("hour", [-1, 13])
def test_a_day_cannot_end_later(hour: int) -> None:
    with pytest.raises(ValueError, match="from 0 to 12"):
        Settings(day_ends=hour)


def test_a_value_cannot_be_changed() -> None:
    entry = Entry(text="a", day=DAY)

    with pytest.raises(AttributeError):
        entry.text = "b"  # type: ignore[misc]  # what is tested


def test_every_kind_of_value_has_a_table_of_its_own() -> None:
    tables = [kind.TABLE for kind in get_args(Value)]

    assert len(set(tables)) == len(tables)
