"""Ways through the blocks of a page."""

from collections.abc import Iterator

from trust_tui.typeset.blocks import (
    Block,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Span,
    Table,
)


def spans_of(blocks: tuple[Block, ...]) -> Iterator[Span]:
    """All spans of blocks, in order."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield from block.spans
            case ListBlock():
                for item in block.items:
                    yield from spans_of(item.blocks)
            case Quote():
                yield from spans_of(block.blocks)
            case Table():
                for row in (block.head, *block.rows):
                    for cell in row:
                        yield from cell
            case _:
                pass


def marked(blocks: tuple[Block, ...]) -> Iterator[Heading | ListItem]:
    """All headings and items that have an id, in order."""
    for block in blocks:
        match block:
            case Heading() if block.id:
                yield block
            case ListBlock():
                for item in block.items:
                    if item.id:
                        yield item
                    yield from marked(item.blocks)
            case Quote():
                yield from marked(block.blocks)
            case _:
                pass


def worded(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """All paragraphs that have another wording for some kinds of relationship, in order."""
    for block in blocks:
        match block:
            case Paragraph() if block.wordings:
                yield block
            case ListBlock():
                for item in block.items:
                    yield from worded(item.blocks)
            case Quote():
                yield from worded(block.blocks)
            case _:
                pass


def links_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The targets of all links, in order."""
    return (span.link for span in spans_of(blocks) if span.link)
