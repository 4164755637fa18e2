"""`trust-tui note`: keeps a journal entry without a screen, and without a passphrase."""

import argparse
import json
import sys
from datetime import datetime

from msgspec.structs import replace

from trust_tui import formats
from trust_tui.cli.context import (
    configuration,
    opened,
    tell,
    tell_of_configuration,
    workbook_folder,
)
from trust_tui.cli.quick_notes import note_quick_one
from trust_tui.domain import (
    Entry,
    Finding,
    Settings,
    SystemClock,
    UsageError,
    day_of,
    tags_in,
    tr,
)
from trust_tui.store import is_sealed, keep_note, leave_note


def run(options: argparse.Namespace) -> int:
    """Keep an entry, and say so once it is on the disk."""
    text = " ".join(options.text) if options.text else _typed()
    if not text.strip() and not (options.title or "").strip():
        raise UsageError(
            tr(
                "There is nothing to keep: give the text as an argument or on standard input."
            )
        )
    if is_sealed(workbook_folder(options)):
        id = _leave(options, text)
    else:
        id = _keep(options, text)
    if options.json:
        print(json.dumps({"id": id}))
    else:
        print(id if options.id else tr("Kept."))
    return 0


def _typed() -> str:
    """What comes on standard input; somebody who types it is told how to end."""
    if sys.stdin.isatty():
        said = tr(
            "Write, then press Ctrl+D on a line of its own. Ctrl+C keeps nothing."
        )
        print(said, file=sys.stderr)
    return sys.stdin.buffer.read().decode("utf-8", "replace")


def _entry(
    options: argparse.Namespace, text: str, settings: Settings
) -> tuple[Entry, datetime | None]:
    """The entry about who is in mind, and when it was written where another time is given."""
    now = SystemClock().now()
    day_ends = configuration().config.day_ends_or(settings.day_ends)
    day, made = day_of(now, day_ends), None
    typed = " ".join(filter(None, (options.day, options.time)))
    if typed:
        moment = formats.moments.read_moment(typed, now, day_ends)
        if moment is not None:
            day = moment.day
            made = moment.at(now, day_ends) if moment.clock else None
    entry = Entry(
        text=text,
        day=day,
        title=options.title or "",
        tags=tags_in(",".join(options.tag or ())),
        about=settings.current or None,
    )
    return entry, made


def _leave(options: argparse.Namespace, text: str) -> str:
    """Seal an entry to the owner's key; it is filed at the next unlock. Who is in mind cannot be read before that."""
    entry, made = _entry(options, text, Settings())
    if options.about or made:
        raise UsageError(
            tr(
                "Beside a passphrase a note is filed at the next unlock, and takes no --about and no --time."
            )
        )
    folder, clock = workbook_folder(options), SystemClock()
    id = leave_note(folder, entry, clock=clock)
    note_quick_one(folder, id, clock.now())
    return id


def _keep(options: argparse.Namespace, text: str) -> str:
    """Keep it, without reading the workbook where that can be."""
    folder, clock = workbook_folder(options), SystemClock()
    findings: list[Finding] = []
    if not (options.about or options.day or options.time):
        id = keep_note(
            folder,
            lambda settings: _entry(options, text, settings)[0],
            clock=clock,
            findings=findings,
        )
        if id:
            tell(findings)
            tell_of_configuration()
            note_quick_one(folder, id, clock.now())
            return id
    # Whom it is about is looked up among the people.
    from trust_tui.cli.in_mind import whom  # noqa: PLC0415

    with opened(options) as workbook:
        tell(findings)
        entry, made = _entry(options, text, workbook.settings)
        about = whom(workbook, options)
        record = workbook.of(Entry).keep(replace(entry, about=about))
        if made is not None and made < record.made:
            workbook.adopt([replace(record, made=made)])
    return record.id
