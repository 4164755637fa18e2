"""Who is in mind: whose records a command shows, whom something new is about, and that nobody is who is gone."""

import argparse
import shlex
from typing import Final

from msgspec.structs import replace

from trust_tui.domain import (
    NOBODY,
    Relationship,
    Shelves,
    UsageError,
    Workbook,
    one_row,
    tr,
)

NOBODY_NAMES: Final = ("nobody", "none")
"""Words for what is about nobody."""

EVERYBODY: Final = ("all", "everybody")
"""Words for all together."""


def in_mind(workbook: Workbook) -> str | None:
    """Id of who is in mind; None for all, as where somebody is gone, and `NOBODY` for nobody."""
    current = workbook.settings.current
    if current and workbook.of(Relationship).get(current) is None:
        return None
    return current


def put_in_mind(workbook: Workbook, current: str | None) -> None:
    """Have somebody, all or nobody in mind from now on."""
    workbook.set_settings(replace(workbook.settings, current=current))


def forget_who_is_gone(workbook: Workbook) -> None:
    """Have all in mind, if who was there is gone."""
    current = in_mind(workbook)
    if current != workbook.settings.current:
        put_in_mind(workbook, current)


def whom(workbook: Workbook, options: argparse.Namespace) -> str | None:
    """Id of the relationship that something new is about: that after `--about`, else who is in mind; None for nobody.

    Raises:
        UsageError: There is no such relationship.
    """
    if options.about is None:
        return in_mind(workbook) or None
    return named(workbook, options.about) or None


def shown(workbook: Workbook, options: argparse.Namespace) -> str | None:
    """Whose records are listed, as on the screens: those about who is in mind where nobody is named; None for all.

    Raises:
        UsageError: There is no such relationship.
    """
    if options.about is None:
        return in_mind(workbook)
    if _plain(options.about) in EVERYBODY:
        return None
    return named(workbook, options.about)


def as_typed(options: argparse.Namespace, command: str) -> str:
    """A command that goes on with what this one began: about the same, on the same day, under the same names."""
    words = [command]
    for name in ("about", "day", "title"):
        typed = getattr(options, name, None)
        if typed:
            words += [f"--{name}", shlex.quote(one_row(typed))]
    for tag in getattr(options, "tag", None) or ():
        words += ["--tag", shlex.quote(one_row(tag))]
    return " ".join(words)


def named(workbook: Shelves, label: str) -> str:
    """Id of the relationship with a label, whatever its case; `NOBODY` for nobody.

    Raises:
        UsageError: There is none, or more than one.
    """
    return NOBODY if _plain(label) in NOBODY_NAMES else person(workbook, label)


def person(workbook: Shelves, label: str) -> str:
    """Id of the relationship with a label, whatever its case.

    Raises:
        UsageError: There is none, or more than one.
    """
    found = [
        record.id
        for record in workbook.of(Relationship).all()
        if _plain(record.value.label) == _plain(label)
    ]
    if not found:
        raise UsageError(
            tr(
                "Nobody has that label: trust-tui who lists them, trust-tui who --new adds somebody."
            )
        )
    if len(found) > 1:
        raise UsageError(
            tr(
                "Several have that label: trust-tui list relationships numbers them, trust-tui edit gives one another."
            )
        )
    return found[0]


def _plain(label: str) -> str:
    return " ".join(label.split()).casefold()
