"""`trust-tui completion`: prints what lets a shell complete commands, options and the names of files."""

import argparse
from collections.abc import Iterator
from typing import Any

import shtab

from trust_tui.cli.arguments import parser


def run(options: argparse.Namespace) -> int:
    """Print it."""
    whole = parser()
    for action in _actions(whole):
        if action.metavar in ("FILE", "FILE|DIR"):
            action.complete = shtab.FILE
        elif action.metavar == "DIR":
            action.complete = shtab.DIRECTORY
    print(shtab.complete(whole, options.shell))
    return 0


def _actions(whole: argparse.ArgumentParser) -> Iterator[Any]:
    """The arguments of a parser and of those of its commands."""
    for action in whole._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)
