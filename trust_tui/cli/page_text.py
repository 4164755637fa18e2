"""Prints pages and pieces of them as text."""

import json
import shutil
from collections.abc import Sequence
from itertools import dropwhile
from typing import Final

from trust_tui.domain import (
    clean,
    tr,
)
from trust_tui.library import Library, Page
from trust_tui.terminal.environment import wants_ascii
from trust_tui.typeset import Block, Heading, cells, lay_out, plain_text

MEASURE: Final = 76
"""The longest line printed."""

SAFETY: Final = "safety"
"""The page that is one sign away from every question."""


def print_blocks(
    title: str, blocks: Sequence[Block], *, json_id: str = ""
) -> None:
    """Print a title and what stands below it; for a script where it has an id."""
    width = min(shutil.get_terminal_size((MEASURE, 24)).columns, MEASURE)
    title = clean(title)
    laid = lay_out(tuple(blocks), width, ascii=wants_ascii())
    text = clean(plain_text(laid))
    named = dict.fromkeys(link.target.partition("#")[0] for link in laid.links)
    if json_id:
        told = {
            "id": json_id,
            "title": title,
            "text": text,
            "pages": list(named),
        }
        print(json.dumps(told, indent=1))
        return
    print(f"{title}\n{'=' * cells(title)}\n")
    print(text, end="")
    if named:
        print("\n" + tr("Pages named here:"))
    for page in named:
        print(f"  trust-tui read {clean(page)}")


def print_page(page: Page, *, json_wanted: bool = False) -> None:
    """Print a page, but for what says on the page on safety how to leave: nothing runs here."""
    json_id = page.header.id if json_wanted else ""
    blocks = page.blocks
    if page.header.id == SAFETY:
        blocks = tuple(dropwhile(_is_no_heading, blocks)) or blocks
    print_blocks(page.header.title, blocks, json_id=json_id)


def _is_no_heading(block: Block) -> bool:
    return not isinstance(block, Heading)


def print_safety(library: Library, *, json_wanted: bool = False) -> None:
    """Print the page on safety, the packaged one where a folder has another."""
    print_page(safety_page(library), json_wanted=json_wanted)


def safety_page(library: Library) -> Page:
    """The page on safety, the packaged one where a folder has another."""
    return library.guarded(SAFETY) or library.page(SAFETY)


def print_safety_between(library: Library) -> None:
    """Print the page on safety between two questions."""
    page = safety_page(library)
    print_blocks(page.header.title, page.blocks)
