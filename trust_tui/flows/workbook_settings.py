"""What is set in the workbook, and so holds on every machine: what is offered, told and shown of what was kept."""

from typing import Final

from trust_tui.domain import NEVER, WEEKDAYS, tr, weekday_name
from trust_tui.prompter import Prompter

ONOFF: Final = ("on", "off")


class WorkbookSettings:
    """Asks for each of them. Each method runs in a worker of the program."""

    def __init__(self, prompter: Prompter) -> None:
        self._prompter = prompter
        self._session = prompter.session

    async def choose_look_back(self) -> None:
        """Ask on which day the overview offers a look back at the week."""
        days = [*range(len(WEEKDAYS)), NEVER]
        answer = await self._prompter.choose(
            tr("A look back at the week"),
            tr(
                "On that day the overview offers it. It takes three minutes, and can be asked for at any time."
            ),
            [(str(day), _on_weekday(day)) for day in days],
            chosen=str(self._session.workbook.settings.look_back),
        )
        if answer:
            await self._prompter.save_settings(look_back=int(answer))

    async def choose_tags(self) -> None:
        """Ask whether trends say what goes with a tag."""
        read = self._session.workbook.settings.tags_read
        text = tr(
            "Trends say in one sentence which tag goes with a line, where that is hardly chance. They never say why."
        )
        answer = await self._prompter.choose(
            tr("What goes with my tags"),
            text,
            [
                (state, told_words(state == "on").capitalize())
                for state in ONOFF
            ],
            chosen=ONOFF[not read],
        )
        if answer is None or (answer == "on") is read:
            return
        if await self._prompter.save_settings(tags_read=not read):
            self._prompter.notice(
                tr(
                    "What goes with your tags is {told}.",
                    told=told_words(not read),
                )
            )

    async def choose_year_ago(self) -> None:
        """Ask whether the overview shows what was written a year ago."""
        shown = self._session.workbook.settings.year_ago
        text = tr(
            "What you wrote on the same day a year ago. Never of a day with the tag hard, or one with a low mood."
        )
        answer = await self._prompter.choose(
            tr("A year ago"),
            text,
            [
                (state, shown_words(state == "on").capitalize())
                for state in ONOFF
            ],
            chosen=ONOFF[not shown],
        )
        if answer is None or (answer == "on") is shown:
            return
        if await self._prompter.save_settings(year_ago=not shown):
            self._prompter.notice(
                tr("A year ago is {shown}.", shown=shown_words(not shown))
            )


def _on_weekday(day: int) -> str:
    """A weekday by its number, as an answer: the name keeps its capital."""
    said = weekday_words(day)
    return said[:1].upper() + said[1:]


def weekday_words(day: int) -> str:
    """A weekday by its number, in the middle of a sentence."""
    if day == NEVER:
        return tr("never")
    return tr("on {weekday}", weekday=weekday_name(day))


def shown_words(shown: bool) -> str:
    """Whether something is shown, in the middle of a sentence."""
    return tr("shown") if shown else tr("not shown")


def told_words(read: bool) -> str:
    """Whether something is told, in the middle of a sentence."""
    return tr("told") if read else tr("not told")
