"""`trust-tui plain`: the whole program in plain lines."""

import argparse
import asyncio
import os
import sys
from typing import Final

from trust_tui.cli.context import configuration, open_library, workbook_folder
from trust_tui.domain import SystemClock
from trust_tui.store import open_workbook


def is_wanted() -> bool:
    """Whether the terminal can do no more, or the user has set it so."""
    is_dumb = os.environ.get("TERM", "").strip().lower() == "dumb"
    return is_dumb or configuration().config.plain


FLOWS: Final = {
    "week": "week.begin",
    "path": "path.begin",
    "cards": "cards.begin",
    "now": "right_now.begin",
}
"""Where a command leads at once."""


def run_flow(options: argparse.Namespace) -> int:
    """Lead through one thing."""
    return run(options, FLOWS[options.command])


def run(options: argparse.Namespace, flow: str = "") -> int:
    """Lead through the program until it is left, or through one of its flows."""
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
    if not flow:
        print("Trust TUI in plain lines. ? helps at every question.")
    sys.stdout.flush()

    async def lead() -> int:
        return await Conversation(app, flow).lead()

    return asyncio.run(lead())
