"""`trust-tui completion`: prints what lets a shell complete commands, options and the names of files."""

import argparse
from collections.abc import Iterator, Mapping
from typing import Any, Final

import shtab

from trust_tui.cli.arguments import commands_of, parser

PLACES: Final[Mapping[str, Any]] = {
    "FILE": shtab.FILE,
    "FILE|DIR": shtab.FILE,
    "OTHER": shtab.FILE,
    "DIR": shtab.DIRECTORY,
}
"""What stands on the disk, by how the help calls it."""


def run(options: argparse.Namespace) -> int:
    """Print it."""
    whole = parser()
    for action in _actions(whole):
        if action.metavar in PLACES:
            action.complete = PLACES[action.metavar]
    text = shtab.complete(whole, options.shell)
    print(_by_command(text, whole) if options.shell == "tcsh" else text)
    return 0


def _by_command(text: str, whole: argparse.ArgumentParser) -> str:
    """The rules for tcsh with those of an option apart by command, of which shtab lets the first hold for all."""
    by_option: dict[str, dict[str, str]] = {}
    for command, one in commands_of(whole).items():
        for action in one._actions:
            for option in action.option_strings if action.choices else ():
                choices = " ".join(map(str, action.choices or ()))
                by_option.setdefault(option, {})[command] = choices
    for option, apart in by_option.items():
        if len(set(apart.values())) > 1:
            text = _one_rule(text, option, apart)
    return text


def _one_rule(text: str, option: str, choices: Mapping[str, str]) -> str:
    """One rule for an option that looks at the command on the line, in the place of several that do not."""
    tests = "; ".join(
        f'if ( " $cmd " =~ "* {command} *" ) echo {wanted}'
        for command, wanted in choices.items()
    )
    rules = {
        f"n/{option}/": f"'n@{option}@`set cmd=($COMMAND_LINE); {tests}`@'",
        f"c/{option}=/": f"'c@{option}=@`set cmd=($COMMAND_LINE); {tests}`@'",
    }
    lines = []
    for line in text.split("\n"):
        rule = line.strip().lstrip("'")
        found = next((one for one in rules if rule.startswith(one)), None)
        if found is None:
            lines.append(line)
        elif rules[found]:
            lines.append(f"        {rules[found]} \\")
            rules[found] = ""
    return "\n".join(lines)


def _actions(whole: argparse.ArgumentParser) -> Iterator[Any]:
    """The arguments of a parser and of those of its commands."""
    yield from whole._actions
    for command in commands_of(whole).values():
        yield from command._actions
