"""Values become plain JSON and come back, and nothing else is taken for one."""

import json
from typing import Any

import pytest
from hypothesis import given

from tests.formats.strategies import records
from trust_tui.domain.codec import from_plain
from trust_tui.domain.records import CheckIn, Entry, Goal, Record, Settings
from trust_tui.formats.json_values import record_from_plain, record_to_plain

GOOD: dict[str, Any] = {
    "id": "123",
    "revision": 1,
    "made": "2026-11-24T20:00:00+01:00",
    "changed": "2026-11-24T20:00:00+01:00",
    "text": "a",
    "day": "2026-11-24",
}


@given(records())
def test_a_record_comes_back_as_it_was(record: Record[Any]) -> None:
    plain = json.loads(json.dumps(record_to_plain(record)))

    back = record_from_plain(type(record.value), plain)

    assert back == record
    assert record_to_plain(back) == plain


def test_a_field_that_is_missing_takes_its_default() -> None:
    assert record_from_plain(Entry, GOOD).value.tags == ()


@pytest.mark.parametrize(
    "spoiled",
    [
        {"id": "x"},
        {"id": "1" * 41},
        {"id": 5},
        {"revision": 0},
        {"revision": True},
        {"revision": "1"},
        {"made": "2026-11-24T20:00:00"},
        {"made": "2026-11-24T20:00:00+01:00:30"},
        {"made": "0001-01-01T00:00:00+10:00"},
        {"changed": "yesterday"},
        {"changed": None},
        {"text": 5},
        {"day": "2026-W48-2"},
        {"day": 20261124},
        {"tags": "a"},
        {"tags": [1]},
        {"about": 5},
    ],
)
def test_what_is_not_of_the_right_form_is_refused(
    spoiled: dict[str, Any],
) -> None:
    with pytest.raises(ValueError, match=r"^(its|one of its)"):
        record_from_plain(Entry, GOOD | spoiled)


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        (Entry, {"text": "a"}),
        (CheckIn, {"day": "2026-11-24", "answers": {"a": 9}}),
        (CheckIn, {"day": "2026-11-24", "answers": {"a": True}}),
        (CheckIn, {"day": "2026-11-24", "answers": [1]}),
        (Goal, {"action": "a", "state": "won"}),
        (Goal, {"action": "a", "reviews": ["x"]}),
        (Settings, {"day_ends": 13}),
        (Settings, {"tracking_paused": 1}),
    ],
)
def test_a_value_outside_what_it_may_be_is_refused(
    kind: type, plain: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=r"^(its|one of its)"):
        from_plain(kind, plain)


def test_something_else_is_no_record() -> None:
    with pytest.raises(ValueError, match="not a record"):
        record_from_plain(Entry, ["a"])
