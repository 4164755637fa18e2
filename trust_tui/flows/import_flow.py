"""Into the program: taking in what was written elsewhere, and taking that back."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from trust_tui import formats, transfer
from trust_tui.dialogs.lines import Asked, LinesDialog
from trust_tui.dialogs.long_text import ReportDialog, lines, sentence
from trust_tui.domain import (
    TrustError,
    adopting,
    short_day,
    tr,
)
from trust_tui.flows.file_places import HINT, place_named
from trust_tui.flows.questions import ALL, LEAVE, Questions
from trust_tui.prompter import Prompter

if TYPE_CHECKING:
    from trust_tui.formats.collector import Doubt, ReadOptions
    from trust_tui.transfer.import_plan import Plan


class ImportFlow:
    """Leads through the way in. It runs in a worker of the program."""

    def __init__(self, prompter: Prompter) -> None:
        self._prompter = prompter
        self._session = prompter.session
        self._questions = Questions(prompter)

    async def bring_in(self) -> None:
        """Ask for a file or folder, show what would be added, and add it as one change; or take the last one back."""
        here = adopting(self._session.workbook)
        if (made := here.last_import()) is not None:
            day = short_day(made.date(), self._session.today)
            choices = [
                ("in", tr("Import a file or folder")),
                ("back", tr("Take back what I brought in ({day})", day=day)),
            ]
            answer = await self._prompter.choose(
                tr("Import"), tr("What would you like to do?"), choices
            )
            if answer == "back":
                await self._take_back()
            if answer != "in":
                return
        text = tr(
            "What can be read: {sources}. First you see what it would add.",
            sources=formats.registry.sources(),
        )
        asked = [Asked(label=tr("The file or folder"), hint=tr(HINT))]
        place = await self._prompter.ask(
            LinesDialog(
                tr("Import"), text, asked, lambda given: place_named(given[0])
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
        text = tr(
            "Everything that came in then goes again, but for what you changed since or put into the trash. "
            "A backup is made first."
        )
        answer = await self._prompter.choose(
            tr("Take it back?"),
            text,
            [("no", tr("No, leave it here")), ("yes", tr("Yes, take it back"))],
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
        await self._prompter.show(tr("Taken back"), *summary)

    async def _take_in(self, place: Path) -> None:
        read_options = formats.collector.ReadOptions(
            zone=formats.zones.local_zone(),
            day_ends=self._session.day_ends,
            about=None,
        )
        plan = await self._read(place, read_options)
        kept = self._session.workbook.settings.import_answers
        usual = transfer.import_answers.remembered(
            kept, plan.result.format, read_options
        )
        if (better := await self._ask_terms(plan, usual)) is None:
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
                sentence(
                    tr(
                        "Times without a zone are taken as {zone}.",
                        zone=better.zone,
                    )
                ),
            )
        adds = bool(plan.records or plan.trash)
        choices = [
            (LEAVE, tr("Add nothing")),
            ("add", tr("Add {adds}, as one change", adds=plan.adds)),
        ]
        answer = await self._prompter.ask(
            ReportDialog(tr("What it would add"), summary, choices[: 1 + adds])
        )
        if answer != "add":
            return
        here = adopting(self._session.workbook)
        await self._prompter.wait(
            self._session.write(transfer.import_plan.carry_out, plan, here)
        )
        answers = transfer.import_answers.with_answers(
            kept, plan.result, better
        )
        await self._prompter.save_settings(import_answers=answers)
        self._prompter.notice(
            tr(
                "Added: {adds}. In the journal, u takes it back as a whole.",
                adds=plan.adds,
            )
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
            whom = await self._questions.ask_whom(
                tr("All of what comes in is kept as being about them."),
                tr("Nobody in particular"),
                in_mind_first=True,
            )
            if whom is None:
                return None
            read_options = replace(
                read_options, about=None if whom == ALL else whom
            )
        for doubt in plan.result.doubts:
            change = await self._ask_doubt(doubt, read_options)
            if change is None:
                return None
            read_options = replace(read_options, **change)
        moods = await self._ask_moods(plan.result.moods, read_options.moods)
        return None if moods is None else replace(read_options, moods=moods)

    async def _ask_doubt(
        self, doubt: "Doubt", usual: "ReadOptions"
    ) -> "Mapping[str, Any] | None":
        """What an answer to a doubt changes for the reader, None when the user steps back."""
        answers = transfer.import_answers.ANSWERS.get(doubt.kind)
        if answers is None:
            return {}
        title = doubt.line[:1].upper() + doubt.line[1:]
        choices = [(name, label) for name, label, _ in answers]
        changes = {name: change for name, _, change in answers}
        chosen = ""
        for name, change in changes.items():
            if all(getattr(usual, key) == to for key, to in change.items()):
                chosen = name
        given = await self._prompter.choose(
            title, doubt.question, choices, chosen=chosen
        )
        return None if given is None else changes[given]

    async def _ask_moods(
        self, names: Sequence[str], usual: Mapping[str, int]
    ) -> Mapping[str, int] | None:
        """What moods of the user's own mean, None when the user steps back."""
        moods: dict[str, int] = {}
        for mood in names:
            answer = await self._ask_mood(mood, usual.get(mood))
            if answer is None:
                return None
            if answer != LEAVE:
                moods[mood] = int(answer)
        return moods

    async def _ask_zone(self, usual: tzinfo) -> tzinfo | None:
        text = tr(
            "The times in it name no time zone. In which one were they written?"
        )
        asked = [
            Asked(
                label=tr("Time zone"),
                value=str(usual),
                hint=tr("Like Europe/Berlin or +01:00."),
            )
        ]
        zone: tzinfo | None = await self._prompter.ask(
            LinesDialog(
                tr("Time zone"),
                text,
                asked,
                lambda given: formats.zones.zone_named(given[0]),
            )
        )
        return zone

    async def _ask_mood(self, mood: str, usual: int | None) -> str | None:
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
        text = tr(
            "A mood in this file has a name of your own: {mood}. What does it mean?",
            mood=mood,
        )
        return await self._prompter.choose(
            tr("A mood of your own"),
            text,
            [(LEAVE, tr("Leave it out")), *choices],
            chosen="" if usual is None else str(usual),
        )
