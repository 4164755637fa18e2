"""The arguments of the command line and their help."""

import argparse
from collections.abc import Sequence
from typing import Final, NoReturn

from trust_tui import __version__

ABOUT: Final = "A private workbook in the terminal for people working on trust in their relationships."


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The arguments as a namespace; `command` is None for the full-screen program.

    Wrong use ends the process with status 2 and one sentence, as does `--help` with 0.
    """
    return _parser().parse_args(arguments, argparse.Namespace(data=None, content=None))


class _Parser(argparse.ArgumentParser):
    """Answers wrong use with one sentence that repeats nothing of what was typed: it may be a word of the journal."""

    def error(self, message: str) -> NoReturn:
        """End with status 2."""
        self.exit(2, f"trust-tui: That is not understood: `{self.prog} --help` says what can be typed.\n")


def _parser() -> _Parser:
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--data", metavar="DIR", help="the folder that holds what you keep")
    common.add_argument("--content", metavar="DIR", help="a folder with content of your own, looked at first")

    parser = _Parser(prog="trust-tui", description=ABOUT, parents=[common], allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"trust-tui {__version__}")
    parser.add_argument(
        "--demo", action="store_true", help="try it on made-up data, in a folder that is gone afterwards"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="without the screen")

    def add(name: str, text: str) -> _Parser:
        return commands.add_parser(name, help=text, description=text, parents=[common], allow_abbrev=False)

    note = add(
        "note", "Keep a journal entry, from the argument or standard input; prints its id once it is on the disk."
    )
    note.add_argument("text", nargs="?", metavar="TEXT", help="the entry; without it, standard input is read")
    add("today", "Say what is open today, in plain lines.")
    read = add("read", "Print a page of the content as text.")
    read.add_argument("page", nargs="?", metavar="PAGE", help="id of the page; without it, the pages are listed")
    read.add_argument("--list", action="store_true", help="list the pages")
    export = add("export", "Write all that you kept to standard output. It is not protected there.")
    export.add_argument(
        "--format", choices=["json"], default="json", help="json: everything, for this program to read again"
    )
    check = add("check-content", "Check a folder of content files, and say for each fault where it is and what to do.")
    check.add_argument("folder", metavar="DIR", help="a folder with the files of one language")
    check.add_argument("--strict", action="store_true", help="check plain language and wording too")
    return parser
