"""The command line, entered here. What would show others what somebody is at goes before all that takes long."""

import gc
import sys
from collections.abc import Sequence

from trust_tui.cli.unseen import begin_unseen


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: What follows the program's name; None takes those of the process.

    Returns:
        The exit status, one of `exit_codes.EXITS`.
    """
    if arguments is None:
        begin_unseen(sys.argv[1:])
        # What is loaded stays, and looking for garbage in it takes longer than all there ever is.
        gc.disable()
    # A process that begins anew has loaded nothing of this.
    from trust_tui.cli.lean_start import load_msgspec  # noqa: PLC0415

    load_msgspec()
    from trust_tui.cli.dispatch import dispatch  # noqa: PLC0415

    return dispatch(sys.argv[1:] if arguments is None else arguments)
