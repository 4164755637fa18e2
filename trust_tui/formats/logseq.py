"""Logseq: a day of its journal is a page in outline; its first level becomes paragraphs, what is below stays a list."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

_PAGE: Final = re.compile(r"(?:.*/)?journals/\d{4}[_-]\d\d[_-]\d\d\.md\Z")
_BULLET: Final = re.compile(r"([\t ]*)- ?(.*)\Z")
_PROPERTY: Final = re.compile(r"\s*([\w.-]+)::(?: (.*))?\Z")
_OF_THE_PROGRAM: Final = re.compile(
    r"id|collapsed|heading|created-at|updated-at|logseq\..+|(?:back|fore)?ground-color"
)
"""Properties that say nothing to a person."""

_DRAWER: Final = re.compile(
    r"^[\t ]*:LOGBOOK:\n.*?^[\t ]*:END:\n?", re.MULTILINE | re.DOTALL
)
_TASK: Final = re.compile(r"(TODO|LATER|DOING|NOW|WAITING|DONE|CANCELED) ")
_DONE: Final = ("DONE", "CANCELED")
_LONG_TAG: Final = re.compile(r"#\[\[([^\]\n]+)\]\]")


class Outline(Struct, frozen=True):
    """A page as running text, and its tags."""

    text: str
    tags: tuple[str, ...]


def is_journal_page(path: str, text: str) -> bool:
    """Whether a note is named like a day of Logseq's journal and is an outline."""
    if not _PAGE.match(path):
        return False
    first = next(filter(str.strip, text.split("\n")), "")
    return first.startswith("- ") or _PROPERTY.match(first) is not None


def read_outline(text: str) -> Outline:
    """The page without what is the program's own."""
    text = _DRAWER.sub("", text.replace("\r\n", "\n"))
    tags = [tag for tag in _LONG_TAG.findall(text) if " " in tag]
    lines: list[str] = []
    for line in text.split("\n"):
        found = _PROPERTY.match(line.removeprefix("- "))
        if found is None:
            lines.append(line)
        elif found[1] == "tags":
            given = (found[2] or "").split(",")
            tags += [tag.strip().strip("#[]") for tag in given]
        elif not _OF_THE_PROGRAM.fullmatch(found[1]):
            lines.append(line)
    return Outline("\n".join(_set(lines)).strip("\n"), tuple(tags))


def _set(lines: list[str]) -> Iterator[str]:
    """The lines with the first level as paragraphs and the others one level less."""
    before = -1
    for line in lines:
        bullet = _BULLET.match(line)
        if bullet is None:
            depth = max(0, before)
            yield "  " * depth + line.strip() if line.strip() else ""
            continue
        depth = _depth(bullet[1])
        if depth == 0 or before == 0:
            yield ""
        before = depth
        words = (
            _TASK.sub(_box, bullet[2], count=1)
            if _TASK.match(bullet[2])
            else bullet[2]
        )
        if depth == 0:
            yield words
        else:
            yield f"{'  ' * (depth - 1)}- {words}"


def _depth(indent: str) -> int:
    """The level of a bullet; Logseq writes a tab for each, and two blanks in Markdown of other hands."""
    return indent.count("\t") or len(indent) // 2


def _box(task: re.Match[str]) -> str:
    return "[x] " if task[1] in _DONE else "[ ] "
