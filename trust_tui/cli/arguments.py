"""The arguments of the command line and their help: one table of commands, of which only the one given is made."""

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple, NoReturn

from trust_tui import __version__, formats
from trust_tui.cli.shared_options import add_shared, word
from trust_tui.cli.value_fields import add_fields
from trust_tui.cli.wrong_use import WrongUseError, wrong_use
from trust_tui.domain import (
    KINDS,
    TABLES,
    Goal,
    Kind,
    Limit,
    Promise,
    Relationship,
    Win,
    later,
    tr,
)

ABOUT: Final = later(
    "A private workbook in the terminal for people working on trust in their relationships."
)


ORDERS: Final = ("day-first", "month-first")
DAY_BEFORE: Final = "day-before"
NEW_DAY: Final = "new-day"
SKIP: Final = "skip"
PAGE_FORMATS: Final = ("markdown", "html")
PICTURES: Final = ("two-weeks", "six-weeks", "half-a-year", "all")
"""The times that `trend` draws."""

SECTIONS: Final = ("trends", "signs", "goals", "exercises", "entries")
SHELLS: Final = ("bash", "zsh", "fish", "tcsh")
Add = Callable[["_Parser"], object]


class Command(NamedTuple):
    """A command.

    Attributes:
        name: What is typed.
        text: What it does, in a sentence or two.
        runs: Its function below `trust_tui.cli`, as an object reference.
        takes: The options it shares with others, with blanks between them.
        add: Adds the arguments of its own.
    """

    name: str
    text: str
    runs: str
    takes: str = ""
    add: Add | None = None


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The arguments as a namespace; `runs` is the function of the command, None for the full-screen program.

    Wrong use ends the process with status 2 and one sentence, as does `--help` with 0.
    """
    # A start of the screen need not wait until the parsers of all commands are made, nor a command for the others.
    screen = _screen_parser(add_help=False)
    try:
        alone = argparse.Namespace(data=None, content=None, command=None)
        _, others = screen.parse_known_args(arguments, alone)
        if not others:
            return alone
        whole = parser(others[0])
        options: argparse.Namespace = whole.parse_args(
            arguments, argparse.Namespace(data=None, content=None)
        )
        return options
    except WrongUseError as error:
        screen.exit(2, wrong_use(error, arguments))


TITLES: Final = (later("positional arguments"), later("options"))
"""What the module calls the two parts of a help."""


class _Help(argparse.HelpFormatter):
    """A help whose first word is in the reader's language too."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Begin with how it is used."""
        said = tr("usage: ") if prefix is None else prefix
        super().add_usage(usage, actions, groups, said)


class _Parser(argparse.ArgumentParser):
    """Leaves it to `parse` to answer wrong use."""

    is_command = False
    """Whether it is the parser of a command."""

    takes_dashes = False
    """Whether a word may begin with a dash, as what is left out of a search."""

    def __init__(self, **options: Any) -> None:
        """Prepare, with the words of the module in the reader's language."""
        super().__init__(formatter_class=_Help, **options)
        for group in self._action_groups:
            group.title = tr(group.title or "")
        for action in self._actions:
            if isinstance(action, argparse._HelpAction):
                action.help = tr("show this help message and exit")

    def parse_known_args(
        self,
        args: Iterable[str] | None = None,
        namespace: Any = None,
    ) -> tuple[Any, list[str]]:
        """Words may stand before, between and behind the options of a command; the module wants them together."""
        if self.is_command:
            args = self._words_last(args or ())
        return super().parse_known_args(args, namespace)

    def _words_last(self, typed: Iterable[str]) -> Sequence[str]:
        options: list[str] = []
        words: list[str] = []
        left = list(typed)
        while left:
            one = left.pop(0)
            if one == "--":
                words += left
                break
            name, equals, _ = one.partition("=")
            action = self._option_string_actions.get(name)
            if action is not None:
                count = 0 if equals else _values_of(action, left)
                options += [one, *left[:count]]
                del left[:count]
            elif self._is_word(one):
                words.append(one)
            else:
                options.append(one)
        return [*options, "--", *words] if words else options

    def _is_word(self, one: str) -> bool:
        dash = "--" if self.takes_dashes else "-"
        return one == "-" or not one.startswith(dash)

    def error(self, message: str) -> NoReturn:
        """Say what can be typed here."""
        known = list(self._option_string_actions)
        for action in self._actions:
            known += map(str, action.choices or ())
        for name, made in commands_of(self).items():
            known += [name, *made._option_string_actions]
        raise WrongUseError(message, known, self.prog)


def _common() -> _Parser:
    """What every command takes."""
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument(
        "--data", metavar="DIR", help=tr("the folder that holds what you keep")
    )
    common.add_argument(
        "--content",
        metavar="DIR",
        help=tr("a folder with content of your own, looked at first"),
    )
    return common


def _screen_parser(*, add_help: bool) -> _Parser:
    """The parser of the program on the screen alone."""
    screen = _Parser(
        prog="trust-tui",
        description=tr(ABOUT),
        parents=[_common()],
        allow_abbrev=False,
        add_help=add_help,
    )
    screen.add_argument(
        "--version",
        action="version",
        version=f"trust-tui {__version__}",
        help=tr("show program's version number and exit"),
    )
    screen.add_argument(
        "--spec",
        action="store_true",
        help=tr(
            "print commands, options, kinds and the shapes of JSON, as JSON"
        ),
    )
    screen.add_argument(
        "--demo",
        action="store_true",
        help=tr("try it on made-up data, in a folder that is gone afterwards"),
    )
    screen.add_argument(
        "--kiosk",
        action="store_true",
        help=tr("offer nothing that leads out of the program"),
    )
    return screen


def parser(only: str = "") -> _Parser:
    """The parser of the whole command line, or of one command of it where there is one of that name."""
    common = _common()
    whole = _screen_parser(add_help=True)
    commands = whole.add_subparsers(
        dest="command", metavar="COMMAND", title=tr("without the screen")
    )
    for command in COMMANDS:
        if only in BY_NAME and command.name != only:
            continue
        made = commands.add_parser(
            command.name,
            help=tr(command.text),
            description=tr(command.text),
            parents=[common],
            allow_abbrev=False,
        )
        made.set_defaults(runs=command.runs)
        made.is_command = True
        if command.add is not None:
            command.add(made)
        add_shared(command.takes, made.add_argument)
    return whole


def _values_of(action: argparse.Action, behind: Sequence[str]) -> int:
    """How many words behind an option are its values."""
    if action.nargs == "?":
        return int(bool(behind) and not behind[0].startswith("-"))
    return action.nargs if isinstance(action.nargs, int) else 1


def commands_of(
    whole: argparse.ArgumentParser,
) -> Mapping[str, argparse.ArgumentParser]:
    """The parsers of the commands that were made, by their names."""
    for action in whole._actions:
        if isinstance(action, argparse._SubParsersAction):
            return action.choices
    return {}


def _add_note(note: _Parser) -> None:
    note.add_argument(
        "text",
        nargs="*",
        metavar="TEXT",
        help=tr("the entry; without it, standard input is read"),
    )
    note.add_argument("--id", action="store_true", help=tr("print its id"))


def _add_trend(trend: _Parser) -> None:
    trend.add_argument(
        "--picture",
        nargs="?",
        const=PICTURES[1],
        choices=PICTURES,
        help=tr("draw the lines over so long, six weeks where nothing is said"),
    )


def _add_today(today: _Parser) -> None:
    today.add_argument(
        "--quiet",
        action="store_true",
        help=tr("print nothing where nothing is due, for a login shell"),
    )


def _add_read(read: _Parser) -> None:
    read.add_argument(
        "page",
        nargs="?",
        metavar="PAGE",
        help=tr("id of the page; without it, the pages are listed"),
    )
    read.add_argument("--list", action="store_true", help=tr("list the pages"))


def _add_list(command: _Parser) -> None:
    command.add_argument(
        "kinds",
        nargs="*",
        metavar="KIND",
        help=tr(
            "entries, check-ins, goals ...; without it, what the journal shows"
        ),
    )


def _add_search(command: _Parser) -> None:
    command.takes_dashes = True
    command.add_argument(
        "words", nargs="+", metavar="WORD", help=tr("what to look for")
    )
    command.add_argument(
        "--pages",
        action="store_true",
        help=tr("look through the pages instead of your own words"),
    )


def _add_which(command: _Parser, *, several: bool) -> None:
    command.add_argument(
        "which",
        type=word,
        nargs="+" if several else None,
        metavar="RECORD",
        help=tr("a number of the last list, or the first digits of an id"),
    )


def _add_edit(command: _Parser) -> None:
    _add_which(command, several=False)
    command.add_argument(
        "text",
        nargs="*",
        metavar="TEXT",
        help=tr(
            "other words for it; without any change given, each field is asked for"
        ),
    )
    seen: set[str] = {"--about", "--json", "--time"}
    for table in TABLES:
        add_fields(command, KINDS[table], seen)


def _add_records(command: _Parser) -> None:
    _add_which(command, several=True)


def _add_trash(command: _Parser) -> None:
    command.add_argument(
        "--restore",
        action="append",
        metavar="RECORD",
        help=tr("bring it back; may be given again"),
    )
    command.add_argument(
        "--for-good",
        action="append",
        metavar="RECORD",
        help=tr("delete it for good; may be given again"),
    )
    command.add_argument(
        "--yes", action="store_true", help=tr("do it without asking")
    )


def _add_kind(kind: type[Any], main: str) -> Add:
    """The arguments of a command that keeps records of a kind and lists them."""

    def add(command: _Parser) -> None:
        told: Kind[Any] = KINDS[kind.TABLE]
        command.add_argument(
            "text",
            nargs="*",
            metavar="TEXT",
            help=tr(
                "a new one; without it, the {plural} are listed",
                plural=tr(told.plural),
            ),
        )
        add_fields(command, told, {f"--{main}", "--state", "--day"})
        if told.states:
            command.add_argument(
                "--set",
                nargs=2,
                metavar=("RECORD", "STATE"),
                help=tr(
                    "say where one stands: {states}",
                    states=", ".join(told.states),
                ),
            )

    return add


def _add_goal(command: _Parser) -> None:
    _add_kind(Goal, "action")(command)
    command.add_argument(
        "--review",
        metavar="RECORD",
        help=tr("look back at one, with --well, --in-the-way and --next"),
    )
    for name, text in (
        ("well", tr("what went well")),
        ("in-the-way", tr("what was in the way")),
        ("next", tr("what is next")),
    ):
        command.add_argument(f"--{name}", default="", metavar="TEXT", help=text)


def _add_habit(command: _Parser) -> None:
    for name, text in (
        ("on", tr("switch one on")),
        ("off", tr("switch one off")),
        ("tick", tr("note that it was done")),
    ):
        command.add_argument(f"--{name}", metavar="HABIT", help=text)
    command.add_argument(
        "--line", default="", metavar="TEXT", help=tr("a line with a tick")
    )


def _add_step(command: _Parser) -> None:
    command.add_argument(
        "which",
        nargs="?",
        metavar="STEP",
        help=tr(
            "one to read; without it, the steps are listed with your marks"
        ),
    )
    command.add_argument(
        "--mark",
        metavar="MARK",
        help=tr("not-started, working, done-for-now or not-for-me"),
    )


def _add_exercise(command: _Parser) -> None:
    command.add_argument(
        "which",
        nargs="?",
        metavar="EXERCISE",
        help=tr("one to do; without it, the exercises are listed"),
    )
    command.add_argument(
        "--read", action="store_true", help=tr("print it and ask nothing")
    )


def _add_self_check(command: _Parser) -> None:
    command.add_argument(
        "--read", action="store_true", help=tr("print the last reading")
    )


def _add_together(command: _Parser) -> None:
    command.add_argument(
        "--read",
        action="store_true",
        help=tr("print the page that says how it goes"),
    )


def _add_who(command: _Parser) -> None:
    command.add_argument(
        "which",
        nargs="*",
        metavar="LABEL",
        help=tr("who is in mind from now on: a label, all or nobody"),
    )
    command.add_argument(
        "--new", type=word, metavar="LABEL", help=tr("add somebody")
    )
    add_fields(command, KINDS[Relationship.TABLE], {"--label", "--archived"})
    command.add_argument(
        "--put-away",
        action="store_true",
        help=tr("put somebody away; everything stays"),
    )
    command.add_argument(
        "--bring-back", action="store_true", help=tr("take somebody out again")
    )


def _add_settings(command: _Parser) -> None:
    command.add_argument(
        "name",
        nargs="?",
        metavar="SETTING",
        help=tr("one to say or set; without it, all are listed"),
    )
    command.add_argument(
        "value", nargs="?", metavar="VALUE", help=tr("what it is to be")
    )


def _add_completion(command: _Parser) -> None:
    command.add_argument(
        "shell", choices=SHELLS, help=tr("the shell it is for")
    )


def _add_check_content(command: _Parser) -> None:
    command.add_argument(
        "folder",
        metavar="DIR",
        help=tr("a folder with the files of one language"),
    )
    command.add_argument(
        "--strict",
        action="store_true",
        help=tr("check plain language and wording too"),
    )


def _add_merge(merge: _Parser) -> None:
    merge.add_argument(
        "other",
        type=word,
        metavar="OTHER",
        help=tr("the other data folder, or a conflict copy of the store"),
    )


def _add_backup(backup: _Parser) -> None:
    backup.add_argument(
        "--list", action="store_true", help=tr("list the backups, newest first")
    )


def _add_restore(restore: _Parser) -> None:
    restore.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        help=tr("the backup; without it, the newest"),
    )
    restore.add_argument(
        "--yes", action="store_true", help=tr("do it without asking")
    )


def _add_erase(erase: _Parser) -> None:
    erase.add_argument("--record", metavar="ID", help=tr("one record"))
    erase.add_argument(
        "--relationship",
        metavar="LABEL",
        help=tr("one relationship, with everything about it"),
    )
    erase.add_argument(
        "--yes", action="store_true", help=tr("do it without asking")
    )


def _add_passphrase(passphrase: _Parser) -> None:
    passphrase.add_argument(
        "what",
        choices=("set", "change", "renew", "remove", "recover"),
        help=tr("what to do"),
    )


def _add_seen(seen: _Parser) -> None:
    seen.add_argument(
        "--yes", action="store_true", help=tr("do it without asking")
    )


def _add_doubtful(doubtful: _Parser) -> None:
    doubtful.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help=tr("one of them; without it, they are listed"),
    )


def _add_doctor(doctor: _Parser) -> None:
    doctor.add_argument(
        "--filters",
        action="store_true",
        help=tr(
            "write .stignore and sync.filter, which tell synchronisers what to leave out"
        ),
    )
    doctor.add_argument(
        "--give-up-missing",
        action="store_true",
        help=tr(
            "go on without changes of another machine that will never arrive; one that does is still taken in"
        ),
    )


def _add_export(export: argparse.ArgumentParser) -> None:
    _add_person(export)
    registry = formats.registry
    export.add_argument(
        "--format",
        choices=registry.Names(registry.writable),
        default="json",
        help="; ".join(
            f"{one.name}: {tr(one.purpose)}"
            for one in registry.writable(registry.BUILT_IN)
        ),
    )
    export.add_argument(
        "--out",
        metavar="FILE|DIR",
        help=tr("where to write it; without it, standard output"),
    )
    export.add_argument(
        "--replace",
        action="store_true",
        help=tr("write over files of the same name"),
    )
    export.add_argument(
        "--preview",
        action="store_true",
        help=tr("say what would be written, and write nothing"),
    )
    export.add_argument(
        "--daily",
        metavar="HH:MM",
        help=tr("with ical: be reminded of the daily check-in at this time"),
    )


def _add_person(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--relationship",
        "--about",
        metavar="LABEL",
        help=tr("what is about this relationship alone"),
    )


def _add_import(command: argparse.ArgumentParser) -> None:
    _add_person(command)
    registry = formats.registry
    command.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help=tr(
            "an export of ours, a folder of Markdown, or a file of another program"
        ),
    )
    command.add_argument(
        "--undo",
        action="store_true",
        help=tr(
            "take the last import back; what you changed of it since stays"
        ),
    )
    command.add_argument(
        "--format",
        choices=registry.Names(registry.readable),
        help=tr("the form it is in; without it, the file is looked at"),
    )
    command.add_argument(
        "--preview",
        action="store_true",
        help=tr(
            "say what it is, what would be added and what is in doubt, and add nothing"
        ),
    )
    command.add_argument(
        "--yes", action="store_true", help=tr("add it without asking")
    )
    command.add_argument(
        "--timezone",
        metavar="ZONE",
        help=tr("the zone of times that come without one, as Europe/Berlin"),
    )
    command.add_argument(
        "--dates",
        choices=ORDERS,
        help=tr(
            "which comes first in dates of numbers, where the file does not say"
        ),
    )
    command.add_argument(
        "--after-midnight",
        choices=(DAY_BEFORE, NEW_DAY),
        help=tr("which day the night belongs to; without it, as your day ends"),
    )
    command.add_argument(
        "--undated",
        choices=("file", SKIP),
        help=tr("what to do with notes that only their file dates"),
    )
    command.add_argument(
        "--mood",
        action="append",
        metavar="NAME=0-4",
        help=tr("with daylio: what a mood name of your own means"),
    )


def _add_page(command: argparse.ArgumentParser) -> None:
    _add_person(command)
    command.add_argument(
        "--sections",
        metavar="LIST",
        help=tr(
            "with commas between them: {sections}", sections=", ".join(SECTIONS)
        ),
    )
    command.add_argument(
        "--entry",
        action="append",
        metavar="ID",
        help=tr("an entry that goes with it; may be given again"),
    )
    command.add_argument(
        "--list-entries",
        action="store_true",
        help=tr("list the entries of these days with their ids"),
    )
    command.add_argument(
        "--initials",
        default="",
        metavar="TEXT",
        help=tr("your initials, for the head of the page"),
    )
    command.add_argument(
        "--format",
        choices=PAGE_FORMATS,
        default="markdown",
        help=tr("markdown, or html to print"),
    )
    command.add_argument(
        "--out",
        metavar="FILE",
        help=tr("where to write it; without it, standard output"),
    )
    command.add_argument(
        "--replace",
        action="store_true",
        help=tr("write over a file of the same name"),
    )


OF_A_KIND: Final = "about day from to limit ids json"
"""What a command takes that lists the records of one kind."""

RECORDS: Final = f"{OF_A_KIND} tag title kind"
"""What a command takes that lists records of any kind."""

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        "today",
        later("Say what is open today, in plain lines."),
        "today:run",
        "about json",
        _add_today,
    ),
    Command(
        "now",
        later(
            "Open the screen straight on Right now: three minutes for when the pull is strong."
        ),
        "now:run",
    ),
    Command(
        "note",
        later(
            "Write a journal entry, from the words given or standard input; says so once it is on the disk."
        ),
        "note:run",
        "about tag title day time json",
        _add_note,
    ),
    Command(
        "check-in",
        later(
            "Check in: the daily questions, line by line; what is skipped stays as it was."
        ),
        "check_in:run",
        "about tag day json",
    ),
    Command(
        "list",
        later(
            "List what was kept, the latest first, with numbers for the commands that follow."
        ),
        "looking:run_list",
        RECORDS,
        _add_list,
    ),
    Command(
        "show",
        later("Print records whole."),
        "looking:run_show",
        "json",
        _add_records,
    ),
    Command(
        "search",
        later("Look for words in what was kept, or in the pages."),
        "looking:run_search",
        RECORDS,
        _add_search,
    ),
    Command(
        "edit",
        later("Change a record."),
        "changing:run_edit",
        "about time json",
        _add_edit,
    ),
    Command(
        "delete",
        later("Move records to the trash, where they stay for 30 days."),
        "changing:run_delete",
        "json",
        _add_records,
    ),
    Command(
        "undo",
        later(
            "Take back what the last command kept, changed or deleted, and say what that was."
        ),
        "changing:run_undo",
        "json",
    ),
    Command(
        "redo",
        later(
            "Do again what was taken back last, as long as nothing else was kept."
        ),
        "changing:run_redo",
        "json",
    ),
    Command(
        "trash",
        later("List the trash, bring records back, or delete them for good."),
        "changing:run_trash",
        RECORDS,
        _add_trash,
    ),
    Command(
        "goal",
        later(
            "List the goals, set one, say where one stands, or look back at one."
        ),
        "keeping:run_goal",
        OF_A_KIND,
        _add_goal,
    ),
    Command(
        "promise",
        later(
            "List the promises of your own, note one, or say where one stands."
        ),
        "keeping:run_promise",
        OF_A_KIND.replace(" to ", " "),
        _add_kind(Promise, "text"),
    ),
    Command(
        "win",
        later("List the small wins, or note one."),
        "keeping:run_win",
        OF_A_KIND,
        _add_kind(Win, "text"),
    ),
    Command(
        "limit",
        later("List the limits of your own, or note one."),
        "keeping:run_limit",
        OF_A_KIND,
        _add_kind(Limit, "text"),
    ),
    Command(
        "habit",
        later("List the small habits, switch one on or off, or tick one."),
        "programme:run_habit",
        "about day from to json",
        _add_habit,
    ),
    Command(
        "step",
        later("List the steps with your marks, read one, or mark one."),
        "programme:run_step",
        "about day json",
        _add_step,
    ),
    Command(
        "exercise",
        later(
            "List the exercises, or do a round of one, question by question."
        ),
        "leading:run_exercise",
        "about day tag title json",
        _add_exercise,
    ),
    Command(
        "self-check",
        later("Ask the statements of the self-check, and print the reading."),
        "leading:run_self_check",
        "about day from to json",
        _add_self_check,
    ),
    Command(
        "together",
        later("List what was kept of check-ins together."),
        "programme:run_together",
        OF_A_KIND,
        _add_together,
    ),
    Command(
        "path",
        later(
            "Go on with one trust question in four weeks, question by question."
        ),
        "plain_mode:run_flow",
    ),
    Command(
        "week",
        later("Look back at the week, question by question."),
        "plain_mode:run_flow",
        "about",
    ),
    Command(
        "cards",
        later("Question cards for two, one after the other."),
        "plain_mode:run_flow",
    ),
    Command(
        "trend",
        later(
            "Say what changed in the lines of the check-ins, and since when."
        ),
        "trend:run",
        "about day from to json",
        _add_trend,
    ),
    Command(
        "who",
        later("Say who is in mind, choose somebody, or add somebody."),
        "choosing:run_who",
        "json",
        _add_who,
    ),
    Command(
        "settings",
        later("Say what is set, or set something."),
        "choosing:run_settings",
        "json",
        _add_settings,
    ),
    Command(
        "plain",
        later(
            "Lead through the whole program in plain lines, for screen readers and terminals without a screen."
        ),
        "plain_mode:run",
    ),
    Command(
        "read",
        later("Print a page of the content as text."),
        "read:run",
        "json",
        _add_read,
    ),
    Command(
        "safety",
        later("Print the page on safety."),
        "read:run_safety",
        "json",
    ),
    Command(
        "export",
        later(
            "Write what you kept in an open format. It is not protected there."
        ),
        "export:run",
        "tag title kind day from to json",
        _add_export,
    ),
    Command(
        "import",
        later("Take in what you wrote elsewhere, or an export of ours."),
        "import_data:run",
        "json",
        _add_import,
    ),
    Command(
        "page",
        later("Make a page for a professional, of what you choose."),
        "page:run",
        "tag title day from to json",
        _add_page,
    ),
    Command(
        "merge",
        later("Join another copy of your workbook into this one."),
        "merge:run",
        "json",
        _add_merge,
    ),
    Command(
        "backup", later("Make a backup now."), "backup:run", "json", _add_backup
    ),
    Command(
        "restore",
        later(
            "Restore a backup: go back to how it was; what is there now is backed up first."
        ),
        "restore:run",
        "json",
        _add_restore,
    ),
    Command(
        "erase",
        later("Remove everything you kept, or one part of it, for good."),
        "erase:run",
        "json",
        _add_erase,
    ),
    Command(
        "passphrase",
        later("Seal everything by a passphrase, change it, or remove it."),
        "passphrase:run",
        "json",
        _add_passphrase,
    ),
    Command(
        "seen",
        later(
            "Somebody may have read this: a new key, older copies removed, and what is out of reach."
        ),
        "seen:run",
        "json",
        _add_seen,
    ),
    Command(
        "doubtful",
        later(
            "List the files here that nothing proves to be yours, or show the words in one."
        ),
        "doubtful:run",
        "json",
        _add_doubtful,
    ),
    Command(
        "doctor",
        later("Say what is right and what is wrong here."),
        "doctor:run",
        "json",
        _add_doctor,
    ),
    Command(
        "completion",
        later("Print what lets your shell complete commands and options."),
        "completion:run",
        "",
        _add_completion,
    ),
    Command(
        "check-content",
        later(
            "Check a folder of content files, and say for each fault where it is and what to do."
        ),
        "check_content:run",
        "json",
        _add_check_content,
    ),
)
"""Every command, in the order of the help."""

BY_NAME: Final = {command.name: command for command in COMMANDS}
"""The commands by name."""
