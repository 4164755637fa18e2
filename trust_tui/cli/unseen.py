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
SAYS_HOW = ("--demo", "--kiosk")

COERCED = ("C", "POSIX")
"""Where Python itself sets LC_CTYPE; `terminal.environment` has to take that back first."""


def begin_unseen(arguments: Sequence[str]) -> None:
    """Begin anew where the command is not to be seen and only options of the program stand before it.

    All else, such as a question for help or a mistake, is left to the command line.

    Args:
        arguments: What follows the program's name.
    """
    *options, command = arguments or [""]
    if (
        command in FLOWS
        and _are_of_program(options)
        and os.environ.get("LANG") not in COERCED
    ):
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


def _are_of_program(options: Sequence[str]) -> bool:
    """Whether all of them are whole and belong to the program, not to a command."""
    waits = False
    for option in options:
        if waits:
            waits = False
        elif option in NAMES_FOLDER:
            waits = True
        elif option not in SAYS_HOW:
            return False
    return not waits
