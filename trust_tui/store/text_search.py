"""Finding records by their words, without an index: the text in memory is looked through."""

from collections.abc import Sequence
from typing import Final

from trust_tui.store.log import Row, json_text, words_of

_ESCAPE: Final = b"\\u"


def find(rows: Sequence[Row], query: str) -> list[Row]:
    """Rows that hold every word of the query in what the user wrote, any case, in the order given.

    The raw JSON is looked at first, which takes a few microseconds a record; only what may fit is taken apart.
    """
    words = [word.casefold() for word in query.split()]
    if not words:
        return []
    rough = [json_text(word).casefold() for word in words]
    return [row for row in rows if _may_fit(row, rough) and _fits(row, words)]


def _may_fit(row: Row, rough: list[str]) -> bool:
    if _ESCAPE in row.raw:
        return True
    text = row.raw.decode().casefold()
    return all(word in text for word in rough)


def _fits(row: Row, words: list[str]) -> bool:
    text = words_of(row.table, row.document).casefold()
    return all(word in text for word in words)
