"""Joins another copy of the workbook into this one, for the command line and the program."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from msgspec import Struct

from trust_tui.domain import (
    AdoptingWorkbook,
    ConflictError,
    Shelves,
    gather,
    tr,
    trn,
)
from trust_tui.transfer.merge_copies import merge, news

_ATTEMPTS: Final = 3


class Joined(Struct, frozen=True, kw_only=True):
    """What came of joining a copy.

    Attributes:
        count: How many records came in or changed.
        twice: How many texts were changed on both sides and are kept twice.
    """

    count: int
    twice: int


def join(workbook: AdoptingWorkbook, other: Shelves) -> Joined:
    """Join it: the later change of a record wins, a text changed in both is kept twice, deletions travel. One change.

    Raises:
        StoreError: Nothing was changed.
    """
    for _ in range(_ATTEMPTS):
        # Another session may keep something meanwhile, which must not be written over.
        with suppress(ConflictError):
            return _join(workbook, other)
    return _join(workbook, other)


def _join(workbook: AdoptingWorkbook, other: Shelves) -> Joined:
    meeting = workbook.meet(other)
    mine = gather(workbook)
    merged = merge(mine, gather(other), meeting.seen)
    records, trash = news(mine, merged.kept)
    if records or trash:
        meeting.adopt(records, trash)
    return Joined(count=len(records) + len(trash), twice=len(merged.twice))


def summary_lines(joined: Joined) -> Iterator[str]:
    """What came of it, a sentence each."""
    if not joined.count:
        yield tr("Nothing is new in the other copy.")
        return
    yield trn(
        "Joined: one record came in or changed.",
        "Joined: {count} records came in or changed.",
        joined.count,
    )
    if joined.twice:
        yield trn(
            "One text was changed in both and kept twice: look in the journal.",
            "{count} texts were changed in both and kept twice: look in the journal.",
            joined.twice,
        )
