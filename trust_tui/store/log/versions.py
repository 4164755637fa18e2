"""What becomes of a record that was changed in more than one place: who saw what decides, and a clock only in between.

A change that had seen another one comes after it. Of changes that had not seen each other, an edit outlasts a
deletion, and of two edits the one with the later clock stands in the record's place; where it says something else, the
other's text is kept too, as a record of its own under an id made from its content. All of it depends on the versions
alone, not on the order in which they came.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from trust_tui.domain import KINDS, Relationship, Settings, id_from
from trust_tui.store.log import sheets
from trust_tui.store.log.documents import words_of
from trust_tui.store.log.stamps import (
    Dot,
    Line,
    Reach,
    bare,
    clock_of,
    dot_of,
    is_old,
    revision_of,
    stamped,
    tail_of,
)

TRASH: Final = "trash"
Slot = tuple[str, str]
"""What versions are of: a record by its id, wherever it lies; anything else by its table and id."""

RECORDS: Final = frozenset(KINDS) - {Settings.TABLE} | {TRASH}
_ONCE: Final = frozenset({Relationship.TABLE, Settings.TABLE})
"""Of these no second text is kept: two names for one person would confuse."""


def slot_of(table: str, id: str) -> Slot:
    """Where the versions of a row belong."""
    return ("" if table in RECORDS else table, id)


class Version(Struct, frozen=True):
    """What a change, or the snapshot, says of a record.

    Attributes:
        dot: The change.
        clock: Its clock.
        rows: Where the record lies and its line; nothing when it is deleted for good.
        seen: What its writer knew; None for a snapshot, which knew nothing of what it does not hold.
    """

    dot: Dot
    clock: int
    rows: Mapping[str, Line]
    seen: Reach | None = None

    @property
    def table(self) -> str | None:
        """The table it lies in."""
        return next(iter(self.rows), None)

    @property
    def lives(self) -> bool:
        """Whether it is there and not in the trash."""
        return self.table not in (None, TRASH)

    @property
    def revision(self) -> int:
        """The revision of the record, 0 when there is none."""
        return max(map(revision_of, self.rows.values()), default=0)

    @property
    def words(self) -> str:
        """What a person wrote in it."""
        table = self.table
        if table is None:
            return ""
        document = _readable(self.rows[table])
        if table != TRASH:
            return words_of(table, document)
        inner = document.get("record")
        known = inner if isinstance(inner, dict) else {}
        return words_of(str(document.get("table")), known)


def _readable(line: Line) -> dict[str, Any]:
    """The document in a line; nothing where it is none."""
    try:
        document: dict[str, Any] = sheets.decode(bare(line))
    except (ValueError, RecursionError):
        return {}
    return document


def version_of(rows: Mapping[str, Line]) -> Version | None:
    """What stands in a snapshot of a record."""
    for line in rows.values():
        return Version(dot_of(line), clock_of(line), dict(rows))
    return None


def order(version: Version) -> tuple[int, list[Line], Dot]:
    """Puts versions that had not seen each other in the same order everywhere.

    Where two machines have one name, a change is not called the same on both: so its lines come before that.
    """
    return version.clock, sorted(version.rows.values()), version.dot


def follows(one: Version, other: Version) -> bool:
    """Whether the first comes after the second for certain."""
    if other.seen is not None and one.dot in other.seen:
        return False
    if one.seen is not None and other.dot in one.seen:
        return True
    old = is_old(one.dot[0]) or is_old(other.dot[0])
    return old and _by_revision(one, other)


def _by_revision(one: Version, other: Version) -> bool:
    """For what was kept before it was written down what a change had seen."""
    if one.revision != other.revision:
        return one.revision > other.revision
    if one.lives and other.lives and one.words != other.words:
        return False
    return (not one.lives, order(one)) > (not other.lives, order(other))


def latest(versions: Sequence[Version]) -> list[Version]:
    """The versions that no other one follows."""
    return [
        one
        for one in versions
        if not any(
            follows(other, one) for other in versions if other is not one
        )
    ]


def winner(top: Sequence[Version]) -> Version | None:
    """The one that stands in the record's place."""
    lives = [one for one in top if one.lives]
    gone = [one for one in top if one.table is None]
    return max(lives or gone or top, key=order, default=None)


def copies(
    id: str, top: Iterable[Version], stands: Version
) -> Iterator[tuple[str, Version]]:
    """The texts that are kept beside it, each a version of a record of its own, with its id: always the same.

    A deletion that lost against an edit it had not seen leaves its text in the trash.
    """
    for one in top:
        table = one.table
        if one is stands or table not in RECORDS:
            continue
        document = sheets.decode(bare(one.rows[table]))
        words = one.words
        kind = document["table"] if table == TRASH else table
        if kind in _ONCE or not words or words == stands.words:
            continue
        if table == TRASH:
            record = document["record"] | {"revision": 1}
            raw = sheets.encode(document | {"record": record})
        else:
            raw = sheets.encode(document | {"revision": 1})
        its = id_from("twice", id, words)
        line = stamped(table, its, raw, tail_of(one.clock, *one.dot))
        yield its, Version(one.dot, one.clock, {table: line}, one.seen)
