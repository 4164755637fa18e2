"""Values as plain JSON and back: the one codec, strict, made from the types of the fields of `domain.records`."""

from collections.abc import Mapping
from typing import Any, TypeVar

from msgspec import Struct, convert, to_builtins
from msgspec.structs import fields

from trust_tui.domain.translation import tr

Plain = dict[str, Any]

S = TypeVar("S", bound=Struct)


def to_plain(value: Struct) -> Plain:
    """The fields of a value under their own names, days as `2026-11-29`, tuples as lists."""
    plain: Plain = to_builtins(value)
    for name, held in plain.items():
        if isinstance(held, tuple):
            plain[name] = list(held)
    return plain


def from_plain(kind: type[S], plain: Mapping[str, Any]) -> S:
    """What `to_plain` was given; a field that is missing takes its default, an unknown one is passed over.

    Raises:
        ValueError: A field is missing or is not what it should be. The words are fit to be shown.
    """
    try:
        return convert(plain, kind)
    except ValueError:
        pass  # what the library says of it may quote what the user wrote
    raise ValueError(_fault(kind, plain))


def _fault(kind: type[Struct], plain: Mapping[str, Any]) -> str:
    """What is wrong with it, in words of our own."""
    for field in fields(kind):
        if field.name in plain:
            if not _fits(plain[field.name], field.type):
                return tr(
                    "its field {name} is not of the right form", name=field.name
                )
        elif field.required:
            return tr("its field {name} is missing", name=field.name)
    return tr("one of its numbers is outside the scale")


def _fits(held: Any, hint: Any) -> bool:
    try:
        convert(held, hint)
    except ValueError:
        return False
    return True
