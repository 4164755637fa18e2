"""`trust-tui completion`: prints what lets a shell complete commands, options and the names of files."""

import argparse
from collections.abc import Iterator, Mapping
from typing import Any, Final

import shtab

from trust_tui.cli.arguments import parser

PLACES: Final[Mapping[str, Any]] = {
    "FILE": shtab.FILE,
    "FILE|DIR": shtab.FILE,
    "OTHER": shtab.FILE,
    "DIR": shtab.DIRECTORY,
}
"""What stands on the disk, by how the help calls it."""


def run(options: argparse.Namespace) -> int:
    """Print it."""
    whole = parser()
    for action in _actions(whole):
        if action.metavar in PLACES:
            action.complete = PLACES[action.metavar]
    print(shtab.complete(whole, options.shell))
    return 0


def _actions(whole: argparse.ArgumentParser) -> Iterator[Any]:
    """The arguments of a parser and of those of its commands."""
    for action in whole._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)
