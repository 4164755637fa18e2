"""What a join by hand must know: who had seen which version of a record, also where it came from another workbook.

A version is called by the change that wrote it: its writer, its count and its mark. A record that is taken from another
workbook is written by a change of our own, so it bears the names it had there, and those of all versions it has come
after that only workbooks joined by hand know of. They go wherever the record goes, and when a join is undone they are
undone with it. What cannot be proved by them counts as not seen, so that a text is rather kept twice than lost.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from operator import itemgetter
from typing import Any, Final

from msgspec import Struct, json, to_builtins

from trust_tui.domain import (
    ConflictError,
    Plain,
    Record,
    Seen,
    Trashed,
    later,
    tr,
)
from trust_tui.store.import_note import Incoming, adopt, lying
from trust_tui.store.log import (
    RECORDS,
    Raw,
    Row,
    State,
    Transaction,
    dot_of,
    encode,
)

Work = Callable[[Transaction], object]
_MEANWHILE: Final = later(
    "This was changed in another session meanwhile. Nothing was written: both texts are there."
)
_FIELD: Final = "joined"
_BEGINS: Final = b',"joined":'
_MOST: Final = 32
_NOTHING: Final = Row("", "", b"{}")

Name = tuple[str, int, int]
"""What a version is called: its writer, its count, its mark."""


class _Note(Struct, frozen=True, omit_defaults=True):
    """What a record says of where it came from.

    Attributes:
        revision: The revision that came.
        names: What that version is called elsewhere.
        seen: The versions it has come after.
    """

    revision: int = 0
    names: tuple[Name, ...] = ()
    seen: tuple[Name, ...] = ()


class _Inner(Struct, frozen=True):
    """Of a record in the trash, what it said before."""

    joined: _Note = _Note()


class _Document(Struct, frozen=True):
    """What is read of a document here."""

    revision: int = 0
    joined: _Note = _Note()
    record: _Inner = _Inner()


_DOCUMENT: Final = json.Decoder(_Document)


class _Version(Struct, frozen=True):
    """The version of a record that stands: what it is called, and which it has come after."""

    names: tuple[Name, ...]
    seen: tuple[Name, ...]

    @property
    def known(self) -> tuple[Name, ...]:
        """It and all before it."""
        return *self.seen, *self.names


class _Side:
    """One of two workbooks, as it is now."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._tables = {table: state.rows(table) for table in state.tables()}
        self._rows: dict[str, Row] = {}
        for table in RECORDS:
            self._rows.update(self._tables.get(table, {}))

    def row(self, id: str) -> Row:
        """The row of a record, in whichever table; an empty one where it has none."""
        return self._rows.get(id, _NOTHING)

    def raw(self, table: str, id: str) -> Raw | None:
        """What lies in a table under an id."""
        row = self._tables.get(table, {}).get(id)
        return None if row is None else row.raw

    def version(self, id: str) -> _Version:
        """The version of a record that it has."""
        row = self.row(id)
        document = _document(row)
        note, before = document.joined, document.record.joined
        names, seen = note.names, (*before.seen, *before.names, *note.seen)
        if note.revision != document.revision:  # it was changed since
            names, seen = (), (*seen, *names)
        dot = dot_of(row.line)
        mark = self.state.marks.only(dot)
        if mark:
            names = (*names, (*dot, mark))
        return _Version(names, seen)

    def has_seen(self, id: str, other: _Version) -> bool:
        """Whether it has a version of a record that is the other one, or has come after it."""
        known = {*self.version(id).known}
        return any(name in known or self._holds(*name) for name in other.names)

    def _holds(self, writer: str, count: int, mark: int) -> bool:
        """Whether a change was taken in, and not another one of that name."""
        dot, state = (writer, count), self.state
        return state.holds(dot) and mark in state.marks.at(dot)


class StoreMeeting:
    """Implements `domain.contents.Meeting`."""

    def __init__(
        self, do: Callable[[Work], None], mine: State, theirs: State
    ) -> None:
        self._do = do
        self._mine = _Side(mine)
        self._theirs = _Side(theirs)

    def seen(self, id: str) -> Seen:
        """Which side had seen the other's version of a record that both have."""
        mine, theirs = self._mine.version(id), self._theirs.version(id)
        return Seen(
            self._mine.has_seen(id, theirs), self._theirs.has_seen(id, mine)
        )

    def adopt(
        self, records: Iterable[Record[Any]], trash: Iterable[Trashed]
    ) -> None:
        """Keep records as they are, and note which versions each has come after.

        One of which our own version is in a form that is not known here stays as it is.

        Raises:
            ConflictError: One of them was changed since. Nothing was written.
        """
        odd = set(map(itemgetter(1), self._mine.state.odd))
        incoming = Incoming(records, trash)
        incoming.documents = [
            (table, id, document | self._note(id, document))
            for table, id, document in incoming.documents
            if id not in odd
        ]

        def work(transaction: Transaction) -> None:
            for table, id, _ in incoming.documents:
                there = lying(transaction.raw, table, id)
                if there != lying(self._mine.raw, table, id):
                    raise ConflictError(tr(_MEANWHILE))
            adopt(transaction, incoming)

        self._do(work)

    def _note(self, id: str, document: Plain) -> Plain:
        """What a record shall say of where it came from."""
        mine, theirs = self._mine.version(id), self._theirs.version(id)
        is_theirs = _said(self._theirs.row(id).raw) == _said(encode(document))
        names = theirs.names if is_theirs else ()
        before = dict.fromkeys((*mine.known, *theirs.known))
        for name in names:
            before.pop(name, None)
        revision, latest = document.get("revision", 0), tuple(before)[-_MOST:]
        note = _Note(revision, names[-_MOST:], latest)
        return {_FIELD: to_builtins(note)}


def _document(row: Row) -> _Document:
    """What a row says of where its record came from; nothing where that is none of ours."""
    with suppress(ValueError, RecursionError):
        return _DOCUMENT.decode(row.raw)
    return _Document()


def _said(raw: Raw) -> Raw:
    """A document without what it says of where its record came from."""
    return raw.partition(_BEGINS)[0].rstrip(b"}")
