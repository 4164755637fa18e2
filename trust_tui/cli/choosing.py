"""What several commands are told by options: days, kinds of record, a relationship, a time zone."""

import argparse
import codecs
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from trust_tui.domain.records import Relationship
from trust_tui.domain.text import clean
from trust_tui.errors import UsageError
from trust_tui.exchange.kept import TABLES, Selection, Shelves
from trust_tui.exchange.writing import TakenError

UNPROTECTED: Final = "trust-tui: what was written is not protected: whoever can open it can read it."
"""Said whenever words of the user's leave the store."""

_SHORT: Final = {"entry": "entries", "journal": "entries", "win": "wins"}
_OFFSET: Final = re.compile(r"([+-])(\d{1,2})(?::?(\d{2}))?\Z")


def selection(options: argparse.Namespace, workbook: Shelves) -> Selection:
    """What of it is wanted.

    Raises:
        UsageError: A day, a kind or a relationship is none.
    """
    first, last = day(options.first), day(options.last)
    if first and last and first > last:
        raise UsageError("The day after --from is later than the one after --to: turn them round.")
    kinds = getattr(options, "kind", None) or ()
    tables = frozenset(table_of(kind) for given in kinds for kind in given.split(","))
    return Selection(first=first, last=last, tables=tables, relationship=relationship(workbook, options.relationship))


def day(text: str | None) -> date | None:
    """A day on the command line.

    Raises:
        UsageError: It is none.
    """
    if text is None:
        return None
    named = {"today": 0, "yesterday": 1}.get(text.strip().lower())
    if named is not None:
        return datetime.now().astimezone().date() - timedelta(days=named)
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError("Write a day like 2026-11-29, or today or yesterday.") from None


def clock(text: str) -> time:
    """A time of day on the command line.

    Raises:
        UsageError: It is none.
    """
    try:
        return time.fromisoformat(text.strip())
    except ValueError:
        raise UsageError("Write a time of day like 20:30.") from None


def table_of(kind: str) -> str:
    """The table a kind of record is kept in: `entries`, `entry`, `check-ins`, `check-in` ...

    Raises:
        UsageError: There is no such kind.
    """
    name = kind.strip().lower().replace("-", "_").replace(" ", "_")
    for table in (name, _SHORT.get(name, ""), f"{name}s", name.replace("checkin", "check_in")):
        if table in TABLES:
            return table
    known = ", ".join(table.replace("_", "-") for table in TABLES)
    raise UsageError(f"There is no such kind of record. There are: {known}.")


def relationship(workbook: Shelves, label: str | None) -> str | None:
    """The id of the relationship with a label, whatever its case.

    Raises:
        UsageError: There is none, or more than one.
    """
    if label is None:
        return None
    wanted = " ".join(label.split()).casefold()
    found = [
        record.id
        for record in workbook.of(Relationship).all()
        if " ".join(record.value.label.split()).casefold() == wanted
    ]
    if len(found) != 1:
        told = "more than one relationship with" if found else "no relationship with"
        raise UsageError(f"There is {told} that label: check it in the program.")
    return found[0]


def zone_named(name: str) -> tzinfo:
    """A time zone by its name (`Europe/Berlin`), its offset (`+01:00`), or `local`.

    Raises:
        UsageError: There is none.
    """
    name = name.strip()
    if name.lower() in ("", "local"):
        return local_zone()
    if name.upper() in ("UTC", "Z"):
        return UTC
    if match := _OFFSET.match(name):
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes < 24 * 60:
            return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError("There is no such time zone: write it like Europe/Berlin or +01:00.") from None


def local_zone() -> tzinfo:
    """The zone of this machine, with its rules where the system names it."""
    for name in (os.environ.get("TZ", "").removeprefix(":"), _system_zone()):
        try:
            if name:
                return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return datetime.now().astimezone().tzinfo or UTC


def _system_zone() -> str:
    try:
        return str(Path("/etc/localtime").resolve(strict=True)).partition("/zoneinfo/")[2]
    except (OSError, RuntimeError):
        return ""


def warn() -> None:
    """Say on standard error that what was written is not protected."""
    sys.stdout.flush()
    print(UNPROTECTED, file=sys.stderr)


@contextmanager
def or_replace() -> Iterator[None]:
    """Name the option that writes over what is there, where that is why nothing was written."""
    try:
        yield
    except TakenError as error:
        raise TakenError(f"{error.advice.rstrip('.')}, or add --replace.") from None


def is_folder(out: str) -> bool:
    """Whether a folder is named with `--out`."""
    return out.endswith(os.sep) or Path(out).is_dir()


def out_path(out: str, name: str) -> Path:
    """The file named with `--out`; in a folder, one of a name that tells nothing."""
    return Path(out) / name if is_folder(out) else Path(out)


def write_out(chunks: Iterable[bytes]) -> None:
    """Write to standard output. A terminal is sent marks in place of what it would obey; all else gets it as it is."""
    sys.stdout.flush()
    for chunk in map(_Marker(), chunks) if sys.stdout.isatty() else chunks:
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()


class _Marker:
    """Puts marks into a text that comes in pieces of bytes."""

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode

    def __call__(self, chunk: bytes) -> bytes:
        """The next piece; the line ends of other systems become plain ones."""
        return clean(self._decode(chunk).replace("\r\n", "\n")).encode()
