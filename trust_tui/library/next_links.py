"""What to read or do after a page: the links that stand at its end."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from trust_tui.domain import tr
from trust_tui.library.library import Library
from trust_tui.library.model import Header, Kind, is_for
from trust_tui.typeset import (
    Block,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Span,
)

END: Final = "what-next"
"""Id of the heading of these links."""


def what_next(
    library: Library, header: Header, kind: str = ""
) -> Sequence[Block]:
    """A heading and links to where a sign leads, the next step, or the next page of the shelf; empty without any.

    Args:
        library: The content.
        header: The page.
        kind: The kind of relationship in mind: the next page of the shelf is not one for other kinds. Empty for any.
    """
    following = [library.header(id) for id in targets(library, header, kind)]
    if not following:
        return ()
    items = tuple(
        ListItem(
            blocks=(
                Paragraph(
                    spans=(
                        Span(text=page.title, link=page.id),
                        Span(text=f": {page.summary}"),
                    )
                ),
            )
        )
        for page in following
    )
    return (
        Heading(spans=(Span(text=tr("What next")),), level=2, id=END),
        ListBlock(items=items),
    )


FIRST_OF: Final[Mapping[str, Callable[[Library], Sequence[Header]]]] = {
    "signs": Library.signs,
    "steps": Library.steps,
}
"""What the index pages of two screens lead to: the first of these."""


def targets(library: Library, header: Header, kind: str = "") -> Sequence[str]:
    """Ids of the pages that follow a page, best first."""
    known = {page.id for page in library.headers()}
    if header.leads_to:
        return [id for id in header.leads_to if id in known]
    if header.kind is Kind.STEP:
        return _after(header, library.steps())
    if header.id in FIRST_OF:
        return [page.id for page in FIRST_OF[header.id](library)[:1]]
    pages: list[Header] = []
    for page in library.shelf():
        if page == header or is_for(page.audience, kind):
            pages.append(page)
    return _after(header, pages)


def _after(header: Header, pages: Sequence[Header]) -> Sequence[str]:
    ids = [page.id for page in pages]
    return ids[ids.index(header.id) + 1 :][:1] if header.id in ids else []
