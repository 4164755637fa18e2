"""The flows of the program, each made when it is first asked for: the first paint waits for none of them."""

from collections.abc import Awaitable, Callable
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from trust_tui import flows
from trust_tui.prompter import Prompter

if TYPE_CHECKING:
    from trust_tui.flows.cards_flow import CardsFlow
    from trust_tui.flows.export_flow import ExportFlow
    from trust_tui.flows.import_flow import ImportFlow
    from trust_tui.flows.passphrases import PassphraseFlow
    from trust_tui.flows.path_flow import PathFlow
    from trust_tui.flows.protection import ProtectionFlow
    from trust_tui.flows.relationships import RelationshipFlow
    from trust_tui.flows.report_flow import ReportFlow
    from trust_tui.flows.right_now import RightNow
    from trust_tui.flows.settings_flow import SettingsFlow
    from trust_tui.flows.tasks import Tasks
    from trust_tui.flows.tour_guide import Tour
    from trust_tui.flows.week_flow import WeekFlow


class Flows:
    """What can be asked for from anywhere."""

    def __init__(self, prompter: Prompter) -> None:
        self._prompter = prompter

    @cached_property
    def tasks(self) -> "Tasks":
        """Checking in, writing, setting a goal."""
        return flows.tasks.Tasks(self._prompter)

    @cached_property
    def relationships(self) -> "RelationshipFlow":
        """Who is in mind."""
        return flows.relationships.RelationshipFlow(self._prompter)

    @cached_property
    def right_now(self) -> "RightNow":
        """Three minutes for the moment when trust is hard."""
        return flows.right_now.RightNow(self._prompter)

    @cached_property
    def week(self) -> "WeekFlow":
        """A look back at the week."""
        return flows.week_flow.WeekFlow(self._prompter)

    @cached_property
    def path(self) -> "PathFlow":
        """One trust question in four weeks."""
        return flows.path_flow.PathFlow(self._prompter)

    @cached_property
    def cards(self) -> "CardsFlow":
        """Question cards for two."""
        return flows.cards_flow.CardsFlow(self._prompter)

    @cached_property
    def settings(self) -> "SettingsFlow":
        """What can be set."""
        return flows.settings_flow.SettingsFlow(self._prompter)

    @cached_property
    def tour(self) -> "Tour":
        """The tour."""
        return flows.tour_guide.Tour(self._prompter.app, self._prompter.session)

    @cached_property
    def protection(self) -> "ProtectionFlow":
        """What keeps the workbook safe."""
        return flows.protection.ProtectionFlow(
            self._prompter, self.tour, self.passphrases
        )

    @cached_property
    def passphrases(self) -> "PassphraseFlow":
        """The passphrase and its key."""
        return flows.passphrases.PassphraseFlow(self._prompter)

    @cached_property
    def exports(self) -> "ExportFlow":
        """The way out."""
        return flows.export_flow.ExportFlow(self._prompter)

    @cached_property
    def imports(self) -> "ImportFlow":
        """The way in."""
        return flows.import_flow.ImportFlow(self._prompter)

    @cached_property
    def report(self) -> "ReportFlow":
        """A page for a professional."""
        return flows.report_flow.ReportFlow(self._prompter)

    async def run(self, name: str, *given: Any) -> None:
        """Go through a flow, and show what has come of it.

        Args:
            name: The flow and its method, such as `protection.restore`.
            given: What the method takes.
        """
        lead: Callable[..., Awaitable[None]] = attrgetter(name)(self)
        await lead(*given)
        self._prompter.freshen()
