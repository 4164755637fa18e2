"""Begins the program anew without the command that says what it was asked for.

Others on the same machine see the command lines of processes, and nothing of their environment.
"""

import os
import sys
from collections.abc import Sequence

BEGINS = "TRUST_TUI_BEGINS"
"""Tells the program what to open first, a flow by its name."""

FLOWS = {"now": "right_now.begin"}
"""The commands that are not to be seen, and the flow of each."""

NAMES_FOLDER = ("--data", "--content")
SAYS_HOW = {"--demo", "--kiosk"}

COERCED = ("C", "POSIX")
"""Where Python itself sets LC_CTYPE; `terminal.environment` has to take that back first."""


def begin_unseen(arguments: Sequence[str]) -> None:
    """Begin anew where the command is not to be seen and only options of the program stand before it.

    All else, such as a question for help or a mistake, is left to the command line.

    Args:
        arguments: What follows the program's name.
    """
    if os.environ.get("LANG") in COERCED:
        return
    *options, command = arguments or [""]
    if command in FLOWS and SAYS_HOW.issuperset(_without_folders(options)):
        begin_anew(command, options)


def begin_anew(command: str, options: Sequence[str]) -> None:
    """Become the program on the screen, with the command in its environment.

    Args:
        command: Which.
        options: What the command line says besides.
    """
    os.environ[BEGINS] = FLOWS[command]
    before = len(sys.orig_argv) - len(sys.argv[1:])
    os.execv(sys.executable, [*sys.orig_argv[:before], *options])


def _without_folders(options: Sequence[str]) -> Sequence[str]:
    """What is left without the folders that are named."""
    words = list(options)
    for option in NAMES_FOLDER:
        if option in words[:-1]:
            at = words.index(option)
            del words[at : at + 2]
    return words
