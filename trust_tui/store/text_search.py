"""Finding records by their words, without an index: the text in memory is looked through."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final

from msgspec import json

from trust_tui.domain import DamagedError, Filter, plain_letters, words_filter
from trust_tui.store.log import Row, record_of

_ESCAPE: Final = b"\\u"


def find(rows: Sequence[Row], query: str | Filter) -> list[Row]:
    """Rows that a filter takes, or that hold every word of a text, in the order given.

    The raw JSON is looked at first, which takes a few microseconds a record; only what may fit is taken apart.
    """
    wanted = words_filter(query) if isinstance(query, str) else query
    return list(fitting(rows, wanted)) if wanted.conditions else []


def fitting(rows: Sequence[Row], wanted: Filter) -> Iterator[Row]:
    """Rows that a filter takes, each looked for when it is asked for."""
    rough = list(filter(_is_bare, wanted.words))
    for row in rows:
        if not _may_fit(row, rough):
            continue
        with suppress(DamagedError):  # no record: named where all are looked at
            if wanted.fits(record_of(row)):
                yield row


def _is_bare(word: str) -> bool:
    """Whether JSON writes a word as it is; one with other signs is looked for in what is taken apart alone."""
    whole = word.encode(errors="replace").decode()
    return json.encode(whole) == f'"{whole}"'.encode()


def _may_fit(row: Row, rough: list[str]) -> bool:
    raw = row.raw
    if not rough or _ESCAPE in raw:
        return True
    text = plain_letters(raw.decode(errors="replace"))
    return all(word in text for word in rough)
