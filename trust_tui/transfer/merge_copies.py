"""Joins two copies of what a user keeps that went apart. Nothing here reads or writes a file.

A record is what it last was on either side; it lies in the trash when it was deleted after its last change. Both are
the larger of two things, so it does not matter in which order copies are joined, or how often. Where both sides changed
a text since they went apart, the earlier one is kept too, as a record of its own under an id made from its content.

Which texts were changed on both sides cannot be seen from two copies alone. What is the same on both was so when they
went apart, so a text that is no younger than that, or that is the first version, was changed on one side only; all
others count as changed on both. In doubt a text is kept twice.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from trust_tui.domain import (
    TABLES,
    Contents,
    Record,
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

_NEVER: Final = datetime(1, 1, 1, tzinfo=UTC)


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
    """A record and when it was deleted last, None for never."""

    record: Record[Any]
    deleted: datetime | None = None

    @property
    def lies(self) -> bool:
        """Whether it lies in the trash."""
        return self.deleted is not None and self.deleted >= self.record.changed


def merge(mine: Contents, theirs: Contents) -> Merged:
    """Join two copies. The order of the two makes no difference."""
    left, right = _held(mine), _held(theirs)
    both = left.keys() & right.keys()
    apart = _NEVER
    for id in both:
        record = left[id].record
        if record == right[id].record:
            apart = max(apart, record.changed)
    joined = {**left, **right}
    twice: list[Twice] = []
    expect(tr("Joining"), len(both))
    for id in steps(sorted(both)):
        one, other = left[id], right[id]
        joined[id] = _join(one, other)
        early = _conflict(one.record, other.record, apart)
        if early is not None:
            copy = _copy(early)
            twice.append(Twice(table=early.value.TABLE, id=id, copy=copy.id))
            held = _Held(copy, joined[id].deleted if joined[id].lies else None)
            for side in (left, right):
                held = _join(held, side[copy.id]) if copy.id in side else held
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
        one = _Held(thrown.record, thrown.deleted)
        held[id] = _join(held.get(id, one), one)
    return held


def _all(kept: Contents) -> Iterator[Record[Any]]:
    for table in TABLES:
        yield from kept.of(table)


def _join(one: _Held, other: _Held) -> _Held:
    deletions = [
        held.deleted for held in (one, other) if held.deleted is not None
    ]
    return _Held(_later(one.record, other.record), max(deletions, default=None))


def _later(one: Record[Any], other: Record[Any]) -> Record[Any]:
    return one if one == other else max(one, other, key=_age)


def _age(record: Record[Any]) -> tuple[datetime, int, bytes]:
    return record.changed, record.revision, line_of(record_to_plain(record))


def _conflict(
    one: Record[Any], other: Record[Any], apart: datetime
) -> Record[Any] | None:
    """The earlier of two versions, when its text would be lost though both sides changed it."""
    if one == other or _texts(one) == _texts(other):
        return None
    early, late = sorted((one, other), key=_age)
    if not any(_texts(early)):
        return None
    if early.revision > 1 and early.changed > apart:
        return early
    return early if late.revision <= early.revision else None


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
    if one is None or other is None:
        return one or other
    return _later(one, other)
