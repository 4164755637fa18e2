"""Out and in from within the program: writing out what was kept, and taking in what was written elsewhere."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from trust_tui import formats, transfer
from trust_tui.dialogs.lines import Asked, LinesDialog
from trust_tui.dialogs.long_text import ReportDialog, heading, lines, sentence
from trust_tui.dialogs.ticks import TICK, TicksDialog
from trust_tui.domain import (
    KINDS,
    Relationship,
    Selection,
    TrustError,
    adopting,
    gather,
    parse_past_day,
    select,
    short_day,
)
from trust_tui.flows.file_places import HINT, place_named, place_to_write, short
from trust_tui.prompter import Prompter
from trust_tui.typeset import Block

if TYPE_CHECKING:
    from trust_tui.domain import Contents
    from trust_tui.formats.collector import Doubt, ReadOptions
    from trust_tui.formats.format import Format
    from trust_tui.transfer.exporter import Export
    from trust_tui.transfer.import_plan import Plan

UNPROTECTED: Final = (
    "It is not protected there: whoever can open it can read it."
)
ABOUT_ONE: Final = "What is about one person can go alone."

SAMPLE: Final = 12
"""Lines shown of how something begins that is to be written."""

WIDEST: Final = 200
"""Characters shown of a line of it."""

ALL: Final = "all"
LEAVE: Final = "leave"


_ANSWERS: Final[Mapping[str, Sequence[tuple[str, str, Mapping[str, Any]]]]] = {
    "order": (
        ("day", "The day: 2.3. is in March", {"order": "day-first"}),
        ("month", "The month: 3/2 is in March", {"order": "month-first"}),
    ),
    "night": (
        ("before", "The day before, as my days end", {"new_day": False}),
        ("new", "The new day", {"new_day": True}),
    ),
    "file-date": (
        ("take", "Take them, on the days of their files", {"undated": True}),
        ("leave", "Leave them out", {"undated": False}),
    ),
}
"""The answers to what a source leaves open, by the kind of doubt, with what each changes for the reader."""


class ImportExportFlow:
    """Leads through the ways out and in. Each method runs in a worker of the program."""

    def __init__(self, prompter: Prompter) -> None:
        self._prompter = prompter
        self._session = prompter.session

    # Out

    async def export(self) -> None:
        """Ask for the form and what of it, show how it begins, and write it where the user says."""
        form = await self._prompter.choose(
            "Export", "In which form?", _offered()
        )
        if form is None:
            return
        format = formats.registry.named(form)
        wanted = await self._prompter.choose(
            "How much?",
            "All of it, or a part: some days, some kinds, or what is about one person.",
            [(ALL, "Everything"), ("part", "A part of it")],
        )
        try:
            selection = (
                Selection()
                if wanted == ALL
                else await self._choose(format)
                if wanted
                else None
            )
            if selection is not None:
                await self._write_out(format, selection)
        except TrustError as error:
            await self._prompter.show_error(error)

    async def _write_out(
        self, format: "Format", selection: "Selection"
    ) -> None:
        export, preview = await self._prompter.wait(
            asyncio.to_thread(self._gather, format, selection)
        )
        question = ReportDialog(
            "Before it is written",
            preview,
            [(LEAVE, "Write nothing"), ("on", "Choose where")],
        )
        if await self._prompter.ask(question) != "on":
            return
        place = await self.ask_place(
            export.folder if format.folder else export.name
        )
        if place is not None:
            await self._prompter.wait(asyncio.to_thread(_write, export, place))
            await self.tell_written(place)

    def _gather(
        self, format: "Format", selection: "Selection"
    ) -> "tuple[Export, Sequence[Block]]":
        """What is to be written, and what is said of it before."""
        kept = select(gather(self._session.workbook), selection)
        notes = [
            item.text
            for item in self._session.library.text("about", "limits").items
        ]
        export = transfer.exporter.Export(
            kept=kept,
            format=format,
            options=formats.format.WriteOptions(
                today=self._session.today, notes=notes
            ),
        )
        sample = (line[:WIDEST] for line in export.first_lines(SAMPLE))
        return export, [
            *lines(*formats.registry.problems(), *export.preview()),
            heading("How it begins"),
            *lines(*sample),
        ]

    async def _choose(self, format: "Format") -> "Selection | None":
        """The part that is wanted."""
        days = await self.ask_days(
            "Which days?", "Leave a line empty for no limit.", None, None
        )
        if days is None:
            return None
        whom = await self.ask_whom(
            ABOUT_ONE, "Everyone, and what is about nobody"
        )
        if whom is None:
            return None
        relationship = None if whom == ALL else whom
        selection = Selection(
            first=days[0], last=days[1], relationship=relationship
        )
        counted = await self._prompter.wait(
            asyncio.to_thread(self._count, format, selection)
        )
        if len(counted) > 1:
            rows = [
                (table, KINDS[table].plural, str(count))
                for table, count in counted.items()
            ]
            tables = await self._prompter.ask(
                TicksDialog("Which kinds?", TICK, rows, counted, least=1)
            )
            if tables is None:
                return None
            selection = replace(
                selection,
                tables=tables if tables != counted.keys() else frozenset(),
            )
        return selection

    def _count(
        self, format: "Format", selection: "Selection"
    ) -> Mapping[str, int]:
        """How many records there are of each kind that the form has room for."""
        kept: Contents = select(gather(self._session.workbook), selection)
        tables = transfer.exporter.held_by(format)
        return {
            table: len(kept.of(table)) for table in tables if kept.of(table)
        }

    # In

    async def bring_in(self) -> None:
        """Ask for a file or folder, show what would be added, and add it as one change; or take the last one back."""
        here = adopting(self._session.workbook)
        if (made := here.last_import()) is not None:
            day = short_day(made.date(), self._session.today)
            choices = [
                ("in", "Import a file or folder"),
                ("back", f"Take back what I brought in ({day})"),
            ]
            answer = await self._prompter.choose(
                "Import", "What would you like to do?", choices
            )
            if answer == "back":
                await self._take_back()
            if answer != "in":
                return
        text = f"What can be read: {formats.registry.sources()}. First you see what it would add."
        asked = [Asked(label="The file or folder", hint=HINT)]
        place = await self._prompter.ask(
            LinesDialog(
                "Import", text, asked, lambda given: place_named(given[0])
            )
        )
        if place is None:
            return
        try:
            await self._take_in(place)
        except TrustError as error:
            await self._prompter.show_error(error)

    async def _take_back(self) -> None:
        """Take the last import back, after a question, and say what of it stays."""
        text = (
            "Everything that came in then goes again, but for what you changed since or put into the trash. "
            "A backup is made first."
        )
        answer = await self._prompter.choose(
            "Take it back?",
            text,
            [("no", "No, leave it here"), ("yes", "Yes, take it back")],
        )
        if answer != "yes":
            return
        here = adopting(self._session.workbook)
        try:
            taken_back = await self._prompter.wait(
                self._session.write(here.take_import_back)
            )
        except TrustError as error:
            await self._prompter.show_error(error)
            return
        summary = transfer.import_plan.undo_lines(taken_back)
        await self._prompter.show("Taken back", *summary)

    async def _take_in(self, place: Path) -> None:
        read_options = formats.collector.ReadOptions(
            zone=formats.zones.local_zone(),
            day_ends=self._session.day_ends,
            about=None,
        )
        plan = await self._read(place, read_options)
        if (better := await self._ask_terms(plan, read_options)) is None:
            return
        if better != read_options:
            plan = await self._read(place, better)
        summary = lines(
            *formats.registry.problems(),
            *transfer.import_preview.preview_lines(plan),
            "",
            *transfer.import_plan.summary_lines(
                plan, most=len(plan.result.skipped)
            ),
        )
        summary = (
            *summary,
            *lines(*(doubt.line for doubt in plan.result.doubts)),
        )
        if plan.result.zone_used:
            summary = (
                *summary,
                sentence(f"Times without a zone are taken as {better.zone}."),
            )
        adds = bool(plan.records or plan.trash)
        choices = [
            (LEAVE, "Add nothing"),
            ("add", f"Add {plan.adds}, as one change"),
        ]
        answer = await self._prompter.ask(
            ReportDialog("What it would add", summary, choices[: 1 + adds])
        )
        if answer != "add":
            return
        here = adopting(self._session.workbook)
        await self._prompter.wait(
            self._session.write(transfer.import_plan.carry_out, plan, here)
        )
        self._prompter.notice(
            f"Added: {plan.adds}. In the journal, u takes it back as a whole."
        )

    async def _read(self, place: Path, read_options: "ReadOptions") -> "Plan":
        def read() -> "Plan":
            result = formats.detect.read_source(place, read_options)
            return transfer.import_plan.plan(
                result, adopting(self._session.workbook)
            )

        return await self._prompter.wait(asyncio.to_thread(read))

    async def _ask_terms(
        self, plan: "Plan", read_options: "ReadOptions"
    ) -> "ReadOptions | None":
        """What the file itself does not say: the time zone, whom it is about, what moods of the user's own mean."""
        if plan.result.zone_used:
            zone = await self._ask_zone(read_options.zone)
            if zone is None:
                return None
            read_options = replace(read_options, zone=zone)
        if plan.result.format != "json":
            whom = await self.ask_whom(
                "All of what comes in is kept as being about them.",
                "Nobody in particular",
                in_mind_first=True,
            )
            if whom is None:
                return None
            read_options = replace(
                read_options, about=None if whom == ALL else whom
            )
        for doubt in plan.result.doubts:
            change = await self._ask_doubt(doubt)
            if change is None:
                return None
            read_options = replace(read_options, **change)
        moods = await self._ask_moods(plan.result.moods)
        return None if moods is None else replace(read_options, moods=moods)

    async def _ask_doubt(self, doubt: "Doubt") -> "Mapping[str, Any] | None":
        """What an answer to a doubt changes for the reader, None when the user steps back."""
        answers = _ANSWERS.get(doubt.kind)
        if answers is None:
            return {}
        title = doubt.line[:1].upper() + doubt.line[1:]
        choices = [(name, label) for name, label, _ in answers]
        given = await self._prompter.choose(title, doubt.question, choices)
        changes = {name: change for name, _, change in answers}
        return None if given is None else changes[given]

    async def _ask_moods(
        self, names: Sequence[str]
    ) -> Mapping[str, int] | None:
        """What moods of the user's own mean, None when the user steps back."""
        moods: dict[str, int] = {}
        for mood in names:
            answer = await self._ask_mood(mood)
            if answer is None:
                return None
            if answer != LEAVE:
                moods[mood] = int(answer)
        return moods

    async def _ask_zone(self, usual: tzinfo) -> tzinfo | None:
        text = (
            "The times in it name no time zone. In which one were they written?"
        )
        asked = [
            Asked(
                label="Time zone",
                value=str(usual),
                hint="Like Europe/Berlin or +01:00.",
            )
        ]
        zone: tzinfo | None = await self._prompter.ask(
            LinesDialog(
                "Time zone",
                text,
                asked,
                lambda given: formats.zones.zone_named(given[0]),
            )
        )
        return zone

    async def _ask_mood(self, mood: str) -> str | None:
        scale = next(
            item
            for item in self._session.library.daily_items()
            if item.id == formats.daylio.MOOD
        )
        choices = [
            (str(choice.value), choice.text)
            for choice in scale.choices
            if choice.value is not None
        ]
        text = f"A mood in this file has a name of your own: {mood}. What does it mean?"
        return await self._prompter.choose(
            "A mood of your own", text, [(LEAVE, "Leave it out"), *choices]
        )

    # Asked in several places

    async def ask_days(
        self, title: str, text: str, first: date | None, last: date | None
    ) -> tuple[date | None, date | None] | None:
        """Ask for the first and the last day; None when the user steps back."""
        asked = [
            Asked(
                label="From",
                value=first.isoformat() if first else "",
                hint="Like 2026-11-29, 29 Nov or yesterday.",
            ),
            Asked(
                label="To",
                value=last.isoformat() if last else "",
                hint="The last day, counted in.",
            ),
        ]
        days: tuple[date | None, date | None] | None = await self._prompter.ask(
            LinesDialog(
                title, text, asked, partial(_span, today=self._session.today)
            )
        )
        return days

    async def ask_whom(
        self, text: str, nobody: str, *, in_mind_first: bool = False
    ) -> str | None:
        """Ask for someone; `ALL` for no one in particular, which is not asked where there is nobody."""
        people = self._session.workbook.of(Relationship).all()
        if not people:
            return ALL
        choices = [
            (r.id, f"{r.value.label}  ({r.value.kind})")
            for r in reversed(people)
        ]
        if in_mind_first:
            choices.sort(key=lambda choice: choice[0] != self._session.about)
            choices.append((ALL, nobody))
        else:
            choices.insert(0, (ALL, nobody))
        whom: str | None = await self._prompter.choose(
            "Whom is it about?", text, choices
        )
        return whom

    async def ask_place(self, name: str) -> Path | None:
        """Ask where something of that name is to be written."""
        asked = [
            Asked(
                label="Where to",
                value=short(place_to_write("~/", name, None)),
                hint=HINT,
            )
        ]
        place: Path | None = await self._prompter.ask(
            LinesDialog(
                "Where to?",
                f"It gets a name that tells nothing but the day, and only you may open it. {UNPROTECTED}",
                asked,
                lambda given: place_to_write(
                    given[0], name, self._session.place
                ),
            )
        )
        return place

    async def tell_written(self, place: Path) -> None:
        """Say where it is now."""
        await self._prompter.show(
            "Written", f"It is in {short(place)}.", UNPROTECTED
        )


def _offered() -> Sequence[tuple[str, str]]:
    """What can be written, as a choice."""
    found = formats.registry.writable(formats.registry.every())
    return [(one.name, f"{one.title}: {one.purpose}") for one in found]


def _span(
    given: Sequence[str], *, today: date
) -> tuple[date | None, date | None]:
    first, last = (parse_past_day(text, today) for text in given)
    if first and last and first > last:
        raise ValueError(
            "The first day is later than the last one: turn them round."
        )
    return first, last


def _write(export: "Export", place: Path) -> None:
    if export.format.folder:
        export.write_folder(place)
    else:
        export.write_file(place)
