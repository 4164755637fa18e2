"""`trust-tui --spec`: what the command line takes and prints, as JSON, for scripts and for whoever checks them."""

import argparse
import json
from collections.abc import Iterator
from typing import Any, Final

from trust_tui import __version__
from trust_tui.cli.arguments import COMMANDS, commands_of, parser
from trust_tui.cli.exit_codes import EXITS
from trust_tui.cli.json_shapes import OUTPUTS, SHAPES
from trust_tui.cli.value_fields import fields_of
from trust_tui.domain import (
    KINDS,
    no_catalogue,
)

VERSION: Final = 1
"""Of the form of all this; it changes when something that stood here is taken away or means something else."""


def run(_options: argparse.Namespace) -> int:
    """Print it, in English: scripts read it."""
    no_catalogue()
    print(json.dumps(spec(), indent=1))
    return 0


def spec() -> dict[str, Any]:
    """All of it."""
    whole = parser()
    return {
        "program": "trust-tui",
        "version": __version__,
        "spec": VERSION,
        "options": list(_options(whole)),
        "commands": list(_commands(whole)),
        "exits": {str(status): text for status, text in EXITS.items()},
        "kinds": list(_kinds()),
        "shapes": SHAPES,
    }


def _commands(whole: argparse.ArgumentParser) -> Iterator[dict[str, Any]]:
    texts = {command.name: command.text for command in COMMANDS}
    for name, made in commands_of(whole).items():
        yield {
            "name": name,
            "text": texts[name],
            "arguments": list(_arguments(made)),
            "options": list(_options(made)),
            "json": OUTPUTS.get(name),
        }


def _arguments(made: argparse.ArgumentParser) -> Iterator[dict[str, Any]]:
    for action in made._actions:
        if not action.option_strings:
            yield {
                "name": _value(action),
                "text": action.help or "",
                "needed": action.nargs in (None, "+"),
                "several": action.nargs in ("*", "+"),
                "choices": _choices(action),
            }


def _options(made: argparse.ArgumentParser) -> Iterator[dict[str, Any]]:
    for action in made._actions:
        if not action.option_strings:
            continue
        yield {
            "names": list(action.option_strings),
            "value": None if action.nargs == 0 else _value(action),
            "several": isinstance(action, argparse._AppendAction),
            "text": action.help or "",
            "choices": _choices(action),
        }


def _value(action: argparse.Action) -> str:
    value = action.metavar or action.dest.upper()
    return " ".join(value) if isinstance(value, tuple) else value


def _choices(action: argparse.Action) -> list[str] | None:
    is_list = action.choices is not None and not isinstance(
        action, argparse._SubParsersAction
    )
    return list(map(str, action.choices or ())) if is_list else None


def _kinds() -> Iterator[dict[str, Any]]:
    for kind in KINDS.values():
        yield {
            "kind": kind.slug,
            "names": list(dict.fromkeys(kind.names)),
            "states": {str(state): text for state, text in kind.states.items()},
            "fields": [
                {
                    "name": field.name,
                    "option": field.option,
                    "holds": field.holds,
                    "choices": list(field.choices),
                }
                for field in fields_of(kind)
            ],
        }
