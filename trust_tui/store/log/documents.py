"""Records to documents and back, by the codec of `domain.codec`.

A document holds when and where the record was made and changed, its revision, and the fields of the value under their
own names. The first seven fields always come in the same order, so that a list can be put in order without taking
its records apart. Fields that this version does not know stay in the document when the value changes.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import Any, Final

from msgspec import Struct, convert, json

from trust_tui.domain import (
    KINDS,
    DamagedError,
    GoalReview,
    Plain,
    Record,
    Value,
    to_plain,
    tr,
)
from trust_tui.store.log import sheets
from trust_tui.store.log.rows import Row

_REVIEW: Final = tuple(
    name for name in GoalReview.__struct_fields__ if name != "day"
)
_MINUTE: Final = timedelta(minutes=1)


class _Head(Struct, frozen=True):
    """When and where a record was made and changed."""

    made: str
    made_offset: int
    changed: str
    changed_offset: int
    revision: int


def moment_text(moment: datetime) -> str:
    """The moment in UTC with microseconds: always 27 characters, sorts by time."""
    return (
        moment.astimezone(UTC)
        .replace(tzinfo=None)
        .isoformat(timespec="microseconds")
        + "Z"
    )


def offset_of(moment: datetime) -> int:
    """Minutes east of UTC, on the clock the moment was read from."""
    return (moment.utcoffset() or timedelta()) // _MINUTE


@cache
def _zone(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes))


def moment_back(text: str, minutes: int) -> datetime:
    """What `moment_text` and `offset_of` were given.

    Raises:
        ValueError: That is no moment.
    """
    try:
        return datetime.fromisoformat(text).astimezone(_zone(minutes))
    except OverflowError as error:
        raise ValueError(tr("That is no moment.")) from error


def to_document(record: Record[Any]) -> Plain:
    """The document of a record."""
    return {
        "made": moment_text(record.made),
        "made_offset": offset_of(record.made),
        "changed": moment_text(record.changed),
        "changed_offset": offset_of(record.changed),
        "revision": record.revision,
        "about": None,
        "day": None,
    } | to_plain(record.value)


def from_document(
    table: str, id: str, document: Mapping[str, Any]
) -> Record[Any]:
    """The record of a document.

    Raises:
        DamagedError: The document is not one of that table.
    """
    try:
        return _record(
            id, convert(document, _Head), convert(document, KINDS[table].value)
        )
    except (KeyError, ValueError, OverflowError):
        pass  # what the library says of it may quote what the user wrote
    raise DamagedError(
        tr(
            "A record is not in a form this version knows. It was left as it is."
        )
    )


def record_of(row: Row) -> Record[Any]:
    """The record in a row.

    Raises:
        DamagedError: It is not one of its table.
    """
    try:
        value = _decoder(row.table).decode(row.raw)
        return _record(row.id, _HEAD.decode(row.raw), value)
    except (KeyError, ValueError, OverflowError):
        # Either it is damaged, or it holds a broken surrogate, which that decoder does not take.
        return from_document(row.table, row.id, _readable(row))


def _readable(row: Row) -> Mapping[str, Any]:
    """The document of a row; nothing where it is none."""
    try:
        return row.document
    except (ValueError, RecursionError):
        return {}


_HEAD: Final = json.Decoder(_Head)


@cache
def _decoder(table: str) -> json.Decoder[Value]:
    return json.Decoder(KINDS[table].value)


def _record(id: str, head: _Head, value: Value) -> Record[Any]:
    return Record(
        id=id,
        revision=head.revision,
        made=moment_back(head.made, head.made_offset),
        changed=moment_back(head.changed, head.changed_offset),
        value=value,
    )


def words_of(table: str, document: Mapping[str, Any]) -> str:
    """Everything in a document that a person wrote, one piece a line."""
    kind = KINDS.get(table)
    if kind is None:
        return ""
    return "\n".join(_words(document, (*kind.texts, *kind.labels)))


def _words(document: Mapping[str, Any], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        found = document.get(name)
        if isinstance(found, str):
            yield found
        elif isinstance(found, Mapping):
            yield from filter(_is_text, found.values())
        elif isinstance(found, list):
            for inner in found:
                if isinstance(inner, str):
                    yield inner
                elif isinstance(inner, Mapping):
                    yield from _words(inner, _REVIEW)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def raw_of(record: Record[Any]) -> sheets.Raw:
    """The document of a record, as bytes.

    Raises:
        ValueError: It holds a number that cannot be kept.
    """
    return sheets.encode(to_document(record))
