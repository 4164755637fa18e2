"""What a screen works with, handed to it by its constructor: the workbook, the content, the clock."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from msgspec.structs import replace

from trust_tui import formats
from trust_tui.config import Config, ConfigFile
from trust_tui.domain import (
    KINDS,
    NOBODY,
    TABLES,
    Clock,
    Draft,
    Filter,
    FilterParser,
    Record,
    Relationship,
    Value,
    Workbook,
    day_of,
    person_of,
    relationship_word,
    tr,
)
from trust_tui.library import Exercise, Library, Search, is_for

P = ParamSpec("P")
T = TypeVar("T")
V = TypeVar("V", bound=Value)


class Session:
    """Holds what all screens share, and counts the changes so that a screen knows when it is out of date.

    Attributes:
        version: Goes up with each change, here or in another session. A screen that shows an older one reads again.
        ascii: True where charts are drawn with digits: the terminal shows only ASCII, or a screen reader reads.
        place: The data folder, for the privacy page and the user's own editor; None where it must not matter.
        kiosk: True where nothing may lead out of the program.
        config_file: What the user has set for this login.
        drafts: What this session typed and did not keep, by the key of what is edited.
    """

    def __init__(
        self,
        library: Library,
        clock: Clock,
        *,
        ascii: bool = False,
        place: Path | None = None,
        kiosk: bool = False,
        config_file: ConfigFile | None = None,
    ) -> None:
        self._workbook: Workbook | None = None
        self.library = library
        self.search = Search(library)
        self.clock = clock
        self.config_file = config_file or ConfigFile(None)
        # A screen reader has no words for bars: what they show is said in digits.
        self.ascii = ascii or self.config.reader
        self.place = place
        self.kiosk = kiosk
        self.version = 0
        self._day = date.min
        self.drafts: dict[str, Draft] = {}

    @property
    def config(self) -> Config:
        """What holds of the configuration now."""
        return self.config_file.config

    @property
    def ready(self) -> bool:
        """Whether the workbook is open and not locked."""
        return self._workbook is not None and not self._workbook.locked

    @property
    def has_workbook(self) -> bool:
        """Whether there is a workbook, open or locked."""
        return self._workbook is not None

    @property
    def workbook(self) -> Workbook:
        """Everything the user keeps. Not to be asked for before `has_workbook`."""
        assert self._workbook is not None
        return self._workbook

    def attach(self, workbook: Workbook) -> None:
        """Put the opened workbook on the session."""
        self._workbook = workbook
        self._day = self.today
        self.version += 1

    async def write(
        self, change: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a writing call of the workbook beside the screen; once this returns the change is on the disk.

        Raises:
            StoreError: As the call does; nothing was changed then.
        """
        outcome = await asyncio.to_thread(change, *args, **kwargs)
        self.version += 1
        return outcome

    async def keep_new(
        self, value: V, made: datetime | None = None
    ) -> Record[V]:
        """Have a value on the disk as a record of its own, as if made at another moment where one is given.

        Raises:
            StoreError: It is not there.
        """
        keep = self.workbook.of(type(value)).keep
        return await self.write(keep, value, made)

    async def keep_over(
        self, record: Record[V], value: V, made: datetime | None = None
    ) -> Record[V]:
        """Have a value on the disk in the place of what a record holds.

        Raises:
            ConflictError: The record was changed meanwhile.
            StoreError: It is not there.
        """
        change = self.workbook.of(type(value)).change
        record = replace(record, made=made or record.made)
        return await self.write(change, record, value)

    def keep_draft_now(self, draft: Draft) -> None:
        """Put a draft on the disk before this returns.

        Raises:
            StoreError: It is not on the disk; it is still remembered in this session.
        """
        self.drafts[draft.key] = draft
        self.workbook.drafts.keep(draft)

    async def keep_draft(self, draft: Draft) -> None:
        """Put a draft on the disk beside the screen.

        Raises:
            StoreError: As `keep_draft_now`.
        """
        await asyncio.to_thread(self.keep_draft_now, draft)

    async def drop_draft(self, key: str) -> None:
        """Forget a draft, once what it held is kept or thrown away."""
        self.drafts.pop(key, None)
        await asyncio.to_thread(self.workbook.drafts.drop, key)

    def forget_drafts(self, ids: Collection[str]) -> None:
        """Forget what was typed in this session of or about records that were deleted for good."""
        self.drafts = {
            key: draft
            for key, draft in self.drafts.items()
            if not draft.belongs_to(ids)
        }

    async def change_settings(self, **changes: Any) -> None:
        """Keep other settings.

        Args:
            changes: Fields of `Settings` by name.

        Raises:
            StoreError: They are as they were.
        """
        await self.write(
            self.workbook.set_settings,
            replace(self.workbook.settings, **changes),
        )

    async def refresh(self) -> bool:
        """Take in what other sessions kept, and that a new day has begun; True when something was new."""
        fresh = await asyncio.to_thread(self.workbook.refresh)
        if self.today != self._day:
            self._day, fresh = self.today, True
        if fresh:
            self.version += 1
        return fresh

    @property
    def current(self) -> Record[Relationship] | None:
        """Who is in mind, or None for all."""
        return person_of(self.workbook, self.workbook.settings.current)

    @property
    def about(self) -> str | None:
        """Id of the relationship that what is kept now is about, or None."""
        current = self.current
        return current.id if current else None

    @property
    def kept_about(self) -> str:
        """Whose records are changed: id of the relationship in mind, `NOBODY` where all are or nobody is."""
        return self.about or NOBODY

    @property
    def shown(self) -> str | None:
        """Whose records are shown: id of the relationship in mind, None for all, `NOBODY` for those about nobody."""
        if self.workbook.settings.current == NOBODY:
            return NOBODY
        return self.about

    def people(self) -> Sequence[Record[Relationship]]:
        """Everybody who is not put away, the one made first at the head."""
        everyone = self.workbook.of(Relationship).all()
        return [one for one in reversed(everyone) if not one.value.archived]

    def kind_of(self, about: str | None) -> str:
        """The kind of a relationship by its id, to word questions for; empty for none and for one that is gone."""
        record = person_of(self.workbook, about) if self.ready else None
        return record.value.kind if record else ""

    def titled(self, title: str, about: str | None) -> str:
        """A title with whom it is about behind it, where that is not who is in mind."""
        whom = person_of(self.workbook, about)
        if whom is None or whom.id == self.about:
            return title
        return f"{title} \u00b7 {whom.value.label}"

    @property
    def kind(self) -> str:
        """The kind of the relationship in mind, empty for all."""
        return self.kind_of(self.about) if self.ready else ""

    def offers(self, exercise: Exercise) -> bool:
        """Whether an exercise fits who is in mind."""
        return self.fits(exercise, self.current)

    @staticmethod
    def fits(exercise: Exercise, whom: Record[Relationship] | None) -> bool:
        """Whether an exercise fits someone: not one for two where that is ruled out, nor one for other kinds."""
        if whom is None:
            return True
        fits = is_for(exercise.audience, whom.value.kind)
        return fits and (whom.value.joint or not exercise.joint)

    def record(self, id: str) -> Record[Any] | None:
        """The record of that id, whatever kind it is of; None when it is not there or in the trash."""
        for table in TABLES:
            record = self.workbook.of(KINDS[table].value).get(id)
            if record is not None:
                return record
        return None

    def filter_of(self, text: str) -> Filter:
        """The filter somebody typed.

        Raises:
            UsageError: In one sentence that says what can be typed.
        """
        everyone = self.workbook.of(Relationship).all()
        people = [(one.value.label, one.id) for one in everyone]
        today = self.today
        parser = FilterParser(
            people, lambda days: formats.moments.read_span(days, today)
        )
        return parser.parse(text)

    @property
    def who(self) -> str:
        """Who is in mind, as the top bar shows it."""
        if not self.ready:
            return ""
        current = self.current
        if current is None:
            if self.shown == NOBODY:
                return tr("nobody")
            return tr("all") if self.workbook.of(Relationship).all() else ""
        label = current.value.label
        kind = relationship_word(current.value.kind)
        return label if label == kind else f"{label} \u00b7 {kind}"

    @property
    def today(self) -> date:
        """The user's day now."""
        return day_of(self.clock.now(), self.day_ends)

    @property
    def day_ends(self) -> int:
        """The hour at which the user's day ends."""
        return self.config.day_ends_or(self.workbook.settings.day_ends)
