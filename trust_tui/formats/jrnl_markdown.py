"""What `jrnl --format md` writes: a heading for each year, month and entry, those of the entries themselves below."""

import re
from typing import Final

_BEGINS: Final = re.compile(r"# \d{4}\n+## \w+\n+### \d")
_OUTLINE: Final = re.compile(r"^#{1,2} .*\n+", re.MULTILINE)
_ENTRY: Final = re.compile(
    r"^### (\d{4}-\d\d-\d\d(?: \d\d:\d\d)?|\d\d?[./]\d\d?[./]\d{4}(?: \d\d:\d\d)?) ?(.*)\n+",
    re.MULTILINE,
)
_OWN: Final = re.compile(r"^###(?=#)", re.MULTILINE)


def is_markdown(text: str) -> bool:
    """Whether a text is such an export."""
    return _BEGINS.match(text) is not None


def as_journal(text: str) -> str:
    """The same journal in jrnl's own text form."""
    text = _OUTLINE.sub("", text)
    return _OWN.sub("", _ENTRY.sub(r"[\1] \2\n", text))
