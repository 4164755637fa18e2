"""Prints pages and pieces of them as text."""

import json
import shutil
from collections.abc import Sequence
from typing import Final

from trust_tui.domain import clean
from trust_tui.library import Library, Page
from trust_tui.terminal.environment import wants_ascii
from trust_tui.typeset import Block, cells, lay_out, plain_text

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
    if json_id:
        told = {"id": json_id, "title": title, "text": text}
        print(json.dumps(told, indent=1))
        return
    print(f"{title}\n{'=' * cells(title)}\n")
    print(text, end="")


def print_page(page: Page, *, json_wanted: bool = False) -> None:
    """Print a page."""
    json_id = page.header.id if json_wanted else ""
    print_blocks(page.header.title, page.blocks, json_id=json_id)


def print_safety(library: Library, *, json_wanted: bool = False) -> None:
    """Print the page on safety, the packaged one where a folder has another."""
    page = library.guarded(SAFETY) or library.page(SAFETY)
    print_page(page, json_wanted=json_wanted)
