"""Reads files of others: whole, within limits, and never anything but plain files."""

import json
from codecs import BOM_UTF8
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from msgspec import json as msgjson

from trust_tui.domain import (
    TrustError,
    later,
    tr,
)
from trust_tui.plain_file import NotPlainError, TooLargeError, read_plain

MEGABYTE: Final = 1_000_000
LARGEST: Final = 512 * MEGABYTE
"""Bytes of the largest file that is read."""


class UnreadableError(TrustError):
    """A file that was given cannot be taken in. Nothing was changed."""

    title = later("Not read")


def read_file(path: Path | str, largest: int = LARGEST) -> bytes:
    """The bytes of a plain file.

    Raises:
        UnreadableError: It is not there, no plain file, too large, or may not be read.
    """
    try:
        return read_plain(path, largest)
    except NotPlainError:
        raise UnreadableError(
            tr("That is not a file that can be read: name a file or a folder.")
        ) from None
    except TooLargeError:
        raise too_large(largest) from None
    except OSError as error:
        raise UnreadableError(_why(error)) from None


def too_large(largest: int) -> UnreadableError:
    """What is said of a file that has more bytes."""
    return UnreadableError(
        tr(
            "The file is larger than {what} MB: it is not read.",
            what=largest // MEGABYTE,
        )
    )


def decode(raw: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 if it says so, with plain line breaks.

    Raises:
        UnreadableError: It is in another encoding.
    """
    encoding = (
        "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    )
    try:
        # Python's own codec that takes the mark away is slower by far.
        text = raw.removeprefix(BOM_UTF8).decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableError(
            tr("The file is not in UTF-8: save it in UTF-8, then try again.")
        ) from None
    return (
        text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    )


def parse_json(raw: bytes) -> Any:
    """JSON of any shape.

    Raises:
        UnreadableError: It is not whole, or nested too deeply.
    """
    try:
        return msgjson.decode(raw)
    except (ValueError, RecursionError):
        pass
    try:
        # Slower, but it knows the escapes of broken surrogates and a byte-order mark.
        return json.loads(decode(raw))
    except (ValueError, RecursionError):
        raise UnreadableError(
            tr(
                "The file is not whole, or it is not JSON: take another copy of it."
            )
        ) from None


def as_text(given: Any) -> str:
    """A text of a JSON document; empty where there is something else."""
    return given if isinstance(given, str) else ""


def as_list(given: Any) -> Sequence[Any]:
    """A list of a JSON document; empty where there is something else."""
    return given if isinstance(given, list) else ()


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return tr("The file is not there: check its name.")
    if isinstance(error, PermissionError):
        return tr("The file may not be read: check its permissions.")
    return tr("The file cannot be read: check its name and the disk.")
