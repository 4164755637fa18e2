"""Twenty years take little memory: the text of a snapshot is packed when a session rests, and reads as before."""

import threading
from pathlib import Path

import pytest

from tests.benchmarks.twenty_years import TAIL, write_snapshots
from tests.store.helpers import TickingClock, entry, everything, opened, texts
from trust_tui.domain.records import Entry, Record
from trust_tui.store.log import raw_of, sheets
from trust_tui.store.log.stamps import stamped
from trust_tui.store.log.texts import Texts, place_of
from trust_tui.store.store_workbook import StoreWorkbook

NUMBER = 600
FILLING = "words enough for an entry of some length "


@pytest.fixture
def large(folder: Path) -> Path:
    """A workbook of more than a megabyte."""
    now = TickingClock().now()
    rows = []
    for number in range(1, NUMBER + 1):
        value = entry(f"the {number}th {FILLING * (number % 90)}")
        record = Record(
            id=str(number), revision=1, made=now, changed=now, value=value
        )
        raw = raw_of(record)
        rows.append((record.id, stamped("entries", record.id, raw, TAIL)))
    write_snapshots(folder, {"entries": rows})
    return folder


def is_packed(workbook: StoreWorkbook) -> bool:
    return all(text._whole is None for text in workbook._ledger.state.texts)


def all_of(text: Texts) -> bytes:
    if text._whole is not None:
        return bytes(text._whole)
    return b"".join(map(text._unpack, range(len(text._starts))))


def test_a_session_that_rests_reads_finds_and_keeps_as_before(
    large: Path,
) -> None:
    workbook = opened(large)
    before, documents = texts(workbook), everything(workbook)
    found = [record.id for record in workbook.search("7th")]
    assert len(before) == NUMBER and not is_packed(workbook)
    workbook.refresh()
    assert is_packed(workbook)
    assert texts(workbook) == before
    assert everything(workbook) == documents
    assert [record.id for record in workbook.search("7th")] == found
    record = workbook.of(Entry).get("300")
    assert record is not None
    workbook.of(Entry).change(record, entry("another"))
    assert workbook.compact()
    again = opened(large)
    assert texts(again) == texts(workbook) == before | {"300": "another"}
    assert [*again.findings] == []


def test_rows_about_whom_was_not_asked_before_are_put_in_order_after_a_rest(
    large: Path,
) -> None:
    workbook, other = opened(large), opened(large)
    workbook.refresh()
    mine = workbook.timeline(["entries", "checkins"])
    assert [*mine] == [*other.timeline(["entries", "checkins"])]


def test_a_text_is_packed_once_and_a_small_one_never(folder: Path) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("x"))
    workbook.compact()
    again = opened(folder)
    again.refresh()
    assert not is_packed(again) and len(texts(again)) == 1


@pytest.mark.parametrize("rests", [False, True])
def test_what_is_deleted_for_good_is_in_no_text_of_any_session(
    large: Path, rests: bool
) -> None:
    workbook, other = opened(large), opened(large)
    if rests:
        workbook.refresh()
        other.refresh()
    shown = workbook.of(Entry).all()
    before = texts(other)
    workbook.delete_for_good(["300", "301", "1"])
    other.refresh()
    left = {
        id: text for id, text in before.items() if id not in ("300", "301", "1")
    }
    for session in (workbook, other):
        assert texts(session) == left
        assert [*session.findings] == []
        held = session._ledger.state.texts
        assert held
        for text in held:
            assert b"the 300th" not in all_of(text)
            assert b"the 299th" in all_of(text)
    assert len([*shown]) == NUMBER - 3
    assert [*workbook.findings] == []


def test_lines_are_read_while_another_thread_packs_them() -> None:
    lines = [b'"%d":{"a":"%s"}' % (n, b"x" * (n % 3000)) for n in range(1500)]
    raw = b",\n".join(lines) + b"\n"
    text = Texts(raw)
    places = []
    start = 0
    for line in lines:
        places.append(place_of(start, start + len(line)))
        start += len(line) + 2
    thread = threading.Thread(target=text.pack)
    thread.start()
    read = [text.line(place) for place in places]
    thread.join()
    assert text._whole is None
    assert (
        read == [text.line(place) for place in reversed(places)][::-1] == lines
    )


def test_a_row_of_a_snapshot_that_is_no_record_is_refused_and_none_is_passed_over() -> (
    None
):
    def sheet(raw: bytes | None) -> bytes:
        rows = {"t": [("1", b'{"a":1}'), ("2", raw)]}
        return b"".join(sheets.write({"kind": "x"}, rows))

    assert dict(sheets.read(sheet(None), large=True).tables["t"]) == {
        "1": b'{"a":1}'
    }
    with pytest.raises(sheets.SheetError):
        sheets.read(sheet(b"[]"), large=True)
