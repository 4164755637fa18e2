"""The command line: reads the arguments, runs one command, and turns every failure into one sentence."""

import importlib
import os
import sys
from collections.abc import Sequence

from trust_tui.cli.arguments import parse
from trust_tui.domain.text import clean
from trust_tui.errors import TrustError, UsageError
from trust_tui.terminal.environment import harden, repair_streams


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: What follows the program's name; None takes those of the process.

    Returns:
        The exit status: 0 done, 1 refused or failed with one sentence on standard error, 2 wrong use.
    """
    harden()
    repair_streams()
    options = parse(sys.argv[1:] if arguments is None else arguments)
    try:
        # Each command is a module, imported when it is given: `note` needs no screen, and the screen no checks.
        command = importlib.import_module(f"trust_tui.cli.{(options.command or 'screen').replace('-', '_')}")
        status: int = command.run(options)
        sys.stdout.flush()
        return status
    except TrustError as error:
        print(f"trust-tui: {clean(error.advice)}", file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain once more while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
