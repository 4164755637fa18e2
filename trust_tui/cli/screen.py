"""The full-screen program, or one sentence where no screen can be shown."""

import argparse
import gc
import os
import sys
from pathlib import Path
from typing import Final

from trust_tui.cli import plain_mode
from trust_tui.cli.context import configuration, open_library, shown_folder
from trust_tui.cli.unseen import BEGINS
from trust_tui.domain import SystemClock, UsageError, tr
from trust_tui.store import may_be_sealed, open_workbook
from trust_tui.terminal.environment import refusal, wants_ascii

RESUMES: Final = "TRUST_TUI_RESUMES"
"""Tells the program that starts anew in the same terminal how it was left: `locked`, `hidden` or `stopped`."""


def run(options: argparse.Namespace) -> int:
    """Show the program until it is left."""
    begins = os.environ.pop(BEGINS, "")
    if plain_mode.is_wanted():
        return plain_mode.run(options, begins)
    if (
        sentence := refusal(
            "Trust TUI", tr("the commands under `trust-tui --help` can")
        )
    ) is not None:
        raise UsageError(sentence)
    with shown_folder(options) as folder:
        return show(options, folder, begins)


def show(options: argparse.Namespace, folder: Path, begins: str = "") -> int:
    """Run the program on a data folder.

    Args:
        options: Of the command line.
        folder: The data folder.
        begins: The flow to open first, empty for none.
    """
    from trust_tui.terminal import handover  # noqa: PLC0415

    resumes = os.environ.pop(RESUMES, "")
    if resumes == "stopped":
        handover.stop()
        resumes = "locked"
    # Little of what is made while the program starts becomes garbage; the program looks for it again once it is up.
    gc.disable()
    # What the other commands must not pay for, nor any with the garbage collector on: it is most of the start.
    from trust_tui.program.app import TrustApp  # noqa: PLC0415
    from trust_tui.session import Session  # noqa: PLC0415

    clock = SystemClock()
    session = Session(
        open_library(options),
        clock,
        ascii=wants_ascii(),
        place=folder,
        kiosk=options.kiosk,
        config_file=configuration(is_kept=not (options.kiosk or options.demo)),
    )
    app = TrustApp(
        lambda: open_workbook(folder, clock=clock),
        session,
        resumes=resumes,
        begins=begins,
        # Whoever has a passphrase is asked for it before anything is shown.
        asks_first=bool(begins) and not may_be_sealed(folder),
        may_start_anew=not options.demo,
    )
    try:
        status = app.run(mouse=False)
        if app.ending.starts_anew:
            # Nothing that was read or typed stays in memory. The terminal and the number of the process stay.
            os.environ[RESUMES] = app.ending.starts_anew
            os.execv(sys.executable, sys.orig_argv)
    finally:
        handover.give_back_unused()
    return app.return_code or status or 0
