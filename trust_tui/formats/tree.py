"""The files of a folder and of the folders within it, in order; hidden ones and links are passed over."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from msgspec import Struct

from trust_tui.domain import tr
from trust_tui.formats.safe_read import UnreadableError

MOST_FILES: Final = 50_000
"""The most files that are read from one folder."""

DEEPEST: Final = 20
"""How deep folders may lie in folders."""

MEDIA: Final = (
    *(
        ".jpg",
        ".jpeg",
        ".png",
        ".gif",
        ".webp",
        ".heic",
        ".svg",
        ".mp3",
        ".m4a",
    ),
    *(".wav", ".mp4", ".mov", ".pdf"),
)


class Tree(Struct, frozen=True, kw_only=True):
    """What a folder holds.

    Attributes:
        files: Where the files are, by their path within the folder, with forward slashes.
        links: How many links there are.
    """

    files: Mapping[str, str]
    links: int

    def ending(self, *endings: str) -> Mapping[str, str]:
        """The files whose names end so."""
        return {
            name: path
            for name, path in self.files.items()
            if name.lower().endswith(endings)
        }

    def has(self, *endings: str) -> bool:
        """Whether the name of any file ends so."""
        return any(name.lower().endswith(endings) for name in self.files)

    def others(self, *endings: str) -> Mapping[str, int]:
        """How many other files and links there are, by what they are called."""
        counts: Counter[str] = Counter({"links": self.links})
        for name in self.files:
            if name.lower().endswith(endings):
                continue
            ending = PurePosixPath(name).suffix.lower()
            if ending in MEDIA:
                counts["photos and other files"] += 1
            else:
                counts[f"{ending} files" if ending else "other files"] += 1
        return +counts


def tree_of(folder: Path) -> Tree:
    """The files of a folder.

    Raises:
        UnreadableError: There are too many, or a folder may not be read.
    """
    files: dict[str, str] = {}
    links = 0
    for name, entry in _walk(os.fspath(folder), "", 0):
        if entry.is_symlink():
            links += 1
            continue
        files[name] = entry.path
        if len(files) > MOST_FILES:
            raise UnreadableError(
                tr(
                    "The folder holds more than {number} files: it is not read.",
                    number=f"{MOST_FILES:,}",
                )
            )
    return Tree(files=files, links=links)


def _walk(
    folder: str, before: str, depth: int
) -> "Iterator[tuple[str, os.DirEntry[str]]]":
    try:
        with os.scandir(folder) as scanned:
            found = sorted(scanned, key=lambda entry: entry.name)
    except OSError:
        raise UnreadableError(
            tr("The folder may not be read: check its permissions.")
        ) from None
    for entry in found:
        if entry.name.startswith("."):
            continue
        name = f"{before}{entry.name}"
        if entry.is_symlink() or entry.is_file():
            yield name, entry
        elif entry.is_dir() and depth < DEEPEST:
            yield from _walk(entry.path, f"{name}/", depth + 1)
