"""`trust-tui page`: a page for a professional, of what the user chose."""

import argparse
from collections.abc import Collection
from datetime import date

from trust_tui.cli.context import open_library, opened, patience, today_of
from trust_tui.cli.options import (
    note_written,
    or_replace,
    out_path,
    selection,
    warn,
    write_out,
)
from trust_tui.domain import (
    Contents,
    Entry,
    UsageError,
    Workbook,
    gather,
    one_line,
    select,
    tr,
)
from trust_tui.library import Library
from trust_tui.report.content_words import SPAN, words_for_page
from trust_tui.report.markdown_page import write_markdown_page
from trust_tui.report.report import Choice, Section, make_page
from trust_tui.transfer.write_files import neutral_name, write_file


def run(options: argparse.Namespace) -> int:
    """Make the page, or list the entries to choose from."""
    library = open_library(options)
    with opened(options) as workbook:
        return _page(options, library, workbook)


def _page(
    options: argparse.Namespace, library: Library, workbook: Workbook
) -> int:
    today = today_of(workbook)
    wanted = selection(options, workbook, today)
    with patience():
        kept = gather(workbook)
    last = wanted.last or today
    first = wanted.first or last - SPAN
    if first > last:
        raise UsageError(
            tr(
                "The day after --from is later than the last one: turn them round."
            )
        )
    if options.list_entries:
        _list(select(kept, wanted), first, last)
        return 0
    choice = Choice(
        first=first,
        last=last,
        relationship=wanted.relationship,
        sections=_sections(options.sections),
        entries=_entries(options.entry or (), kept),
        initials=options.initials,
    )
    page = make_page(kept, choice, words_for_page(library))
    if options.format == "html":
        # The Markdown parser is not needed for the other form.
        from trust_tui.report.html_page import write_html_page  # noqa: PLC0415

        text, ending = write_html_page(page), ".html"
    else:
        text, ending = write_markdown_page(page), ".md"
    data = [text.encode("utf-8", "replace")]
    if options.out:
        place = out_path(options.out, neutral_name(today, ending))
        with or_replace():
            write_file(place, data, replace=options.replace)
        note_written(workbook, [place])
    else:
        write_out(data)
    warn()
    return 0


def _sections(given: str | None) -> Collection[Section]:
    if given is None:
        return tuple(Section)
    names = [name.strip().lower() for name in given.split(",") if name.strip()]
    if not names or any(name not in list(Section) for name in names):
        raise UsageError(
            tr(
                "Write --sections with some of these and commas between them: {names}.",
                names=", ".join(Section),
            )
        )
    return [Section(name) for name in names]


def _entries(given: Collection[str], kept: Contents) -> Collection[str]:
    known = {record.id for record in kept.of(Entry.TABLE)}
    wanted = {id.strip() for one in given for id in one.split(",")}
    if not wanted <= known:
        raise UsageError(
            tr(
                "There is no entry with one of these ids: --list-entries lists them."
            )
        )
    return wanted


def _list(kept: Contents, first: date, last: date) -> None:
    for record in kept.of(Entry.TABLE):
        if first <= record.value.day <= last:
            words = one_line(record.value.title or record.value.text)
            print(f"{record.id}  {record.value.day.isoformat()}  {words[:60]}")
