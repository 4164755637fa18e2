"""The last import: noted by ids and revisions alone, so that it can be taken back as a whole at any later time."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, Final

from msgspec import Struct, ValidationError, convert
from msgspec.structs import asdict

from trust_tui.domain import (
    KINDS,
    Plain,
    Record,
    Relationship,
    Settings,
    TakenBack,
    Trashed,
    expect,
    later,
    steps,
    tr,
)
from trust_tui.store.log import (
    KEEPING,
    RECORDS,
    TRASH,
    Raw,
    State,
    Transaction,
    decode,
    encode,
    moment_back,
    moment_text,
    offset_of,
    revision_of,
    to_document,
)
from trust_tui.store.trash import thrown_away

_ID: Final = "import"
_CHANGED: Final = later("changed since")
_THROWN: Final = later("in the trash")
_NEEDED: Final = later("needed by something that stays")


class _Noted(Struct, frozen=True):
    """The last import as it is noted.

    Attributes:
        at: When it was, as `moment_text` has it.
        offset: As `offset_of` has it.
        records: The revisions with which records came in, by table and id.
        trash: When what came into the trash was deleted, by id.
    """

    at: str = ""
    offset: int = 0
    records: dict[str, dict[str, int]] = {}
    trash: dict[str, str] = {}


def _noted(raw: Raw | None) -> _Noted:
    """What is noted; nothing at no time where nothing is, or nothing that can be understood."""
    with suppress(ValidationError):
        return convert(decode(raw) if raw else {}, _Noted)
    return _Noted()


class Incoming:
    """Records as they come, with ids, revisions and times, and what of them is in the trash.

    Attributes:
        documents: What is to be kept of each: its table, its id, its document.
    """

    def __init__(
        self, records: Iterable[Record[Any]], trash: Iterable[Trashed]
    ) -> None:
        self.living = list(records)
        self.thrown = list(trash)
        self.documents: list[tuple[str, str, Plain]] = []
        for record in self.living:
            document = to_document(record)
            self.documents.append((record.value.TABLE, record.id, document))
        for item in self.thrown:
            record = item.record
            document = thrown_away(
                record.value.TABLE, to_document(record), item.deleted
            )
            self.documents.append((TRASH, record.id, document))

    def without(self, some: Collection[tuple[str, str]]) -> "Incoming":
        """The rest, some of them by table and id left out."""
        living = [
            one for one in self.living if (one.value.TABLE, one.id) not in some
        ]
        thrown = [
            one for one in self.thrown if (TRASH, one.record.id) not in some
        ]
        return Incoming(living, thrown)


def adopt(transaction: Transaction, incoming: Incoming) -> None:
    """Keep records exactly as they are; each takes the place of what has its id."""
    expect(tr("Adding"), len(incoming.documents))
    for table, id, document in steps(incoming.documents):
        for there in lying(transaction.raw, table, id):
            transaction.put(there, id, None)
        transaction.put(table, id, encode(document))


def lying(
    look: Callable[[str, str], Raw | None], table: str, id: str
) -> dict[str, Raw]:
    """What there is of a record that is to lie in a table, by the table it lies in. Settings are no record.

    Args:
        look: What lies in a table under an id.
        table: The table.
        id: The id.
    """
    tables = RECORDS if table in RECORDS else (table,)
    raws = {there: look(there, id) for there in tables}
    return {there: raw for there, raw in raws.items() if raw is not None}


def take_in(
    transaction: Transaction, incoming: Incoming, now: datetime
) -> None:
    """As `adopt`, but of what is not here by now, and noted as the import that can be taken back."""
    here = set()
    for table, id, _ in incoming.documents:
        if lying(transaction.raw, table, id):  # it came after one was asked
            here.add((table, id))
    new = incoming.without(here)
    adopt(transaction, new)
    note(transaction, new.living, new.thrown, now)


def note(
    transaction: Transaction,
    living: Iterable[Record[Any]],
    thrown: Iterable[Trashed],
    now: datetime,
) -> None:
    """Note what comes in, in the place of what was noted of an earlier import. Settings stay when it is taken back."""
    records: dict[str, dict[str, int]] = {}
    for record in living:
        if not isinstance(record.value, Settings):
            records.setdefault(record.value.TABLE, {})[record.id] = (
                record.revision
            )
    trash = {item.record.id: moment_text(item.deleted) for item in thrown}
    noted = _Noted(moment_text(now), offset_of(now), records, trash)
    transaction.put(KEEPING, _ID, encode(asdict(noted)))


def last(state: State) -> datetime | None:
    """When the import was that can be taken back; None where there is none."""
    row = state.row(KEEPING, _ID)
    noted = _noted(row.raw if row else None)
    with suppress(ValueError):
        return moment_back(noted.at, noted.offset)
    return None


def take_back(transaction: Transaction, state: State) -> TakenBack:
    """Take away what the last import added and nobody has touched since, and forget that import."""
    noted = _noted(transaction.raw(KEEPING, _ID))
    going: dict[str, str] = {}
    kept: dict[str, int] = {}
    expect(tr("Taking back"), sum(map(len, noted.records.values())))
    for table, id, revision in steps(_records(noted)):
        there = transaction.raw(table, id)
        if there is not None and revision_of(there) == revision:
            going[id] = table
        elif there is not None:
            kept[tr(_CHANGED)] = kept.get(tr(_CHANGED), 0) + 1
        elif transaction.raw(TRASH, id) is not None:
            kept[tr(_THROWN)] = kept.get(tr(_THROWN), 0) + 1
    needed = {
        id
        for id in _needed(state, going)
        if going.get(id) == Relationship.TABLE
    }
    if needed:
        kept[tr(_NEEDED)] = len(needed)
    trash = [
        id
        for id, deleted in noted.trash.items()
        if _lies_since(transaction, id, deleted)
    ]
    for id, table in going.items():
        if id not in needed:
            transaction.put(table, id, None)
    for id in trash:
        transaction.put(TRASH, id, None)
    transaction.put(KEEPING, _ID, None)
    return TakenBack(gone=len(going) - len(needed) + len(trash), kept=kept)


def _records(noted: _Noted) -> Sequence[tuple[str, str, int]]:
    return [
        (table, id, revision)
        for table, ids in noted.records.items()
        for id, revision in ids.items()
    ]


def _needed(state: State, going: dict[str, str]) -> Iterator[str]:
    """Whom the records that stay are about, those in the trash included."""
    for table in KINDS:
        for id, row in state.rows(table).items():
            if id not in going and row.about:
                yield row.about
    for row in state.rows(TRASH).values():
        thrown = row.document.get("record")
        about = thrown.get("about") if isinstance(thrown, dict) else None
        if isinstance(about, str):
            yield about


def _lies_since(transaction: Transaction, id: str, deleted: str) -> bool:
    raw = transaction.raw(TRASH, id)
    return raw is not None and decode(raw).get("deleted") == deleted
