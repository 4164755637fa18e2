"""Thousands of our own files and folders, changed by chance or by somebody: each told, no traceback, no loop.

usage: python -m tests.hostile.campaign [--files N] [--folders N] [--seed N]

It takes about a quarter of an hour, so it is no part of the suite, which tries a few of each: `make mutations`.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from tests.hostile.test_forged_folders import ATTACKS, Times, attacked
from tests.hostile.test_shapes import NOW, mutated, of_each_kind
from tests.store.helpers import (
    PHRASE,
    content,
    entry,
    lay_down,
    opened,
    texts,
)
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.errors import TrustError
from trust_tui.domain.kinds import KINDS
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Draft
from trust_tui.store import leave_note
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.encryption import keyfile
from trust_tui.store.encryption.sealed_files import Sealed
from trust_tui.store.log import sheets
from trust_tui.store.store_workbook import StoreWorkbook

PATIENCE: Final = 20
"""Seconds after which one of them is taken for a loop, on a busy machine."""


class LoopError(Exception):
    """It goes on for ever."""


WRONG: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    LoopError,
    MemoryError,
    OSError,
    RuntimeError,
    TrustError,
    TypeError,
    ValueError,
)
"""What no file may bring about, once the workbook is open."""


@contextmanager
def in_time() -> Iterator[None]:
    """Break off what does not end."""

    def ring(*_: object) -> None:
        raise LoopError

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


class Origin:
    """A whole workbook: its files, what this machine remembers of it, and what it says."""

    def __init__(self, folder: Path, phrase: str | None) -> None:
        of_each_kind(folder)
        self.phrase = phrase
        workbook = opened(folder, clock=StandingClock(NOW))
        if phrase:
            workbook.set_passphrase(phrase)
        workbook.of(Entry).keep(entry("before"))
        workbook.backup()
        workbook.compact()
        workbook.of(Entry).keep(entry("and at last"))
        workbook.drafts.keep(Draft(key="entry:new:", fields={"text": "x"}))
        self.mine = texts(workbook)
        seal = workbook._ledger.seal
        self.seal = seal if isinstance(seal, Sealed) else None
        workbook.close()
        if phrase:
            leave_note(folder, entry("a note"), clock=StandingClock(NOW))
        self.files = content(folder)
        self.memory = content(Folder(folder).here.path)
        self.names = sorted(
            name
            for name, data in self.files.items()
            if data and name.endswith((".json", ".age", ".pub"))
        )

    def lay(self, folder: Path) -> None:
        """Lay it down, with what this machine remembers."""
        lay_down(self.files, folder)
        here = Folder(folder).here.path
        here.mkdir(parents=True, exist_ok=True)
        lay_down(self.memory, here)


def spoilt(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Bytes as a disk, a synchroniser or somebody leaves them."""
    at = chance.randrange(len(data))
    to = min(len(data), at + 1 + chance.randrange(64))
    match chance.randrange(7):
        case 0:
            return data[:at]
        case 1:
            return data[:at] + bytes(to - at) + data[to:]
        case 2:
            return data[:at] + data[at:to] + data[at:]
        case 3:
            return data[:at] + data[to:]
        case 4:
            return other or b"0"
        case 5:
            return data[:at] + chance.randbytes(to - at) + data[to:]
        case _:
            flipped = data[at] ^ 1 << chance.randrange(8)
            return data[:at] + bytes([flipped]) + data[at + 1 :]


def shaped(data: bytes, origin: Origin, chance: random.Random) -> bytes:
    """A sheet of another shape with a right checksum; where it is sealed, by anybody or by the owner."""
    if origin.seal is None:
        return mutated(data, chance)
    parts: list[bytes] = []
    text = mutated(data, chance)
    if chance.random() < 0.5:
        text = bytes(sheets.proved_anew(text, origin.seal.prove))
    origin.seal.fill([text])(parts.append)
    return b"".join(parts)


def look(workbook: StoreWorkbook) -> bool:
    """Read whatever there is. Answers whether anything was told."""
    for kind in KINDS.values():
        list(workbook.of(kind.value).all())
    list(workbook.trash())
    assert workbook.settings is not None
    workbook.drafts.orphans()
    return bool([*workbook.findings, *workbook.check()])


def changed_file(
    origin: Origin, folder: Path, chance: random.Random, _number: int
) -> str:
    """Change one file, and look at the workbook. Says what is wrong; nothing where all is as it should be."""
    origin.lay(folder)
    name = chance.choice(origin.names)
    data = origin.files[name] or b""
    is_shaped = "key" not in name and "owner" not in name
    is_shaped = is_shaped and chance.random() < 0.5
    if is_shaped:
        path = folder / name
        text = data if origin.seal is None else origin.seal.read(path)
        new = shaped(bytes(text), origin, chance)
    else:
        other = origin.files[chance.choice(origin.names)] or b""
        new = spoilt(data, other, chance)
    if new == data:
        return ""
    (folder / name).write_bytes(new)
    try:
        workbook = opened(folder, origin.phrase, clock=StandingClock(NOW))
    except TrustError:
        return ""
    told = look(workbook)
    shown = texts(workbook)
    workbook.close()
    is_ours = origin.seal is None and new in origin.files.values()
    if (
        is_shaped or is_ours
    ):  # without a passphrase whoever writes it is believed
        return ""
    if not told:
        return f"{name}: nothing was told"
    if "log/" not in name and not origin.mine.items() <= shown.items():
        return f"{name}: something is not there any more"
    return ""


def counted(
    what: str, number: int, try_one: Callable[[int], str]
) -> Counter[str]:
    """Try so many, and count what is wrong, each kind with the first that showed it."""
    wrong: Counter[str] = Counter()
    begun = time.monotonic()
    for at in range(number):
        try:
            with in_time():
                said = try_one(at)
        except WRONG as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{Path(last.filename).name}:{last.lineno}"
            said = f"{type(error).__name__} at {place}"
        if said:
            wrong[said] += 1
            if wrong[said] == 1:
                print(f"{what} {at}: {said}", flush=True)
    seconds = time.monotonic() - begun
    print(
        f"{what}: {number} in {seconds:.0f} s, {wrong.total()} wrong",
        flush=True,
    )
    return wrong


def main() -> int:
    """Run it. Status 1 where anything was not told, broke off or did not end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--folders", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=16)
    options = parser.parse_args()
    keyfile.COST = 2
    os.fsync = os.fstat  # type: ignore[assignment] # no test of the disk
    chance = random.Random(options.seed)
    wrong: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="trust-tui-") as place:
        home = Path(place)
        os.environ["XDG_STATE_HOME"] = str(home / "state")
        for what, phrase in (("plain", None), ("sealed", PHRASE)):
            origin = Origin(home / what, phrase)
            folder = home / f"{what}-now"
            wrong += counted(
                f"{what} files",
                options.files // 2,
                partial(changed_file, origin, folder, chance),
            )
        known = Times(home / "times")
        folder = home / "forged-now"
        wrong += counted(
            "folders",
            options.folders,
            lambda at: attacked(
                known, folder, ATTACKS[at % len(ATTACKS)], chance
            ),
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
