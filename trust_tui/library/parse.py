"""From the text of a content file to a page. Slow to import because of markdown-it: needed once a page is shown."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin
from msgspec.structs import replace

from trust_tui.domain import (
    clean,
    harmful_lines,
    tr,
)
from trust_tui.library.inline import (
    FindPage,
    Links,
    cut_marks,
    read_spans,
    split_marks,
)
from trust_tui.library.model import Header, Page, Problem
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
    Table,
    plain,
)

_DEEPEST: Final = 20
_BAR: Final = re.compile(r"(?<!\\)\|")
_BOX: Final = re.compile(r"\A\[[ x]\]\s*")
_MARKDOWN: Final = (
    MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    .enable("table")
    .use(front_matter_plugin)
)


class Passage(NamedTuple):
    """A run of source text as the language checks see it.

    Attributes:
        line: Its first line in the file, from 1.
        tag: `p`, `h2`, `h3`, `td`, `th` ...
        listed: True inside a list.
        text: Markup and machine part taken off; line breaks kept.
        instead: True for a wording for some kinds of relationship, which stands in the place of what is above it.
    """

    line: int
    tag: str
    listed: bool
    text: str
    instead: bool = False


def tokens_of(source: str) -> list[Token]:
    """The Markdown tokens of a file."""
    return _MARKDOWN.parse(source)


def parse_page(
    source: str, header: Header, find_page: FindPage, problems: list[Problem]
) -> Page:
    """Read a page. What cannot be read as meant is shown as text and added to the problems; nothing is raised."""
    return _Parser(header, find_page, problems).page(source)


class _Parser:
    """Walks the tokens of one file once."""

    def __init__(
        self, header: Header, find_page: FindPage, problems: list[Problem]
    ) -> None:
        self._header = header
        self._problems = problems
        self._links = Links(header.path, header.id, find_page)
        self._source: list[str] = []
        self._tokens: list[Token] = []
        self._at = 0

    def page(self, source: str) -> Page:
        self._source = source.split("\n")
        for line in harmful_lines(source):
            self._complain(
                line,
                tr(
                    "This line holds a hidden control character, shown as a mark. Type the line again."
                ),
            )
        self._tokens = tokens_of(source)
        deep = next(
            (
                token
                for token in self._tokens
                if token.level >= _DEEPEST - 1 and token.nesting > 0
            ),
            None,
        )
        if deep is not None:
            self._complain(
                _line(deep),
                tr(
                    "Lists and quotes stand inside each other more than {number} deep here. What is deeper is left out;"
                    " write it flatter.",
                    number=_DEEPEST // 2,
                ),
            )
        blocks = self._blocks("")
        return Page(
            header=self._header, blocks=blocks, words=len(plain(blocks).split())
        )

    def _complain(self, line: int, advice: str) -> None:
        self._problems.append(
            Problem(
                file=self._header.path, line=line, advice=advice, warning=True
            )
        )

    def _next(self) -> Iterator[Token]:
        while self._at < len(self._tokens):
            self._at += 1
            yield self._tokens[self._at - 1]

    def _blocks(self, end: str) -> tuple[Block, ...]:
        blocks: list[Block] = []
        for token in self._next():
            if token.type == end:
                break
            block = self._block(token)
            if (
                isinstance(block, ListBlock)
                and blocks
                and isinstance(blocks[-1], Paragraph)
            ):
                blocks[-1], block = _cut_wordings(blocks[-1], block)
            if block is not None:
                blocks.append(block)
        return tuple(blocks)

    def _block(self, token: Token) -> Block | None:
        match token.type:
            case "heading_open":
                return self._heading(token)
            case "paragraph_open":
                return self._paragraph()
            case "bullet_list_open" | "ordered_list_open":
                return self._list(token)
            case "table_open":
                return self._table()
            case "blockquote_open":
                return Quote(blocks=self._blocks("blockquote_close"))
            case "html_block":
                self._complain(
                    _line(token),
                    tr(
                        "HTML is not read here and is shown as it stands. Write it as plain text."
                    ),
                )
                return Code(text=clean(token.content.rstrip("\n")))
            case "fence" | "code_block":
                return Code(text=clean(token.content.rstrip("\n")))
            case "hr":
                return Rule()
            case _:
                return None

    def _inline(self) -> tuple[tuple[Span, ...], int]:
        token = next(self._next())
        line = _line(token)
        return read_spans(token, line, self._links, self._complain), line

    def _heading(self, token: Token) -> Heading:
        spans, line = self._inline()
        spans, id, attrs = cut_marks(spans, line, self._complain)
        level = int(token.tag[1])
        if level == 1:
            self._complain(
                line,
                tr(
                    "A heading in the text starts with ##; the title of the page is in the front matter."
                ),
            )
        return Heading(
            spans=spans, level=max(2, level), id=id, attrs=attrs, line=line
        )

    def _paragraph(self) -> Paragraph:
        spans, line = self._inline()
        if spans and spans[0].text.startswith("|"):
            self._complain(
                line,
                tr(
                    "This looks like a table but is not one. Under its first row a row such as |---|---| must follow, "
                    "with as many columns."
                ),
            )
        return Paragraph(spans=spans, line=line)

    def _list(self, token: Token) -> ListBlock:
        items: list[ListItem] = []
        loose = False
        for child in self._next():
            if child.type != "list_item_open":
                break
            following = self._tokens[self._at]
            loose = loose or (
                following.type == "paragraph_open" and not following.hidden
            )
            items.append(self._item(child))
        start = (
            None
            if token.type == "bullet_list_open"
            else int(token.attrs.get("start", 1))
        )
        return ListBlock(
            items=tuple(items), start=start, loose=loose and len(items) > 1
        )

    def _item(self, token: Token) -> ListItem:
        blocks = self._blocks("list_item_close")
        line = _line(token)
        first = blocks[0] if blocks else None
        if not isinstance(first, Paragraph):
            return ListItem(blocks=blocks, line=line)
        spans, id, attrs = cut_marks(first.spans, line, self._complain)
        ticked, spans = _cut_box(spans)
        own = (replace(first, spans=spans), *blocks[1:])
        return ListItem(
            blocks=own, id=id, attrs=attrs, ticked=ticked, line=line
        )

    def _table(self) -> Table:
        rows: list[tuple[tuple[Span, ...], ...]] = []
        lines: list[int] = []
        cells: list[tuple[Span, ...]] = []
        for token in self._next():
            match token.type:
                case "tr_open":
                    cells = []
                    lines.append(_line(token))
                case "inline":
                    cells.append(
                        read_spans(
                            token,
                            _line(token) or lines[-1],
                            self._links,
                            self._complain,
                        )
                    )
                case "tr_close":
                    rows.append(tuple(cells))
                    self._count_cells(lines[-1], len(rows[0]))
                case "table_close":
                    break
        return Table(head=rows[0], rows=tuple(rows[1:]), lines=tuple(lines[1:]))

    def _count_cells(self, line: int, wanted: int) -> None:
        """Name a row with more or fewer cells than the head; missing ones are shown empty, further ones not at all."""
        found = _cells_of(self._source[line - 1])
        if found != wanted:
            advice = tr(
                "This row of the table has {found} cells, its first row has {wanted}. Add or take out a bar |.",
                found=found,
                wanted=wanted,
            )
            self._complain(line, advice)


def _cells_of(row: str) -> int:
    return (
        len(_BAR.findall(row.strip().removeprefix("|").removesuffix("|"))) + 1
    )


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0


def _cut_box(spans: tuple[Span, ...]) -> tuple[bool | None, tuple[Span, ...]]:
    """Take the `[ ]` off the front of an item that may be ticked."""
    if not spans or not spans[0].text.startswith(("[ ] ", "[x] ")):
        return None, spans
    rest = spans[0].text[4:].lstrip(" ")
    kept = (replace(spans[0], text=rest), *spans[1:]) if rest else spans[1:]
    return spans[0].text.startswith("[x]"), kept


def _cut_wordings(
    paragraph: Paragraph, below: ListBlock
) -> tuple[Paragraph, ListBlock | None]:
    """The paragraph with its wordings for kinds of relationship, and what is left of the list they stood in."""
    wordings: dict[str, str] = {}
    rest: list[ListItem] = []
    for item in below.items:
        if "for" in item.attrs:
            wordings |= dict.fromkeys(item.attrs["for"].split(","), item.text)
        else:
            rest.append(item)
    if not wordings:
        return paragraph, below
    paragraph = replace(paragraph, wordings=wordings)
    if not rest:
        return paragraph, None
    return paragraph, replace(below, items=tuple(rest))


def passages_of(source: str) -> Iterator[Passage]:
    """The runs of text of a file, in order, for the checks of language."""
    open_tags: list[str] = []
    for token in tokens_of(source):
        if token.nesting > 0:
            open_tags.append(token.tag)
        elif token.nesting < 0:
            open_tags.pop()
        elif token.type == "inline":
            text = ""
            for child in token.children or ():
                is_break = child.type in ("softbreak", "hardbreak")
                text += "\n" if is_break else child.content
            rest, marks = split_marks(text)
            text = _BOX.sub("", rest if marks.endswith("}") else text).strip()
            if text:
                listed = "li" in open_tags
                yield Passage(
                    _line(token),
                    open_tags[-1],
                    listed,
                    clean(text),
                    listed and "for=" in marks,
                )
