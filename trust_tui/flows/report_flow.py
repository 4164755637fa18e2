"""A page for a professional from within the program: what is on it is chosen part by part, entries one by one."""

import asyncio
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from textual.app import App

from trust_tui import report, transfer
from trust_tui.dialogs.confirm import ChoiceDialog
from trust_tui.dialogs.lines import Asked, LinesDialog
from trust_tui.dialogs.long_text import ReportDialog, lines
from trust_tui.dialogs.progress import waited
from trust_tui.dialogs.ticks import TICK, TicksDialog
from trust_tui.domain.contents import gather
from trust_tui.domain.dates import short_day
from trust_tui.domain.records import Entry
from trust_tui.domain.text import one_line
from trust_tui.errors import TrustError
from trust_tui.flows.import_export import ABOUT_ONE, ALL, LEAVE, Exchanging
from trust_tui.flows.tasks import Tasks
from trust_tui.report.content_words import SPAN, words_for_page
from trust_tui.session import Session

if TYPE_CHECKING:
    from trust_tui.report.report import Choice, Page

SECTIONS: Final = (
    ("trends", "How the days went"),
    ("signs", "Signs I looked at"),
    ("goals", "Goals"),
    ("exercises", "Exercises I did"),
    ("entries", "Entries of my journal, chosen one by one"),
)
FORMS: Final = (
    ("html", "HTML: to print, or to open in a browser"),
    ("markdown", "Markdown: plain text"),
)


class PageMaking:
    """Leads through what is on the page. Runs in a worker of the program."""

    def __init__(
        self, app: App[Any], session: Session, tasks: Tasks, exchanging: Exchanging
    ) -> None:
        self._app = app
        self._desk = session
        self._tasks = tasks
        self._exchanging = exchanging

    async def make(self) -> None:
        """Ask for what is on it, show it, and write it where the user says."""
        choice = await self._choose()
        if choice is None:
            return
        try:
            await self._write(choice)
        except TrustError as error:
            await self._tasks.tell(error)

    async def _choose(self) -> "Choice | None":
        today = self._desk.today
        text = "A page of what you choose, for someone who helps you. You see it before it is written."
        days = await self._exchanging.ask_days(
            "A page for a professional", text, today - SPAN, today
        )
        if days is None:
            return None
        last = days[1] or today
        first = days[0] or last - SPAN
        whom = await self._exchanging.ask_whom(
            ABOUT_ONE, "Everyone, and what is about nobody"
        )
        if whom is None:
            return None
        about = None if whom == ALL else whom
        rows = [(key, wording, "") for key, wording in SECTIONS]
        sections = await self._app.push_screen_wait(
            TicksDialog(
                "What is on it?", TICK, rows, [key for key, _ in SECTIONS], least=1
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
        initials = await self._app.push_screen_wait(
            LinesDialog(
                "By whom?",
                "What stands at its head as your name. It may stay empty.",
                [Asked(label="Initials, if you like")],
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
                report.report.Section(key) for key, _ in SECTIONS if key in sections
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
            for r in self._desk.workbook.of(Entry).about(about)
            if first <= r.value.day <= last
        ]
        if not found:
            return frozenset()
        today = self._desk.today
        rows = [
            (
                record.id,
                one_line(record.value.title or record.value.text),
                short_day(record.value.day, today),
            )
            for record in found
        ]
        chosen: frozenset[str] | None = await self._app.push_screen_wait(
            TicksDialog(
                "Which entries?",
                f"Only those you tick are on the page. {TICK}",
                rows,
                (),
            )
        )
        return chosen

    async def _write(self, choice: "Choice") -> None:
        page = await waited(self._app, asyncio.to_thread(self._make, choice))
        told = lines(report.markdown_page.write_markdown_page(page))
        question = ReportDialog(
            "This is what it says",
            told,
            [(LEAVE, "Write nothing"), ("on", "Choose where")],
        )
        if await self._app.push_screen_wait(question) != "on":
            return
        form = await self._app.push_screen_wait(
            ChoiceDialog(
                "In which form?",
                "Both stand alone: they load nothing and lead nowhere.",
                FORMS,
            )
        )
        if form is None:
            return
        ending = ".html" if form == "html" else ".md"
        place = await self._exchanging.ask_place(
            transfer.write_files.neutral_name(self._desk.today, ending)
        )
        if place is None:
            return
        write = (
            report.html_page.write_html_page
            if form == "html"
            else report.markdown_page.write_markdown_page
        )
        data = [write(page).encode("utf-8", "replace")]
        await waited(
            self._app, asyncio.to_thread(transfer.write_files.write_file, place, data)
        )
        await self._exchanging.tell_written(place)

    def _make(self, choice: "Choice") -> "Page":
        kept = gather(self._desk.workbook)
        return report.report.make_page(kept, choice, words_for_page(self._desk.library))
