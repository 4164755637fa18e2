"""Places on the disk that the user names, and a name for what is written there."""

import os
from itertools import count
from pathlib import Path
from typing import Final

from trust_tui.domain import (
    TrustError,
    later,
    tr,
)

HINT: Final = later(
    "A name without a / in front is looked for in your home folder; ~ is your home folder too."
)


def place_named(text: str) -> Path:
    """The place of that name.

    Raises:
        ValueError: Nothing was typed.
    """
    if not text:
        raise ValueError(tr("Type the name of a file or folder, or press Esc."))
    try:
        return Path.home() / Path(text).expanduser()
    except RuntimeError:
        raise ValueError(
            tr("There is no such user: begin with / or with ~/ instead.")
        ) from None


def free_place(name: str, folder: Path) -> Path:
    """The place of that name in a folder, with a number where the name is taken."""
    stem, dot, ending = name.partition(".")
    places = (
        folder / f"{stem}{f'-{number}' if number > 1 else ''}{dot}{ending}"
        for number in count(1)
    )
    return next(place for place in places if not os.path.lexists(place))


def place_to_write(text: str, name: str, own: Path | None) -> Path:
    """Where something is to be written: the place named, or a free one in it when that is a folder.

    Args:
        text: What the user typed.
        name: A name that tells nothing, for a place in a folder.
        own: The data folder.

    Raises:
        ValueError: Nothing was typed.
        TrustError: It lies within the data folder, or cannot be looked at.
    """
    place = place_named(text)
    try:
        if text.endswith(os.sep) or place.is_dir():
            place = free_place(name, place)
        inside = own is not None and place.resolve().is_relative_to(
            own.resolve()
        )
    except OSError:
        raise TrustError(
            tr("That place cannot be looked at: choose another.")
        ) from None
    if inside:
        raise TrustError(
            tr(
                "That is the workbook's own folder, which is kept apart: choose another place."
            )
        )
    return place


def short(place: Path) -> str:
    """A place as one writes it, with ~ for the home folder."""
    home = Path.home()
    return (
        f"~/{place.relative_to(home)}"
        if place.is_relative_to(home)
        else str(place)
    )
