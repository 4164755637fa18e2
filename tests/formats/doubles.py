"""A workbook in memory that takes records in: stands in for the store where a test is about exchange alone."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

from msgspec.structs import replace

from tests.support import MOMENT
from trust_tui.domain.contents import SETTINGS_ID, Seen, Shelves
from trust_tui.domain.errors import StoreError
from trust_tui.domain.records import Record, Settings, Value
from trust_tui.domain.workbook import TakenBack, Trashed

V = TypeVar("V", bound=Value)


class MemoryRepository(Generic[V]):
    """The records of one kind."""

    def __init__(self, workbook: "MemoryWorkbook", kind: type[V]) -> None:
        self._workbook = workbook
        self._kind = kind

    def all(self) -> Sequence[Record[V]]:
        mine = [
            record
            for record in self._workbook.live.values()
            if isinstance(record.value, self._kind)
        ]
        return sorted(
            mine,
            key=lambda record: (
                getattr(record.value, "day", date.min),
                record.made,
            ),
            reverse=True,
        )

    def about(self, relationship: str | None) -> Sequence[Record[V]]:
        return [
            record
            for record in self.all()
            if relationship in (None, getattr(record.value, "about", None))
        ]

    def get(self, id: str) -> Record[V] | None:
        record = self._workbook.live.get(id)
        return (
            record
            if record is not None and isinstance(record.value, self._kind)
            else None
        )

    def ids(self) -> Sequence[str]:
        return [record.id for record in self.all()]

    def keep(self, value: V, made: datetime | None = None) -> Record[V]:
        self._workbook.made += 1
        now = self._workbook.now
        record = Record(
            id=str(10**23 + self._workbook.made),
            revision=1,
            made=made or now,
            changed=now,
            value=value,
        )
        self._workbook.live[record.id] = record
        return record

    def change(self, record: Record[V], value: V) -> Record[V]:
        changed = replace(
            record,
            value=value,
            revision=record.revision + 1,
            changed=self._workbook.now,
        )
        self._workbook.live[record.id] = changed
        return changed

    def delete(self, record: Record[V]) -> None:
        del self._workbook.live[record.id]
        self._workbook.thrown[record.id] = Trashed(
            record=record, deleted=self._workbook.now
        )


class MemoryCopies:
    """Remembers where something was written outside."""

    def __init__(self) -> None:
        self.exported: list[Path] = []

    def note_export(self, paths: Iterable[Path]) -> None:
        self.exported += paths


class Strangers:
    """Implements `Meeting` of workbooks that know nothing of each other."""

    def __init__(self, mine: "MemoryWorkbook") -> None:
        self.adopt = mine.adopt

    def seen(self, id: str) -> Seen | None:
        return None


class MemoryWorkbook:
    """Implements `AdoptingWorkbook`.

    Attributes:
        full: While True nothing can be written.
        adoptions: How many changes `adopt` made.
        copies: Knows where something was written outside.
    """

    def __init__(self) -> None:
        self.live: dict[str, Record[Any]] = {}
        self.thrown: dict[str, Trashed] = {}
        self.copies = MemoryCopies()
        self.now: datetime = MOMENT
        self.made = 0
        self.full = False
        self.adoptions = 0
        self.imported: list[Record[Any]] = []
        self._settings: Record[Settings] | None = None
        self._before: (
            tuple[dict[str, Record[Any]], dict[str, Trashed]] | None
        ) = None

    def of(self, kind: type[V]) -> MemoryRepository[V]:
        return MemoryRepository(self, kind)

    @property
    def settings(self) -> Settings:
        return self._settings.value if self._settings else Settings()

    def set_settings(self, settings: Settings) -> None:
        old = self._settings
        self._settings = Record(
            id=SETTINGS_ID,
            revision=old.revision + 1 if old else 1,
            made=old.made if old else self.now,
            changed=self.now,
            value=settings,
        )

    def kept_settings(self) -> Record[Settings] | None:
        return self._settings

    def adopt(
        self, records: Iterable[Record[Any]], trash: Iterable[Trashed] = ()
    ) -> None:
        if self.full:
            raise StoreError("The disk is full: nothing was kept.")
        self.adoptions += 1
        self._before = dict(self.live), dict(self.thrown)
        for record in records:
            if isinstance(record.value, Settings):
                self._settings = record
            else:
                self.thrown.pop(record.id, None)
                self.live[record.id] = record
        for thrown in trash:
            self.live.pop(thrown.record.id, None)
            self.thrown[thrown.record.id] = thrown

    def meet(self, other: Shelves) -> Strangers:
        return Strangers(self)

    def take_in(
        self, records: Iterable[Record[Any]], trash: Iterable[Trashed] = ()
    ) -> None:
        taken = list(records)
        self.adopt(taken, trash)
        self.imported = taken

    def last_import(self) -> datetime | None:
        return self.now if self.imported else None

    def take_import_back(self) -> TakenBack:
        untouched = [
            record
            for record in self.imported
            if self.live.get(record.id) == record
        ]
        for record in untouched:
            del self.live[record.id]
        kept = (
            {"changed since": len(self.imported) - len(untouched)}
            if untouched != self.imported
            else {}
        )
        self.imported = []
        return TakenBack(gone=len(untouched), kept=kept)

    def redo(self) -> Sequence[Record[Any]] | None:
        raise NotImplementedError

    def undo(self) -> Sequence[Record[Any]] | None:
        if self._before is None:
            return None
        gone = [
            record
            for id, record in self.live.items()
            if id not in self._before[0]
        ]
        self.live, self.thrown = self._before
        self._before = None
        return gone

    def trash(self) -> Sequence[Trashed]:
        return sorted(
            self.thrown.values(),
            key=lambda thrown: thrown.deleted,
            reverse=True,
        )
