"""What a page is made of: headings, paragraphs, lists and the like, with the spans of text in them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from msgspec import Struct, field


class Span(Struct, frozen=True, kw_only=True):
    """A run of text in one style.

    Attributes:
        link: Empty, or `page-id`, `page-id#part` for a page of ours, or an outside address (https://...), never opened.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str = ""


class Heading(Struct, frozen=True, kw_only=True, tag=True):
    """A heading of level 2 (section) or deeper, with its machine part."""

    spans: tuple[Span, ...]
    level: int
    id: str = ""
    attrs: Mapping[str, str] = field(default_factory=dict)
    line: int = 0


class Paragraph(Struct, frozen=True, kw_only=True, tag=True):
    """A paragraph of running text.

    Attributes:
        line: Its first line in the file, from 1.
        wordings: What it says instead, by the kind of relationship in mind: items with `{for=work}` right below it.
    """

    spans: tuple[Span, ...]
    line: int = 0
    wordings: Mapping[str, str] = field(default_factory=dict)

    def said(self, kind: str) -> str:
        """The plain text as it is put where a relationship of that kind is in mind; an empty kind is any."""
        return self.wordings.get(kind, plain_spans(self.spans))


class ListItem(Struct, frozen=True, kw_only=True):
    """One item of a list.

    Attributes:
        ticked: None for an ordinary item; False for a box the user may tick (`- [ ]`).
        blocks: Paragraphs and nested lists, the machine part and the tick mark cut off.
        line: Line in the file, from 1.
    """

    blocks: tuple["Block", ...]
    id: str = ""
    attrs: Mapping[str, str] = field(default_factory=dict)
    ticked: bool | None = None
    line: int = 0

    @property
    def text(self) -> str:
        """The first paragraph as plain text."""
        return plain(self.blocks[:1])

    def said(self, kind: str) -> str:
        """The text as it is put where a relationship of that kind is in mind; an empty kind is any."""
        first = self.blocks[0] if self.blocks else None
        return first.said(kind) if isinstance(first, Paragraph) else self.text

    @property
    def items(self) -> tuple["ListItem", ...]:
        """The items of the lists nested in this one."""
        items: list[ListItem] = []
        for block in self.blocks:
            if isinstance(block, ListBlock):
                items.extend(block.items)
        return tuple(items)


class ListBlock(Struct, frozen=True, kw_only=True, tag=True):
    """A list.

    Attributes:
        start: None for bullets, else the first number.
        loose: True when the author left a blank line between items.
    """

    items: tuple[ListItem, ...]
    start: int | None = None
    loose: bool = False


class Table(Struct, frozen=True, kw_only=True, tag=True):
    """A table: a row of head cells and the body rows, each cell a run of spans.

    Attributes:
        lines: Line in the file of each body row, from 1.
    """

    head: tuple[tuple[Span, ...], ...]
    rows: tuple[tuple[tuple[Span, ...], ...], ...]
    lines: tuple[int, ...] = ()


class Quote(Struct, frozen=True, kw_only=True, tag=True):
    """A quotation."""

    blocks: tuple["Block", ...]


class Code(Struct, frozen=True, kw_only=True, tag=True):
    """Text shown as it stands, raw HTML included."""

    text: str


class Drawing(Protocol):
    """What draws itself with characters."""

    def lines(self, width: int) -> Iterable[Sequence[tuple[str, str]]]:
        """Its lines in so many cells, each as pieces: a text, and the name of a `Style`."""

    def told(self) -> Iterable[str]:
        """What it shows in sentences, for whoever hears it."""


class Picture(Struct, frozen=True, kw_only=True, tag=True):
    """A drawing in the place of text; it may be wider than the measure of text."""

    drawing: Drawing


class Verse(Struct, frozen=True, kw_only=True, tag=True):
    """Text of a person as typed: its line breaks and indents stay, long lines are wrapped, no mark has a meaning."""

    text: str


class Rule(Struct, frozen=True, kw_only=True, tag=True):
    """A line between two parts."""


Block = (
    Heading
    | Paragraph
    | ListBlock
    | Table
    | Quote
    | Code
    | Picture
    | Verse
    | Rule
)


def parts_of(blocks: tuple[Block, ...]) -> Iterator[Block | ListItem]:
    """All blocks and items, those within others too, in the order they are read."""
    for block in blocks:
        yield block
        match block:
            case ListBlock():
                for item in block.items:
                    yield item
                    yield from parts_of(item.blocks)
            case Quote():
                yield from parts_of(block.blocks)
            case _:
                pass


def marked(blocks: tuple[Block, ...]) -> Iterator[Heading | ListItem]:
    """All headings and items that have an id, in order."""
    for part in parts_of(blocks):
        if isinstance(part, Heading | ListItem) and part.id:
            yield part


def worded(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """All paragraphs that have another wording for some kinds of relationship, in order."""
    for part in parts_of(blocks):
        if isinstance(part, Paragraph) and part.wordings:
            yield part


def links_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The targets of all links, in order."""
    for part in parts_of(blocks):
        for spans in _runs_of_spans(part):
            for span in spans:
                if span.link:
                    yield span.link


def plain_spans(spans: tuple[Span, ...]) -> str:
    """The text of the spans, joined."""
    return "".join(span.text for span in spans)


def plain(blocks: tuple[Block, ...]) -> str:
    """All text of the blocks, a blank between two of them."""
    texts: list[str] = []
    for part in parts_of(blocks):
        if isinstance(part, Code | Verse):
            texts.append(part.text)
        else:
            texts.extend(map(plain_spans, _runs_of_spans(part)))
    return " ".join(filter(None, texts))


def _runs_of_spans(part: Block | ListItem) -> Iterator[tuple[Span, ...]]:
    """The running text that stands in a part itself, and not in one within it."""
    match part:
        case Heading() | Paragraph():
            yield part.spans
        case Table():
            for row in (part.head, *part.rows):
                yield from row
        case _:
            pass
