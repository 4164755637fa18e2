"""Files that nothing proves to be the owner's: kept aside, where they can be looked at, and never mixed in."""

from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Final

from trust_tui.domain import trn
from trust_tui.store.disk import Folder, files

DOUBTFUL: Final = "doubtful-"
"""Begins the name of a file that was put aside since nothing proves it."""


def is_doubtful(name: str) -> bool:
    """Whether a file was put aside since nothing proves that it is the owner's."""
    return name.startswith(DOUBTFUL)


def put_doubtful_aside(folder: Folder, path: Path) -> None:
    """Move a file into the quarantine, whole and unread."""
    files.make_folder(folder.quarantine)
    for attempt in count():
        end = f"-{attempt}" if attempt else ""
        name = f"{DOUBTFUL}{path.name.partition('.')[0]}{end}"
        place = folder.quarantine / f"{name}.{path.name.partition('.')[2]}"
        with suppress(FileExistsError):
            files.link(path, place)
            break
    files.unlink(path)
    files.flush_folder(folder.quarantine)
    files.flush_folder(path.parent)


def said_of(number: int) -> str:
    """What to tell of so many files that were put aside."""
    return trn(
        "A file here cannot be proved to be yours: somebody who can write into the folder made it, or a machine that "
        "does not have your key of now. Nothing of it was taken in; `trust-tui doubtful` shows it. All else is surely "
        "yours.",
        "{count} files here cannot be proved to be yours: somebody who can write into the folder made them, or a "
        "machine that does not have your key of now. Nothing of them was taken in; `trust-tui doubtful` shows them. "
        "All else is surely yours.",
        number,
    )
