"""Remembers which pages were read and where one was in them."""

import asyncio
from contextlib import suppress
from typing import Final
from weakref import WeakKeyDictionary

from trust_tui.domain import PageRead, Record, StoreError
from trust_tui.session import Session

NEVER: Final = frozenset({"safety", "helplines"})
"""Pages that leave no trace: who opened them may be asked about it by whoever finds the mark."""


_turns: Final[WeakKeyDictionary[Session, asyncio.Lock]] = WeakKeyDictionary()
"""Has one mark be on the disk before the next is made: a page may be left as its end is seen, and has one mark."""


class ReadingMemory:
    """Keeps marks of pages read. A mark that cannot be kept is not worth a word to the user."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._turn = _turns.setdefault(session, asyncio.Lock())

    def place_in(self, page: str) -> str:
        """Id of the part a page was left at; empty for its top, and for a page read to its end."""
        record = self._record(page)
        return (
            record.value.place if record and not record.value.finished else ""
        )

    async def keep(self, page: str, place: str, *, finished: bool) -> None:
        """Remember the place in a page, or that its end was seen. A page stays read once it was."""
        async with self._turn:
            await self._keep(page, place, finished=finished)

    async def _keep(self, page: str, place: str, *, finished: bool) -> None:
        if page in NEVER or page == "" or not self._session.ready:
            return
        record = self._record(page)
        if record and record.value.finished:
            return
        if finished:
            place = ""
        elif record and record.value.place == place:
            return
        value = PageRead(
            page=page, day=self._session.today, place=place, finished=finished
        )
        repository = self._session.workbook.of(PageRead)
        with suppress(StoreError):
            if record:
                await self._session.write(repository.change, record, value)
            else:
                await self._session.write(repository.keep, value)

    def _record(self, page: str) -> Record[PageRead] | None:
        if not self._session.ready:
            return None
        for record in self._session.workbook.of(PageRead).all():
            if record.value.page == page:
                return record
        return None
