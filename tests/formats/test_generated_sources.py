"""Two thousand generated sources, form by language by shape, come back day for day and word for word."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.formats.generated_sources import (
    DAY_ENDS,
    GENERATORS,
    ZONE,
    Chance,
    Made,
    Vague,
    Wanted,
    sources,
)
from tests.formats.test_other_programs import placed
from trust_tui.domain.records import Entry
from trust_tui.formats.collector import DoubtKind, ReadOptions, ReadResult
from trust_tui.formats.detect import read_source

OPTIONS = ReadOptions(zone=ZONE, day_ends=DAY_ENDS)
LEAST = 2_000


def read(made: Made, place: Path) -> ReadResult:
    """What is read of a source, which is on the disk only meanwhile."""
    place.mkdir()
    result = read_source(placed(made.kind, made.files, place), OPTIONS)
    shutil.rmtree(place)
    return result


def seen(result: ReadResult) -> Sequence[Wanted]:
    return [
        Wanted(
            one.value.day,
            f"{one.made:%H:%M}",
            " ".join(f"{one.value.title} {one.value.text}".split()),
        )
        for one in result.records
        if isinstance(one.value, Entry)
    ]


def in_order(found: Sequence[Wanted]) -> Sequence[tuple[str, str, str]]:
    return sorted((one.words, one.day.isoformat(), one.clock) for one in found)


def is_in_doubt(result: ReadResult) -> bool:
    return any(doubt.kind is DoubtKind.ORDER for doubt in result.doubts)


@pytest.mark.parametrize("form", GENERATORS)
def test_generated_sources_come_back_day_for_day(
    form: str, tmp_path: Path
) -> None:
    in_doubt = 0
    for made in sources(form, Chance(1)):
        result = read(made, tmp_path / "source")

        found, wanted = in_order(seen(result)), in_order(made.wanted)
        assert (result.format, result.skipped) == (made.name, ()), made
        if found != wanted:
            assert is_in_doubt(result), made
            assert [one[0] for one in found] == [one[0] for one in wanted]
            in_doubt += 1

    assert in_doubt <= GENERATORS[form][1] // 100


@pytest.mark.parametrize("form", GENERATORS)
def test_no_day_that_may_be_another_is_decided_in_silence(
    form: str, tmp_path: Path
) -> None:
    silent = []
    for made in sources(form, Vague(1)):
        result = read(made, tmp_path / "source")

        is_right = in_order(seen(result)) == in_order(made.wanted)
        if not (is_right or is_in_doubt(result)):
            silent.append(made)

    # A time in dots before a date in dots with a short year looks like another date, and the first one is taken.
    assert {made.shape for made in silent} <= {"%H.%M.%S %d.%m.%y"}


@pytest.mark.parametrize("form", GENERATORS)
def test_the_same_source_makes_the_same_records(
    form: str, tmp_path: Path
) -> None:
    made = next(sources(form, Chance(1)))

    first, second = (read(made, tmp_path / "source") for _ in range(2))

    assert first.records == second.records


def test_there_are_two_thousand_of_them() -> None:
    assert sum(count for _, count in GENERATORS.values()) >= LEAST
