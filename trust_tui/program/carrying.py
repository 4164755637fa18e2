"""Carrying things out of the program and into it, from wherever one is."""

from functools import cached_property
from typing import TYPE_CHECKING, Final

from textual import work

from trust_tui import flows
from trust_tui.program.base import Program

if TYPE_CHECKING:
    from trust_tui.flows.import_export import Exchanging

NAMES_PLACES: Final = frozenset({"export", "bring_in", "page_for_professional"})
"""Actions that ask for a place on the disk; a kiosk offers none of them."""


class Carrying(Program):
    """The program as a door."""

    @cached_property
    def exchanging(self) -> "Exchanging":
        """What leads out and in."""
        return flows.import_export.Exchanging(self, self.session, self.tasks, self.say)

    @work
    async def action_export(self) -> None:
        """Write out what was kept."""
        await self.exchanging.export()

    @work
    async def action_bring_in(self) -> None:
        """Take in what was written elsewhere."""
        await self.exchanging.bring_in()
        self.freshen()

    @work
    async def action_page_for_professional(self) -> None:
        """Make a page for someone who helps."""
        await flows.report_flow.PageMaking(
            self, self.session, self.tasks, self.exchanging
        ).make()
