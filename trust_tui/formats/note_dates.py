"""When a note was written and which day it is about: by its front matter, its name, the folders it lies in."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct
from msgspec.structs import replace

from trust_tui.formats.date_words import date_words
from trust_tui.formats.kit import (
    Collector,
    DateReader,
    DoubtKind,
    When,
    normal,
    read_clock,
)

Held = str | tuple[str, ...]

MADE: Final = (
    *("created", "date-created", "creation-date", "created-at", "createdat"),
    *("creationdate", "created-time", "created-on", "datetime", "timestamp"),
)
DAYS: Final = ("date", "day", "journal-date", *MADE)
CHANGED: Final = (
    *(
        "changed",
        "modified",
        "updated",
        "last-modified",
        "date-modified",
        "lastmod",
    ),
    *("updated-at", "updatedat", "date-updated", "modified-at", "edited"),
)
CLOCKS: Final = ("time", "hour", "created-time")
ZONES: Final = ("offset", "time-zone", "timezone", "tz")

_OFFSET: Final = re.compile(r"([+-])(\d{2}):?(\d{2})\Z")
_FOLDERS: Final = re.compile(
    r"(?:^|/)(?P<year>(?:19|20)\d\d)(?:/[^/]*)*?/(?P<month>\d\d)(?!\d)[^/]*/"
    r"(?P<day>\d\d)(?!\d)(?P<rest>[^/]*)\Z"
)
_NEAR: Final = re.compile(
    r"\0[T _,-]*(?:at |um |kl\.? )?(\d\d?)[.:h_-]?(\d\d)(?:[.:_-]?(\d\d))?(?!\d)"
    r"(\s?[ap]\.?m\b)?",
    re.IGNORECASE,
)
_EMPTY: Final = re.compile(r"\[\s*\]|\(\s*\)|\{\s*\}")
_BEGINNING: Final = re.compile(r"\s*(#{1,6} )?([^\n]{1,80}?)[ #]*(?:\n|\Z)")
_JOINT: Final = re.compile(r"[\s_-]*\0[\s_-]*")


class _Keys(Struct, frozen=True):
    """The keys of a note as they are looked for, and which of them say what: many notes have the same."""

    names: tuple[str, ...]
    renamed: bool
    dated: tuple[str, ...]
    days: tuple[str, ...]
    made: tuple[str, ...]
    changed: tuple[str, ...]
    clocks: tuple[str, ...]
    zones: tuple[str, ...]


@lru_cache(maxsize=1_000)
def _keys(given: tuple[str, ...]) -> _Keys:
    """What the keys of a note are: `date created`, `date_created` and `Date-Created` are one."""
    names = ["-".join(key.replace("_", " ").lower().split()) for key in given]
    groups = ((*DAYS, *CHANGED), DAYS, (*MADE, "date"), CHANGED, CLOCKS, ZONES)
    there = (filter(names.__contains__, group) for group in groups)
    return _Keys(tuple(names), tuple(names) != given, *map(tuple, there))


class Front:
    """The front matter of a note.

    Attributes:
        held: What it holds, by key.
        keys: Which of its keys say what.
    """

    __slots__ = ("held", "keys")

    def __init__(self, given: dict[str, Held]) -> None:
        self.keys = _keys(tuple(given))
        self.held = given
        if self.keys.renamed:
            self.held = dict(zip(self.keys.names, given.values(), strict=True))

    def text(self, key: str) -> str:
        """What a key holds, where it is a text or a list of one; else nothing."""
        return _single(self.held.get(key, ""))

    def first(self, keys: tuple[str, ...]) -> str:
        """The first of some of its keys that holds a text; empty where none does."""
        for key in keys:
            if text := _single(self.held[key]):
                return text
        return ""


def _single(held: Held) -> str:
    if isinstance(held, str):
        return held
    return held[0] if len(held) == 1 else ""


class NoteName:
    """The name of a note, which is looked into once, and only when somebody asks.

    Where it says no date, the first line of the note may: a heading that begins with one, or a date alone.
    """

    def __init__(self, reader: DateReader, path: str, text: str) -> None:
        self._reader = reader
        self._path = path
        self._text = text
        self._said: Name | None = None

    def __call__(self) -> "Name":
        """What it says."""
        if self._said is None:
            self._said = name_of(self._reader, self._path)
            if self._said.when is None:
                when = _when_headed(self._reader, self._text)
                self._said = replace(self._said, when=when)
        return self._said


class Name(Struct, frozen=True):
    """What the path of a note says: a date, None for none, and the title beside it."""

    when: When | None
    title: str


def dates_in(notes: Iterable[tuple[str, Front, str]]) -> Iterator[str]:
    """The dates to learn from, of notes by their path, front matter and text."""
    for path, front, text in notes:
        yield path.rpartition("/")[2]
        for key in front.keys.dated:
            yield _single(front.held[key])
        if not front.keys.dated:
            yield _beginning(text)[1]


def _beginning(text: str) -> tuple[bool, str]:
    """Whether a note begins with a heading, and its first line; empty where that is a long one."""
    match = _BEGINNING.match(text)
    return (bool(match[1]), match[2]) if match else (False, "")


def times_of(
    collector: Collector,
    reader: DateReader,
    name: NoteName,
    front: Front,
) -> tuple[datetime | None, date | None]:
    """When a note was made, and the day it is about; None and None where nothing says.

    Args:
        collector: Is told of what is open.
        reader: Has learned from all notes.
        name: What the path says; it is looked into only where the front matter leaves something open.
        front: The front matter.
    """
    given = _given(reader, front)
    if given is not None:
        return _times_given(collector, reader, name, front, given)
    named = name().when
    if named is None:
        return None, None
    clock = _clock(collector, front) or named.clock
    when = replace(named, clock=clock)
    moment, _ = collector.moment(when, _zone(front))
    return moment, when.day


def _times_given(
    collector: Collector,
    reader: DateReader,
    name: NoteName,
    front: Front,
    given: When,
) -> tuple[datetime, date | None]:
    """The same for a note whose front matter says a day."""
    when = _made(reader, front)
    if when is None:
        clock = (
            given.clock
            or _clock(collector, front)
            or _clock_of_name(given, name())
        )
        when = replace(given, clock=clock)
    text = front.first(front.keys.days) if when.is_open else ""
    moment, day = collector.moment(when, _zone(front), text=text)
    if given.offset is None:
        day = given.day
    return moment, day


def _given(reader: DateReader, front: Front) -> When | None:
    """The date in the front matter that says the day."""
    for key in front.keys.days:
        if when := reader.read(_single(front.held[key])):
            return when
    return None


def _made(reader: DateReader, front: Front) -> When | None:
    """The date in the front matter that says a time."""
    for key in front.keys.made:
        when = reader.read(_single(front.held[key]))
        if when is not None and when.clock is not None:
            return when
    return None


def _clock(collector: Collector, front: Front) -> time | None:
    given = front.first(front.keys.clocks)
    if not given:
        return None
    clock = read_clock(given)
    if clock is None:
        collector.doubt(DoubtKind.CLOCK, given)
    return clock


def _clock_of_name(when: When, name: Name) -> time | None:
    """The time in the name, where that is about the same day."""
    if name.when is not None and name.when.day == when.day:
        return name.when.clock
    return None


def _zone(front: Front) -> tzinfo | None:
    """The zone that a note names for its times."""
    for key in front.keys.zones:
        zone = _zone_named(_single(front.held[key]))
        if zone is not None:
            return zone
    return None


@lru_cache(maxsize=100)
def _zone_named(text: str) -> tzinfo | None:
    if match := _OFFSET.match(text):
        minutes = min(int(match[2]) * 60 + int(match[3]), 24 * 60 - 1)
        return timezone(
            timedelta(minutes=-minutes if match[1] == "-" else minutes)
        )
    with suppress(ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(text) if text else None
    return None


def changed_of(
    reader: DateReader, front: Front, made: datetime
) -> datetime | None:
    """When a note was changed last."""
    given = front.first(front.keys.changed)
    when = reader.read(given) if given else None
    if when is None or when.clock is None:
        return None
    return datetime.combine(when.day, when.clock, when.offset or made.tzinfo)


def name_of(reader: DateReader, path: str) -> Name:
    """What the path of a note says.

    Args:
        reader: Has learned from the names and the front matter of all of them.
        path: The path within the folder, with forward slashes.
    """
    stem = path.rpartition("/")[2].rpartition(".")[0]
    if (said := _said_in(reader, stem)) is not None:
        return said
    folders = _FOLDERS.search(normal(path.rpartition(".")[0]))
    if folders is not None:
        text = f"{folders['year']}-{folders['month']}-{folders['day']}"
        return Name(reader.read(text), _title(f"\0{folders['rest']}"))
    return Name(None, stem)


def _said_in(reader: DateReader, text: str) -> Name | None:
    """The date in a short text and what stands beside it; None where it holds none."""
    when = reader.read(text, numbers=False)
    if when is None:
        return None
    near = _NEAR.search(when.rest)
    clock = when.clock
    rest = when.rest
    if near is not None and (clock := read_clock(_clock_text(near))):
        rest = rest.replace(near[0], "\0", 1)
    return Name(replace(when, clock=clock, rest=rest), _title(rest))


def _when_headed(reader: DateReader, text: str) -> When | None:
    """The date that a note begins with. One further on may be about anything."""
    is_heading, line = _beginning(text)
    said = _said_in(reader, line)
    if said is None or said.when is None:
        return None
    before, _, after = said.when.rest.partition("\0")
    beside = before if is_heading else f"{before}\0{after}"
    return None if _title(beside) else said.when


def _clock_text(near: re.Match[str]) -> str:
    hour, minute, second, half = near.groups("")
    return f"{hour}:{minute}:{second:0>2} {half}"


def _title(rest: str) -> str:
    """What is left of a name without its date: no empty brackets, no joints, no weekday alone."""
    for brackets in ("[\0]", "(\0)"):
        rest = rest.replace(brackets, "\0")
    title = _EMPTY.sub("", _JOINT.sub(" ", rest))
    title = " ".join(title.split()).strip(" -_.,")
    words = [word.casefold().strip(".,") for word in title.split()]
    if all(word in date_words().weekdays for word in words):
        return ""
    return title
