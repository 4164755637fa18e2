"""`trust-tui now`: the screen, straight on *Right now*."""

import argparse
import os
import sys

from trust_tui.cli import plain_mode
from trust_tui.cli.screen import BEGINS

FLOW = "right_now.begin"


def run(options: argparse.Namespace) -> int:
    """Become the program on the screen. Its command line does not say what it was asked for.

    Others on the same machine see the command lines of processes, and nothing of their environment.
    """
    if plain_mode.is_wanted():
        return plain_mode.run_flow(options)
    given = []
    for name in ("data", "content"):
        if value := getattr(options, name):
            given += [f"--{name}", value]
    for name in ("demo", "kiosk"):
        if getattr(options, name):
            given.append(f"--{name}")
    os.environ[BEGINS] = FLOW
    before = len(sys.orig_argv) - len(sys.argv[1:])
    os.execv(sys.executable, [*sys.orig_argv[:before], *given])
