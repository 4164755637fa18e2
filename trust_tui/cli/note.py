"""`trust-tui note`: keeps a journal entry without a screen."""

import argparse
import sys

from trust_tui.cli.opening import opened
from trust_tui.domain.clock import SystemClock, day_of
from trust_tui.domain.records import Entry
from trust_tui.errors import UsageError


def run(options: argparse.Namespace) -> int:
    """Keep an entry and print its id once it is on the disk."""
    text = options.text if options.text is not None else sys.stdin.buffer.read().decode("utf-8", "replace")
    if not text.strip():
        raise UsageError("There is nothing to keep: give the text as an argument or on standard input.")
    with opened(options) as workbook:
        settings = workbook.settings
        day = day_of(SystemClock().now(), settings.day_ends)
        record = workbook.of(Entry).keep(Entry(text=text, day=day, about=settings.current))
    print(record.id)
    return 0
