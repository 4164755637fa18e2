"""Formats of other packages, by the entry-point group `trust_tui.formats`. Broken ones are named and skipped."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from trust_tui.domain import tr
from trust_tui.formats.collector import ReadOptions, ReadResult
from trust_tui.formats.format import Format, Likeness, Reader
from trust_tui.formats.safe_read import UnreadableError
from trust_tui.formats.source import Source

GROUP: Final = "trust_tui.formats"

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
_FAULTS: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    ImportError,
    LookupError,
    NameError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What the code of another package may fail with."""


class Found(Struct, frozen=True, kw_only=True):
    """The formats that packages bring.

    Attributes:
        problems: A sentence for each that cannot be used, also for what turns out later.
    """

    formats: Sequence[Format]
    problems: Sequence[str]


class _Watched:
    """The reader of another package, whose faults must not end an import that others can do.

    Args:
        reader: Gives the reader itself.
        fail: Told when it is at fault, and with what.
    """

    def __init__(
        self, reader: Callable[[], Reader], fail: Callable[[Exception], None]
    ) -> None:
        self._reader = reader
        self._fail = fail

    def fits(self, source: Source, /) -> Likeness:
        """What the reader says; no likeness where it is at fault."""
        try:
            return Likeness(self._reader().fits(source))
        except UnreadableError:
            raise
        except _FAULTS as error:
            self._fail(error)
            return Likeness.NO

    def read(self, source: Source, options: ReadOptions, /) -> ReadResult:
        """What the reader finds.

        Raises:
            UnreadableError: It is at fault, or cannot read the source.
        """
        try:
            return self._reader().read(source, options)
        except _FAULTS as error:
            self._fail(error)
            raise UnreadableError(
                tr(
                    "The package that reads this format failed: nothing was read."
                )
            ) from None


@cache
def found(ours: tuple[str, ...]) -> Found:
    """Look for them, once a process.

    Args:
        ours: The names that are taken.
    """
    formats: list[Format] = []
    problems: list[str] = []
    for point in _points():
        who = tr(
            "The format {name} of the package {package}",
            name=point.name,
            package=_package(point),
        )
        try:
            format = _load(point, [*ours, *(one.name for one in formats)])
        except ValueError as error:
            problems.append(
                tr("{who} is left out: {error}.", who=who, error=error)
            )
            continue
        formats.append(_watched(format, who, problems))
    return Found(formats=formats, problems=problems)


def _points() -> Iterator[EntryPoint]:
    yield from sorted(
        entry_points(group=GROUP),
        key=lambda point: (_package(point), point.name),
    )


def _load(point: EntryPoint, taken: Collection[str]) -> Format:
    """The format behind an entry point.

    Raises:
        ValueError: It cannot be used, for this reason.
    """
    try:
        format = point.load()
    except _FAULTS as error:
        raise ValueError(
            tr("it cannot be imported ({error})", error=type(error).__name__)
        ) from None
    if not isinstance(format, Format):
        raise ValueError(tr("it is no Format"))
    if not _NAME.match(format.name):
        raise ValueError(
            tr("its name is not made of small letters, digits and hyphens")
        )
    if format.name in taken:
        raise ValueError(tr("its name is taken by another format"))
    if format.reader is None and format.writer is None:
        raise ValueError(tr("it neither reads nor writes"))
    return format


def _watched(format: Format, who: str, problems: list[str]) -> Format:
    """The format with its reader watched."""
    if format.reader is None:
        return format

    def fail(error: Exception) -> None:
        problem = tr(
            "{who} failed ({error}).", who=who, error=type(error).__name__
        )
        if problem not in problems:
            problems.append(problem)

    watched = _Watched(format.reader, fail)
    return replace(format, reader=lambda: watched)


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist is not None else tr("without a name")
