"""The arguments of the command line and their help."""

import argparse
from collections.abc import Callable, Sequence
from typing import Final, NoReturn

from trust_tui import __version__
from trust_tui.formats.registry import BUILT_IN, Names, readable, writable

ABOUT: Final = "A private workbook in the terminal for people working on trust in their relationships."


ORDERS: Final = ("day-first", "month-first")
DAY_BEFORE: Final = "day-before"
NEW_DAY: Final = "new-day"
SKIP: Final = "skip"
PAGE_FORMATS: Final = ("markdown", "html")
SECTIONS: Final = ("trends", "signs", "goals", "exercises", "entries")
SHELLS: Final = ("bash", "zsh", "fish", "tcsh")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The arguments as a namespace; `command` is None for the full-screen program.

    Wrong use ends the process with status 2 and one sentence, as does `--help` with 0.
    """
    # A start of the screen need not wait until the parsers of all commands are made.
    screen, others = _screen_parser(add_help=False).parse_known_args(
        arguments, argparse.Namespace(data=None, content=None, command=None)
    )
    if not others:
        return screen
    return parser().parse_args(
        arguments, argparse.Namespace(data=None, content=None)
    )


class _Parser(argparse.ArgumentParser):
    """Answers wrong use with one sentence that repeats nothing of what was typed: it may be a word of the journal."""

    def error(self, message: str) -> NoReturn:
        """End with status 2."""
        self.exit(
            2,
            f"trust-tui: That is not understood: `{self.prog} --help` says what can be typed.\n",
        )


def _common() -> _Parser:
    """What every command takes."""
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument(
        "--data", metavar="DIR", help="the folder that holds what you keep"
    )
    common.add_argument(
        "--content",
        metavar="DIR",
        help="a folder with content of your own, looked at first",
    )
    return common


def _screen_parser(*, add_help: bool) -> _Parser:
    """The parser of the program on the screen alone."""
    screen = _Parser(
        prog="trust-tui",
        description=ABOUT,
        parents=[_common()],
        allow_abbrev=False,
        add_help=add_help,
    )
    screen.add_argument(
        "--version", action="version", version=f"trust-tui {__version__}"
    )
    screen.add_argument(
        "--demo",
        action="store_true",
        help="try it on made-up data, in a folder that is gone afterwards",
    )
    screen.add_argument(
        "--kiosk",
        action="store_true",
        help="offer nothing that leads out of the program",
    )
    return screen


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    common = _common()
    whole = _screen_parser(add_help=True)
    commands = whole.add_subparsers(
        dest="command", metavar="COMMAND", title="without the screen"
    )

    def add(name: str, text: str) -> _Parser:
        return commands.add_parser(
            name,
            help=text,
            description=text,
            parents=[common],
            allow_abbrev=False,
        )

    add(
        "now",
        "Open the screen straight on Right now: three minutes for when the pull is strong.",
    )
    note = add(
        "note",
        "Keep a journal entry, from the argument or standard input; prints its id once it is on the disk.",
    )
    note.add_argument(
        "text",
        nargs="?",
        metavar="TEXT",
        help="the entry; without it, standard input is read",
    )
    _add_json(add("today", "Say what is open today, in plain lines."))
    check_in = add(
        "check-in",
        "Ask the daily questions, line by line, and keep the answers; what is skipped stays as it was.",
    )
    _add_about(check_in)
    check_in.add_argument(
        "--day", metavar="DAY", help="today, or one of the two days before"
    )
    _add_json(check_in)
    _add_json(add("trend", "Say what the last two weeks of check-ins show."))
    read = add("read", "Print a page of the content as text.")
    read.add_argument(
        "page",
        nargs="?",
        metavar="PAGE",
        help="id of the page; without it, the pages are listed",
    )
    read.add_argument("--list", action="store_true", help="list the pages")
    _add_export(
        add(
            "export",
            "Write what you kept in an open format. It is not protected there.",
        )
    )
    _add_import(
        add("import", "Take in what you wrote elsewhere, or an export of ours.")
    )
    _add_page(
        add("page", "Make a page for a professional, of what you choose.")
    )
    _add_safekeeping(add)
    completion = add(
        "completion",
        "Print what lets your shell complete commands and options.",
    )
    completion.add_argument("shell", choices=SHELLS, help="the shell it is for")
    check = add(
        "check-content",
        "Check a folder of content files, and say for each fault where it is and what to do.",
    )
    check.add_argument(
        "folder", metavar="DIR", help="a folder with the files of one language"
    )
    check.add_argument(
        "--strict",
        action="store_true",
        help="check plain language and wording too",
    )
    return whole


def _add_about(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--about",
        metavar="LABEL",
        help="whom it is about; nobody for nobody, without it who is in mind",
    )


def _add_json(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--json", action="store_true", help="as JSON, for a script"
    )


def _add_safekeeping(
    add: Callable[[str, str], argparse.ArgumentParser],
) -> None:
    merge = add("merge", "Join another copy of your workbook into this one.")
    merge.add_argument(
        "other",
        metavar="OTHER",
        help="the other data folder, or a conflict copy of the store",
    )
    backup = add("backup", "Make a backup now.")
    backup.add_argument(
        "--list", action="store_true", help="list the backups, newest first"
    )
    restore = add(
        "restore", "Go back to a backup; what is there now is backed up first."
    )
    restore.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        help="the backup; without it, the newest",
    )
    restore.add_argument(
        "--yes", action="store_true", help="do it without asking"
    )
    erase = add(
        "erase", "Remove everything you kept, or one part of it, for good."
    )
    erase.add_argument("--record", metavar="ID", help="one record")
    erase.add_argument(
        "--relationship",
        metavar="LABEL",
        help="one relationship, with everything about it",
    )
    erase.add_argument(
        "--yes", action="store_true", help="do it without asking"
    )
    passphrase = add(
        "passphrase",
        "Seal everything by a passphrase, change it, or remove it.",
    )
    passphrase.add_argument(
        "what",
        choices=("set", "change", "remove", "recover"),
        help="what to do",
    )
    doctor = add("doctor", "Say what is right and what is wrong here.")
    doctor.add_argument(
        "--filters",
        action="store_true",
        help="write .stignore and sync.filter, which tell synchronisers what to leave out",
    )


def _add_export(export: argparse.ArgumentParser) -> None:
    export.add_argument(
        "--format",
        choices=Names(writable),
        default="json",
        help="; ".join(
            f"{one.name}: {one.purpose}" for one in writable(BUILT_IN)
        ),
    )
    export.add_argument(
        "--out",
        metavar="FILE|DIR",
        help="where to write it; without it, standard output",
    )
    export.add_argument(
        "--replace",
        action="store_true",
        help="write over files of the same name",
    )
    export.add_argument(
        "--preview",
        action="store_true",
        help="say what would be written, and write nothing",
    )
    _add_choice(export)
    export.add_argument(
        "--daily",
        metavar="HH:MM",
        help="with ical: be reminded of the daily check-in at this time",
    )


def _add_choice(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--from",
        dest="first",
        metavar="DAY",
        help="the first day, as 2026-11-29",
    )
    command.add_argument(
        "--to", dest="last", metavar="DAY", help="the last day"
    )
    command.add_argument(
        "--relationship",
        metavar="LABEL",
        help="what is about this relationship alone",
    )
    if command.prog.endswith("export"):
        command.add_argument(
            "--kind",
            action="append",
            metavar="KIND",
            help="entries, check-ins, goals ...; may be given again",
        )


def _add_import(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="an export of ours, a folder of Markdown, or a file of another program",
    )
    command.add_argument(
        "--undo",
        action="store_true",
        help="take the last import back; what you changed of it since stays",
    )
    command.add_argument(
        "--format",
        choices=Names(readable),
        help="the form it is in; without it, the file is looked at",
    )
    command.add_argument(
        "--preview",
        action="store_true",
        help="say what it is, what would be added and what is in doubt, and add nothing",
    )
    command.add_argument(
        "--json", action="store_true", help="the preview as JSON, for a script"
    )
    command.add_argument(
        "--yes", action="store_true", help="add it without asking"
    )
    command.add_argument(
        "--timezone",
        metavar="ZONE",
        help="the zone of times that come without one, as Europe/Berlin",
    )
    command.add_argument(
        "--relationship", metavar="LABEL", help="the relationship it is about"
    )
    command.add_argument(
        "--dates",
        choices=ORDERS,
        help="which comes first in dates of numbers, where the file does not say",
    )
    command.add_argument(
        "--after-midnight",
        choices=(DAY_BEFORE, NEW_DAY),
        help="which day the night belongs to; without it, as your day ends",
    )
    command.add_argument(
        "--undated",
        choices=("file", SKIP),
        help="what to do with notes that only their file dates",
    )
    command.add_argument(
        "--mood",
        action="append",
        metavar="NAME=0-4",
        help="with daylio: what a mood name of your own means",
    )


def _add_page(command: argparse.ArgumentParser) -> None:
    _add_choice(command)
    command.add_argument(
        "--sections",
        metavar="LIST",
        help=f"with commas between them: {', '.join(SECTIONS)}",
    )
    command.add_argument(
        "--entry",
        action="append",
        metavar="ID",
        help="an entry that goes with it; may be given again",
    )
    command.add_argument(
        "--list-entries",
        action="store_true",
        help="list the entries of these days with their ids",
    )
    command.add_argument(
        "--initials",
        default="",
        metavar="TEXT",
        help="your initials, for the head of the page",
    )
    command.add_argument(
        "--format",
        choices=PAGE_FORMATS,
        default="markdown",
        help="markdown, or html to print",
    )
    command.add_argument(
        "--out",
        metavar="FILE",
        help="where to write it; without it, standard output",
    )
    command.add_argument(
        "--replace",
        action="store_true",
        help="write over a file of the same name",
    )
