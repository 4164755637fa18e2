"""What the system's error numbers mean to a person."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from trust_tui.domain import (
    FolderError,
    FullError,
    ReadOnlyError,
    StoreError,
    tr,
)

NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
NOT_ALLOWED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def store_error(error: OSError) -> StoreError:
    """The failure as one sentence that says what to do. It holds no path, since a path may hold a person's word."""
    if error.errno in NO_ROOM:
        return FullError(
            tr(
                "There is no room left on the disk. Make some room, then save again; what was kept is safe."
            )
        )
    if error.errno in NOT_ALLOWED:
        return ReadOnlyError(
            tr(
                "The data folder cannot be written to. Nothing was changed; what was kept can be read."
            )
        )
    if error.errno in (errno.ELOOP, errno.ENOTDIR):
        return FolderError(
            tr(
                "There is a symbolic link where a file of the workbook should be. Put the file back."
            )
        )
    name = errno.errorcode.get(error.errno or 0, "unknown")
    return StoreError(
        tr(
            "The disk answered with an error ({name}). Nothing was changed; try again.",
            name=name,
        )
    )


@contextmanager
def translate_os_errors() -> Iterator[None]:
    """Turn an error of the system inside into a `StoreError`."""
    try:
        yield
    except OSError as error:
        raise store_error(error) from error
