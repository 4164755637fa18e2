"""Records as they lie in memory: bytes with a name, and lists of them in the order of the screens.

A row never changes; a change puts another row in its place. So whatever has been handed out stays as it was.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import cache, cached_property
from itertools import chain
from operator import attrgetter
from sys import intern
from typing import Any, Final, Generic, TypeVar, overload

from msgspec import Struct

from trust_tui.domain import DamagedError, tr
from trust_tui.store.log import sheets
from trust_tui.store.log.stamps import Line, bare
from trust_tui.store.log.texts import NO_TEXTS, Texts

_HEAD: Final = re.compile(
    rb'\{"made":"(.{27})","made_offset":(-?\d+),"changed":".{27}","changed_offset":-?\d+,'
    rb'"revision":\d+,"about":(?:null|"([^"\\]*)"),"day":(?:null|"(.{10})")[,}]'
)
_FULL: Final = 512


class Row(Struct, eq=False, gc=False):
    """A record in memory.

    Attributes:
        table: The table it is in.
        id: Its id.
        at: Its JSON as it lies in a file, with the stamp at its end; or the place of that in a text.
        texts: What that place is in.
    """

    table: str
    id: str
    at: Line | int
    texts: Texts = NO_TEXTS
    _key: str | None = None
    _about: str | None = None

    @property
    def line(self) -> Line:
        """Its JSON as it lies in a file, with the stamp at its end."""
        at = self.at
        return at if isinstance(at, bytes) else self.texts.line(at)

    @property
    def raw(self) -> sheets.Raw:
        """Its JSON without the stamp."""
        return bare(self.line)

    @property
    def document(self) -> dict[str, Any]:
        """The record as TinyDB knows it, made afresh each time."""
        document: dict[str, Any] = sheets.decode(self.raw)
        return document

    @property
    def _readable(self) -> dict[str, Any]:
        """The document; nothing where it is none, which whoever wants a record of it is told."""
        with suppress(ValueError, RecursionError):
            return self.document
        return {}

    @property
    def key(self) -> str:
        """Sorts by day, then by the time it was made. The day is the record's own or else the one it was made on."""
        self.look()
        return self._key or ""

    @property
    def about(self) -> str | None:
        """Id of the relationship it is about."""
        self.look()
        return self._about

    @staticmethod
    def whose(rows: Iterable["Row"], about: str) -> "list[Row]":
        """Those of the rows about a relationship, or with an empty id about nobody.

        There are tens of thousands, and this is asked for each person: no more than a glance for each row.
        """
        wanted = (about, about or None)
        found = []
        for row in rows:
            if row._key is None:
                row.look()
            if row._about in wanted:
                found.append(row)
        return found

    def look(self) -> None:
        """Find out where the row belongs, unless that is known."""
        if self._key is not None:
            return
        at = self.at
        head = (
            _HEAD.match(at)
            if isinstance(at, bytes)
            else self.texts.match(_HEAD, at)
        )
        if head is not None:
            made, offset, about, day = head.groups()
            # Thousands are about the same few people: each id is there once.
            self._about = None if about is None else intern(about.decode())
            day_made = made.decode()
            day_text = (
                _local_day(day_made, int(offset))
                if day is None
                else day.decode()
            )
        else:
            document = self._readable
            day_made = str(document.get("made", ""))
            about_value = document.get("about")
            self._about = about_value if isinstance(about_value, str) else None
            own_day, minutes = document.get("day"), document.get("made_offset")
            day_text = (
                own_day
                if isinstance(own_day, str)
                else _local_day(
                    day_made, minutes if isinstance(minutes, int) else 0
                )
            )
        self._key = f"{day_text}{day_made}{self.id}"


def _local_day(made: str, offset: int) -> str:
    from datetime import datetime, timedelta  # noqa: PLC0415

    try:
        return (
            (datetime.fromisoformat(made) + timedelta(minutes=offset))
            .date()
            .isoformat()
        )
    except (ValueError, OverflowError):
        return made[:10]


_KEY: Final = attrgetter("_key")


class Order:
    """Rows in the order of the screens, the latest first. Adding and removing leaves handed-out views as they were.

    The rows lie in blocks of some hundreds; a change copies one block and the list of blocks, so that it costs about
    the same with a thousand rows and with a million.
    """

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        ordered = list(rows)
        for row in ordered:
            row.look()
        ordered.sort(key=_KEY, reverse=True)
        self._blocks = [
            ordered[start : start + _FULL]
            for start in range(0, len(ordered), _FULL)
        ]
        self._view: View | None = None

    def view(self) -> "View":
        """The rows as they stand, for good."""
        if self._view is None:
            self._view = View(self._blocks)
        return self._view

    def add(self, row: Row) -> None:
        """Put a row in its place."""
        at, inside = self._place(row.key)
        blocks = self._blocks.copy()
        if at == len(blocks):
            blocks.append([row])
        else:
            block = [*blocks[at][:inside], row, *blocks[at][inside:]]
            half = len(block) // 2
            blocks[at : at + 1] = (
                [block[:half], block[half:]]
                if len(block) > 2 * _FULL
                else [block]
            )
        self._set(blocks)

    def remove(self, row: Row) -> None:
        """Take a row out. One that is not there is no error."""
        at, inside = self._place(row.key)
        if (
            at == len(self._blocks)
            or inside == len(self._blocks[at])
            or self._blocks[at][inside].id != row.id
        ):
            return
        blocks = self._blocks.copy()
        block = [*blocks[at][:inside], *blocks[at][inside + 1 :]]
        blocks[at : at + 1] = [block] if block else []
        self._set(blocks)

    def _set(self, blocks: list[list[Row]]) -> None:
        self._blocks = blocks
        self._view = None

    def _place(self, key: str) -> tuple[int, int]:
        """Block and place in it where a row with that key is or belongs; the last block takes what comes last."""
        wanted = _Descending(key)
        at = bisect_left(
            self._blocks, wanted, key=lambda block: _Descending(block[-1].key)
        )
        if at == len(self._blocks) and at:
            at -= 1
        if at == len(self._blocks):
            return at, 0
        return at, bisect_left(
            self._blocks[at], wanted, key=lambda row: _Descending(row.key)
        )


class _Descending:
    """Turns the order of text round."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __lt__(self, other: "_Descending") -> bool:
        return self.text > other.text


@cache
def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min


class View(Sequence[Row]):
    """Rows in blocks as one sequence that never changes."""

    def __init__(self, blocks: list[list[Row]]) -> None:
        self._blocks = blocks
        self._starts: list[int] = []
        total = 0
        for block in blocks:
            self._starts.append(total)
            total += len(block)
        self._length = total

    @cached_property
    def days(self) -> Sequence[date]:
        """The day of each row, which its key begins with; the first of all days where that is damaged."""
        return [_day((row._key or row.key)[:10]) for row in self]

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Row]:
        return chain.from_iterable(self._blocks)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(self._length))]
        if index < 0:
            index += self._length
        if not 0 <= index < self._length:
            raise IndexError(tr("There is no such row."))
        at = bisect_left(self._starts, index + 1) - 1
        return self._blocks[at][index - self._starts[at]]


T = TypeVar("T")


class Decoded(Sequence[T], Generic[T]):
    """A view whose rows are turned into something else when they are looked at."""

    def __init__(
        self,
        rows: Sequence[Row],
        make: Callable[[Row], T],
        leave_out: Callable[[Row], None],
    ) -> None:
        """Make it.

        Args:
            rows: What to turn into something else.
            make: Does that; raises `DamagedError` at a row that it cannot be made of.
            leave_out: Told of each such row. It is passed over.
        """
        self._rows = rows
        self._make = make
        self._leave_out = leave_out

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[T]:
        for row in self._rows:
            try:
                made = self._make(row)
            except DamagedError:
                self._leave_out(row)
            else:
                yield made

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> "Decoded[T]": ...
    def __getitem__(self, index: int | slice) -> "T | Decoded[T]":
        if isinstance(index, slice):
            return Decoded(self._rows[index], self._make, self._leave_out)
        row = self._rows[index]
        try:
            return self._make(row)
        except DamagedError:
            self._leave_out(row)
            return self._beside(row)

    def _beside(self, odd: Row) -> T:
        """What stands nearest to a row that nothing can be made of: there until the list is asked for anew."""
        rows = list(self._rows)
        at = rows.index(odd)
        nearest = sorted(range(len(rows)), key=lambda other: abs(other - at))
        for other in nearest:
            with suppress(DamagedError):
                return self._make(rows[other])
        raise DamagedError(
            tr(
                "A record is not in a form this version knows. It was left as it is."
            )
        )

    def day_at(self, index: int) -> date:
        """The day of the row at a place, which its key begins with; the first of all days where that is damaged."""
        return _day(self._rows[index].key[:10])

    def days(self) -> Sequence[date]:
        """The day of each row, in one go."""
        if isinstance(self._rows, View):
            return self._rows.days
        return View([list(self._rows)]).days

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Sequence)
            and len(self) == len(other)
            and all(a == b for a, b in zip(self, other, strict=True))
        )

    def __hash__(self) -> int:
        raise TypeError(tr("A list has no hash."))
