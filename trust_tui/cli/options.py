"""What several commands are told by options: days, kinds of record, a relationship, a time zone."""

import argparse
import codecs
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, time
from pathlib import Path
from typing import Final

from trust_tui import formats
from trust_tui.cli.in_mind import person
from trust_tui.domain import (
    KINDS,
    TABLES,
    Selection,
    Shelves,
    TrustError,
    UsageError,
    Workbook,
    clean,
    later,
    plain_letters,
    tr,
)
from trust_tui.formats.registry import problems
from trust_tui.transfer.write_files import TakenError

UNPROTECTED: Final = later(
    "trust-tui: what was written is not protected: whoever can open it can read it."
)
"""Said whenever words of the user's leave the store."""


def selection(
    options: argparse.Namespace, workbook: Shelves, today: date
) -> Selection:
    """What of it is wanted, today being the user's day.

    Raises:
        UsageError: A day, a kind or a relationship is none.
    """
    refuse_beside(options, "day", "first", "last")
    first = _day(options.first or options.day, today)
    last = _day(options.last or options.day, today)
    if first and last and first > last:
        raise UsageError(
            tr(
                "The day after --from is later than the one after --to: turn them round."
            )
        )
    tables = frozenset(map(table_of, _parts(options, "kind")))
    tags = [plain_letters(tag.lstrip("#")) for tag in _parts(options, "tag")]
    return Selection(
        first=first,
        last=last,
        tables=tables,
        relationship=about_alone(
            workbook, getattr(options, "relationship", None)
        ),
        tags=frozenset(tags),
        title=_title(options),
    )


def _title(options: argparse.Namespace) -> str:
    """Words of a title, empty for any.

    Raises:
        UsageError: They were given, and are none.
    """
    given = getattr(options, "title", None)
    if given is None:
        return ""
    if not given.strip():
        raise UsageError(tr("Write some words of the title behind --title."))
    return plain_letters(given.strip())


def _parts(options: argparse.Namespace, name: str) -> Sequence[str]:
    """What was given with an option that may be given again, or with commas."""
    given: Sequence[str] = getattr(options, name, None) or ()
    return [part for one in given for part in one.split(",")]


def about_alone(workbook: Shelves, label: str | None) -> str | None:
    """Id of the relationship after `--relationship`, None for none.

    Raises:
        UsageError: Nobody has that label, or several.
    """
    return None if label is None else person(workbook, label)


def past_day(text: str | None, today: date) -> date:
    """A day that has come, today where none is given.

    Raises:
        UsageError: It is none, or still to come.
    """
    day = _day(text, today) or today
    if day > today:
        raise UsageError(tr("That day is still to come."))
    return day


def _day(text: str | None, today: date) -> date | None:
    return None if text is None else formats.moments.read_day(text, today)


def clock(text: str) -> time:
    """A time of day on the command line.

    Raises:
        UsageError: It is none.
    """
    try:
        return time.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(tr("Write a time of day like 20:30.")) from None


def table_of(kind: str) -> str:
    """The table a kind of record is kept in: `entries`, `entry`, `check-ins`, `check-in` ...

    Raises:
        UsageError: There is no such kind.
    """
    wanted = _plain(kind.strip())
    for table in TABLES:
        names = KINDS[table].names
        if wanted in map(_plain, names):
            return table
    known = ", ".join(table.replace("_", "-") for table in TABLES)
    raise UsageError(
        tr("There is no such kind of record. There are: {known}.", known=known)
    )


def _plain(name: str) -> str:
    return name.lower().replace("-", "_").replace(" ", "_")


_CALLED: Final = {
    "text": "The words of a new one",
    "which": "A name",
    "page": "A page",
    "first": "--from",
    "last": "--to",
}
"""What arguments are called that have another name than their option."""


def refuse_together(options: argparse.Namespace, *names: str) -> None:
    """Refuse two of what a command does: only one would be done, and the other dropped without a word.

    Raises:
        UsageError: Two were given.
    """
    found = [_option(name) for name in names if getattr(options, name, None)]
    if len(found) > 1:
        raise UsageError(
            tr(
                "{first} and {second} do not go together: give one of them.",
                first=found[0],
                second=found[1],
            )
        )


def refuse_beside(options: argparse.Namespace, given: str, *names: str) -> None:
    """Refuse each of some beside another: it would be dropped without a word.

    Raises:
        UsageError: One was given with it.
    """
    for name in names:
        refuse_together(options, given, name)


FILTERS: Final = (
    *("about", "tag", "title", "kind", "day"),
    *("first", "last", "limit", "ids"),
)
"""What chooses among what is listed."""


def refuse_without(
    options: argparse.Namespace, wanted: str, told: str, *names: str
) -> None:
    """Refuse what would be dropped without a word, because another option is not given.

    Args:
        options: What was given.
        wanted: The name that has to be given with the others.
        told: How it is given.
        names: The others, or what they begin with.

    Raises:
        UsageError: One of them was given.
    """
    if getattr(options, wanted, None):
        return
    for name, typed in vars(options).items():
        if typed and name.startswith(names):
            raise UsageError(
                tr(
                    "{option} goes with {told}.",
                    option=_option(name),
                    told=told,
                )
            )


def _option(name: str) -> str:
    dashed = name.removeprefix("field_").replace("_", "-")
    return _CALLED.get(name, f"--{dashed}")


def warn() -> None:
    """Say on standard error that what was written is not protected."""
    sys.stdout.flush()
    print(tr(UNPROTECTED), file=sys.stderr)


@contextmanager
def format_problems_told() -> Iterator[None]:
    """Say at the end on standard error which formats of other packages cannot be used."""
    try:
        yield
    finally:
        for problem in problems():
            print(f"trust-tui: {clean(problem)}", file=sys.stderr)


@contextmanager
def or_replace() -> Iterator[None]:
    """Name the option that writes over what is there, where that is why nothing was written."""
    try:
        yield
    except TakenError as error:
        raise TakenError(
            tr("{advice}, or add --replace.", advice=error.advice.rstrip("."))
        ) from None


def is_folder(out: str) -> bool:
    """Whether a folder is named with `--out`."""
    return out.endswith(os.sep) or Path(out).is_dir()


def out_path(out: str, name: str) -> Path:
    """The file named with `--out`; in a folder, one of a name that tells nothing."""
    return Path(out) / name if is_folder(out) else Path(out)


def note_written(workbook: Workbook, places: Iterable[Path]) -> None:
    """Remember what was written outside, which `trust-tui seen` names; it is written, whatever can be noted."""
    with suppress(TrustError):
        workbook.copies.note_export(places)


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
