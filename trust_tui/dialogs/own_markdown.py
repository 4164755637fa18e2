"""Shows the Markdown of a person as text looks. Line breaks stay, no link leads anywhere, and nothing is left out."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from trust_tui.typeset import (
    Block,
    Code,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Span,
    Verse,
)

_HEADING: Final = re.compile(r"(#{1,6}) +(.*\S)\s*")
_ITEM: Final = re.compile(r"[-*+] +(?:\[([ xX])\] +)?(.*\S)\s*")
_NUMBERED: Final = re.compile(r"(\d{1,3})[.)] +(.*\S)\s*")
_QUOTED: Final = re.compile(r"> ?(.*)")
_RULE: Final = re.compile(r"(?:-{3,}|\*{3,}|_{3,})\s*")
_FENCE: Final = re.compile(r"^```[^\n`]*\n(.*?)^```[ \t]*$", re.M | re.S)
_INLINE: Final = re.compile(
    r"\*\*(?P<strong>\S(?:[^\n]*?\S)?)\*\*"
    r"|(?<![\w*])\*(?P<star>[^\s*](?:[^*\n]*?[^\s*])?)\*(?![\w*])"
    r"|(?<!\w)_(?P<line>[^\s_](?:[^_\n]*?[^\s_])?)_(?!\w)"
    r"|`(?P<code>[^`\n]+)`"
)


def blocks_of(text: str) -> Iterator[Block]:
    """The blocks of a text."""
    at = 0
    for fence in _FENCE.finditer(text):
        yield from _outside(text[at : fence.start()])
        yield Code(text=fence[1].rstrip("\n"))
        at = fence.end()
    yield from _outside(text[at:])


def _outside(text: str) -> Iterator[Block]:
    """What stands outside of code: lines of one sort after the other make a block."""
    for sort, lines in groupby(text.split("\n"), _sort):
        yield from _SORTS[sort](list(lines))


def _sort(line: str) -> str:
    for sort, pattern in _PATTERNS:
        if pattern.fullmatch(line):
            return sort
    return "text" if line.strip() else "gap"


def spans_of(text: str) -> tuple[Span, ...]:
    """A line with what is strong, slanted or code set so."""
    spans, at = [], 0
    for found in _INLINE.finditer(text):
        spans.append(Span(text=text[at : found.start()]))
        spans.append(
            Span(
                text=found[found.lastgroup or 0],
                strong=found.lastgroup == "strong",
                emphasis=found.lastgroup in ("star", "line"),
                code=found.lastgroup == "code",
            )
        )
        at = found.end()
    spans.append(Span(text=text[at:]))
    return tuple(span for span in spans if span.text)


def _headings(lines: Sequence[str]) -> Iterator[Block]:
    for line in lines:
        text = _HEADING.sub(r"\2", line)
        yield Heading(spans=spans_of(text), level=3)


def _items(lines: Sequence[str]) -> Iterator[Block]:
    items: list[ListItem] = []
    for line in lines:
        found = _ITEM.fullmatch(line)
        if found is not None:
            ticked = None if found[1] is None else found[1] != " "
            line_blocks = (Paragraph(spans=spans_of(found[2])),)
            items.append(ListItem(blocks=line_blocks, ticked=ticked))
    yield ListBlock(items=tuple(items))


def _numbered(lines: Sequence[str]) -> Iterator[Block]:
    items: list[ListItem] = []
    first = 1
    for line in lines:
        found = _NUMBERED.fullmatch(line)
        if found is not None:
            first = first if items else int(found[1])
            items.append(
                ListItem(blocks=(Paragraph(spans=spans_of(found[2])),))
            )
    yield ListBlock(items=tuple(items), start=first)


def _quotes(lines: Sequence[str]) -> Iterator[Block]:
    text = "\n".join(_QUOTED.sub(r"\1", line) for line in lines)
    yield Quote(blocks=(Verse(text=text),))


def _rules(lines: Sequence[str]) -> Iterator[Block]:
    for _ in lines:
        yield Rule()


def _texts(lines: Sequence[str]) -> Iterator[Block]:
    """Lines as they were typed; one alone with what is strong in it."""
    spans = spans_of(lines[0])
    if len(lines) == 1 and len(spans) > 1:
        yield Paragraph(spans=spans)
    else:
        yield Verse(text="\n".join(map(_plain, lines)))


def _plain(line: str) -> str:
    return "".join(span.text for span in spans_of(line))


def _gaps(_lines: Sequence[str]) -> Iterator[Block]:
    return iter(())


_PATTERNS: Final = (
    ("heading", _HEADING),
    ("rule", _RULE),
    ("item", _ITEM),
    ("numbered", _NUMBERED),
    ("quote", _QUOTED),
)
_SORTS: Final = {
    "heading": _headings,
    "rule": _rules,
    "item": _items,
    "numbered": _numbered,
    "quote": _quotes,
    "text": _texts,
    "gap": _gaps,
}
