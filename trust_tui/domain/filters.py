"""The filter language: `#tag who: kind: from: to: on: is: -word "exact phrase"`, read once for every place that has it.

Conditions stand side by side, and a record fits when all of them hold. A minus before one asks for the opposite.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final, NoReturn

from msgspec import Struct

from trust_tui.domain.errors import UsageError
from trust_tui.domain.kinds import KINDS, TABLES, about_of, day_of_record
from trust_tui.domain.records import NOBODY, Entry, Record
from trust_tui.domain.tags import tags_of, texts_of
from trust_tui.domain.text_folding import plain_letters, plain_with_places
from trust_tui.domain.translation import tr

DayReader = Callable[[str], tuple[date, date]]
"""Reads a day, a month or a year as its first and last day.

Raises:
    UsageError: In one sentence that says what can be typed.
"""


class Asks(StrEnum):
    """What a condition asks about."""

    WORDS = "words"
    TAG = "tag"
    WHO = "who"
    KIND = "kind"
    FROM = "from"
    TO = "to"
    ON = "on"
    IS = "is"


STARRED: Final = "starred"
UNTAGGED: Final = "untagged"


class Condition(Struct, frozen=True):
    """One condition.

    Attributes:
        asks: What it asks about.
        values: Any of which fits: one text in plain letters, tags in plain letters, ids of relationships with `NOBODY`
            among them, tables, days as `2026-11-29`, or `STARRED` and `UNTAGGED`.
        wanted: False where it must not hold.
    """

    asks: Asks
    values: frozenset[str]
    wanted: bool = True

    @property
    def text(self) -> str:
        """Its one value."""
        return next(iter(self.values))


class Filter(Struct, frozen=True):
    """What a record has to be like. One without conditions takes everything."""

    conditions: tuple[Condition, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The words, phrases and tags that have to be there, in plain letters."""
        return tuple(
            condition.text
            for condition in self.conditions
            if condition.wanted and condition.asks in (Asks.WORDS, Asks.TAG)
        )

    @property
    def words(self) -> tuple[str, ...]:
        """The words among them, for a look at text that is not taken apart yet."""
        return tuple(word for text in self.texts for word in text.split())

    @property
    def is_of_words(self) -> bool:
        """Whether it asks for nothing but words that have to be there, as one asks of pages too."""
        return len(self.texts) == len(self.conditions) and not self.asks(
            Asks.TAG
        )

    @property
    def names_people(self) -> bool:
        """Whether it says whom what it takes is about, whoever is in mind."""
        return self.asks(Asks.WHO)

    def asks(self, what: Asks) -> bool:
        """Whether there is a condition of that kind."""
        return any(one.asks is what for one in self.conditions)

    def within(self, tables: Iterable[str]) -> "Filter":
        """The same of records in some tables alone."""
        kind = Condition(Asks.KIND, frozenset(tables))
        return Filter((kind, *self.conditions))

    def fits(self, record: Record[Any]) -> bool:
        """Whether every condition holds for a record."""
        return all(
            _holds(condition, record) is condition.wanted
            for condition in self.conditions
        )

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where the words and tags asked for stand in a text, in order, none within another."""
        longest_first = sorted(self.texts, key=len, reverse=True)
        pattern = "|".join(map(_spaced, longest_first))
        if not pattern:
            return []
        plain, places = plain_with_places(text)
        return [
            (places[match.start()], places[match.end() - 1] + 1)
            for match in re.finditer(pattern, plain)
        ]


def _spaced(text: str) -> str:
    """Finds a text whatever its blanks are."""
    return r"\s+".join(map(re.escape, text.split()))


def _holds(condition: Condition, record: Record[Any]) -> bool:
    return _HOLDS[condition.asks](condition, record)


def _has_words(condition: Condition, record: Record[Any]) -> bool:
    return condition.text in _plain_words(record.value)


def _has_tag(condition: Condition, record: Record[Any]) -> bool:
    tags = map(plain_letters, tags_of(record.value))
    return not condition.values.isdisjoint(tags)


def _is_about(condition: Condition, record: Record[Any]) -> bool:
    return (about_of(record.value) or NOBODY) in condition.values


def _is_of_kind(condition: Condition, record: Record[Any]) -> bool:
    table: str = record.value.TABLE
    return table in condition.values


def _is_between(condition: Condition, record: Record[Any]) -> bool:
    first, last = min(condition.values), max(condition.values)
    return first <= day_of_record(record).isoformat() <= last


def _is_from(condition: Condition, record: Record[Any]) -> bool:
    return day_of_record(record).isoformat() >= condition.text


def _is_to(condition: Condition, record: Record[Any]) -> bool:
    return day_of_record(record).isoformat() <= condition.text


def _is(condition: Condition, record: Record[Any]) -> bool:
    value = record.value
    if condition.text == STARRED:
        return STARRED in getattr(value, "tags", ())
    return isinstance(value, Entry) and not tags_of(value)


_HOLDS: Final[Mapping[Asks, Callable[[Condition, Record[Any]], bool]]] = {
    Asks.WORDS: _has_words,
    Asks.TAG: _has_tag,
    Asks.WHO: _is_about,
    Asks.KIND: _is_of_kind,
    Asks.FROM: _is_from,
    Asks.TO: _is_to,
    Asks.ON: _is_between,
    Asks.IS: _is,
}


def _plain_words(value: Any) -> str:
    """What somebody wrote, blanks single; a phrase does not go from one field into the next."""
    return " ".join(plain_letters(" \0 ".join(texts_of(value))).split())


_QUOTES: Final = re.compile('["“”„«»]')
"""What holds words together; in a label it is passed over."""


def who_filter(label: str) -> str:
    """The filter for what is about somebody."""
    return f'who:"{_QUOTES.sub("", label)}"'


class FilterParser:
    """Reads filters as they are typed.

    Args:
        people: Labels and ids of all relationships there are.
        read_days: Reads what stands behind `from:`, `to:` and `on:`.
    """

    def __init__(
        self, people: Iterable[tuple[str, str]], read_days: DayReader
    ) -> None:
        self._people = [
            (plain_letters(_QUOTES.sub("", label)), id) for label, id in people
        ]
        self._read_days = read_days
        self._readers: Mapping[Asks, Callable[[str], Iterable[str]]] = {
            Asks.WORDS: _plain,
            Asks.TAG: _plain,
            Asks.WHO: self._ids,
            Asks.KIND: _tables,
            Asks.FROM: lambda text: [self._days(text)[0]],
            Asks.TO: lambda text: [self._days(text)[1]],
            Asks.ON: self._days,
            Asks.IS: _qualities,
        }

    def parse(self, text: str) -> Filter:
        """The filter. What is not finished yet, as `who:` alone, asks for nothing.

        Raises:
            UsageError: In one sentence that says what can be typed.
        """
        straight = _QUOTES.sub('"', text)
        tokens = re.findall(r'-?(?:[a-zA-Z]+:)?"[^"]*"?|\S+', straight)
        conditions = []
        for token in tokens:
            wanted = not token.startswith("-")
            asks, value = _split(token.removeprefix("-"))
            values = frozenset(self._readers[asks](value) if value else ())
            if values:
                conditions.append(Condition(asks, values, wanted))
        return Filter(tuple(conditions))

    def _days(self, text: str) -> tuple[str, str]:
        first, last = self._read_days(text)
        return first.isoformat(), last.isoformat()

    def _ids(self, text: str) -> Iterable[str]:
        """Everybody called that, else everybody whose label begins with it."""
        label = plain_letters(text)
        people = [*self._people, ("nobody", NOBODY)]
        exact = [id for name, id in people if name == label]
        begun = [id for name, id in people if name.startswith(label)]
        return (
            exact
            or begun
            or _refuse(
                tr(
                    "Nobody here is called that. Write who: and the beginning of a label, or who:nobody."
                )
            )
        )


_SHOWN: Final = (kind.slug for kind in KINDS.values() if kind.view is not None)
_NAMED: Final = ", ".join(_SHOWN)
_KEYS: Final = frozenset(Asks) - {Asks.WORDS}


def words_filter(text: str) -> Filter:
    """The filter for records that hold every word of a text."""
    words = plain_letters(text).split()
    return Filter(
        tuple(Condition(Asks.WORDS, frozenset({word})) for word in words)
    )


def _split(token: str) -> tuple[Asks, str]:
    """What a token asks about, and for what."""
    key, colon, value = token.partition(":")
    asked = key.casefold()
    if colon and asked in _KEYS:
        value = value.strip('"')
        return Asks(asked), value.lstrip("#") if asked == Asks.TAG else value
    bare = token.strip('"')
    if token.startswith("#") and len(token) > 1:
        return Asks.TAG, bare[1:]
    return Asks.WORDS, bare


def _plain(text: str) -> Iterable[str]:
    plain = " ".join(plain_letters(text).split())
    return [plain] if plain else []


def _tables(text: str) -> Iterable[str]:
    """The tables of the kinds called that, or whose names begin so."""
    name = text.casefold()
    names = {
        table: [one.casefold() for one in KINDS[table].names]
        for table in TABLES
    }
    exact = [table for table in TABLES if name in names[table]]
    begun = [
        table
        for table in TABLES
        if any(one.startswith(name) for one in names[table])
    ]
    return (
        exact
        or begun
        or _refuse(tr("Behind kind: goes one of {kinds}.", kinds=_NAMED))
    )


def _qualities(text: str) -> Iterable[str]:
    for quality in (STARRED, UNTAGGED):
        if quality.startswith(text.casefold()):
            return [quality]
    _refuse(tr("Behind is: goes starred or untagged."))


def _refuse(sentence: str) -> NoReturn:
    raise UsageError(sentence)
