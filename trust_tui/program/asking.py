"""Answers the wishes that cross screens: each becomes a task in a worker of its own."""

from textual import on, work

from trust_tui import screens
from trust_tui.messages import (
    CheckInWanted,
    GoalWanted,
    SelfCheckWanted,
    TogetherWanted,
    WriteWanted,
)
from trust_tui.program.navigator import Going


class Asking(Going):
    """The program as somebody to ask."""

    @on(CheckInWanted)
    @work
    async def _check_in(self, event: CheckInWanted) -> None:
        await self.tasks.check_in(event.day)

    @on(WriteWanted)
    @work
    async def _write(self, event: WriteWanted) -> None:
        await self.tasks.write(event.prompt, event.answers)

    @on(GoalWanted)
    @work
    async def _set_goal(self, event: GoalWanted) -> None:
        await self.tasks.set_goal(event.template, event.source)

    @on(TogetherWanted)
    @work
    async def _together(self) -> None:
        await self.tasks.together()

    @on(SelfCheckWanted)
    async def _self_check(self) -> None:
        await self.go_to_mode("signs", "")
        if isinstance(self.screen, screens.signs.SignsScreen):
            self.screen.action_self_check()

    @work
    async def action_relationship(self) -> None:
        """Choose who is in mind, or add someone."""
        await self.tasks.choose_relationship()

    @work
    async def action_day_ends(self) -> None:
        """Ask at which hour the user's day ends."""
        await self.choosing.choose_day_end()
        self.freshen()

    async def action_tour(self) -> None:
        """Show the program in a few stops."""
        await self.tour.begin()

    async def action_tour_step(self, by: int) -> None:
        """To the next stop of the tour, or the one before."""
        await self.tour.step(by)

    async def action_tour_to(self, stop: int) -> None:
        """To a stop of the tour, from 0."""
        await self.tour.go_to(stop)

    async def action_tour_end(self) -> None:
        """Leave the tour."""
        await self.tour.end()

    @work
    async def action_settings(self) -> None:
        """Show what can be set, and change it."""
        await self.choosing.settings()

    @work(group="theme")
    async def keep_theme(self) -> None:
        """Have the colours of now at the next start as well."""
        await self.choosing.keep_theme()
