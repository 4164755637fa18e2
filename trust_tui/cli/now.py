"""`trust-tui now`: the screen, straight on *Right now*."""

import argparse

from trust_tui.cli import plain_mode
from trust_tui.cli.unseen import begin_anew


def run(options: argparse.Namespace) -> int:
    """Become the program on the screen. Its command line does not say what it was asked for."""
    if plain_mode.is_wanted():
        return plain_mode.run_flow(options)
    given: list[str] = []
    for name in ("data", "content"):
        if value := getattr(options, name):
            given += [f"--{name}", value]
    for name in ("demo", "kiosk"):
        if getattr(options, name):
            given.append(f"--{name}")
    begin_anew(options.command, given)
    return 0
