"""Tags: those of an entry, and those written in the text as `#tag`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar

from msgspec import Struct
from msgspec.structs import astuple, replace

from trust_tui.domain.kinds import kind_of
from trust_tui.domain.records import Value
from trust_tui.domain.text_folding import plain_letters

V = TypeVar("V", bound=Value)

INLINE_TAG: Final = r"(?<![\w/&#(])#([-+*/\w]*[^\W\d_][-+*/\w]*)"
"""A tag in running text: no heading, which has a blank, no link to a place on a page, no number of an issue."""


def texts_of(value: Value) -> Iterator[str]:
    """Every text of a value that a person wrote, its tags too."""
    kind = kind_of(value)
    for name in (*kind.texts, *kind.labels):
        yield from _texts(getattr(value, name))


def _texts(held: Any) -> Iterator[str]:
    inside: Iterable[Any] = ()
    match held:
        case str():
            yield held
        case Mapping():
            inside = held.values()
        case tuple():
            inside = held
        case Struct():
            inside = astuple(held)
    for inner in inside:
        yield from _texts(inner)


def tags_of(value: Value) -> tuple[str, ...]:
    """The tags of a value, those of its own field first, then those in its text; each once, whatever its spelling."""
    found: dict[str, str] = {}
    for tag in getattr(value, "tags", ()):
        found.setdefault(plain_letters(tag), tag)
    for text in texts_of(value):
        for tag in re.findall(INLINE_TAG, text):
            found.setdefault(plain_letters(tag), tag)
    return tuple(found.values())


def tags_in(typed: str) -> tuple[str, ...]:
    """The tags in what was typed with commas between them, each once, without the sign."""
    tags = []
    for piece in typed.split(","):
        tag = piece.strip().lstrip("#").strip()
        if tag and tag not in tags:
            tags.append(tag)
    return tuple(tags)


def known_tags(values: Iterable[Value]) -> tuple[str, ...]:
    """The tags of values, each once, in the order in which they come first."""
    found: dict[str, str] = {}
    for value in values:
        for tag in tags_of(value):
            found.setdefault(plain_letters(tag), tag)
    return tuple(found.values())


def renamed_tag(value: V, old: str, new: str) -> V:
    """A value with another tag in the place of one, whatever its spelling; in its texts too.

    One that cannot stand in a text, as it has a blank, is only a word there, and comes among the tags of the value.
    """
    plain, sign = plain_letters(old), f"#{new}"
    is_inline = re.fullmatch(INLINE_TAG, sign) is not None
    found = False

    def rename(match: re.Match[str]) -> str:
        nonlocal found
        if plain_letters(match[1]) != plain:
            return match[0]
        found = True
        return sign if is_inline else new

    changes: dict[str, Any] = {}
    for name in kind_of(value).texts:
        text = getattr(value, name)
        if isinstance(text, str):
            changes[name] = re.sub(INLINE_TAG, rename, text)
    tags = getattr(value, "tags", ())
    named = [new if plain_letters(tag) == plain else tag for tag in tags]
    if found and not is_inline:
        named.append(new)
    return replace(value, **changes, tags=tuple(dict.fromkeys(named)))


def filter_of_tag(tag: str) -> str:
    """The filter for a tag, as one types it."""
    return f'tag:"{tag}"' if len(tag.split()) > 1 else f"#{tag}"
