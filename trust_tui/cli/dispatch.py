"""Reads the arguments, runs one command, and turns every failure into one sentence."""

import argparse
import gc
import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import Final

from trust_tui.cli.arguments import parse
from trust_tui.cli.exit_codes import exit_of
from trust_tui.cli.reader_language import use_language
from trust_tui.domain import (
    TrustError,
    UsageError,
    WrongPassphraseError,
    clean,
    tr,
)
from trust_tui.terminal.environment import harden, repair_streams

FOR_SCREEN: Final = {
    "demo": ("now", "plain"),
    "kiosk": ("now", "plain", "path", "week", "cards"),
}
"""Options of the screen, and the commands that take them as well."""


def dispatch(arguments: Sequence[str]) -> int:
    """Run one command.

    Args:
        arguments: What follows the program's name.

    Returns:
        The exit status, one of `exit_codes.EXITS`.
    """
    _open_closed_streams()
    harden()
    repair_streams()
    use_language(arguments)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # any bytes may be typed
    options = parse(arguments)
    try:
        # The module of a command is imported when it is given: `note` needs no screen, and the screen no checks.
        module, _, name = _runs(options).partition(":")
        command = importlib.import_module(f"trust_tui.cli.{module}")
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        run = getattr(command, name)
        if getattr(options, "json", False):
            # Only a script has to do with JSON.
            from trust_tui.cli.told_as_json import telling  # noqa: PLC0415

            run = telling(options, run)
        status: int = run(options)
        sys.stdout.flush()
        return status
    except WrongPassphraseError as error:
        # The program goes on asking; a command has ended by now.
        print(
            tr("trust-tui: {title}. Nothing was changed.", title=error.title),
            file=sys.stderr,
        )
        return 1
    except TrustError as error:
        print(f"trust-tui: {clean(error.advice)}", file=sys.stderr)
        return exit_of(error)
    except BrokenPipeError:
        _give_output_up()
        return 1
    except OSError as error:
        _give_output_up()
        print(
            tr(
                "trust-tui: Something could not be read or written: {reason}.",
                reason=error.strerror,
            ),
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        return 130


def _runs(options: argparse.Namespace) -> str:
    """The function that runs what was asked for.

    Raises:
        UsageError: It has nothing to do with what is given before it.
    """
    if options.command is None:
        return "spec:run" if options.spec else "screen:run"
    if options.spec:
        raise UsageError(tr("--spec is for no command: type trust-tui --spec."))
    for option, commands in FOR_SCREEN.items():
        if getattr(options, option) and options.command not in commands:
            raise UsageError(
                tr(
                    "--{option} is for the screen: type trust-tui --{option}, or trust-tui --{option} plain.",
                    option=option,
                )
            )
    runs: str = options.runs
    return runs


def _open_closed_streams() -> None:
    """Let a standard stream that was closed lead nowhere; the first file opened would take its place otherwise."""
    for descriptor, name, mode in (
        (0, "stdin", "r"),
        (1, "stdout", "w"),
        (2, "stderr", "w"),
    ):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(descriptor, mode, closefd=False))


def _give_output_up() -> None:
    """Let what is left of the output lead nowhere: Python would complain once more while it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
