"""`trust-tui plain`: the whole program in plain lines."""

import argparse
import asyncio
import os
import sys

from trust_tui.cli.context import configuration, open_library, workbook_folder
from trust_tui.domain import SystemClock
from trust_tui.store import open_workbook


def is_wanted() -> bool:
    """Whether the terminal can do no more, or the user has set it so."""
    is_dumb = os.environ.get("TERM", "").strip().lower() == "dumb"
    return is_dumb or configuration().config.plain


def run(options: argparse.Namespace) -> int:
    """Lead through the program until it is left."""
    # What the other commands must not pay for.
    from trust_tui.plain.conversation import Conversation, PlainApp  # noqa: PLC0415
    from trust_tui.session import Session  # noqa: PLC0415

    clock, folder = SystemClock(), workbook_folder(options)
    session = Session(
        open_library(options),
        clock,
        ascii=True,
        place=folder,
        kiosk=options.kiosk,
        config_file=configuration(is_kept=not options.kiosk),
    )
    app = PlainApp(lambda: open_workbook(folder, clock=clock), session)
    print("Trust TUI in plain lines. ? helps at every question.")
    sys.stdout.flush()

    async def lead() -> int:
        return await Conversation(app).lead()

    return asyncio.run(lead())
