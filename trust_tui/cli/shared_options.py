"""Options that mean the same in every command that takes them: whom, which day, which tag, as JSON."""

import argparse
from collections.abc import Callable, Mapping
from typing import Any, Final

from trust_tui.domain import tr

LONGEST_NUMBER: Final = 9
"""So many digits a number of records has at most."""


def _count(typed: str) -> int:
    """A number of records.

    Raises:
        ArgumentTypeError: It is none.
    """
    if typed.isdecimal() and len(typed) <= LONGEST_NUMBER:
        return int(typed)
    raise argparse.ArgumentTypeError(tr("takes a number, 0 for all"))


def word(typed: str) -> str:
    """A word that says which: an empty one is a variable of a script that was not set, and stands for nothing, above
    all not for everything.

    Raises:
        ArgumentTypeError: It is empty.
    """
    if typed.strip():
        return typed
    raise argparse.ArgumentTypeError(tr("takes a word, and this one is empty"))


def add_shared(names: str, add: Callable[..., object]) -> None:
    """Add options.

    Args:
        names: Which, with blanks between them.
        add: Adds an argument to a parser.
    """
    known: Mapping[str, Mapping[str, Any]] = {
        "about": {
            "type": word,
            "metavar": "LABEL",
            "help": tr(
                "whom it is about, nobody, or in a list all; without it, who is in mind"
            ),
        },
        "title": {
            "metavar": "TEXT",
            "help": tr("a title for it; in a list, words of the title"),
        },
        "tag": {
            "action": "append",
            "type": word,
            "metavar": "TAG",
            "help": tr("a tag; may be given again"),
        },
        "kind": {
            "action": "append",
            "type": word,
            "metavar": "KIND",
            "help": tr("entries, check-ins, goals ...; may be given again"),
        },
        "day": {
            "type": word,
            "metavar": "DAY",
            "help": tr(
                "the day it is about, as yesterday; in a list, that day alone"
            ),
        },
        "time": {
            "type": word,
            "metavar": "HH:MM",
            "help": tr("the time of that day it was"),
        },
        "from": {
            "dest": "first",
            "type": word,
            "metavar": "DAY",
            "help": tr("the first day, as 2026-11-29"),
        },
        "to": {
            "dest": "last",
            "type": word,
            "metavar": "DAY",
            "help": tr("the last day"),
        },
        "limit": {
            "type": _count,
            "metavar": "NUMBER",
            "help": tr("how many are shown, 0 for all"),
        },
        "ids": {
            "action": "store_true",
            "help": tr("say the beginning of each id"),
        },
        "json": {"action": "store_true", "help": tr("as JSON, for a script")},
    }
    for name in names.split():
        add(f"--{name}", **known[name])
