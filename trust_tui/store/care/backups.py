"""Copies of the whole workbook: by the day, before anything drastic, and when asked for; bounded in number and size."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from trust_tui.domain import DamagedError, StoreError, expect, steps, tr
from trust_tui.store.care.clock_jump import is_believed
from trust_tui.store.disk import (
    SEALED,
    Folder,
    Plain,
    Seal,
    files,
    translate_os_errors,
)
from trust_tui.store.log import (
    DamagedFileError,
    Ledger,
    OtherKeyFileError,
    Raw,
    State,
    Transaction,
    begin,
    changes,
    decode,
    encode,
    revision_of,
    size,
    snapshot_fill,
    upgrade,
    write_sheet,
)

Kind = Literal["auto", "asked", "safety", "upgrade"]
_NAME: Final = re.compile(
    r"(\d{4}-\d\d-\d\dT\d{6})Z-(auto|asked|safety|upgrade)-(\d+)(?:-\d+)?\.json(?:\.age)?"
)
_KEPT: Final = {"asked": 10, "safety": 5, "upgrade": 2}
_DAYS, _WEEKS, _MONTHS = 7, 62, 731
_LEAST: Final = 4
_GAP: Final = timedelta(days=400)
_SMALL: Final = 64 << 20
_TIMES: Final = 20


class Backup(Struct, frozen=True):
    """A backup.

    Attributes:
        name: Its file name.
        made: When (UTC).
        kind: `auto` by the day, `asked` for, `safety` before a restore, `upgrade` before one.
        number: The last change it holds.
    """

    name: str
    made: datetime
    kind: str
    number: int


def backups(folder: Folder) -> list[Backup]:
    """The backups there are, newest first."""
    found = []
    for name in files.names(folder.backups):
        match = _NAME.fullmatch(name)
        if match:
            with suppress(ValueError):
                made = datetime.fromisoformat(match[1]).replace(tzinfo=UTC)
                found.append(Backup(name, made, match[2], int(match[3])))
    return sorted(
        found, key=lambda backup: (backup.made, backup.number), reverse=True
    )


def make(ledger: Ledger, kind: Kind, now: datetime) -> Backup:
    """Make a backup of what is in memory.

    Raises:
        StoreError: None was made.
    """
    ledger.refuse_read_only()
    folder, loaded, seal = ledger.folder, ledger.loaded, ledger.seal
    state = loaded.state.frozen()
    fill = snapshot_fill(state, seal, loaded)
    expect(tr("Making a backup"), size(state))
    with translate_os_errors():
        ledger.alive.hold()
        files.make_folder(folder.backups)
        hidden = changes.temporary(folder.backups, ledger.session)
        files.create(hidden, fill)
        try:
            with ledger.writing:
                if ledger.seal is not seal:
                    raise StoreError(
                        tr(
                            "The passphrase was changed meanwhile. No backup was made; try again."
                        )
                    )
                name = _link(
                    folder,
                    hidden,
                    f"{now.astimezone(UTC):%Y-%m-%dT%H%M%S}Z-{kind}-{state.number}",
                    seal,
                )
                _make_sure(folder, name)
        finally:
            with suppress(OSError):
                files.unlink(hidden)
    return Backup(
        name, now.astimezone(UTC).replace(microsecond=0), kind, state.number
    )


def _make_sure(folder: Folder, name: str) -> None:
    try:
        files.flush_folder(folder.backups)
    except OSError:
        with suppress(OSError):
            files.unlink(folder.backups / name)
        raise


def _link(folder: Folder, hidden: Path, stem: str, seal: Seal) -> str:
    for attempt in range(1000):
        name = f"{stem}{f'-{attempt}' if attempt else ''}.json{seal.suffix}"
        with suppress(FileExistsError):
            files.link(hidden, folder.backups / name)
            return name
    raise FileExistsError


def make_daily(ledger: Ledger, now: datetime) -> bool:
    """Make the backup of the day, when something has changed since the last, and let go of old ones."""
    if not is_due(ledger, now):
        return False
    make(ledger, "auto", now)
    let_go(ledger, now)
    return True


def is_due(ledger: Ledger, now: datetime) -> bool:
    """Whether the backup of the day is still to be made."""
    number = ledger.state.number
    today = now.astimezone(UTC).date()
    return number > 0 and not any(
        backup.kind == "auto"
        and (backup.made.date() == today or backup.number == number)
        for backup in backups(ledger.folder)
    )


def let_go(ledger: Ledger, now: datetime) -> None:
    """Remove the backups whose time is over, unless the clock that says so cannot be believed."""
    if is_believed(ledger.state, now):
        with translate_os_errors():
            rotate(ledger.folder, now)


def rotate(folder: Folder, now: datetime) -> None:
    """Remove the backups whose time is over."""
    there = backups(folder)
    staying = to_keep(there, now.astimezone(UTC).date())
    sizes = {
        backup.name: files.size(folder.backups / backup.name)
        for backup in there
    }
    largest = max(sizes.values(), default=0)
    room = max(_SMALL, _TIMES * largest)
    past = [backup.name for backup in there if backup.made <= now]
    ahead = [backup.name for backup in there if backup.made > now]
    last = {*past[:_LEAST], *ahead[:_LEAST]}
    for backup in there:
        room -= sizes[backup.name]
        if backup.name not in staying or (room < 0 and backup.name not in last):
            path = folder.backups / backup.name
            (files.unlink if path.suffix == SEALED else files.wipe)(path)


def to_keep(there: Sequence[Backup], today: date) -> set[str]:
    """Names of the backups that stay: one a day for a week, one a week for two months, one a month for two years.

    Args:
        there: All backups, newest first.
        today: The present day (UTC). Of days to come, by a wrong clock, the newest stay: they may be of any age.
    """
    staying: set[str] = set()
    taken: set[tuple[object, ...]] = set()
    counts = dict.fromkeys(_KEPT, 0)
    ahead = past = 0
    earlier: datetime | None = None
    for backup in there:
        if backup.kind != "auto":
            counts[backup.kind] += 1
            if counts[backup.kind] <= _KEPT[backup.kind]:
                staying.add(backup.name)
            continue
        if backup.made.date() > today:
            ahead += 1
            if ahead <= _LEAST:
                staying.add(backup.name)
            continue
        if earlier is not None and earlier - backup.made > _GAP:
            past = 0  # the clock was years off in between, or before
        earlier = backup.made
        if past < _LEAST:
            staying.add(backup.name)
        past += 1
        slot = _slot(backup.made.date(), today)
        if slot is not None and slot not in taken:
            taken.add(slot)
            staying.add(backup.name)
    return staying


def _slot(made: date, today: date) -> tuple[object, ...] | None:
    age = (today - made).days
    if age < _DAYS:
        return ("day", max(age, 0))
    if age < _WEEKS:
        return ("week", *made.isocalendar()[:2])
    return ("month", made.year, made.month) if age < _MONTHS else None


def read(ledger: Ledger, path: Path) -> State:
    """The records in a backup, in the present form.

    Raises:
        DamagedError: The file is damaged or no backup.
    """
    seal: Seal = ledger.seal if path.name.endswith(".age") else Plain()
    with translate_os_errors():
        try:
            loaded = begin(changes.read_sheet(path, seal, "snapshot"), None)
        except FileNotFoundError:
            raise StoreError(
                tr("There is no such backup. Nothing was changed."),
                title=tr("Not restored"),
            ) from None
        except OtherKeyFileError as error:
            raise DamagedError(
                tr(
                    "That backup is sealed by another passphrase, so it was not used. Nothing was changed."
                ),
                title=tr("Not restored"),
            ) from error
        except DamagedFileError as error:
            raise DamagedError(
                tr(
                    "That backup is damaged, so it was not used. Nothing was changed."
                )
            ) from error
    return upgrade(loaded.state, loaded.schema)


def difference(transaction: Transaction, now: State, wanted: State) -> None:
    """Put into a transaction what makes the store hold the wanted records; each changed one as a newer revision."""
    expect(tr("Going back"), sum(map(wanted.count, wanted.tables())))
    for table in {*now.tables(), *wanted.tables()}:
        present, coming = now.rows(table), wanted.rows(table)
        for id in present.keys() - coming.keys():
            transaction.put(table, id, None)
        for id, row in steps(coming.items()):
            there = present.get(id)
            if there is None or there.raw != row.raw:
                transaction.put(
                    table, id, _newer(row.raw, there.raw if there else row.raw)
                )


def _newer(raw: Raw, there: Raw) -> Raw:
    document = decode(raw)
    if "revision" not in document:
        return raw
    latest = max(revision_of(raw), revision_of(there))
    return encode(document | {"revision": latest + 1})


def without(ledger: Ledger, ids: Iterable[str]) -> None:
    """Write every backup anew without some records; a damaged one is wiped, since it may hold them.

    One that another key has sealed stays: it may be all that there is of somebody's words. `scrub` names it.
    """
    wanted = set(ids)
    folder = ledger.folder
    for backup in backups(folder):
        path = folder.backups / backup.name
        seal: Seal = ledger.seal if path.name.endswith(".age") else Plain()
        try:
            sheet = changes.read_sheet(path, seal, "snapshot")
        except OtherKeyFileError:
            continue
        except DamagedFileError:
            files.wipe(path)
            continue
        rows = [*map(dict, sheet.tables.values())]
        before = sum(map(len, rows))
        for kept, id in product(rows, wanted):
            kept.pop(id, None)
        if sum(map(len, rows)) < before:
            left = dict(zip(sheet.tables, map(dict.items, rows), strict=True))
            hidden = changes.temporary(folder.backups, ledger.session)
            files.replace_for_good(
                hidden,
                path,
                seal.fill(write_sheet(sheet.header, left, seal.prove)),
            )
