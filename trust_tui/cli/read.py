"""`trust-tui read`: prints a page of the content as text."""

import argparse

from trust_tui.cli.context import open_library
from trust_tui.cli.page_text import print_page, print_safety
from trust_tui.domain import clean


def run(options: argparse.Namespace) -> int:
    """Print a page, or the ids and titles of all pages."""
    library = open_library(options)
    if options.list or not options.page:
        for header in library.headers():
            print(f"{clean(header.id):<24}{clean(header.title)}")
        return 0
    page, packaged = library.page(options.page), library.guarded(options.page)
    if packaged is not None:
        print_page(packaged)
        print("\n\nA content folder has another page in place of this one:\n")
    print_page(page)
    return 0


def run_safety(options: argparse.Namespace) -> int:
    """Print the page on safety."""
    print_safety(open_library(options))
    return 0
