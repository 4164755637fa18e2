"""What is whole in a file that ends in the middle, as after a full disk or a download that broke off."""

import re
from typing import Any, Final

from trust_tui.domain import later
from trust_tui.formats.safe_read import UnreadableError, parse_json

CUT_OFF: Final = later("the file ends in the middle: what follows is not there")

_TOKEN: Final = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_CLOSERS: Final = {b"{": b"}", b"[": b"]"}
_WITHIN: Final = (b"]", b"]}", b"}}")
"""What is still open behind an entry: a list, or a list or an object in an object."""

_TRIES: Final = 50


def whole_json(raw: bytes) -> tuple[Any, int] | None:
    """The document up to its last whole entry, and the line that it ends on; None where there is none."""
    closers = b""
    end, behind = 0, b""
    for found in _TOKEN.finditer(raw):
        sign = found[0]
        if sign in _CLOSERS:
            closers = _CLOSERS[sign] + closers
        elif sign == closers[:1]:
            closers = closers[1:]
            if sign == b"}" and closers in _WITHIN:
                end, behind = found.end(), closers
    if not end:
        return None
    try:
        document = parse_json(raw[:end] + behind)
    except UnreadableError:
        return None
    return document, raw.count(b"\n", 0, end) + 1


def whole_lines(text: str) -> str:
    """The text of a table up to the last line before a cell that never ends."""
    for _ in range(_TRIES):
        if text.count('"') % 2 == 0:
            return text
        text = text[: text.rfind("\n", 0, text.rfind('"')) + 1]
    return ""
