"""Joins another copy of the workbook into this one, for the command line and the program."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, runtime_checkable

from msgspec import Struct

from trust_tui.domain import AdoptingWorkbook, Shelves, gather, tr, trn
from trust_tui.transfer.merge_copies import merge, news


@runtime_checkable
class Joinable(Protocol):
    """What a workbook must offer so that copies that went apart can be joined into it."""

    def opened_copy(
        self, path: Path, *, passphrase: Callable[[], str] | None = None
    ) -> AbstractContextManager[Shelves]:
        """What a copy holds. The copy itself is not changed.

        Args:
            path: One of the workbook's `copies`, another data folder, or a copy of `trust.json`.
            passphrase: Asked where the copy is sealed by another key than this workbook.

        Raises:
            StoreError: It cannot be read, or nobody gave its passphrase.
        """
        ...

    def put_copy_aside(self, path: Path) -> None:
        """Put one of its `copies` that was joined out of the way. It is not deleted.

        Raises:
            StoreError: It lies where it lay.
        """
        ...


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
    mine = gather(workbook)
    merged = merge(mine, gather(other))
    records, trash = news(mine, merged.kept)
    if records or trash:
        workbook.adopt(records, trash)
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
