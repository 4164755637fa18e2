"""Values as plain JSON and back, strictly: a codec made from the fields of the dataclasses in `domain.records`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from trust_tui.domain.records import GoalReview, Record, Value
from trust_tui.formats.content_ids import is_id

Plain = dict[str, Any]

_Turn = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    to: _Turn | None
    back: _Turn
    required: bool


def to_plain(value: Any) -> Plain:
    """The fields of a value under their own names, days as `2026-11-29`, tuples as lists."""
    plain = {}
    kind: type = type(value)
    for field in _fields(kind):
        held = getattr(value, field.name)
        plain[field.name] = held if field.to is None or held is None else field.to(held)
    return plain


def from_plain(kind: type, plain: Mapping[str, Any]) -> Any:
    """What `to_plain` was given; a field that is missing takes its default.

    Raises:
        ValueError: A field is missing or is not what it should be. The words are fit to be shown.
    """
    given: dict[str, Any] = {}
    for field in _fields(kind):
        if field.name in plain:
            try:
                given[field.name] = field.back(plain[field.name])
            except (TypeError, ValueError, AttributeError):
                raise ValueError(
                    f"its field {field.name} is not of the right form"
                ) from None
        elif field.required:
            raise ValueError(f"its field {field.name} is missing")
    try:
        return kind(**given)
    except ValueError:
        raise ValueError("one of its numbers is outside the scale") from None


def record_to_plain(record: Record[Any]) -> Plain:
    """A record: its id, revision and times, then the fields of its value. Moments carry the offset the user had."""
    return {
        "id": record.id,
        "revision": record.revision,
        "made": record.made.isoformat(),
        "changed": record.changed.isoformat(),
        **to_plain(record.value),
    }


def record_from_plain(kind: type[Value], plain: Any) -> Record[Any]:
    """What `record_to_plain` was given.

    Raises:
        ValueError: It is not a record of that kind. The words are fit to be shown.
    """
    if not isinstance(plain, dict):
        raise ValueError("it is not a record")
    id, revision = plain.get("id"), plain.get("revision")
    if not isinstance(id, str) or not is_id(id):
        raise ValueError("its id is not one of ours")
    if type(revision) is not int or not 1 <= revision < 2**53:
        raise ValueError("its revision is not a whole number")
    return Record(
        id=id,
        revision=revision,
        made=moment(plain.get("made")),
        changed=moment(plain.get("changed")),
        value=from_plain(kind, plain),
    )


def moment(text: Any) -> datetime:
    """A moment with its offset, as `isoformat` writes it.

    Raises:
        ValueError: It is none, or one that no calendar reaches in every time zone.
    """
    if isinstance(text, str):
        try:
            found = datetime.fromisoformat(text)
            offset = found.utcoffset()
            if offset is not None and not offset % timedelta(minutes=1):
                found.astimezone(UTC)
                return found
        except (ValueError, OverflowError):
            pass
    raise ValueError("one of its moments is not a date with a time and an offset")


@cache
def _fields(kind: type) -> tuple[_Field, ...]:
    hints = get_type_hints(kind)
    return tuple(
        _Field(
            field.name,
            *_turns(hints[field.name]),
            required=field.default is MISSING and field.default_factory is MISSING,
        )
        for field in fields(kind)
    )


def _turns(hint: Any) -> tuple[_Turn | None, _Turn]:
    """How a field of that type becomes JSON, None for "as it is", and how it comes back."""
    options = [option for option in get_args(hint) if option is not type(None)]
    if get_origin(hint) is tuple:
        to, back = _turns(options[0])
        return list if to is None else _each(to), lambda given: _tuple(given, back)
    if isinstance(get_origin(hint), type) and issubclass(get_origin(hint), Mapping):
        back = _whole_or_none if options[1] is not str else _text
        return dict, lambda given: {
            _text(key): back(one) for key, one in _object(given).items()
        }
    if options:
        to, back = _turns(options[0])
        return to, lambda given: None if given is None else back(given)
    return _plain_turns(hint)


def _each(to: _Turn) -> _Turn:
    return lambda held: [to(one) for one in held]


def _plain_turns(hint: type) -> tuple[_Turn | None, _Turn]:
    if hint is date:
        return date.isoformat, _day
    if hint is GoalReview:
        return to_plain, lambda given: from_plain(GoalReview, _object(given))
    if issubclass(hint, StrEnum):
        return str, hint
    return None, {str: _text, bool: _bool}.get(hint, _whole)


def _text(given: Any) -> str:
    if isinstance(given, str):
        return given
    raise ValueError("not a text")


def _bool(given: Any) -> bool:
    if isinstance(given, bool):
        return given
    raise ValueError("not true or false")


def _whole(given: Any) -> int:
    if type(given) is int and abs(given) < 2**53:
        return given
    raise ValueError("not a whole number")


def _whole_or_none(given: Any) -> int | None:
    return None if given is None else _whole(given)


def _day(given: Any) -> date:
    found = date.fromisoformat(given)
    if found.isoformat() != given:
        raise ValueError("not a day as we write it")
    return found


def _object(given: Any) -> Mapping[str, Any]:
    if isinstance(given, dict):
        return given
    raise ValueError("not an object")


def _tuple(given: Any, back: _Turn) -> Sequence[Any]:
    if isinstance(given, list):
        return tuple(back(one) for one in given)
    raise ValueError("not a list")
