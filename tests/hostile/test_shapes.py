"""Files of our own whose checksums are right and whose shapes are not: one sentence, nothing lost, no loop."""

import hashlib
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from tests.store.helpers import PHRASE, content, lay_down, opened, texts, times
from trust_tui.cli.demo import StandingClock, fill
from trust_tui.domain import gather
from trust_tui.domain.errors import TrustError
from trust_tui.domain.kinds import KINDS
from trust_tui.domain.records import CheckIn, Entry
from trust_tui.formats.format import WriteOptions
from trust_tui.formats.registry import BUILT_IN, writable
from trust_tui.store import open_workbook
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.log import sheets
from trust_tui.store.log.stamps import bare, stamped
from trust_tui.store.store_workbook import StoreWorkbook
from trust_tui.transfer.exporter import Export
from trust_tui.transfer.join import join

NOW: Final = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ODD: Final[list[Any]] = [
    None,
    True,
    0,
    -1,
    1 << 70,
    1.5,
    "",
    "x",
    "\ud800",
    "9999-99-99",
    [],
    [None],
    {},
    {"": None},
    [[[[[]]]]],
]
"""What stands in the place of something else."""

pytestmark = pytest.mark.usefixtures("cheap_passphrase")


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes | None]:
    """The files of a small workbook with something of each kind."""
    return of_each_kind(tmp_path_factory.mktemp("origin") / "data")


def of_each_kind(folder: Path) -> dict[str, bytes | None]:
    """Make a small workbook with something of each kind."""
    fill(folder, StandingClock(NOW))
    workbook = open_workbook(folder, clock=StandingClock(NOW), upkeep=False)
    workbook.of(Entry).keep(Entry(text="SURELY MINE", day=NOW.date()))
    gone = workbook.of(Entry).keep(Entry(text="thrown", day=NOW.date()))
    workbook.of(Entry).delete(gone)
    workbook.compact()
    workbook.of(Entry).keep(Entry(text="and later", day=NOW.date()))
    workbook.drafts.orphans()
    workbook.close()
    return content(folder)


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every way into a document."""
    if way:
        yield way
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*way, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from places(inner, (*way, at))


def change_one(document: Any, chance: random.Random) -> None:
    """Do something to one place of a document."""
    ways = list(places(document))
    if not ways:
        return
    *above, last = chance.choice(ways)
    for key in above:
        document = document[key]
    match chance.randrange(5):
        case 0:
            del document[last]
        case 1 if isinstance(document, dict):
            document[chance.choice(["", "x", "made", "1"])] = document[last]
        case 2 if isinstance(document, dict):
            document[chance.choice(["x", "é", '"'])] = document.pop(last)
        case _:
            document[last] = chance.choice(ODD)


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """A sheet in which one or a few things are of another shape, with a right checksum and right stamps."""
    sheet = sheets.read(raw)
    header = json.loads(json.dumps(sheet.header))
    tables = {name: dict(rows) for name, rows in sheet.tables.items()}
    for _ in range(chance.choice([1, 1, 1, 3])):
        rows = [
            (table, id)
            for table, lines in tables.items()
            for id, line in lines.items()
            if line is not None and line[-33:-2].isalnum()
        ]
        if not rows or chance.random() < 0.25:
            change_one(header, chance)
            continue
        table, id = chance.choice(rows)
        line = tables[table][id]
        assert line is not None
        if chance.random() < 0.1:
            tables[table][id] = chance.choice(
                [b"{}", b"{x}", b"[]", b'"x"', b"1", b"{" * 9, b'{"a":1e999}']
            )
            continue
        document = json.loads(bare(line))
        change_one(document, chance)
        tail = line[-33:-2]
        if chance.random() < 0.1:
            tail = b"z" * len(tail)
        again = stamped(table, id, sheets.encode(document), tail)
        tables[table][id] = again
    if chance.random() < 0.05 and tables:
        tables[chance.choice(["", "x", "_y"])] = tables.pop(next(iter(tables)))
    whole = b"".join(
        sheets.write(
            header, {name: rows.items() for name, rows in tables.items()}
        )
    )
    if chance.random() < 0.1:
        whole = with_other_breaks(whole, chance)
    return whole


def with_other_breaks(raw: bytes, chance: random.Random) -> bytes:
    """A sheet whose lines do not end where they do."""
    body = raw[: -len('"_check":{"1":{"sha256":""}}}\n') - 64]
    at = chance.randrange(len(body))
    body = (
        body[:at] + chance.choice([b"\n", b"", b"}", b"\n\n{"]) + body[at + 1 :]
    )
    body += b'"_check":{"1":{"sha256":"'
    return body + hashlib.sha256(body).hexdigest().encode() + b'"}}}\n'


def use(workbook: StoreWorkbook) -> None:
    """Whatever people do with it."""
    for kind in KINDS.values():
        for record in workbook.of(kind.value).all():
            workbook.of(kind.value).get(record.id)
    list(workbook.trash())
    list(workbook.search("a"))
    list(workbook.timeline(KINDS))
    assert workbook.settings is not None
    kept = gather(workbook)
    for format in writable(BUILT_IN):
        options = WriteOptions(today=NOW.date(), notes=[])
        Export(kept=kept, format=format, options=options).chunks()
    workbook.check()
    workbook.of(CheckIn).keep(CheckIn(day=NOW.date(), answers={"settled": 2}))
    workbook.compact()
    workbook.backup()
    assert workbook.findings is not None


@pytest.mark.timeout(900)
def test_sheet_of_odd_shape_with_a_right_checksum_is_refused_or_read_around(
    origin: dict[str, bytes | None], tmp_path: Path
) -> None:
    chance = random.Random(16)
    folder, other = tmp_path / "data", tmp_path / "other"
    names = sorted(
        name
        for name, data in origin.items()
        if data is not None and name.endswith(".json")
    )
    names = [name for name in names if not name.startswith("log")] + names[-2:]
    opened_well = 0
    for number in range(times(60, 5000)):
        lay_down(origin, folder)
        name = "trust.json" if chance.random() < 0.7 else chance.choice(names)
        raw = origin[name]
        assert raw is not None
        (folder / name).write_bytes(mutated(raw, chance))
        where = f"{number} {name}"
        try:
            workbook = opened(folder, clock=StandingClock(NOW))
            opened_well += 1
            use(workbook)
            mine = opened(other, clock=StandingClock(NOW))
            with mine.copies.opened(folder) as theirs:
                join(mine, theirs)
            mine.close()
            workbook.close()
        except TrustError:
            continue
        except (
            LookupError,
            TypeError,
            ValueError,
            AttributeError,
            RecursionError,
        ) as error:
            raise AssertionError(where) from error
    assert opened_well


Tables = dict[str, dict[str, Any]]
"""The rows of each table by their ids."""


def laid(
    origin: dict[str, bytes | None], folder: Path
) -> tuple[sheets.Sheet, Tables]:
    """Lay the small workbook down; its snapshot, and the tables of it to be changed."""
    lay_down(origin, folder)
    sheet = sheets.read((folder / "trust.json").read_bytes())
    return sheet, {name: dict(rows) for name, rows in sheet.tables.items()}


def put_tables(folder: Path, sheet: sheets.Sheet, tables: Tables) -> None:
    """Write a snapshot and the one before it with other tables."""
    rows = {name: lines.items() for name, lines in tables.items()}
    text = b"".join(sheets.write(sheet.header, rows))
    for name in ("trust.json", "trust.previous.json"):
        (folder / name).write_bytes(text)


@pytest.mark.parametrize(
    "odd",
    [
        {"tags": [None]},
        {"made_offset": 1 << 70},
        {"made": "9999-12-31T23:59:59.000000Z", "made_offset": 600},
    ],
    ids=["a tag", "an offset", "a year"],
)
def test_one_odd_record_blocks_none_of_the_others_and_is_named(
    origin: dict[str, bytes | None], tmp_path: Path, odd: dict[str, Any]
) -> None:
    folder = tmp_path / "data"
    sheet, tables = laid(origin, folder)
    id = next(iter(tables["entries"]))
    line = tables["entries"][id]
    assert line is not None
    document = json.loads(bare(line)) | odd
    tables["entries"][id] = stamped(
        "entries", id, sheets.encode(document), line[-33:-2]
    )
    put_tables(folder, sheet, tables)
    workbook = opened(folder, clock=StandingClock(NOW))
    use(workbook)
    in_the_log = 1
    assert len(texts(workbook)) == len(tables["entries"]) - 1 + in_the_log
    assert any(id in finding.said for finding in workbook.findings)
    workbook.compact()
    workbook.close()
    kept = sheets.read((folder / "trust.json").read_bytes())
    assert id in kept.tables["entries"]


@pytest.mark.parametrize("key", ["writer", "from", "marks", ""])
@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_odd_row_of_marks_is_passed_over_and_the_workbook_opens(
    origin: dict[str, bytes | None], tmp_path: Path, key: str, odd: Any
) -> None:
    folder = tmp_path / "data"
    sheet, tables = laid(origin, folder)
    (id,) = tables["_marks"]
    row = sheets.decode(tables["_marks"][id] or b"")
    tables["_marks"][id] = sheets.encode(row | {key: odd} if key else odd)
    put_tables(folder, sheet, tables)
    workbook = opened(folder, clock=StandingClock(NOW))
    wanted = len(tables["entries"]) + 1  # one is in the log
    assert len(texts(workbook)) == wanted
    use(workbook)
    workbook.close()
    assert len(texts(opened(folder, clock=StandingClock(NOW)))) == wanted


@pytest.mark.parametrize("part", ["backups", "drafts"])
def test_file_of_a_newer_version_blocks_no_look_at_the_others(
    origin: dict[str, bytes | None], tmp_path: Path, part: str
) -> None:
    folder = tmp_path / "data"
    lay_down(origin, folder)
    sheet = sheets.read((folder / "trust.json").read_bytes())
    kind = "draft" if part == "drafts" else "snapshot"
    header = sheet.header | {"schema": 99, "kind": kind}
    name = {
        "backups": "2026-02-01T120000Z-asked-7.json",
        "drafts": "0123456789abcdef-0.json",
    }[part]
    (folder / part / name).write_bytes(b"".join(sheets.write(header, {})))
    (folder / part / name).chmod(0o600)
    workbook = opened(folder, clock=StandingClock(NOW))
    assert workbook.drafts.orphans() == []
    told = {one.file: one.said for one in workbook.check()}
    assert "newer version" in told[f"{part}/{name}"]
    workbook.close()


def test_sealed_files_of_odd_shape_are_told_like_plain_ones(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "data"
    workbook = opened(folder)
    workbook.of(Entry).keep(Entry(text="mine", day=NOW.date()))
    workbook.set_passphrase(PHRASE)
    seal = workbook._ledger.seal
    workbook.close()
    files = content(folder)
    chance = random.Random(17)
    for _ in range(times(20, 1000)):
        lay_down(files, folder)
        path = Folder(folder).snapshot(".age")
        text = mutated(bytes(seal.read(path)), chance)
        if chance.random() < 0.5:
            text = bytes(sheets.proved_anew(text, seal.prove))
        parts: list[bytes] = []
        seal.fill([text])(parts.append)
        path.write_bytes(b"".join(parts))
        try:
            again = opened(folder, PHRASE)
            use(again)
            again.close()
        except TrustError:
            continue
