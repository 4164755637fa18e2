"""Sealed folders that somebody has changed without the passphrase, by the hundred: told each time, nothing mixed in."""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

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
    times,
)
from trust_tui.domain.errors import TrustError
from trust_tui.domain.records import Entry
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.disk.seals import Plain
from trust_tui.store.encryption import keyfile
from trust_tui.store.encryption.sealed_files import age, public_seal
from trust_tui.store.log import changes, sheets
from trust_tui.store.log.stamps import Reach

FORGED: Final = "NOT YOURS"
Do = Callable[[Path, "Times", random.Random], None]

pytestmark = pytest.mark.usefixtures("cheap_passphrase")


class Times:
    """The folder as it was at three times, and what this machine remembered then; and a folder of somebody else."""

    def __init__(self, home: Path) -> None:
        folder, strange = home / "data", home / "strange"
        self.folders: list[Content] = []
        self.memories: list[Content] = []
        self.texts: list[set[str]] = []
        workbook = opened(folder)
        workbook.of(Entry).keep(entry("first"))
        workbook.set_passphrase(PHRASE)
        for moment in range(3):
            workbook.of(Entry).keep(entry(f"of {moment}"))
            if moment == 1:
                compact_often(workbook)
                workbook.backup()
            workbook.of(Entry).keep(entry(f"after {moment}"))
            self.texts.append(set(texts(workbook).values()))
            workbook.close()
            self.folders.append(content(folder))
            self.memories.append(content(Folder(folder).here.path))
            workbook = opened(folder, PHRASE)
        self.store = workbook._ledger.loaded.store
        workbook.close()
        other = opened(strange)
        other.of(Entry).keep(entry(FORGED))
        other.set_passphrase(PHRASE)
        other.of(Entry).keep(entry(FORGED))
        other.close()
        self.strange = content(strange)


@pytest.fixture(scope="module")
def known(
    tmp_path_factory: pytest.TempPathFactory, cheap_for_all: None
) -> Times:
    return Times(tmp_path_factory.mktemp("times"))


@pytest.fixture(scope="module")
def cheap_for_all() -> Iterator[None]:
    """The first passphrases are cheap as well."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyfile, "COST", 2)
        yield


def sealed_files(folder: Path) -> list[Path]:
    return sorted(
        path
        for part in ("", "log")
        for path in (folder / part).glob("*.age")
        if not path.name.startswith("key")
    )


def seal_to_owner(folder: Path, place: Path, text: bytes) -> None:
    parts: list[bytes] = []
    public_seal(Folder(folder)).fill([text])(parts.append)
    place.write_bytes(b"".join(parts))
    place.chmod(0o600)


def a_change(known: Times, writer: str, count: int) -> bytes:
    line = (
        b'{"made":"2026-03-01T20:00:00.000000Z","made_offset":0,"changed":"2026-03-01T20:00:00.000000Z",'
        b'"changed_offset":0,"revision":1,"about":null,"day":"2026-03-01","text":"NOT YOURS","title":"","tags":[],'
        b'"answers":""}'
    )
    made = changes.make(
        (writer, count), 999, Reach(), 1 << 40, {"entries": {"1" * 24: line}}
    )
    return changes.text_of(made, known.store, Plain())


def forge_change(folder: Path, known: Times, chance: random.Random) -> None:
    # A change that a snapshot holds already is not read again, whatever lies there.
    writer, count = chance.choice(
        [("abcabcabcabc", 1), ("abcabcabcabc", 7), (own_writer(folder), 50)]
    )
    name = f"{writer}-{count:08d}.json.age"
    seal_to_owner(folder, folder / "log" / name, a_change(known, writer, count))


def own_writer(folder: Path) -> str:
    return Folder(folder).here.writer().name or "abcabcabcabc"


def forge_snapshot(folder: Path, known: Times, chance: random.Random) -> None:
    rows = sheets.read(a_change(known, "abcabcabcabc", 1)).tables
    head = changes.header(
        "snapshot",
        chance.choice([0, 5, 999]),
        store=known.store,
        reach={"abcabcabcabc": 1, own_writer(folder): chance.choice([0, 50])},
        chain={},
    )
    text = b"".join(
        sheets.write(head, {name: some.items() for name, some in rows.items()})
    )
    for name in chance.choice(
        [
            ["trust.json.age"],
            ["trust (conflicted copy).json.age"],
            ["trust.json.age", "trust.previous.json.age"],
        ]
    ):
        seal_to_owner(folder, folder / name, text)


def flip(folder: Path, _: Times, chance: random.Random) -> None:
    path = chance.choice(needed(folder))
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(bytes(data))


def needed(folder: Path) -> list[Path]:
    """The first snapshot and the changes that it does not hold: what every unlock reads."""
    return [folder / "trust.json.age", max((folder / "log").glob("*.age"))]


def remove(folder: Path, _: Times, chance: random.Random) -> None:
    chance.choice(needed(folder)).unlink()


def swap(folder: Path, _: Times, chance: random.Random) -> None:
    one, other = needed(folder)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def set_back(folder: Path, known: Times, chance: random.Random) -> None:
    lay_down_data(known.folders[chance.randrange(2)], folder)


def strange_store(folder: Path, known: Times, chance: random.Random) -> None:
    lay_down_data(known.strange, folder)


def lay_down_data(what: Content, folder: Path) -> None:
    """Exchange the folder alone; what the machine remembers stays."""
    shutil.rmtree(folder)
    folder.mkdir(mode=0o700)
    for name, data in what.items():
        if data is None:
            (folder / name).mkdir(mode=0o700)
        else:
            (folder / name).write_bytes(data)
            (folder / name).chmod(0o600)


def strange_key(folder: Path, _: Times, chance: random.Random) -> None:
    key = age().x25519.Identity.generate().to_public()
    (folder / "owner.pub").write_text(f"{key}\n", "utf-8")


ATTACKS: Final[tuple[Do, ...]] = (
    forge_change,
    forge_snapshot,
    flip,
    remove,
    swap,
    set_back,
    strange_store,
    strange_key,
)


@pytest.mark.timeout(900)
def test_whatever_is_done_to_a_sealed_folder_is_told_and_not_mixed_in(
    known: Times, tmp_path: Path
) -> None:
    chance = random.Random(2_000)
    folder = tmp_path / "data"
    for number in range(times(64, 2_000)):
        attack = ATTACKS[number % len(ATTACKS)]
        assert attacked(known, folder, attack, chance) == "", number


def attacked(
    known: Times, folder: Path, attack: Do, chance: random.Random
) -> str:
    """Let somebody do something to the folder, and open it. Says what is wrong; nothing where all was told."""
    lay_down(known.folders[-1], folder)
    here = Folder(folder).here.path
    here.mkdir(parents=True, exist_ok=True)
    lay_down(known.memories[-1], here)
    attack(folder, known, chance)
    try:
        workbook = opened(folder, PHRASE)
    except TrustError:
        return ""  # told, and nothing was touched
    shown = set(texts(workbook).values())
    findings = workbook.findings
    workbook.close()
    if not findings:
        return f"{attack.__name__}: nothing was told"
    if attack is strange_store:
        return ""
    if FORGED in shown or not shown <= known.texts[-1]:
        return f"{attack.__name__}: it was mixed in"
    return ""
