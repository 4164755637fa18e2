"""`trust-tui list`, `show` and `search`: what was kept, in lines that are numbered for the commands that follow."""

import argparse
import json
from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import Any

from trust_tui import formats
from trust_tui.cli.context import (
    open_library,
    opened,
    today_of,
)
from trust_tui.cli.in_mind import shown
from trust_tui.cli.options import FILTERS, refuse_beside, selection
from trust_tui.cli.record_lines import (
    SHOWN,
    labels,
    print_found,
    print_json,
    references_of,
)
from trust_tui.domain import (
    Asks,
    FilterParser,
    JournalView,
    Record,
    Relationship,
    UsageError,
    Workbook,
    about_of,
    clean,
    kinds_in,
    one_line,
    tr,
)


def run_list(options: argparse.Namespace) -> int:
    """Print the latest records of the kinds and days wanted."""
    options.kind = [*(options.kind or ()), *options.kinds]
    with opened(options) as workbook:
        today = today_of(workbook)
        wanted = selection(options, workbook, today)
        tables = wanted.tables or [
            kind.table for kind in kinds_in(JournalView.ALL)
        ]
        about = shown(workbook, options)
        if wanted.tables == {Relationship.TABLE}:
            about = None  # the people themselves, whoever is in mind
        records = workbook.timeline(tables, about)
        _print(options, workbook, today, filter(wanted.wants, records))
    return 0


def run_search(options: argparse.Namespace) -> int:
    """Print the records that hold every word, the latest first; with `--pages` the pages that do."""
    text = " ".join(options.words)
    if not text.strip():
        raise UsageError(tr("Say which words to look for."))
    if options.pages:
        filters = [name for name in FILTERS if name != "limit"]
        refuse_beside(options, "pages", *filters)
        return _search_pages(options, text)
    with opened(options) as workbook:
        today = today_of(workbook)
        wanted = selection(options, workbook, today)
        people = [(label, id) for id, label in labels(workbook).items()]
        parser = FilterParser(
            people, lambda typed: formats.moments.read_span(typed, today)
        )
        asked = parser.parse(text)
        whom = None if asked.asks(Asks.WHO) else shown(workbook, options)
        records = workbook.search_on(asked, whom)
        _print(options, workbook, today, filter(wanted.wants, records))
    return 0


def _search_pages(options: argparse.Namespace, text: str) -> int:
    # The index of the pages is what no other command needs.
    from trust_tui.library import Search  # noqa: PLC0415

    hits = islice(
        Search(open_library(options)).find(text),
        SHOWN if options.limit is None else options.limit or None,
    )
    told = [
        {
            "page": hit.target.partition("#")[0],
            "title": hit.title,
            "heading": hit.heading,
            "excerpt": hit.excerpt,
        }
        for hit in hits
    ]
    if options.json:
        print(json.dumps(told, indent=1))
        return 0
    for one in told:
        heading = f", {one['heading']}" if one["heading"] else ""
        place = f"{one['page']}: {one['title']}{heading}"
        print(clean(f"{place}\n  {one['excerpt']}"))
    return 0


def run_show(options: argparse.Namespace) -> int:
    """Print records whole."""
    with opened(options) as workbook:
        references = references_of(workbook, options)
        records = [references.record(typed) for typed in options.which]
        people = labels(workbook)
        if options.json:
            print_json(records, workbook, options)
            return 0
        # What stands on the page of a record is asked of the content.
        from trust_tui.cli.page_text import print_blocks  # noqa: PLC0415
        from trust_tui.screens.record_page import page_of  # noqa: PLC0415

        library = open_library(options)
        for number, record in enumerate(records):
            about = about_of(record.value)
            person = workbook.of(Relationship).get(about) if about else None
            kind = person.value.kind if person else ""
            title, blocks = page_of(record, library, kind)
            if number:
                print()
            print_blocks(title, blocks)
            if about:
                who = people.get(about, tr("somebody who is gone"))
                print("\n" + tr("About {who}.", who=one_line(who)))
    return 0


def _print(
    options: argparse.Namespace,
    workbook: Workbook,
    today: date,
    records: Iterable[Record[Any]],
) -> None:
    """Print so many of them, and say when there are more."""
    none = tr("Nothing was found.")
    print_found(records, workbook, options, today, none=none)
