"""The lists in memory, against sorted lists; and sheets, against whatever can be written."""

import hmac
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trust_tui.store.log import sheets
from trust_tui.store.log.rows import Order, Row


def row(key: int, id: int) -> Row:
    day = f"20{key % 30 + 10}-01-01"
    raw = (
        f'{{"made":"2026-01-01T00:00:00.{id:06d}Z","made_offset":0,"changed":"2026-01-01T00:00:00.000000Z",'
        f'"changed_offset":0,"revision":1,"about":null,"day":"{day}","text":""}}'
    )
    return Row("entries", str(id), raw.encode())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=300),
    st.integers(0, 1500),
)
def test_an_order_with_rows_added_and_removed_is_a_sorted_list(
    steps: list[tuple[int, bool]], start: int
) -> None:
    rows = [row(number * 7, number) for number in range(start)]
    order = Order(rows)
    for number, (key, adds) in enumerate(steps, start=start):
        if adds or not rows:
            rows.append(row(key, number))
            order.add(rows[-1])
        else:
            order.remove(rows.pop(key % len(rows)))
        order.remove(row(key, 900_000))
    view = order.view()
    assert [found.id for found in view] == [
        found.id
        for found in sorted(rows, key=lambda found: found.key, reverse=True)
    ]
    assert len(view) == len(rows)


@given(st.lists(st.sampled_from(["null", '""', '"ada"', '"ben"']), max_size=40))
def test_each_row_is_in_the_list_of_whom_it_is_about_and_in_no_other(
    abouts: list[str],
) -> None:
    rows = []
    for number, about in enumerate(abouts):
        line = row(number, number).line
        rows.append(
            Row(
                "entries", str(number), line.replace(b"null", about.encode(), 1)
            )
        )

    lists = {whom: Row.whose(rows, whom) for whom in ("", "ada", "ben")}

    assert sorted(
        int(one.id) for found in lists.values() for one in found
    ) == list(range(len(rows)))
    for whom, found in lists.items():
        assert all((one.about or "") == whom for one in found)


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(), inner, max_size=4)
    ),
    max_leaves=8,
)
TABLES = st.dictionaries(
    st.text(max_size=8),
    st.dictionaries(st.text(max_size=8), ANY, max_size=5),
    max_size=4,
)


@settings(max_examples=300, deadline=None)
@given(TABLES.filter(lambda tables: not {"_meta", "_check"} & tables.keys()))
def test_a_sheet_comes_back_as_it_was_written(
    tables: dict[str, dict[str, object]],
) -> None:
    rows = {
        table: [(id, sheets.encode(value)) for id, value in some.items()]
        for table, some in tables.items()
    }
    raw = b"".join(sheets.write({"kind": "x"}, rows))
    for form in (raw, bytearray(raw)):
        sheet = sheets.read(form)
        again = {
            table: {
                id: None if value is None else sheets.decode(value)
                for id, value in some.items()
            }
            for table, some in sheet.tables.items()
        }
        assert again == tables
    parsed = sheets.decode(raw)
    assert {table: parsed[table] for table in tables} == tables


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 10_000))
def test_bytes_that_are_no_whole_sheet_are_refused(
    noise: bytes, at: int
) -> None:
    raw = b"".join(sheets.write({"kind": "x"}, {"t": [("1", b'{"a":1}')]}))
    for broken in (
        noise,
        raw[: at % len(raw)],
        raw + noise if noise else b"",
        raw.replace(b"1", b"2", 1),
        raw.replace(b'"a":1', b'"a":2'),
    ):
        try:
            sheets.read(broken)
        except sheets.SheetError:
            continue
        raise AssertionError(broken)


SECRET = b"only the passphrase opens this"


def prove(digest: bytes) -> str:
    return hmac.digest(SECRET, digest, "sha256").hex()


@pytest.mark.parametrize("tables", [{}, {"t": []}, {"t": [("1", b'{"a":1}')]}])
def test_proof_is_over_every_byte_before_it_and_no_record(tables: Any) -> None:
    raw = b"".join(sheets.write({"kind": "x"}, tables, prove))
    sheet = sheets.read(raw)
    assert sheet.proof == prove(sheet.proven)
    assert {name: dict(rows) for name, rows in tables.items()} == sheet.tables
    assert json.loads(raw)["_seal"] == {"1": {"mac": sheet.proof}}
    other = sheets.read(b"".join(sheets.write({"kind": "y"}, tables, prove)))
    assert other.proof == prove(other.proven) != sheet.proof


def test_sheet_without_a_proof_has_none_and_can_get_one() -> None:
    tables = {"t": [("1", b'{"a":1}')]}
    bare = b"".join(sheets.write({"kind": "x"}, tables))
    assert sheets.read(bare).proof == ""
    proved = b"".join(sheets.write({"kind": "x"}, tables, prove))
    assert sheets.proved_anew(bare, prove) == proved
    assert sheets.proved_anew(proved, sheets.unproved) == bare
    assert sheets.proved_anew(b"no sheet", prove) == b"no sheet"
