"""The program's own pages as they were parsed when it was built: a start parses none of them, and opens one file."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from msgspec import MsgspecError, Struct
from msgspec.msgpack import Decoder, Encoder

from trust_tui.library.index import files_in
from trust_tui.library.model import Header, Page

FILE: Final = ".compiled"
"""Name of the file in the folder of a language."""

TOLERANCE: Final = 60.0
"""Seconds that a page may be newer than the file: an installer writes them one after another."""

CODE: Final = (
    "domain/text.py",
    "front_matter.py",
    "library/compiled.py",
    "library/headers.py",
    "library/index.py",
    "library/inline.py",
    "library/model.py",
    "library/parse.py",
    "typeset/blocks.py",
)
"""What a page looks like hangs on these modules of the package too."""

_PACKAGE: Final = Path(__file__).parents[1]
_LENGTH: Final = 4
"""Bytes of the number that begins the file, the length of the table that follows."""


class Entry(Struct, frozen=True, array_like=True):
    """A page in the file.

    Attributes:
        size: Bytes of its Markdown.
        begin: Where it begins, from the end of the table.
        length: How many bytes it takes.
    """

    size: int
    header: Header
    begin: int
    length: int


class _Contents(Struct, frozen=True, array_like=True):
    """The table: the pages by their path, and the sizes of the modules that made them."""

    pages: dict[str, Entry]
    code: dict[str, int]


class CompiledPages:
    """The pages of one folder.

    Attributes:
        headers: By page id.
        ids: Page ids by path within the folder.
    """

    def __init__(
        self, file: Path, pages: Mapping[str, Entry], begin: int
    ) -> None:
        self._file = file
        self._begin = begin
        self._pages = {entry.header.id: entry for entry in pages.values()}
        self._decoder = Decoder(Page)
        self.headers = {id: each.header for id, each in self._pages.items()}
        self.ids = {path: entry.header.id for path, entry in pages.items()}

    def page(self, id: str) -> Page | None:
        """A page; None where it cannot be read."""
        entry = self._pages[id]
        try:
            with self._file.open("rb") as file:
                file.seek(self._begin + entry.begin)
                return self._decoder.decode(file.read(entry.length))
        except (OSError, MsgspecError):
            return None


def load(folder: Path) -> CompiledPages | None:
    """The pages of a language folder; None where there are none, or a page or the code has changed since."""
    path = folder / FILE
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(_LENGTH), "big")
            contents = Decoder(_Contents).decode(file.read(length))
        made = path.stat().st_mtime
        if list(files_in(folder)) != list(contents.pages):
            return None
        sizes = {each: entry.size for each, entry in contents.pages.items()}
        if not _are_as_they_were(folder, sizes, made):
            return None
        if not _are_as_they_were(_PACKAGE, contents.code, made):
            return None
    except (OSError, MsgspecError):
        return None
    return CompiledPages(path, contents.pages, _LENGTH + length)


def _are_as_they_were(
    folder: Path, sizes: Mapping[str, int], made: float
) -> bool:
    """Whether files have the sizes they had, and none was written later."""
    for path, size in sizes.items():
        now = os.stat(f"{folder}/{path}")  # noqa: PTH116 - a path for each takes as long again
        if now.st_size != size or now.st_mtime > made + TOLERANCE:
            return False
    return True


def write(folder: Path, pages: Iterable[Page]) -> None:
    """Write the file of a language folder.

    Args:
        folder: The language folder.
        pages: All its pages.
    """
    encoder = Encoder()
    by_path = {page.header.path: page for page in pages}
    table: dict[str, Entry] = {}
    bodies = bytearray()
    for path in files_in(folder):
        page = by_path[path]
        body = encoder.encode(page)
        size = (folder / path).stat().st_size
        table[path] = Entry(size, page.header, len(bodies), len(body))
        bodies += body
    code = {path: (_PACKAGE / path).stat().st_size for path in CODE}
    head = encoder.encode(_Contents(table, code))
    (folder / FILE).write_bytes(
        len(head).to_bytes(_LENGTH, "big") + head + bodies
    )
