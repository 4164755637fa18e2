"""Out of the program: writing out what was kept."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from trust_tui import formats, transfer
from trust_tui.dialogs.long_text import ReportDialog, heading, lines
from trust_tui.dialogs.ticks import TICK, TicksDialog
from trust_tui.domain import (
    KINDS,
    Contents,
    Selection,
    TrustError,
    gather,
    select,
    tr,
)
from trust_tui.flows.questions import ABOUT_ONE, ALL, LEAVE, Questions
from trust_tui.prompter import Prompter
from trust_tui.typeset import Block

if TYPE_CHECKING:
    from trust_tui.formats.format import Format
    from trust_tui.transfer.exporter import Export

SAMPLE: Final = 12
"""Lines shown of how something begins that is to be written."""

WIDEST: Final = 200
"""Characters shown of a line of it."""


class ExportFlow:
    """Leads through the way out. It runs in a worker of the program."""

    def __init__(self, prompter: Prompter) -> None:
        self._prompter = prompter
        self._session = prompter.session
        self._questions = Questions(prompter)

    async def export(self) -> None:
        """Ask for the form and what of it, show how it begins, and write it where the user says."""
        form = await self._prompter.choose(
            tr("Export"), tr("In which form?"), _offered()
        )
        if form is None:
            return
        format = formats.registry.named(form)
        wanted = await self._prompter.choose(
            tr("How much?"),
            tr(
                "All of it, or a part: some days, some kinds, or what is about one person."
            ),
            [(ALL, tr("Everything")), ("part", tr("A part of it"))],
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

    async def _write_out(self, format: "Format", selection: Selection) -> None:
        export, preview = await self._prompter.wait(
            asyncio.to_thread(self._gather, format, selection)
        )
        question = ReportDialog(
            tr("Before it is written"),
            preview,
            [(LEAVE, tr("Write nothing")), ("on", tr("Choose where"))],
        )
        if await self._prompter.ask(question) != "on":
            return
        place = await self._questions.ask_place(
            export.folder if format.folder else export.name
        )
        if place is not None:
            places = await self._prompter.wait(
                asyncio.to_thread(_write, export, place)
            )
            with suppress(TrustError):  # it is written, whatever can be noted
                workbook = self._session.workbook
                await self._session.write(workbook.copies.note_export, places)
            await self._questions.tell_written(place)

    def _gather(
        self, format: "Format", selection: Selection
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
            heading(tr("How it begins")),
            *lines(*sample),
        ]

    async def _choose(self, format: "Format") -> Selection | None:
        """The part that is wanted."""
        days = await self._questions.ask_days(
            tr("Which days?"),
            tr("Leave a line empty for no limit."),
            None,
            None,
        )
        if days is None:
            return None
        whom = await self._questions.ask_whom(
            tr(ABOUT_ONE), tr("Everyone, and what is about nobody")
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
                (table, tr(KINDS[table].plural), str(count))
                for table, count in counted.items()
            ]
            tables = await self._prompter.ask(
                TicksDialog(
                    tr("Which kinds?"), tr(TICK), rows, counted, least=1
                )
            )
            if tables is None:
                return None
            selection = replace(
                selection,
                tables=tables if tables != counted.keys() else frozenset(),
            )
        return selection

    def _count(
        self, format: "Format", selection: Selection
    ) -> Mapping[str, int]:
        """How many records there are of each kind that the form has room for."""
        kept: Contents = select(gather(self._session.workbook), selection)
        tables = transfer.exporter.held_by(format)
        return {
            table: len(kept.of(table)) for table in tables if kept.of(table)
        }


def _offered() -> Sequence[tuple[str, str]]:
    """What can be written, as a choice."""
    found = formats.registry.writable(formats.registry.every())
    return [(one.name, f"{tr(one.title)}: {tr(one.purpose)}") for one in found]


def _write(export: "Export", place: Path) -> Sequence[Path]:
    """Write it; answers with what is to go when copies are to go."""
    if export.format.folder:
        return export.write_folder(place).places
    export.write_file(place)
    return [place]
