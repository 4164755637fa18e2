"""Which changes are known: of each writer all up to a count, and some beyond where others have not arrived yet."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from trust_tui.domain import tr
from trust_tui.store.log.stamps import Dot

_MOST: Final = 1 << 32

Plain = dict[str, int | list[int]]
"""A reach as JSON: for each writer a count, or a list of that count and the single ones beyond it."""


class Reach:
    """A set of changes.

    Attributes:
        upto: For each writer the count up to which every change is in it.
    """

    __slots__ = ("_beyond", "upto")

    def __init__(
        self,
        upto: Mapping[str, int] | None = None,
        beyond: Mapping[str, Iterable[int]] | None = None,
    ) -> None:
        self.upto = dict(upto or {})
        self._beyond = {
            writer: set(counts) for writer, counts in (beyond or {}).items()
        }

    def __contains__(self, dot: Dot, /) -> bool:
        writer, count = dot
        return count <= self.upto.get(writer, 0) or count in self._beyond.get(
            writer, ()
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reach) and self.plain() == other.plain()

    def __hash__(self) -> int:
        raise TypeError(tr("A set that grows has no hash."))

    def copy(self) -> "Reach":
        """The set as it is now."""
        return Reach(self.upto, self._beyond)

    def limited(self, writer: str, upto: int) -> "Reach":
        """The same, but of one writer no more than the changes up to a count."""
        limited = self.copy()
        limited.upto[writer] = min(upto, limited.upto.get(writer, 0))
        limited._beyond.pop(writer, None)
        return limited

    def add(self, dot: Dot) -> None:
        """Put a change in."""
        writer, count = dot
        upto = self.upto.get(writer, 0)
        if count > upto + 1:
            self._beyond.setdefault(writer, set()).add(count)
            return
        upto = max(upto, count)
        beyond = self._beyond.get(writer)
        if beyond is not None:
            while upto + 1 in beyond:
                upto += 1
            left = {count for count in beyond if count > upto}
            if left:
                self._beyond[writer] = left
            else:
                del self._beyond[writer]
        self.upto[writer] = upto

    def join(self, other: "Reach") -> None:
        """Put all in that another set holds."""
        for writer, upto in other.upto.items():
            if upto > self.upto.get(writer, 0):
                self.upto[writer] = upto
                self.add((writer, upto))
        for writer, counts in other._beyond.items():
            for count in sorted(counts):
                if (writer, count) not in self:
                    self.add((writer, count))

    def covers(self, other: "Reach") -> bool:
        """Whether all is in it that another set holds."""
        return next(other.without(self), None) is None

    def without(self, other: "Reach") -> Iterator[Dot]:
        """What is in it and not in another set."""
        for writer, upto in self.upto.items():
            for count in range(other.upto.get(writer, 0) + 1, upto + 1):
                if (writer, count) not in other:
                    yield writer, count
        for writer, counts in self._beyond.items():
            for count in sorted(counts):
                if (writer, count) not in other:
                    yield writer, count

    def holes(self) -> Iterator[Dot]:
        """What is missing before something that is there."""
        for writer, counts in self._beyond.items():
            for count in range(self.upto.get(writer, 0) + 1, max(counts)):
                if count not in counts:
                    yield writer, count

    def plain(self) -> Plain:
        """The set as JSON."""
        plain: Plain = {}
        for writer in sorted({*self.upto, *self._beyond}):
            upto = self.upto.get(writer, 0)
            beyond = sorted(self._beyond.get(writer, ()))
            plain[writer] = [upto, *beyond] if beyond else upto
        return plain


def _is_count(count: Any) -> bool:
    return type(count) is int and 0 <= count <= _MOST


def reach_from(plain: Any) -> Reach:
    """The set in a JSON.

    Raises:
        ValueError: It is none.
    """
    reach = Reach()
    if not isinstance(plain, dict):
        raise ValueError(tr("No reach."))
    for writer, counts in plain.items():
        listed = counts if isinstance(counts, list) else [counts]
        if not listed or not all(_is_count(count) for count in listed):
            raise ValueError(tr("No reach."))
        reach.upto[writer] = listed[0]
        for count in listed[1:]:
            reach.add((writer, count))
    return reach
