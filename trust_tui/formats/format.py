"""What a format is: its names, how it is recognised, and who reads and writes it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from enum import IntEnum
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from msgspec import Struct

if TYPE_CHECKING:
    from trust_tui.domain import Contents
    from trust_tui.formats.collector import ReadOptions, ReadResult
    from trust_tui.formats.source import Source


class Likeness(IntEnum):
    """How much a source looks like a format, the least first."""

    NO = 0
    """It cannot be read as that."""
    POSSIBLE = 1
    """It can be read as that when somebody says so."""
    LIKELY = 2
    """Its name or its shape say so."""
    SURE = 3
    """Its content says so."""


class WriteOptions(Struct, frozen=True, kw_only=True):
    """What a writer must be told.

    Attributes:
        today: The user's day.
        notes: Sentences on what the program is and is not, for the formats that are read by people.
        daily: When a calendar reminds of the daily check-in, None for never.
    """

    today: date
    notes: Sequence[str] = ()
    daily: time | None = None


class Reader(Protocol):
    """Reads a format. A module with these two functions is one."""

    def fits(self, source: "Source", /) -> Likeness:
        """How much a source looks like it. Nothing in a source is an error here."""
        ...

    def read(self, source: "Source", options: "ReadOptions", /) -> "ReadResult":
        """What the source holds; asked only where it fits.

        Raises:
            TrustError: It cannot be read after all.
        """
        ...


class Writer(Protocol):
    """Writes a format as one file. A module with this function is one."""

    def write(
        self, kept: "Contents", options: WriteOptions, /
    ) -> Iterable[bytes]:
        """The file in pieces."""
        ...


@runtime_checkable
class FolderWriter(Protocol):
    """Writes a format as a folder of files."""

    def write_folder(
        self, kept: "Contents", options: WriteOptions, /
    ) -> Iterable[tuple[str, bytes]]:
        """The files, each as its path with forward slashes and its bytes."""
        ...


class Format(Struct, frozen=True, kw_only=True):
    """A format that records are read from or written in.

    Attributes:
        name: Its name on the command line: small letters, digits and hyphens.
        title: Its name for people.
        source: What is read, as it stands in a list: "Day One's ZIP". Empty when it is only written.
        purpose: What is written, and what for. Empty when it is only read.
        reader: Gives the reader; None when it is only written.
        writer: Gives the writer; None when it is only read.
        tables: The kinds of record it has room for; empty for all.
        whole: True when the trash and the settings go along.
        prose: True when people read it, so that a word on what the program is goes along.
        ending: How the name of a file of it ends; empty when it is always written as a folder.
        folder: True when it can be written as a folder.
        binary: True when a file of it is no text, and not to be shown.
    """

    name: str
    title: str
    source: str = ""
    purpose: str = ""
    reader: Callable[[], Reader] | None = None
    writer: Callable[[], Writer] | None = None
    tables: frozenset[str] = frozenset()
    whole: bool = False
    prose: bool = False
    ending: str = ""
    folder: bool = False
    binary: bool = False
