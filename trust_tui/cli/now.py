"""`trust-tui now`: the screen, straight on *Right now*."""

import argparse

from trust_tui.cli import plain_mode
from trust_tui.cli.unseen import begin_anew


def run(options: argparse.Namespace) -> int:
    """Become the program on the screen. Its command line does not say what it was asked for."""
    if plain_mode.is_wanted():
        return plain_mode.run_flow(options)
    given: list[str] = []
    for name in ("data", "content", "demo", "kiosk"):
        if value := getattr(options, name):
            # An option without a value has True for one.
            given += [f"--{name}", value][: 1 + isinstance(value, str)]
    begin_anew(options.command, given)
    return 0
