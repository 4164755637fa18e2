"""`trust-tui page`: a page for a professional, of what the user chose."""

import argparse
from collections.abc import Collection
from datetime import date

from msgspec.structs import replace

from trust_tui.cli.context import (
    open_library,
    opened,
    patience,
    today_of,
)
from trust_tui.cli.options import (
    note_written,
    or_replace,
    out_path,
    refuse_without,
    selection,
    warn,
    write_out,
)
from trust_tui.cli.record_lines import print_json
from trust_tui.domain import (
    Contents,
    Entry,
    Selection,
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
    if options.list_entries:
        return _list(options)
    if options.json and not options.out:
        raise UsageError(tr("--json goes with --out or --list-entries."))
    for name in ("tag", "title"):
        refuse_without(options, "list_entries", "--list-entries", name)
    return _make(options)


def _make(options: argparse.Namespace) -> int:
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
    first, last = _days(wanted, today)
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


def _days(wanted: Selection, today: date) -> tuple[date, date]:
    """The first and the last day of the page.

    Raises:
        UsageError: The first is later.
    """
    last = wanted.last or today
    first = wanted.first or last - SPAN
    if first > last:
        raise UsageError(
            tr(
                "The day after --from is later than the last one: turn them round."
            )
        )
    return first, last


def _list(options: argparse.Namespace) -> int:
    """The entries of the days of a page, those made first first, with the ids that `--entry` takes."""
    with opened(options) as workbook:
        today = today_of(workbook)
        wanted = selection(options, workbook, today)
        first, last = _days(wanted, today)
        wanted = replace(wanted, first=first, last=last)
        records = select(gather(workbook), wanted).of(Entry.TABLE)
        if options.json:
            print_json(records, workbook, options)
            return 0
    for record in records:
        words = one_line(record.value.title or record.value.text)
        print(f"{record.id}  {record.value.day.isoformat()}  {words[:60]}")
    return 0
