"""What is to be written, in which form: the one way out, for the command line and the program."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import islice
from pathlib import Path
from typing import Final

from trust_tui.domain.cancellable_task import expect
from trust_tui.domain.contents import TABLES, Contents
from trust_tui.domain.kinds import day_of_record
from trust_tui.domain.records import Entry, Goal, JointCheckIn, Promise, SelfCheck
from trust_tui.formats import jrnl, markdown_out, own_csv
from trust_tui.formats.own_json import write_json
from trust_tui.transfer.import_plan import counts
from trust_tui.transfer.write_files import neutral_name, write_file, write_folder

ENDINGS: Final = {
    "json": ".json",
    "markdown": "",
    "csv": ".csv",
    "jrnl": ".txt",
    "jrnl-json": ".json",
    "ical": ".ics",
}
"""The endings of the files by format."""

IN_FOLDERS: Final = frozenset({"markdown", "csv"})
"""The formats that can become a folder of files."""

_ENTRIES: Final = frozenset({Entry.TABLE})
_HELD: Final = {
    "jrnl": _ENTRIES,
    "jrnl-json": _ENTRIES,
    "ical": frozenset({Goal.TABLE, Promise.TABLE, JointCheckIn.TABLE, SelfCheck.TABLE}),
}
"""What a format has room for, where that is not all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What is to be written.

    Attributes:
        format: One of `ENDINGS`.
        notes: Sentences on what the program is and is not, for the forms that are read by people.
        today: The user's day.
        daily: When a calendar reminds of the daily check-in, None for never.
    """

    kept: Contents
    format: str
    today: date
    notes: Sequence[str] = ()
    daily: time | None = None

    @property
    def name(self) -> str:
        """A name for it that tells nothing but the day."""
        return neutral_name(self.today, ENDINGS[self.format])

    @property
    def folder(self) -> str:
        """A name for a folder of it."""
        return neutral_name(self.today, "")

    def preview(self) -> Iterator[str]:
        """What would be written: how many records of each kind, of which days."""
        kept, held = self.kept, held_by(self.format)
        records = [
            record for table in TABLES if table in held for record in kept.of(table)
        ]
        for name, count in counts(
            records, kept.trash if self.format == "json" else ()
        ).items():
            yield f"{name}: {count}"
        if records:
            days = [day_of_record(record) for record in records]
            yield f"days: {min(days).isoformat()} to {max(days).isoformat()}"
        else:
            yield "Nothing would be written."
        left = sum(len(kept.of(table)) for table in TABLES if table not in held)
        if left:
            yield f"left out: {left} that this format has no place for; json holds everything"
        yield "It will not be protected: whoever can open it can read it."

    def first_lines(self, most: int) -> Sequence[str]:
        """How it begins; of a folder, how it begins as one page."""
        found: list[str] = []
        for chunk in islice(self.chunks(), most):
            found += chunk.decode("utf-8", "replace").splitlines()
            if len(found) >= most:
                break
        return found[:most]

    def chunks(self) -> Iterable[bytes]:
        """All of it as one file."""
        kept = self.kept
        expect("Writing", sum(len(kept.of(table)) for table in TABLES))
        match self.format:
            case "json":
                return write_json(kept)
            case "markdown":
                return markdown_out.write_page(kept, self.notes)
            case "csv":
                return own_csv.write_csv(kept)
            case "jrnl":
                return jrnl.write_text(kept)
            case "jrnl-json":
                return jrnl.write_json(kept)
            case _:
                # The library takes longer to import than everything else here together.
                from trust_tui.formats.ics import write_calendar  # noqa: PLC0415

                return write_calendar(kept, daily=self.daily, today=self.today)

    def write_file(self, path: Path, *, replace: bool = False) -> None:
        """Write it as one file.

        Raises:
            TrustError: As `writing.write_file`.
        """
        write_file(path, self.chunks(), replace=replace)

    def write_folder(self, folder: Path, *, replace: bool = False) -> int:
        """Write it as a folder of notes or of tables, one of `IN_FOLDERS`. How many files that were.

        Raises:
            TrustError: As `writing.write_folder`.
        """
        files = (
            markdown_out.write_files(self.kept, self.notes)
            if self.format == "markdown"
            else self._tables()
        )
        return write_folder(folder, files, replace=replace)

    def _tables(self) -> Iterator[tuple[str, bytes]]:
        for table in TABLES:
            if self.kept.of(table):
                name = neutral_name(self.today, f"-{table.replace('_', '-')}.csv")
                yield name, b"".join(own_csv.write_csv(self.kept, [table]))


def held_by(format: str) -> frozenset[str]:
    """The tables that a format has room for."""
    return _HELD.get(format, frozenset(TABLES))
