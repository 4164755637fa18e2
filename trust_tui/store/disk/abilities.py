"""What a disk can do, found out by trying: sticks, shares and mounted services answer yes and do otherwise."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from msgspec import Struct

from trust_tui.domain import tr
from trust_tui.store.disk import file_access as files


class Abilities(Struct, frozen=True):
    """What was seen to work.

    Attributes:
        links: A file can have a second name, and a link refuses a name that is taken.
        keeps_names: A file can be renamed so that one that has the name already stays.
        excludes: Of two who make a file of one name, the second is refused.
        is_private: What is taken away from others is theirs no longer.
        flushes: A folder can be flushed, so that a name is on the disk for certain.
    """

    links: bool
    keeps_names: bool
    excludes: bool
    is_private: bool
    flushes: bool

    @property
    def takes_names_safely(self) -> bool:
        """Whether two sessions that do not see each other's lock cannot take one name."""
        return self.links or self.keeps_names


def try_disk(folder: Path) -> Abilities:
    """Try everything on files of a moment.

    Raises:
        OSError: Not even a file can be made there.
    """
    stem = f".{uuid4().hex[:16]}"
    first, second = folder / f"{stem}.1.tmp", folder / f"{stem}.2.tmp"
    try:
        files.create(first, files.fill_with([b"1"]))
        return Abilities(
            links=_links(first, second),
            keeps_names=_keeps_names(first, second),
            excludes=_excludes(first),
            is_private=_is_private(first),
            flushes=files.flushes_folders(folder),
        )
    finally:
        for path in (first, second):
            with suppress(OSError):
                files.unlink(path)


def tell(abilities: Abilities) -> Iterator[str]:
    """What a person has to know of such a disk."""
    if not abilities.is_private:
        yield tr(
            "This disk cannot keep others out: set a passphrase, or move the workbook to another disk."
        )
    if not abilities.takes_names_safely and not abilities.excludes:
        yield tr(
            "This disk cannot keep two writers apart: have the workbook open in one session only."
        )
    if not abilities.flushes:
        yield tr(
            "This disk does not say when something is safe on it: a power cut may take what was kept last."
        )


def _links(first: Path, second: Path) -> bool:
    with suppress(OSError):
        os.link(first, second, follow_symlinks=False)
        try:
            os.link(first, second, follow_symlinks=False)
        except FileExistsError:
            return True
        finally:
            files.unlink(second)
    return False


def _keeps_names(first: Path, second: Path) -> bool:
    """Whether it works with a free name: what has no such rename says of a taken one that it is taken all the same."""
    with suppress(OSError):
        files.create(second, files.fill_with([b"2"]))
        try:
            files.rename_to_free(second, first)
        except FileExistsError:
            free = second.with_suffix(".3")
            files.rename_to_free(second, free)
            files.rename(free, second)
            return True
    return False


def _excludes(first: Path) -> bool:
    try:
        files.create(first, files.fill_with([b"3"]))
    except FileExistsError:
        return True
    except OSError:
        return False
    return False


def _is_private(path: Path) -> bool:
    with suppress(OSError):
        path.chmod(0o644)
        path.chmod(files.FILE_MODE)
        return not files.is_open_to_others(path)
    return False
