"""Names records in few signs: the number that the last list gave, or the beginning of an id."""

import json
import os
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from trust_tui.domain import KINDS, TABLES, Record, UsageError, Workbook, tr
from trust_tui.store.disk import Machine
from trust_tui.whole_file import fill_with, put

LISTS: Final = "lists"
"""The folder of the last lists, beside what belongs to this machine alone. They hold ids, no words."""

LONGEST_NUMBER: Final = 3
"""A longer row of digits may be the beginning of an id."""

LONGEST_ROW: Final = 9
"""A longer row of digits is no number of any list."""

SHORTEST: Final = 4
"""So many digits of an id are told at least."""


class References:
    """What records are called by in one terminal."""

    def __init__(self, workbook: Workbook, folder: Path) -> None:
        """Prepare.

        Args:
            workbook: Holds the records.
            folder: The data folder.
        """
        self._workbook = workbook
        # Two terminals each have a last list of their own: 3 is what stands at 3 on this one.
        self._file = Machine(folder).path / LISTS / f"{os.getsid(0)}.json"

    def remember(self, ids: Iterable[str]) -> None:
        """Number what is listed, from 1; an empty list leaves the numbers as they are."""
        numbered = list(ids)
        if not numbered:
            return
        text = json.dumps(numbered).encode()
        with suppress(OSError):  # there are ids as well
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            put(self._file, fill_with([text]), flushed=False)

    def record(self, typed: str) -> Record[Any]:
        """The record that is meant, one in the trash too.

        Raises:
            UsageError: There is none, or more than one.
        """
        id = self.id(typed)
        for table in TABLES:
            found = self._workbook.of(KINDS[table].value).get(id)
            if found is not None:
                return found
        for item in self._workbook.trash():
            if item.record.id == id:
                return item.record
        raise UsageError(
            tr("That record is gone. trust-tui list says what there is.")
        )

    def living(self, typed: str) -> Record[Any]:
        """The record that is meant, where it is not in the trash.

        Raises:
            UsageError: There is none, more than one, or it is in the trash.
        """
        record = self.record(typed)
        if self._workbook.of(type(record.value)).get(record.id) is None:
            raise UsageError(
                tr(
                    "That is in the trash: trust-tui trash --restore brings it back."
                )
            )
        return record

    def id(self, typed: str) -> str:
        """The id that is meant.

        Raises:
            UsageError: There is none, or more than one.
        """
        typed = typed.strip()
        digits = typed.rstrip(".")
        if not digits.isdecimal():
            raise UsageError(
                tr(
                    "A record is named by its number in the last list, or by the first digits of its id."
                )
            )
        listed = self._listed()
        if len(digits) <= LONGEST_NUMBER or typed != digits:
            return _numbered(int(digits[:LONGEST_ROW]), listed)
        found = [id for id in self._ids() if id.startswith(digits)]
        if digits[0] != "0" and len(digits) < LONGEST_ROW:
            found += [
                id
                for id in listed[int(digits) - 1 : int(digits)]
                if id not in found
            ]
        if not found:
            raise UsageError(
                tr(
                    "No record has an id that begins so, nor that number in the last list."
                )
            )
        if len(found) > 1:
            raise UsageError(
                tr(
                    "That fits {number} records: type more of the id, or a dot behind the number in the last "
                    "list.",
                    number=len(found),
                )
            )
        return found[0]

    def _listed(self) -> Sequence[str]:
        """The ids of the last list, in its order."""
        try:
            ids: list[str] = json.loads(self._file.read_bytes())
        except (OSError, ValueError):
            return ()
        return ids

    def _ids(self) -> list[str]:
        """The ids of all records, those in the trash too."""
        found = [item.record.id for item in self._workbook.trash()]
        for table in TABLES:
            found += self._workbook.of(KINDS[table].value).ids()
        return found

    def short(self, ids: Iterable[str]) -> Sequence[str]:
        """Each id cut to what no other begins with."""
        known = sorted(self._ids())
        return [_cut(id, known) for id in ids]


def _numbered(number: int, listed: Sequence[str]) -> str:
    if not listed:
        raise UsageError(
            tr(
                "Nothing was listed in this terminal yet: trust-tui list gives each record a number."
            )
        )
    if not 1 <= number <= len(listed):
        raise UsageError(
            tr(
                "The last list has no such number: it goes from 1 to {number}.",
                number=len(listed),
            )
        )
    return listed[number - 1]


def _cut(id: str, known: Sequence[str]) -> str:
    at = bisect_left(known, id)
    others = [*known[max(0, at - 1) : at], *known[at + 1 : at + 2]]
    shared = max((_shared(id, other) for other in others), default=0)
    return id[: max(SHORTEST, shared + 1)]


def _shared(one: str, other: str) -> int:
    count = 0
    for sign, also in zip(one, other, strict=False):
        if sign != also:
            break
        count += 1
    return count
