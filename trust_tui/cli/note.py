"""`trust-tui note`: keeps a journal entry without a screen, and without a passphrase."""

import argparse
import sys

from trust_tui.cli.context import (
    configuration,
    opened,
    tell,
    tell_of_configuration,
    workbook_folder,
)
from trust_tui.domain import (
    Entry,
    Finding,
    Settings,
    SystemClock,
    UsageError,
    day_of,
)
from trust_tui.store import is_sealed, keep_note, leave_note


def run(options: argparse.Namespace) -> int:
    """Keep an entry and print its id once it is on the disk."""
    text = (
        options.text
        if options.text is not None
        else sys.stdin.buffer.read().decode("utf-8", "replace")
    )
    if not text.strip():
        raise UsageError(
            "There is nothing to keep: give the text as an argument or on standard input."
        )
    clock, folder = SystemClock(), workbook_folder(options)
    if is_sealed(folder):
        # Sealed to the owner's key and filed at the next unlock; who is in mind cannot be read before that.
        day = day_of(
            clock.now(), configuration().config.day_ends_or(Settings().day_ends)
        )
        print(leave_note(folder, Entry(text=text, day=day), clock=clock))
        return 0

    def entry(settings: Settings) -> Entry:
        return Entry(
            text=text,
            day=day_of(
                clock.now(),
                configuration().config.day_ends_or(settings.day_ends),
            ),
            about=settings.current or None,
        )

    findings: list[Finding] = []
    id = keep_note(folder, entry, clock=clock, findings=findings)
    if id:
        tell(findings)
        tell_of_configuration()
    else:
        with opened(options) as workbook:
            tell(findings)
            id = workbook.of(Entry).keep(entry(workbook.settings)).id
    print(id)
    return 0
