"""A page for a professional from within the program: what is on it is chosen part by part, entries one by one."""

import asyncio
from collections.abc import Collection
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Final

from trust_tui import report, transfer
from trust_tui.dialogs.lines import Asked, LinesDialog
from trust_tui.dialogs.long_text import ReportDialog, lines
from trust_tui.dialogs.ticks import TICK, TicksDialog
from trust_tui.domain import (
    Entry,
    TrustError,
    gather,
    later,
    one_line,
    short_day,
    tr,
)
from trust_tui.flows.questions import ABOUT_ONE, ALL, LEAVE, Questions
from trust_tui.prompter import Prompter
from trust_tui.report.content_words import SPAN, words_for_page

if TYPE_CHECKING:
    from trust_tui.report.report import Choice, Page

SECTIONS: Final = (
    ("trends", later("How the days went")),
    ("signs", later("Signs I looked at")),
    ("goals", later("Goals")),
    ("exercises", later("Exercises I did")),
    ("entries", later("Entries of my journal, chosen one by one")),
)
FORMS: Final = (
    ("html", later("HTML: to print, or to open in a browser")),
    ("markdown", later("Markdown: plain text")),
)


class ReportFlow:
    """Leads through what is on the page. Runs in a worker of the program."""

    def __init__(self, prompter: Prompter) -> None:
        self._prompter = prompter
        self._session = prompter.session
        self._questions = Questions(prompter)

    async def make(self) -> None:
        """Ask for what is on it, show it, and write it where the user says."""
        choice = await self._choose()
        if choice is None:
            return
        try:
            await self._write(choice)
        except TrustError as error:
            await self._prompter.show_error(error)

    async def _choose(self) -> "Choice | None":
        today = self._session.today
        text = tr(
            "A page of what you choose, for someone who helps you. You see it before it is written."
        )
        days = await self._questions.ask_days(
            tr("A page for a professional"), text, today - SPAN, today
        )
        if days is None:
            return None
        last = days[1] or today
        first = days[0] or last - SPAN
        whom = await self._questions.ask_whom(
            tr(ABOUT_ONE), tr("Everyone, and what is about nobody")
        )
        if whom is None:
            return None
        about = None if whom == ALL else whom
        rows = [(key, tr(wording), "") for key, wording in SECTIONS]
        sections = await self._prompter.ask(
            TicksDialog(
                tr("What is on it?"),
                tr(TICK),
                rows,
                [key for key, _ in SECTIONS],
                least=1,
            )
        )
        if sections is None:
            return None
        entries = (
            await self._choose_entries(first, last, about)
            if "entries" in sections
            else frozenset[str]()
        )
        if entries is None:
            return None
        initials = await self._prompter.ask(
            LinesDialog(
                tr("By whom?"),
                tr("What stands at its head as your name. It may stay empty."),
                [Asked(label=tr("Initials, if you like"))],
                lambda given: given[0],
            )
        )
        if initials is None:
            return None
        return report.report.Choice(
            first=first,
            last=last,
            relationship=about,
            sections=[
                report.report.Section(key)
                for key, _ in SECTIONS
                if key in sections
            ],
            entries=entries,
            initials=initials,
        )

    async def _choose_entries(
        self, first: date, last: date, about: str | None
    ) -> Collection[str] | None:
        """Which entries of these days go with it; none of them at first."""
        found = [
            r
            for r in self._session.workbook.of(Entry).about(about)
            if first <= r.value.day <= last
        ]
        if not found:
            return frozenset()
        today = self._session.today
        rows = [
            (
                record.id,
                one_line(record.value.title or record.value.text),
                short_day(record.value.day, today),
            )
            for record in found
        ]
        chosen: frozenset[str] | None = await self._prompter.ask(
            TicksDialog(
                tr("Which entries?"),
                tr(
                    "Only those you tick are on the page. {tick}", tick=tr(TICK)
                ),
                rows,
                (),
            )
        )
        return chosen

    async def _write(self, choice: "Choice") -> None:
        page = await self._prompter.wait(asyncio.to_thread(self._make, choice))
        text = lines(report.markdown_page.write_markdown_page(page))
        question = ReportDialog(
            tr("This is what it says"),
            text,
            [(LEAVE, tr("Write nothing")), ("on", tr("Choose where"))],
        )
        if await self._prompter.ask(question) != "on":
            return
        form = await self._prompter.choose(
            tr("In which form?"),
            tr("Both stand alone: they load nothing and lead nowhere."),
            [(key, tr(wording)) for key, wording in FORMS],
        )
        if form is None:
            return
        ending = ".html" if form == "html" else ".md"
        place = await self._questions.ask_place(
            transfer.write_files.neutral_name(self._session.today, ending)
        )
        if place is None:
            return
        write = (
            report.html_page.write_html_page
            if form == "html"
            else report.markdown_page.write_markdown_page
        )
        data = [write(page).encode("utf-8", "replace")]
        await self._prompter.wait(
            asyncio.to_thread(transfer.write_files.write_file, place, data)
        )
        with suppress(TrustError):  # it is written, whatever can be noted
            workbook = self._session.workbook
            await self._session.write(workbook.copies.note_export, [place])
        await self._questions.tell_written(place)

    def _make(self, choice: "Choice") -> "Page":
        kept = gather(self._session.workbook)
        return report.report.make_page(
            kept, choice, words_for_page(self._session.library)
        )
