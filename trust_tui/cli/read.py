"""`trust-tui read`: prints a page of the content as text."""

import argparse
import json

from trust_tui.cli.context import open_library
from trust_tui.cli.options import refuse_together
from trust_tui.cli.page_text import print_page, print_safety
from trust_tui.domain import (
    clean,
    tr,
)
from trust_tui.library import Library


def run(options: argparse.Namespace) -> int:
    """Print a page, or the ids and titles of all pages."""
    library = open_library(options)
    refuse_together(options, "list", "page")
    if not options.page:
        _list(library, json_wanted=options.json)
        return 0
    page, packaged = library.page(options.page), library.guarded(options.page)
    if options.json:
        print_page(packaged or page, json_wanted=True)
        return 0
    if packaged is not None:
        print_page(packaged)
        other = tr("A content folder has another page in place of this one:")
        print(f"\n\n{other}\n")
    print_page(page)
    if page.header.kind == "self-check":
        print(f"\n{tr('Statements')}\n")
        for item in library.self_check_items():
            print(clean(f"- {item.text}"))
    return 0


def run_safety(options: argparse.Namespace) -> int:
    """Print the page on safety."""
    print_safety(open_library(options), json_wanted=options.json)
    return 0


def _list(library: Library, *, json_wanted: bool) -> None:
    titles = {header.id: header.title for header in library.headers()}
    if json_wanted:
        told = [{"id": id, "title": title} for id, title in titles.items()]
        print(json.dumps(told, indent=1))
        return
    for id, title in titles.items():
        print(f"{clean(id):<24}{clean(title)}")
