"""Values to documents and back: one codec, driven by the fields of the dataclasses in `domain.records`.

A document holds when and where the record was made and changed, its revision, and the fields of the value under their
own names. The first seven fields always come in the same order, so that a list can be put in order without taking
its records apart. Fields that this version does not know stay in the document when the value changes.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Final, get_args, get_type_hints

from trust_tui.domain.records import GoalReview, Record, Value
from trust_tui.errors import DamagedError
from trust_tui.store.log import sheets
from trust_tui.store.log.rows import Row

Document = dict[str, Any]
KINDS: Final[Mapping[str, type[Value]]] = {kind.TABLE: kind for kind in get_args(Value)}
_IDS: Final = frozenset(
    {
        "about",
        "answers",
        "current",
        "entries",
        "exercise",
        "habit",
        "page",
        "place",
        "source",
        "step",
        "ticked",
    }
)
_WRITTEN: Final = (str, Mapping[str, str], tuple[str, ...], tuple[GoalReview, ...])
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    to: Callable[[Any], Any]
    back: Callable[[Any], Any]
    required: bool
    text: bool


_KNOWN: Final[dict[type, tuple[_Field, ...]]] = {}


def _same(value: Any) -> Any:
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("Not a text.")
    return value


def _optional(turn: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else turn(value)


def _tuple_of(turn: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda values: tuple(turn(value) for value in values)


def _list_of(turn: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda values: [turn(value) for value in values]


def _review_to(review: GoalReview) -> Document:
    return {
        field.name: field.to(getattr(review, field.name))
        for field in _fields(GoalReview)
    }


def _review_back(document: Mapping[str, Any]) -> GoalReview:
    return GoalReview(**_arguments(GoalReview, document))


def _turns(hint: Any) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """How a field of that type becomes JSON and comes back."""
    options = [option for option in get_args(hint) if option is not type(None)]
    origin = getattr(hint, "__origin__", None)
    if origin is tuple:
        to, back = _turns(options[0])
        return _list_of(to), _tuple_of(back)
    if origin is not None and origin is not UnionType:  # 3.14 has one for unions
        return dict, dict
    if options:
        to, back = _turns(options[0])
        return _optional(to), _optional(back)
    if hint is date:
        return date.isoformat, date.fromisoformat
    if hint is GoalReview:
        return _review_to, _review_back
    if issubclass(hint, StrEnum):
        return str, hint
    return (_text, _text) if hint is str else (_same, _same)


def _fields(kind: type) -> tuple[_Field, ...]:
    known = _KNOWN.get(kind)
    if known is None:
        known = _KNOWN[kind] = _look(kind)
    return known


def _look(kind: type) -> tuple[_Field, ...]:
    hints = get_type_hints(kind)
    return tuple(
        _Field(
            field.name,
            *_turns(hints[field.name]),
            required=field.default is MISSING and field.default_factory is MISSING,
            text=field.name not in _IDS and hints[field.name] in _WRITTEN,
        )
        for field in fields(kind)
    )


def _arguments(kind: type, document: Mapping[str, Any]) -> dict[str, Any]:
    arguments = {}
    for field in _fields(kind):
        if field.name in document:
            arguments[field.name] = field.back(document[field.name])
        elif field.required:
            raise ValueError("A field is missing.")
    return arguments


def moment_text(moment: datetime) -> str:
    """The moment in UTC with microseconds: always 27 characters, sorts by time."""
    return (
        moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
        + "Z"
    )


def offset_of(moment: datetime) -> int:
    """Minutes east of UTC, on the clock the moment was read from."""
    return (moment.utcoffset() or timedelta()) // _MINUTE


@cache
def _zone(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes))


def moment_back(text: str, minutes: int) -> datetime:
    """What `moment_text` and `offset_of` were given."""
    return datetime.fromisoformat(text).astimezone(_zone(minutes))


def to_document(record: Record[Any]) -> Document:
    """The document of a record."""
    value = record.value
    document: Document = {
        "made": moment_text(record.made),
        "made_offset": offset_of(record.made),
        "changed": moment_text(record.changed),
        "changed_offset": offset_of(record.changed),
        "revision": record.revision,
        "about": None,
        "day": None,
    }
    for field in _fields(type(value)):
        document[field.name] = field.to(getattr(value, field.name))
    return document


def from_document(table: str, id: str, document: Mapping[str, Any]) -> Record[Any]:
    """The record of a document.

    Raises:
        DamagedError: The document is not one of that table.
    """
    try:
        kind = KINDS[table]
        return Record(
            id=id,
            revision=document["revision"],
            made=moment_back(document["made"], document["made_offset"]),
            changed=moment_back(document["changed"], document["changed_offset"]),
            value=kind(**_arguments(kind, document)),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise DamagedError(
            "A record is not in a form this version knows. It was left as it is."
        ) from error


def record_of(row: Row) -> Record[Any]:
    """The record in a row."""
    return from_document(row.table, row.id, row.document)


def words_of(table: str, document: Mapping[str, Any]) -> str:
    """Everything in a document that a person wrote, one piece a line."""
    parts: list[str] = []
    kind = KINDS.get(table)
    if kind is not None:
        _gather(kind, document, parts)
    return "\n".join(parts)


def _gather(kind: type, document: Mapping[str, Any], parts: list[str]) -> None:
    for field in _fields(kind):
        found = document.get(field.name)
        if not field.text:
            continue
        if isinstance(found, str):
            parts.append(found)
        elif isinstance(found, Mapping):
            parts.extend(found.values())
        for inner in found if isinstance(found, list) else ():
            if isinstance(inner, str):
                parts.append(inner)
            else:
                _gather(GoalReview, inner, parts)


def raw_of(record: Record[Any]) -> sheets.Raw:
    """The document of a record, as bytes.

    Raises:
        ValueError: It holds a number that cannot be kept.
    """
    return sheets.encode(to_document(record))
