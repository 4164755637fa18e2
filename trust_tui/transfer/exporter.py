"""What is to be written, in which format: the one way out, for the command line and the program."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from msgspec import Struct

from trust_tui.domain import (
    TABLES,
    Contents,
    UsageError,
    day_of_record,
    expect,
    tr,
)
from trust_tui.formats.format import FolderWriter, Format, WriteOptions, Writer
from trust_tui.transfer.import_plan import counts
from trust_tui.transfer.write_files import (
    neutral_name,
    write_file,
    write_folder,
)


class Written(Struct, frozen=True, kw_only=True):
    """What was written into a folder.

    Attributes:
        count: How many files.
        places: The folder, and the files that were written into it.
    """

    count: int
    places: tuple[Path, ...]


class Export(Struct, frozen=True, kw_only=True):
    """What is to be written, and in which format."""

    kept: Contents
    format: Format
    options: WriteOptions

    @property
    def name(self) -> str:
        """A name for it that tells nothing but the day."""
        return neutral_name(self.options.today, self.format.ending)

    @property
    def folder(self) -> str:
        """A name for a folder of it."""
        return neutral_name(self.options.today, "")

    def preview(self) -> Iterator[str]:
        """What would be written: how many records of each kind, of which days."""
        kept, held = self.kept, held_by(self.format)
        records = [record for table in held for record in kept.of(table)]
        trash = kept.trash if self.format.whole else ()
        for name, count in counts(records, trash).items():
            yield f"{name}: {count}"
        if records:
            days = [day_of_record(record) for record in records]
            yield tr(
                "days: {first} to {last}",
                first=min(days).isoformat(),
                last=max(days).isoformat(),
            )
        else:
            yield tr("Nothing would be written.")
        left = sum(len(kept.of(table)) for table in TABLES if table not in held)
        if left:
            yield tr(
                "left out: {left} that this format has no place for; json holds everything",
                left=left,
            )
        yield tr("It will not be protected: whoever can open it can read it.")

    def first_lines(self, most: int) -> Sequence[str]:
        """How it begins; of a folder, how it begins as one page; nothing of what is no text."""
        if self.format.binary:
            return []
        found: list[str] = []
        for chunk in islice(self.chunks(), most):
            found += chunk.decode("utf-8", "replace").splitlines()
            if len(found) >= most:
                break
        return found[:most]

    def chunks(self) -> Iterable[bytes]:
        """All of it as one file."""
        expect(tr("Writing"), sum(len(self.kept.of(table)) for table in TABLES))
        return self._writer().write(self.kept, self.options)

    def write_file(self, path: Path, *, replace: bool = False) -> None:
        """Write it as one file.

        Raises:
            TrustError: As `write_files.write_file`.
        """
        write_file(path, self.chunks(), replace=replace)

    def write_folder(self, folder: Path, *, replace: bool = False) -> Written:
        """Write it as a folder of files, which the format must allow.

        Raises:
            TrustError: As `write_files.write_folder`.
        """
        writer = self._writer()
        if not isinstance(writer, FolderWriter):
            raise UsageError(tr("This format is one file: name a file."))
        files = writer.write_folder(self.kept, self.options)
        paths = write_folder(folder, files, replace=replace)
        return Written(count=len(paths), places=(folder, *paths))

    def _writer(self) -> Writer:
        if self.format.writer is None:
            raise UsageError(tr("This format is only read: name another."))
        return self.format.writer()


def held_by(format: Format) -> Collection[str]:
    """The tables that a format has room for, in the order in which they are written."""
    if not format.tables:
        return TABLES
    return [table for table in TABLES if table in format.tables]
