"""`trust-tui read`: prints a page of the content as text."""

import argparse
import shutil
from typing import Final

from trust_tui.cli.context import open_library
from trust_tui.domain import clean
from trust_tui.library import Library, Page
from trust_tui.terminal.environment import wants_ascii
from trust_tui.typeset import lay_out, plain_text

MEASURE: Final = 76
"""The longest line printed."""


SAFETY: Final = "safety"
"""The page that is one sign away from every question."""


def run(options: argparse.Namespace) -> int:
    """Print a page, or the ids and titles of all pages."""
    library = open_library(options)
    if options.list or not options.page:
        for header in library.headers():
            print(f"{clean(header.id):<24}{clean(header.title)}")
        return 0
    page, packaged = library.page(options.page), library.guarded(options.page)
    if packaged is not None:
        _print(packaged)
        print("\n\nA content folder has another page in place of this one:\n")
    _print(page)
    return 0


def print_safety(library: Library) -> None:
    """Print the page on safety, the packaged one first."""
    _print(library.guarded(SAFETY) or library.page(SAFETY))


def _print(page: Page) -> None:
    width = min(shutil.get_terminal_size((MEASURE, 24)).columns, MEASURE)
    title = clean(page.header.title)
    print(f"{title}\n{'=' * len(title)}\n")
    print(
        clean(plain_text(lay_out(page.blocks, width, ascii=wants_ascii()))),
        end="",
    )
