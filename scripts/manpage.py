"""Writes the manual page from the arguments that the program takes.

usage: python scripts/manpage.py            put it into man/trust-tui.1
       python scripts/manpage.py --check    change nothing; status 1 when the page there is out of date
"""

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from trust_tui import __version__
from trust_tui.cli.arguments import ABOUT, parser
from trust_tui.cli.exit_codes import EXITS

PAGE: Final = Path(__file__).parents[1] / "man" / "trust-tui.1"

EVERYWHERE: Final = ("--help", "--data", "--content")
"""Options of every command, which are told once."""

USE: Final = """\
Without a command it opens the workbook on the whole screen. Press ? there for the keys of a screen, ! for the page on
safety, 0 for a tour of two minutes, and Ctrl+Q to leave at once.

With a command it prints plain lines. The options --data and --content may stand before or after a command, and each
command takes --help.

It opens no network connection. What is kept stays in the data folder.
"""

ENDING: Final[Mapping[str, Mapping[str, str]]] = {
    "EXIT STATUS": {str(status): text for status, text in EXITS.items()},
    "ENVIRONMENT": {
        "TRUST_TUI_DATA": "The data folder, where --data does not name one.",
        "XDG_DATA_HOME, XDG_CONFIG_HOME": "Where data and configuration are looked for otherwise.",
        "VISUAL, EDITOR": "Your own editor, which Ctrl+O opens an entry in.",
        "LC_ALL, LC_CTYPE, LANG": "Whether the terminal shows more than ASCII.",
        "LANGUAGE, LC_ALL, LC_MESSAGES, LANG": "The language of the content, or several with colons.",
        "NO_COLOR": "When set to anything, no colours are used.",
    },
    "FILES": {
        "~/.local/share/trust-tui/": "The data folder on Linux. Only you can read it.",
        "~/Library/Application Support/trust-tui/": "The data folder on macOS.",
        "~/.config/trust-tui/config.toml": "Settings. The program works without this file, too.",
    },
}
"""What stands below the commands."""


def page() -> str:
    """The whole page."""
    whole = parser()
    return "\n".join(
        [*_head(), *_options(whole), *_commands(whole), *_ending(), ""]
    )


def _head() -> Iterator[str]:
    yield '.\\" Made by scripts/manpage.py from the arguments of the program; do not edit by hand.'
    yield f'.TH TRUST\\-TUI 1 "" "trust\\-tui {__version__}" "User Commands"'
    yield ".ad l"  # a list of choices has no blanks to stretch
    yield ".SH NAME"
    about = ABOUT[0].lower() + ABOUT[1:].removesuffix(".")
    yield f"trust\\-tui \\- {_escaped(about)}"
    yield ".SH SYNOPSIS"
    yield ".B trust\\-tui"
    yield "[\\fIOPTION\\fR]... [\\fICOMMAND\\fR [\\fIARGUMENT\\fR]...]"
    yield ".SH DESCRIPTION"
    yield "\n.PP\n".join(map(_escaped, USE.strip().split("\n\n")))


def _options(whole: argparse.ArgumentParser) -> Iterator[str]:
    yield ".SH OPTIONS"
    for action in whole._actions:
        if action.option_strings:
            yield from _item(_name(action), action.help or "")


def _commands(whole: argparse.ArgumentParser) -> Iterator[str]:
    yield ".SH COMMANDS"
    for action in whole._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield from _command(name, command)


def _command(name: str, command: argparse.ArgumentParser) -> Iterator[str]:
    own = [
        action
        for action in command._actions
        if not set(EVERYWHERE) & set(action.option_strings)
    ]
    arguments = [
        _argument(action) for action in own if not action.option_strings
    ]
    yield f".SS trust\\-tui {' '.join([_escaped(name), *arguments])}"
    yield _escaped(command.description or "")
    for action in own:
        if action.help:
            yield from _item(_name(action), action.help)


def _argument(action: argparse.Action) -> str:
    """An argument in the head of a command; in brackets where it may be left out."""
    name = f"\\fI{_escaped(_value(action))}\\fR"
    return f"[{name}]" if action.nargs == "?" else name


def _name(action: argparse.Action) -> str:
    options = ", ".join(
        f"\\fB{_escaped(option)}\\fR" for option in action.option_strings
    )
    value = "" if action.nargs == 0 else f"\\fI{_escaped(_value(action))}\\fR"
    return f"{options} {value}".strip()


def _value(action: argparse.Action) -> str:
    if action.choices is not None:
        return "|".join(map(str, action.choices))
    return str(action.metavar or action.dest.upper())


def _ending() -> Iterator[str]:
    for heading, items in ENDING.items():
        yield f".SH {heading}"
        for name, text in items.items():
            yield from _item(f"\\fB{_escaped(name)}\\fR", text)


def _item(name: str, text: str) -> Iterator[str]:
    yield ".TP"
    yield name
    yield _escaped(text)


def _escaped(text: str) -> str:
    """Text as roff takes it: no hyphen is broken or made typographic, no line begins with a command."""
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace("~", "\\(ti")
    safe = re.sub(r"(?<=\w)\|(?=\w)", r"|\\:", safe)  # a line may end there
    return "\n".join(
        f"\\&{line}" if line.startswith((".", "'")) else line
        for line in safe.split("\n")
    )


def main() -> int:
    """Write the page, or compare it."""
    new = page()
    if sys.argv[1:] != ["--check"]:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(new, "utf-8")
    elif not PAGE.exists() or PAGE.read_text("utf-8") != new:
        print(
            "The manual page is out of date: run `make manual`.",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
