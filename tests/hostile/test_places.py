"""Names of places on the disk that nobody in his right mind types: one sentence, and nothing is made or changed."""

from datetime import UTC
from pathlib import Path

import pytest

from tests.hostile.strings import HOSTILE
from trust_tui.domain.errors import TrustError
from trust_tui.flows.file_places import place_named, place_to_write
from trust_tui.formats.collector import ReadOptions
from trust_tui.formats.detect import read_source
from trust_tui.widgets.fields import Line


@pytest.mark.parametrize("name", HOSTILE)
def test_a_place_to_read_or_write_is_refused_in_words(
    name: str, surroundings: Path
) -> None:
    text = Line().validate_value(HOSTILE[name]).strip()
    before = set(surroundings.rglob("*"))

    try:
        place = place_named(text)
        place_to_write(text, "export.json", surroundings / "workbook")
        read_source(place, ReadOptions(zone=UTC))
    except (ValueError, TrustError) as error:
        assert str(error)

    assert set(surroundings.rglob("*")) == before
