"""What a file is that no reader takes, told from its first bytes, and how a form that is read can be made of it."""

from collections.abc import Sequence
from typing import Final

from trust_tui.domain import later, tr

_PACKED: Final = later(
    "This is a packed file: unpack it, and bring in what was in it."
)
_PICTURE: Final = later(
    "This is a picture: what is written on it cannot be read here."
)
_SEALED: Final = later(
    "This file is encrypted: open it with the program that made it, and bring in what comes out."
)
_OFFICE: Final = later(
    "This is a document of an office program: save it there as plain text or Markdown."
)
_WEB: Final = later(
    "This is a web page: of these only the folder that Apple Journal writes is read. Ask the program that made it for"
    " text, Markdown, JSON or CSV."
)

_BEGINNINGS: Final[Sequence[tuple[bytes, str]]] = (
    (
        b"%PDF",
        later(
            "This is a PDF, which holds pages and no entries: ask the program that made it for text, Markdown, JSON or"
            " CSV."
        ),
    ),
    (
        b"SQLite format 3\0",
        later(
            "This is the database of another program: have that program export it, as text, Markdown, JSON or CSV."
        ),
    ),
    *((sign, _PICTURE) for sign in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")),
    *((sign, _PACKED) for sign in (b"\x1f\x8b", b"BZh", b"\xfd7zXZ")),
    *((sign, _PACKED) for sign in (b"7z\xbc\xaf", b"Rar!", b"(\xb5/\xfd")),
    *((sign, _SEALED) for sign in (b"age-encryption.org/", b"Salted__")),
    *((sign, _SEALED) for sign in (b"-----BEGIN AGE", b"-----BEGIN PGP")),
    *((sign, _OFFICE) for sign in (b"{\\rtf", b"\xd0\xcf\x11\xe0")),
    *((sign, _WEB) for sign in (b"<!doctype html", b"<html")),
    (
        b"bplist00",
        later(
            "This is a property list of macOS: have the program that made it export text, Markdown, JSON or CSV."
        ),
    ),
    (
        b"begin:vcalendar",
        later(
            "A calendar is written for other programs and holds too little to be read back: JSON holds all."
        ),
    ),
)
"""How a file begins, in lower case where that is text, and what is said of it."""

_DOCUMENTS: Final = ("word/document.xml", "content.xml")
"""What lies in the archive that a document of an office program is."""

_LOOKED_AT: Final = 1_000
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


def told_of(raw: bytes) -> str:
    """What such a file is, and what to do; empty where that cannot be told.

    Args:
        raw: The file, or how it begins.
    """
    head = raw[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")
    lowered = head.lstrip().lower()
    for sign, told in _BEGINNINGS:
        if head.startswith(sign) or lowered.startswith(sign):
            return tr(told)
    if b"\0" in head and not head.startswith(_UTF_16):
        return tr(
            "This is no text, and no archive that can be read: have the program that made it export text, Markdown,"
            " JSON or CSV."
        )
    return ""


def told_of_archive(paths: Sequence[str]) -> str:
    """The same of a ZIP archive, by what lies in it."""
    if any(path in _DOCUMENTS for path in paths):
        return tr(_OFFICE)
    return ""
