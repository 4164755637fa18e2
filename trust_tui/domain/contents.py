"""Everything a user keeps as one value, and a choice of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final, Protocol, TypeVar, runtime_checkable

from msgspec import Struct, field
from msgspec.structs import replace

from trust_tui.domain.cancellable_task import expect, steps
from trust_tui.domain.errors import UsageError
from trust_tui.domain.kinds import (
    KINDS,
    TABLES,
    about_of,
    day_of_record,
    kind_of,
)
from trust_tui.domain.records import (
    NOBODY,
    Record,
    Relationship,
    Settings,
    Value,
)
from trust_tui.domain.tags import tags_of
from trust_tui.domain.text_folding import plain_letters
from trust_tui.domain.workbook import Repository, TakenBack, Trashed

SETTINGS_ID: Final = "1"
V = TypeVar("V", bound=Value)
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Seen(Struct, frozen=True):
    """Which of two workbooks had seen the version that the other one has of a record.

    Attributes:
        mine: The one that takes in.
        theirs: The one that is joined into it.
    """

    mine: bool
    theirs: bool


class Meeting(Protocol):
    """Two workbooks of which one is joined into the other."""

    def seen(self, id: str) -> Seen | None:
        """Which of them had seen the other's version of a record that both have; None where nobody knows."""
        ...

    def adopt(
        self, records: Iterable[Record[Any]], trash: Iterable[Trashed]
    ) -> None:
        """As `Adopting.adopt`, and note of each record which versions it has come after.

        Raises:
            ConflictError: One of them was changed since they met. Nothing was written.
            StoreError: Nothing was written.
        """
        ...


@runtime_checkable
class Adopting(Protocol):
    """What a workbook must offer so that records can come in as they were elsewhere."""

    def kept_settings(self) -> Record[Settings] | None:
        """The settings with their revision and times; None when nothing was ever set."""
        ...

    def adopt(
        self, records: Iterable[Record[Any]], trash: Iterable[Trashed] = ()
    ) -> None:
        """Keep records exactly as they are: id, revision, times.

        Each takes the place of whatever has its id, live or in the trash. One in `trash` lies in the trash afterwards,
        deleted at the moment it says. A `Record[Settings]` among the records takes the place of the settings. All of it
        is one change: on the disk together or not at all, and undone together (but for the settings).

        Raises:
            StoreError: Nothing was written.
        """
        ...

    def meet(self, other: "Shelves") -> Meeting:
        """Look at what both hold now, to join the other one into this."""
        ...

    def take_in(
        self, records: Iterable[Record[Any]], trash: Iterable[Trashed] = ()
    ) -> None:
        """As `adopt`, and remembered as the import that can be taken back, in the place of the one before.

        Raises:
            StoreError: Nothing was written.
        """
        ...

    def last_import(self) -> datetime | None:
        """When the import was that can be taken back; None where there is none."""
        ...

    def take_import_back(self) -> TakenBack:
        """Take the last import back, as one change: what of it nobody has changed, deleted or come to need since.

        Raises:
            StoreError: There is none, or nothing was changed.
        """
        ...


class Shelves(Protocol):
    """What of a workbook must be at hand to read everything in it."""

    def of(self, kind: type[V]) -> Repository[V]:
        """The repository of one kind of value."""
        ...

    @property
    def settings(self) -> Settings:
        """What the program remembers."""
        ...

    def trash(self) -> Sequence[Trashed]:
        """What is in the trash."""
        ...


class AdoptingWorkbook(Shelves, Adopting, Protocol):
    """A workbook that takes records in."""


def adopting(workbook: Shelves) -> AdoptingWorkbook:
    """The workbook, as one that takes records in.

    Raises:
        UsageError: It cannot.
    """
    if not isinstance(workbook, Adopting):
        raise UsageError("This store takes nothing in.")
    return workbook


class Contents(Struct, frozen=True, kw_only=True):
    """What a user keeps.

    Attributes:
        records: By table, those made first first; tables without records may be missing.
        trash: The one deleted first first.
        settings: None when nothing was ever set, or when this is a choice.
        whole: False when this is a choice.
    """

    records: Mapping[str, Sequence[Record[Any]]]
    trash: Sequence[Trashed] = ()
    settings: Record[Settings] | None = None
    whole: bool = True

    def of(self, table: str) -> Sequence[Record[Any]]:
        """The records of one table, those made first first."""
        return self.records.get(table, ())

    @property
    def relationships(self) -> Mapping[str, Relationship]:
        """The relationships by id."""
        return {
            record.id: record.value for record in self.of(Relationship.TABLE)
        }


class Selection(Struct, frozen=True, kw_only=True):
    """What of it is wanted.

    Attributes:
        first: The first day, None for no limit.
        last: The last day, None for no limit.
        tables: The tables wanted; empty for all.
        relationship: Id of the relationship it must be about, `NOBODY` for none, None for every record.
        tags: Tags in plain letters, each of which it must have.
        title: What its title must hold, in plain letters.
    """

    first: date | None = None
    last: date | None = None
    tables: Collection[str] = field(default_factory=frozenset)
    relationship: str | None = None
    tags: Collection[str] = field(default_factory=frozenset)
    title: str = ""

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Selection()

    def wants(self, record: Record[Any]) -> bool:
        """Whether a record is of a kind, of a day and about somebody that is wanted."""
        if self.tables and record.value.TABLE not in self.tables:
            return False
        day = day_of_record(record)
        if self.first and day < self.first:
            return False
        if self.last and day > self.last:
            return False
        about = about_of(record.value) or NOBODY
        if self.relationship not in (None, record.id, about):
            return False
        return self._is_called_so(record.value)

    def _is_called_so(self, value: Value) -> bool:
        """Whether a value has the tags and the title that are wanted."""
        if self.title:
            title = plain_letters(kind_of(value).row(value))
            if self.title not in title:
                return False
        if not self.tags:
            return True
        return set(self.tags).issubset(map(plain_letters, tags_of(value)))


def gather(workbook: Shelves) -> Contents:
    """Everything in a workbook. Nothing is read from the disk."""
    shelves = {table: workbook.of(KINDS[table].value).all() for table in TABLES}
    expect("Reading", sum(map(len, shelves.values())))
    records = {
        table: sorted(steps(shelf), key=_by_time)
        for table, shelf in shelves.items()
    }
    trash = sorted(
        workbook.trash(), key=lambda item: (item.deleted, item.record.id)
    )
    return Contents(records=records, trash=trash, settings=_settings(workbook))


def _settings(workbook: Shelves) -> Record[Settings] | None:
    if isinstance(workbook, Adopting):
        return workbook.kept_settings()
    return Record(
        id=SETTINGS_ID,
        revision=1,
        made=_NEVER,
        changed=_NEVER,
        value=workbook.settings,
    )


def select(kept: Contents, selection: Selection) -> Contents:
    """A choice of it, with the relationships it is about; the trash and the settings stay behind."""
    if selection.everything:
        return kept
    chosen = {}
    about = {selection.relationship}
    for table in TABLES:
        chosen[table] = list(filter(selection.wants, kept.of(table)))
        about.update(about_of(record.value) for record in chosen[table])
    if selection.tables:
        about.update(record.id for record in chosen[Relationship.TABLE])
    people = kept.of(Relationship.TABLE)
    chosen[Relationship.TABLE] = [one for one in people if one.id in about]
    return replace(kept, records=chosen, trash=(), settings=None, whole=False)


def ids_about(workbook: Shelves, relationship: str) -> list[str]:
    """Ids of all records about somebody, the trash included."""
    found: list[Record[Any]] = []
    for table in TABLES:
        found += workbook.of(KINDS[table].value).about(relationship)
    for item in workbook.trash():
        found.append(item.record)
    return [
        record.id for record in found if about_of(record.value) == relationship
    ]


def _by_time(record: Record[Any]) -> tuple[datetime, str]:
    return record.made, record.id
