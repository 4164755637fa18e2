"""Joins two copies of what a user keeps that went apart. Nothing here reads or writes a file.

A record is what it last was on either side; it lies in the trash when it was deleted after its last change. Both are
the larger of two things, so it does not matter in which order copies are joined, or how often. Where both sides changed
a text since they went apart, the earlier one is kept too, as a record of its own under an id made from its content.

Which texts were changed on both sides cannot be seen from two copies alone, whatever their clocks and revisions say:
where one side had seen the version of the other, it stands as that side has it. All others but first versions count as
changed on both. In doubt a text is kept twice.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from trust_tui.domain import (
    TABLES,
    Contents,
    Record,
    Seen,
    Settings,
    Trashed,
    expect,
    id_from,
    kind_of,
    steps,
    to_plain,
    tr,
)
from trust_tui.formats.json_values import record_to_plain
from trust_tui.formats.own_json import line_of


def _nobody_knows(_: str, /) -> Seen | None:
    return None


class Twice(Struct, frozen=True, kw_only=True):
    """A text that was changed on both sides.

    Attributes:
        table: What kind of record it is in.
        id: The record that holds the later text.
        copy: The record that holds the earlier one.
    """

    table: str
    id: str
    copy: str


class Merged(Struct, frozen=True, kw_only=True):
    """Two copies joined, and the texts that are in it twice because of it."""

    kept: Contents
    twice: tuple[Twice, ...] = ()


class _Held(Struct, frozen=True):
    """A record and when it was deleted last, None for never.

    Attributes:
        is_thrown: This version of it lies in the trash, whatever the clocks say.
    """

    record: Record[Any]
    deleted: datetime | None = None
    is_thrown: bool = False

    @property
    def lies(self) -> bool:
        """Whether it lies in the trash."""
        if self.is_thrown or self.deleted is None:
            return self.is_thrown
        return self.deleted >= self.record.changed


def merge(
    mine: Contents,
    theirs: Contents,
    seen: Callable[[str], Seen | None] = _nobody_knows,
) -> Merged:
    """Join two copies. The order of the two makes no difference.

    Args:
        mine: One of them.
        theirs: The other.
        seen: Which of the two had seen the other's version of a record; None where that is not known.
    """
    left, right = _held(mine), _held(theirs)
    both = left.keys() & right.keys()
    joined = {**left, **right}
    twice: list[Twice] = []
    expect(tr("Joining"), len(both))
    for id in steps(sorted(both)):
        one, other = left[id], right[id]
        if one == other:
            continue
        joined[id], early = _settle(one, other, seen(id))
        if early is not None:
            copy = _copy(early.record)
            twice.append(Twice(table=copy.value.TABLE, id=id, copy=copy.id))
            lying = early if early.lies else joined[id]
            thrown = lying.deleted if lying.lies else None
            held = _Held(copy, thrown, is_thrown=lying.lies)
            for side in (left, right):
                held = _join(held, side.get(copy.id, held))
            joined[copy.id] = held
    return Merged(
        kept=_kept(joined, _settings(mine.settings, theirs.settings)),
        twice=tuple(twice),
    )


def news(
    mine: Contents, joined: Contents
) -> tuple[list[Record[Any]], list[Trashed]]:
    """What a copy must take in to become the joined one: the records, settings among them, and the trash."""
    here = {record.id: record for record in _all(mine)}
    thrown = {one.record.id: one for one in mine.trash}
    records = []
    for record in _all(joined):
        if here.get(record.id) != record:
            records.append(record)
    settings = joined.settings
    if settings is not None and settings != mine.settings:
        records.append(settings)
    trash = [one for one in joined.trash if thrown.get(one.record.id) != one]
    return records, trash


def _held(kept: Contents) -> dict[str, _Held]:
    held = {record.id: _Held(record) for record in _all(kept)}
    for thrown in kept.trash:
        id = thrown.record.id
        one = _Held(thrown.record, thrown.deleted, is_thrown=True)
        held[id] = _join(held.get(id, one), one)
    return held


def _all(kept: Contents) -> Iterator[Record[Any]]:
    for table in TABLES:
        yield from kept.of(table)


def _settle(
    one: _Held, other: _Held, seen: Seen | None
) -> tuple[_Held, _Held | None]:
    """How a record stands of which there are two versions, and the one whose text would be lost by that."""
    joined = _join(one, other)
    if seen is not None:
        if seen.mine != seen.theirs:
            return (one if seen.mine else other), None
        joined = _edited(one, other) or joined
    early = other if joined.record == one.record else one
    texts = _texts(early.record)
    if not any(texts) or texts == _texts(joined.record):
        return joined, None
    return joined, None if _is_first(early, joined) else early


def _edited(one: _Held, other: _Held) -> _Held | None:
    """Of an edit and a deletion that had not seen it, the edit."""
    living, lying = (other, one) if one.lies else (one, other)
    if living.lies or living.record == lying.record:
        return None
    return living if lying.lies and not _is_first(living, lying) else None


def _is_first(one: _Held, other: _Held) -> bool:
    """Whether one is what the record was made as, which all others have come after."""
    return one.record.revision == 1 < other.record.revision


def _join(one: _Held, other: _Held) -> _Held:
    record = _later(one.record, other.record)
    sides = one, other
    deletions = [held.deleted for held in sides if held.deleted is not None]
    is_thrown = any(held.is_thrown and held.record == record for held in sides)
    return _Held(record, max(deletions, default=None), is_thrown)


def _later(one: Record[Any], other: Record[Any]) -> Record[Any]:
    return max(one, other, key=_age)


def _age(record: Record[Any]) -> tuple[datetime, int, bytes]:
    return record.changed, record.revision, line_of(record_to_plain(record))


def _texts(record: Record[Any]) -> tuple[Any, ...]:
    plain = to_plain(record.value)
    return tuple(plain[name] for name in kind_of(record.value).texts)


def _copy(record: Record[Any]) -> Record[Any]:
    """The record of a text that is kept beside the later one; the same text always has the same id."""
    text = line_of({"texts": list(_texts(record))}).decode("ascii")
    return replace(record, id=id_from("twice", record.id, text), revision=1)


def _kept(
    joined: Mapping[str, _Held], settings: Record[Settings] | None
) -> Contents:
    records: dict[str, list[Record[Any]]] = {table: [] for table in TABLES}
    trash: list[Trashed] = []
    for held in joined.values():
        record = held.record
        if held.lies and held.deleted:
            trash.append(Trashed(record=record, deleted=held.deleted))
        else:
            records[record.value.TABLE].append(record)
    for shelf in records.values():
        shelf.sort(key=lambda record: (record.made, record.id))
    trash.sort(key=lambda thrown: (thrown.deleted, thrown.record.id))
    return Contents(records=records, trash=trash, settings=settings)


def _settings(
    one: Record[Settings] | None, other: Record[Settings] | None
) -> Record[Settings] | None:
    return max(filter(None, (one, other)), key=_age, default=None)
