"""What the readers of JSON exports share: the entries of every document, and dates that may be days alone."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from trust_tui.formats.kit import (
    Collector,
    DateReader,
    Likeness,
    Source,
    When,
    expect,
    steps,
    tr,
)

_START: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NO_SECONDS: Final = 100_000_000_000
"""From here on a number of seconds would lie after the year 5000: they are milliseconds, or parts of those."""

Entry = dict[str, Any]
Entries = Callable[[Any], Sequence[Any]]


def fits_if(
    source: Source, entries_in: Entries, keys: frozenset[str]
) -> Likeness:
    """Whether a document in the source has entries, the first of them with all the keys."""
    for document in source.documents.values():
        for entry in entries_in(document)[:1]:
            if isinstance(entry, dict) and keys <= entry.keys():
                return Likeness.SURE
    return Likeness.NO


def entries_of(
    collector: Collector, source: Source, entries_in: Entries
) -> Iterator[tuple[str, Entry]]:
    """Every entry with the place it stands at; what is none is skipped and said."""
    for name, document in source.documents.items():
        found = entries_in(document)
        expect(tr("Reading"), len(found))
        for number, entry in enumerate(steps(found), 1):
            where = (
                tr("{name} entry {number}", name=name, number=number)
                if len(source.documents) > 1
                else tr("entry {number}", number=number)
            )
            collector.read += 1
            if isinstance(entry, dict):
                yield where, entry
            else:
                collector.skip(where, tr("it is not an entry"))
    if source.is_folder or source.archive is not None:
        besides = source.besides(source.documents, media=False)
        collector.left_out.update(besides)


def one_document(document: Any) -> Sequence[Any]:
    """The entries of a document that is one itself, or a list of them."""
    if isinstance(document, dict):
        return [document]
    return document if isinstance(document, list) else []


def when_of(reader: DateReader, given: Any) -> When | None:
    """The date in a value, a text or the seconds or milliseconds since 1970; None where it is none."""
    if isinstance(given, str):
        return reader.read(given)
    if isinstance(given, bool) or not isinstance(given, int | float):
        return None
    try:
        for _ in range(2):
            given = given / 1_000 if abs(given) >= _NO_SECONDS else given
        moment = _START + timedelta(seconds=given)
    except (ValueError, OverflowError):
        return None
    return When(day=moment.date(), clock=moment.time(), offset=UTC)
