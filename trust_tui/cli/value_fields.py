"""Which fields of a kind can be given on the command line, and how what was typed becomes a value: by their types."""

import argparse
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple, get_args

from msgspec.structs import fields, replace

from trust_tui import formats
from trust_tui.domain import (
    Kind,
    UsageError,
    tags_in,
    tr,
)

LOOKS_AHEAD: Final = frozenset({"first_try", "due", "next_day"})
"""Days to come; all others are past ones."""

DESTINATION: Final = "field_"
"""Begins the name of a field among the arguments, so that none is taken for another argument."""


class Field(NamedTuple):
    """A field.

    Attributes:
        name: As the value calls it.
        holds: `text`, `words` (with commas between them), `day`, `yes` or `choice`.
        choices: What a choice can be.
    """

    name: str
    holds: str
    choices: tuple[str, ...] = ()

    @property
    def option(self) -> str:
        """The option that gives it."""
        if self.holds == "words":
            return f"--{self.name.removesuffix('s')}"
        return f"--{self.name.replace('_', '-')}"

    def read(self, typed: str, today: date) -> Any:
        """What was typed as a value.

        Raises:
            UsageError: It is none.
        """
        match self.holds:
            case "day":
                return self._day(typed, today)
            case "words":
                return tags_in(typed)
            case "yes":
                return self._choice(typed, ("yes", "no")) == "yes"
            case "choice":
                return self._choice(typed, self.choices)
        return typed

    @staticmethod
    def said(held: Any) -> str:
        """A value as it can be typed; empty for none."""
        if isinstance(held, tuple):
            return ", ".join(held)
        if isinstance(held, bool):
            return "yes" if held else "no"
        return str(held or "")

    def _day(self, typed: str, today: date) -> date | None:
        return formats.moments.read_day(
            typed, today, ahead=self.name in LOOKS_AHEAD
        )

    def _choice(self, typed: str, choices: Sequence[str]) -> str:
        wanted = typed.strip().lower().replace(" ", "-")
        if wanted not in choices:
            raise UsageError(
                tr(
                    "{option} is one of: {names}.",
                    option=self.option,
                    names=", ".join(choices),
                )
            )
        return wanted


def fields_of(kind: Kind[Any]) -> Sequence[Field]:
    """The fields of a kind that can be given, in the order of the value."""
    written = (*kind.texts, *kind.labels)
    found = []
    for info in fields(kind.value):
        kinds = [one for one in get_args(info.type) if one is not type(None)]
        holds = kinds[0] if len(kinds) == 1 else info.type
        if holds is date:
            found.append(Field(info.name, "day"))
        elif holds is bool:
            found.append(Field(info.name, "yes"))
        elif isinstance(holds, type) and issubclass(holds, StrEnum):
            choices = tuple(str(one) for one in holds)
            found.append(Field(info.name, "choice", choices))
        elif info.name in written and holds is str:
            found.append(Field(info.name, "text"))
        elif info.name in kind.labels:
            found.append(Field(info.name, "words"))
    return found


def add_fields(
    command: argparse.ArgumentParser,
    kind: Kind[Any],
    without: set[str],
) -> None:
    """Add an option for each field of a kind.

    Args:
        command: The parser of a command.
        kind: The kind.
        without: Options that are left out; those that are added go there too.
    """
    for field in fields_of(kind):
        if field.option in without:
            continue
        without.add(field.option)
        command.add_argument(
            field.option,
            dest=f"{DESTINATION}{field.name}",
            metavar=field.holds.upper(),
            help=_help(field),
            action="append" if field.holds == "words" else "store",
        )


def _help(field: Field) -> str:
    match field.holds:
        case "day":
            return tr("a day, as friday, 29 Nov or 2026-11-29")
        case "words":
            return tr("may be given again, or with commas")
        case "yes":
            return tr("yes or no")
        case "choice":
            return tr("one of {names}", names=", ".join(field.choices))
    return tr("words of yours")


def given(
    options: argparse.Namespace, kind: Kind[Any], today: date
) -> Mapping[str, Any]:
    """The fields that were given, as values.

    Raises:
        UsageError: One of them is none.
    """
    found = {}
    for field in fields_of(kind):
        typed = getattr(options, f"{DESTINATION}{field.name}", None)
        if isinstance(typed, list):
            typed = ",".join(typed)
        if typed is not None:
            found[field.name] = field.read(typed, today)
    return found


def refuse_others(options: argparse.Namespace, kind: Kind[Any]) -> None:
    """Refuse a field that is none of this kind's: it would be dropped without a word.

    Raises:
        UsageError: One was given.
    """
    known = [f"{DESTINATION}{field.name}" for field in fields_of(kind)]
    for name in vars(options).keys() - known:
        if name.startswith(DESTINATION) and getattr(options, name) is not None:
            option = name.removeprefix(DESTINATION).replace("_", "-")
            raise UsageError(
                tr(
                    "--{option} does not go with this kind of record ({kind}).",
                    option=option,
                    kind=tr(kind.singular),
                )
            )


def with_fields(value: Any, changes: Mapping[str, Any]) -> Any:
    """The value with other fields; a choice becomes what the field holds.

    Raises:
        UsageError: A value cannot be so.
    """
    typed = dict(changes)
    for name, change in changes.items():
        held = getattr(value, name)
        if isinstance(held, StrEnum):
            typed[name] = type(held)(change)
        if isinstance(held, date) and change is None:
            raise UsageError(tr("--{name} needs a day.", name=name))
    return replace(value, **typed)
