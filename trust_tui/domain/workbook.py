"""What screens and commands may ask of whatever keeps the records. `trust_tui.store` answers."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar, runtime_checkable

from msgspec import Struct

from trust_tui.domain.filters import Filter
from trust_tui.domain.records import (
    NOBODY,
    Record,
    Relationship,
    Settings,
    Value,
)

V = TypeVar("V", bound=Value)


class Repository(Protocol[V]):
    """All records of one kind. What is in the trash is not among them.

    Reading never touches the disk. A writing call returns once the change is on the disk, and raises a `StoreError`
    with nothing changed otherwise; it may be called from a worker thread, and one call waits for another.
    """

    def all(self) -> Sequence[Record[V]]:
        """Every record, the latest day first and within a day the one made last first; made as it is read."""
        ...

    def about(self, relationship: str | None) -> Sequence[Record[V]]:
        """Those about one relationship, in the order of `all`; None means every record, `NOBODY` those about nobody."""
        ...

    def get(self, id: str) -> Record[V] | None:
        """The record with that id, or None when it is not there or in the trash."""
        ...

    def ids(self) -> Sequence[str]:
        """The ids of all, in no order."""
        ...

    def keep(self, value: V, made: datetime | None = None) -> Record[V]:
        """Keep a new value, as if it had been made at another moment where one is given (aware)."""
        ...

    def change(self, record: Record[V], value: V) -> Record[V]:
        """Put another value in the place of the record's.

        Raises:
            ConflictError: The record has another revision by now, or is gone; nothing was written.
        """
        ...

    def delete(self, record: Record[V]) -> None:
        """Move the record to the trash. One that is gone already is no error."""
        ...


@runtime_checkable
class Dated(Protocol):
    """A list of records that knows the day of each without taking it apart."""

    def day_at(self, index: int) -> date:
        """The day that the record at a place is about, or was made on."""
        ...

    def days(self) -> Sequence[date]:
        """The day of each record, in one go."""
        ...


class Trashed(Struct, frozen=True, kw_only=True):
    """A record in the trash, and when it was put there (aware). It stays for 30 days."""

    record: Record[Any]
    deleted: datetime


class TakenBack(Struct, frozen=True, kw_only=True):
    """What became of an import that was taken back.

    Attributes:
        gone: How many records are gone again.
        kept: How many stayed, by the reason in a few words.
    """

    gone: int
    kept: Mapping[str, int]


ACT: Final = "undo:"
"""Begins the key of what is no draft, but how a record stood before a command changed it; its id follows."""


class Draft(Struct, frozen=True, kw_only=True):
    """Text that was being typed and is not saved.

    Attributes:
        key: What is being edited: `new-entry`, `entry:<record id>`, `goal:<record id>` ...
            There is one draft per key and session.
        fields: What stands in the fields, by field name.
        revision: Revision of the record it started from, 0 for a new one.
        changed: When it was last written (aware).
        proved: Whether the key proves that the user wrote it; where nothing is sealed, everything counts as proved.
    """

    key: str
    fields: Mapping[str, str]
    revision: int = 0
    changed: datetime | None = None
    proved: bool = True

    @property
    def is_act(self) -> bool:
        """Whether it is no draft, but what `trust-tui undo` takes back."""
        return self.key.startswith(ACT)

    def belongs_to(self, ids: Collection[str]) -> bool:
        """Whether it changes one of these records, or is about one of them."""
        return any(
            part in ids
            for part in (*self.key.split(":"), self.fields.get("about", ""))
        )


class Drafts(Protocol):
    """The drafts. Each lies in a small file of its own, beside the records, sealed like them."""

    def keep(self, draft: Draft) -> None:
        """Put the draft on the disk in the place of this session's last one of the same key."""
        ...

    def drop(self, key: str) -> None:
        """Forget this session's draft of that key, and an adopted one. None is no error."""
        ...

    def orphans(self) -> Sequence[Draft]:
        """Drafts of sessions that are gone, newest first."""
        ...

    def adopt(self, draft: Draft) -> None:
        """Make an orphan this session's own, so that it is offered nowhere else and goes with the next `drop`."""
        ...


class Finding(Struct, frozen=True, kw_only=True):
    """Something that was found wrong with the files, and what was done about it.

    Attributes:
        file: Name of the file inside the data folder, never a word of the user's.
        said: One sentence.
        lost: True when something the user kept could not be brought back.
        quiet: Good to know, and nothing to do.
    """

    file: str
    said: str
    lost: bool = False
    quiet: bool = False


class OlderCopy(Struct, frozen=True, kw_only=True):
    """A copy of what the user keeps, outside of the files that count.

    Attributes:
        path: Where it lies.
        what: What it is, in a few words.
    """

    path: Path
    what: str


class Backup(Protocol):
    """A backup: its name, and when it was made (UTC)."""

    @property
    def name(self) -> str:
        """Its file name."""
        ...

    @property
    def made(self) -> datetime:
        """When it was made (UTC)."""
        ...


class Copies(Protocol):
    """What of a workbook lies elsewhere: copies, and what was written out."""

    def unjoined(self) -> Sequence[Path]:
        """Other copies of the workbook in or beside its folder, as synchronisers leave them; nothing is opened."""
        ...

    def opened(
        self, path: Path, *, passphrase: Callable[[], str] | None = None
    ) -> AbstractContextManager["Workbook"]:
        """What a copy holds. The copy itself is not changed.

        Args:
            path: One of those not joined, another data folder, or a copy of `trust.json`.
            passphrase: Asked where the copy is sealed by another key than this workbook.

        Raises:
            StoreError: It cannot be read, or nobody gave its passphrase.
        """
        ...

    def put_aside(self, path: Path) -> None:
        """Put a copy that was joined out of the way. It is not deleted.

        Raises:
            StoreError: It lies where it lay.
        """
        ...

    def older(self) -> Sequence[OlderCopy]:
        """Every copy of the workbook that can be found and that is not needed."""
        ...

    def wipe(self, paths: Iterable[Path]) -> Sequence[Path]:
        """Overwrite and remove such copies. Returns those that could not be removed."""
        ...

    def not_joined(self) -> Sequence[Path]:
        """What may hold words that are nowhere else, so that it is none of the older copies."""
        ...

    def holding(self, ids: Iterable[str]) -> Sequence[Path]:
        """Copies in or beside the folder that may hold these records still, since they were never joined."""
        ...

    def note_export(self, paths: Iterable[Path]) -> None:
        """Remember where an export was written, to name it when copies are to go."""
        ...


class Access(Protocol):
    """What became of the passphrase outside of this session."""

    @property
    def stripped(self) -> bool:
        """Whether it was taken away outside of this session, which keeps nothing until the user decides."""
        ...

    def go_on_in_plain(self) -> None:
        """Go on without a passphrase, since the user says that it was removed on purpose."""
        ...

    @property
    def last_kept(self) -> str:
        """When something was last kept on this machine, and the words for it; empty where that is not known."""
        ...


class Workbook(Protocol):
    """Everything the user keeps, as the screens see it."""

    def of(self, kind: type[V]) -> Repository[V]:
        """The repository of one kind of value: `workbook.of(CheckIn)`. `Settings` has its own two calls."""
        ...

    @property
    def drafts(self) -> Drafts:
        """What is being typed."""
        ...

    @property
    def settings(self) -> Settings:
        """What the program remembers; the defaults when nothing was ever set."""
        ...

    def set_settings(self, settings: Settings) -> None:
        """Keep other settings. The last writer wins; they are never part of an undo."""
        ...

    def timeline(
        self, tables: Iterable[str], relationship: str | None = None
    ) -> Sequence[Record[Any]]:
        """Records of several tables (`Entry.TABLE` ...) as one list, in the order of `Repository.all`."""
        ...

    def search(
        self, query: str | Filter, relationship: str | None = None
    ) -> Sequence[Record[Any]]:
        """Records that a filter takes, or whose text holds every word of a text, any case, newest first.

        A filter without conditions finds nothing.
        """
        ...

    def batch(self) -> AbstractContextManager[None]:
        """Everything written inside is one change: on the disk together or not at all, and undone together.

        An error raised inside throws the whole batch away. Written values are visible outside at its end.
        """
        ...

    def undo(self) -> Sequence[Record[Any]] | None:
        """Take this session's last change (keep, change, delete, batch) back, as one new change.

        Returns:
            The records it was about as they stand now or last stood, or None when there is nothing to take back.

        Raises:
            ConflictError: Another session has changed one of them since; nothing was written.
        """
        ...

    def redo(self) -> Sequence[Record[Any]] | None:
        """Do again what this session took back last, as one new change.

        Returns:
            The records it was about, or None where nothing was taken back or something was changed since.

        Raises:
            ConflictError: Another session has changed one of them since; nothing was written.
        """
        ...

    def trash(self) -> Sequence[Trashed]:
        """What is in the trash, the one deleted last first."""
        ...

    def restore(self, ids: Iterable[str]) -> None:
        """Take records out of the trash again."""
        ...

    def delete_for_good(self, ids: Iterable[str]) -> None:
        """Remove records, in the trash or not, from the store, its backups and the drafts; nothing brings them back."""
        ...

    def refresh(self) -> bool:
        """Take in what other sessions have kept. True when something was new. Quick when nothing was."""
        ...

    def close(self) -> None:
        """Let go of the store. Safe to call twice."""
        ...

    # What keeps it safe

    @property
    def access(self) -> Access:
        """What opens it."""
        ...

    @property
    def copies(self) -> Copies:
        """What of it lies elsewhere."""
        ...

    @property
    def findings(self) -> Sequence[Finding]:
        """What was found wrong with the files since the start, and what was done about it; empty when all is well."""
        ...

    @property
    def held_by(self) -> str:
        """Which session does not let go of the store, as a sentence; empty when none is in the way."""
        ...

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written here, because the folder or the disk does not allow it."""
        ...

    @property
    def has_passphrase(self) -> bool:
        """Whether the files are sealed."""
        ...

    @property
    def locked(self) -> bool:
        """Whether the passphrase must be given before anything can be read. Drafts can be kept all the same."""
        ...

    def lock(self) -> None:
        """Forget the key and everything that was read."""
        ...

    def unlock(self, phrase: str) -> None:
        """Read everything with the passphrase; takes half a second.

        Raises:
            WrongPassphraseError: It does not fit; try as often as you like.
        """
        ...

    def set_passphrase(self, phrase: str) -> str:
        """Seal everything. Returns what to tell the user: what is safe now, and what cannot be promised."""
        ...

    def change_passphrase(self, old: str, new: str) -> None:
        """Seal the key by another passphrase.

        Raises:
            WrongPassphraseError: The old one does not fit.
        """
        ...

    def new_key(self, old: str, new: str) -> str:
        """Seal everything by a new key, since somebody may know the old passphrase. Returns what to tell the user.

        Raises:
            WrongPassphraseError: The old one does not fit.
        """
        ...

    def remove_passphrase(self, phrase: str) -> str:
        """Write everything as plain files again. Returns what to tell the user.

        Raises:
            WrongPassphraseError: It does not fit.
        """
        ...

    def recovery_sheet(self, *, again: bool = False) -> str:
        """The text that opens the workbook without the passphrase. It is given once, unless asked for again."""
        ...

    def backups(self) -> Sequence[Backup]:
        """The backups, newest first."""
        ...

    def backup(self) -> Backup:
        """Make a backup now."""
        ...

    def restore_backup(self, name: str) -> Backup:
        """Go back to a backup. Returns the backup that was made of the state before it."""
        ...


def person_of(
    workbook: Workbook, about: str | None
) -> Record[Relationship] | None:
    """Who a record is about, by the id it holds; None for nobody, and for who is gone."""
    return workbook.of(Relationship).get(about or NOBODY)
