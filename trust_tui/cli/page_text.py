"""Prints pages and pieces of them as text."""

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


def print_blocks(title: str, blocks: Sequence[Block]) -> None:
    """Print a title and what stands below it."""
    width = min(shutil.get_terminal_size((MEASURE, 24)).columns, MEASURE)
    title = clean(title)
    print(f"{title}\n{'=' * cells(title)}\n")
    laid = lay_out(tuple(blocks), width, ascii=wants_ascii())
    print(clean(plain_text(laid)), end="")


def print_page(page: Page) -> None:
    """Print a page."""
    print_blocks(page.header.title, page.blocks)


def print_safety(library: Library) -> None:
    """Print the page on safety, the packaged one where a folder has another."""
    print_page(library.guarded(SAFETY) or library.page(SAFETY))
