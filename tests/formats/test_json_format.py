"""Our own JSON holds everything, and gives the same bytes again after it has come back."""

import json
from typing import Any

import pytest
from hypothesis import given

from tests.formats.doubles import MemoryWorkbook
from tests.formats.strategies import wholes
from trust_tui.domain.contents import Contents, gather
from trust_tui.domain.errors import TrustError
from trust_tui.domain.records import Entry, Settings
from trust_tui.formats.own_json import read_json, write_json
from trust_tui.formats.safe_read import parse_json
from trust_tui.transfer.import_plan import carry_out, plan


def exported(kept: Contents) -> bytes:
    return b"".join(write_json(kept))


def restored(raw: bytes) -> MemoryWorkbook:
    workbook = MemoryWorkbook()
    carry_out(plan(read_json(parse_json(raw)), workbook), workbook)
    return workbook


@given(wholes())
def test_export_erase_import_export_gives_the_same_bytes(
    kept: Contents,
) -> None:
    raw = exported(kept)

    assert exported(gather(restored(raw))) == raw


@given(wholes())
def test_it_is_ascii_and_json(kept: Contents) -> None:
    raw = exported(kept)

    assert raw.isascii()
    assert set(json.loads(raw)) == {
        "format",
        "version",
        "whole",
        "settings",
        "records",
        "trash",
    }


def test_nothing_at_all_is_a_whole_export_too(memory: MemoryWorkbook) -> None:
    raw = exported(gather(memory))

    assert json.loads(raw)["settings"] is None
    assert exported(gather(restored(raw))) == raw


def test_an_entry_comes_back_with_id_revision_and_times(
    memory: MemoryWorkbook,
) -> None:
    first = memory.of(Entry).keep(
        Entry(text="before \ud83d", day=memory.now.date())
    )
    second = memory.of(Entry).change(
        first, Entry(text="after \ud83d", day=memory.now.date())
    )
    memory.set_settings(Settings(day_ends=3))

    back = restored(exported(gather(memory)))

    assert back.of(Entry).all() == [second]
    assert back.kept_settings() == memory.kept_settings()


@pytest.mark.parametrize(
    "document",
    [
        {"format": "trust-tui"},
        {"format": "trust-tui", "version": "1", "records": {}},
        {"format": "trust-tui", "version": 1, "records": []},
        {"format": "trust-tui", "version": 1, "records": {"entries": {}}},
        {"format": "trust-tui", "version": 1, "records": {}, "trash": "x"},
        {"format": "other", "version": 1, "records": {}},
    ],
)
def test_what_is_no_whole_export_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises(TrustError, match="whole export"):
        read_json(document)


def test_a_newer_version_is_refused() -> None:
    with pytest.raises(TrustError, match="newer version"):
        read_json({"format": "trust-tui", "version": 2, "records": {}})


def test_a_record_that_cannot_be_used_is_skipped_with_its_place(
    memory: MemoryWorkbook,
) -> None:
    memory.of(Entry).keep(Entry(text="good", day=memory.now.date()))
    document = json.loads(exported(gather(memory)))
    document["records"]["entries"] += [
        {"id": "1"},
        document["records"]["entries"][0],
    ]
    document["records"]["dreams"] = [{}]
    document["trash"] = [
        {"table": "dreams"},
        "x",
        {"table": "entries", "record": {}},
        {"table": "entries", "record": document["records"]["entries"][0]},
        {
            "table": "entries",
            "record": document["records"]["entries"][0] | {"id": "77"},
            "deleted": "no",
        },
    ]

    result = read_json(document)

    assert [record.value.text for record in result.records] == ["good"]
    assert result.trash == ()
    assert [skipped.where for skipped in result.skipped] == [
        "entries 2",
        "entries 3",
        "a list",
        "trash 1",
        "trash 2",
        "trash 3",
        "trash 4",
        "trash 5",
    ]
    assert result.read == 8
