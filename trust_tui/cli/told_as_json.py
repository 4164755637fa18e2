"""What a command says, as JSON: standard output then holds one value and nothing else."""

import argparse
import io
import json
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout

from trust_tui.cli.exit_codes import DONE
from trust_tui.cli.json_shapes import SAID

Run = Callable[[argparse.Namespace], int]


def telling(options: argparse.Namespace, run: Run) -> Run:
    """A command as it is run for a script."""
    is_listed = getattr(options, "list_entries", False)
    is_said = options.command in SAID or getattr(options, "undo", False)
    return _said_as_json(run) if is_said and not is_listed else run


def print_said(lines: Sequence[str], *, is_done: bool) -> None:
    """Print sentences as the JSON of what is said."""
    print(json.dumps({"done": is_done, "lines": lines}, indent=1))


def _said_as_json(run: Run) -> Run:
    """A command whose sentences are a list for a script."""

    def run_and_tell(options: argparse.Namespace) -> int:
        said = io.StringIO()
        with redirect_stdout(said):
            status = run(options)
        lines = [line for line in said.getvalue().splitlines() if line]
        print_said(lines, is_done=status == DONE)
        return status

    return run_and_tell
