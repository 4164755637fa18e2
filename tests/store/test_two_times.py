"""Authentic files of two times mixed by somebody, who needs no key for it: told where it can be; nothing comes back."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.store.helpers import (
    PHRASE,
    Content,
    compact_often,
    content,
    entry,
    lay_down,
    opened,
    texts,
)
from trust_tui.domain.records import Entry
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.log import sheets
from trust_tui.store.store_workbook import StoreWorkbook


class Moment(NamedTuple):
    """A folder, and what this machine remembers of it."""

    files: Content
    memory: Content

    def lay(self, folder: Path) -> None:
        here = Folder(folder).here.path
        lay_down(self.files, folder)
        here.mkdir(parents=True, exist_ok=True)
        lay_down(self.memory, here)


def moment_of(folder: Path) -> Moment:
    return Moment(content(folder), content(Folder(folder).here.path))


def keep(folder: Path, *words: str) -> Moment:
    workbook = opened(folder, PHRASE)
    for text in words:
        workbook.of(Entry).keep(entry(text))
    workbook._upkeep.wait()
    workbook.close()
    opened(folder, PHRASE).close()  # which notes how far it reaches
    return moment_of(folder)


def said_in(folder: Path) -> tuple[StoreWorkbook, list[str]]:
    workbook = opened(folder, PHRASE)
    return workbook, [one.said for one in workbook.findings]


@pytest.fixture
def two_ways(folder: Path) -> tuple[Moment, Moment, str]:
    """A workbook that went on in two ways, and the name of the first change in which they differ."""
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("before"))
    workbook.set_passphrase(PHRASE)
    workbook.close()
    opened(folder, PHRASE).close()
    start = moment_of(folder)
    other = keep(folder, "the other way")
    (name,) = other.files.keys() - start.files.keys()
    start.lay(folder)
    return keep(folder, "one way", "and on"), other, name


@pytest.mark.parametrize("is_last", [False, True], ids=["middle", "last"])
def test_change_of_another_time_in_the_place_of_one_is_told(
    folder: Path, two_ways: tuple[Moment, Moment, str], is_last: bool
) -> None:
    one, other, name = two_ways
    if is_last:
        one = Moment(dict(one.files), one.memory)
        start = [log for log in one.files if log.startswith("log/")]
        del one.files[max(start)]
        one.lay(folder)
        Folder(folder).here.forget()
        one = keep(folder)
    one.lay(folder)
    there = other.files[name]
    assert there is not None
    (folder / name).write_bytes(there)
    workbook, said = said_in(folder)
    assert any("not the one that was here" in one for one in said)
    assert "the other way" in texts(workbook).values()
    workbook.close()


def test_change_of_another_time_beside_one_is_joined_and_told_once(
    folder: Path, two_ways: tuple[Moment, Moment, str]
) -> None:
    one, other, name = two_ways
    one.lay(folder)
    there = other.files[name]
    assert there is not None
    copy = folder / name.replace(".json", " (conflicted copy).json")
    copy.write_bytes(there)
    copy.chmod(0o600)
    workbook, said = said_in(folder)
    assert any("under one name" in one for one in said)
    everything = {"before", "one way", "and on", "the other way"}
    assert set(texts(workbook).values()) == everything
    workbook.finish_upkeep()
    workbook.copies.clear_up()
    workbook.close()
    for _ in range(2):
        workbook, said = said_in(folder)
        assert said == []
        assert set(texts(workbook).values()) == everything
        workbook.close()


@pytest.mark.parametrize(
    "names",
    [
        ["trust.json.age"],
        ["trust.previous.json.age"],
        ["trust.json.age", "trust.previous.json.age"],
    ],
    ids=["first", "older", "both"],
)
def test_older_snapshot_put_back_takes_nothing_away_and_brings_nothing_back_untold(
    folder: Path, names: list[str]
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("stays"))
    gone = workbook.of(Entry).keep(entry("goes for good"))
    workbook.set_passphrase(PHRASE)
    compact_often(workbook, 1)
    older = (folder / "trust.json.age").read_bytes()
    workbook.of(Entry).delete(gone)
    compact_often(workbook, 2)
    workbook.of(Entry).keep(entry("latest"))
    mine = texts(workbook)
    workbook.close()
    opened(folder, PHRASE).close()
    for name in names:
        (folder / name).write_bytes(older)
    workbook, said = said_in(folder)
    assert texts(workbook) == mine or said
    is_first = names == ["trust.json.age"]
    assert any("older snapshot lies" in one for one in said) == is_first
    assert len(names) == 1 or said
    assert len(names) == 2 or texts(workbook) == mine
    workbook.close()
    workbook, said = said_in(folder)
    assert len(names) == 2 or (said == [] and texts(workbook) == mine)
    workbook.close()


def test_snapshot_of_another_machine_is_not_taken_for_an_older_one(
    folder: Path, tmp_path: Path
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("mine"))
    workbook.set_passphrase(PHRASE)
    workbook.close()
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(folder, elsewhere)
    other = opened(elsewhere, PHRASE)
    other.of(Entry).keep(entry("theirs"))
    compact_often(other)
    other.close()
    workbook = opened(folder, PHRASE)
    compact_often(workbook)
    workbook.close()
    (folder / "trust.json.age").write_bytes(
        (elsewhere / "trust.json.age").read_bytes()
    )
    workbook, said = said_in(folder)
    assert not any("older" in one for one in said)
    assert {"mine", "theirs"} <= {*texts(workbook).values()}
    workbook.close()


def test_snapshot_of_ones_own_with_an_odd_chain_breaks_nothing_off(
    folder: Path,
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("mine"))
    workbook.set_passphrase(PHRASE)
    seal, mine = workbook._ledger.seal, texts(workbook)
    workbook.close()
    path = folder / "trust.json.age"
    sheet = sheets.read(seal.read(path))
    head = sheet.header | {"chain": {"abcabcabcabc": "of nobody"}}
    rows = {name: lines.items() for name, lines in sheet.tables.items()}
    parts: list[bytes] = []
    seal.fill(sheets.write(head, rows, seal.prove))(parts.append)
    path.write_bytes(b"".join(parts))
    workbook, _ = said_in(folder)
    assert texts(workbook) == mine
    workbook.close()
