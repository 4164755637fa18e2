"""Going somewhere: the five screens, a place of the content, a record, search, help and the palette."""

from typing import Any, Final

from textual import on, work

from trust_tui import dialogs, flows, keys
from trust_tui.errors import TrustError
from trust_tui.library.model import Kind
from trust_tui.messages import OpenRecord, OpenTarget, ProblemsWanted
from trust_tui.program.base import Program
from trust_tui.screens.mode_screen import ModeScreen
from trust_tui.typeset.blocks import Paragraph, Span

PLACES: Final = {Kind.SIGN: "signs", Kind.STEP: "steps", Kind.FAQ: "faq"}
"""The screens that certain kinds of page have of their own."""

INDEXES: Final = {"signs": "signs", "steps": "steps"}
"""Pages of another kind that stand on one of the five screens all the same."""


class Going(Program):
    """The program as a place to move about in."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._way: list[str] = []

    @on(OpenTarget)
    async def _open_target(self, event: OpenTarget) -> None:
        await self._go_to(event.target)

    @on(OpenRecord)
    async def _open_record(self, event: OpenRecord) -> None:
        await self.go_to_mode("journal", event.id)

    @on(ProblemsWanted)
    async def _show_problems(self) -> None:
        lines = [
            Paragraph(spans=(Span(text=str(problem)),))
            for problem in self.session.library.problems
        ]
        self.push_screen(
            dialogs.page_reader.PageDialog(
                self.session, "", blocks=lines, title="Content that cannot be shown"
            )
        )

    async def _go_to(self, target: str) -> None:
        """Open a place of the content: on the screen it has, or as a page over this one."""
        try:
            header, _ = self.session.library.resolve(target)
        except TrustError as error:
            self.push_screen(dialogs.confirm.MessageDialog(error.title, error.advice))
            return
        if mode := PLACES.get(header.kind) or INDEXES.get(header.id):
            await self.go_to_mode(mode, target)
        else:
            self.push_screen(dialogs.page_reader.PageDialog(self.session, target))

    async def go_to_mode(self, mode: str, target: str) -> None:
        """Show one of the five screens, at a place of the content or a record of it; empty leaves it where it was."""
        if isinstance(self.screen, ModeScreen) and mode != self.screen.MODE:
            self._way.append(self.screen.MODE)
        await self.switch_mode(mode)
        screen = self.screen
        if isinstance(screen, ModeScreen):
            screen.freshen()
            screen.call_after_refresh(screen.show, target)

    async def action_go(self, mode: str) -> None:
        """Show one of the five screens."""
        self._way.clear()
        await self.switch_mode(mode)

    async def action_step_back(self) -> None:
        """Back to the screen a link was followed from."""
        if self._way:
            await self.switch_mode(self._way.pop())

    def action_safety(self) -> None:
        """The safety page, over whatever is there."""
        if not (
            isinstance(self.screen, dialogs.page_reader.PageDialog)
            and self.screen.page_id == "safety"
        ):
            self.push_screen(dialogs.page_reader.PageDialog(self.session, "safety"))

    @work
    async def action_search(self) -> None:
        """Search everything."""
        target = await self.push_screen_wait(flows.choices.search_dialog(self.session))
        if target and target.startswith(flows.choices.OWN_WORDS):
            await self.go_to_mode(
                "journal", target.removeprefix(flows.choices.OWN_WORDS)
            )
        elif target:
            await self._go_to(target)

    @work
    async def action_help(self) -> None:
        """Help for this screen, made from its keys."""
        if not isinstance(self.screen, dialogs.help.HelpDialog):
            await self._run(
                await self.push_screen_wait(flows.choices.help_dialog(self.screen))
            )

    @work
    async def action_palette(self) -> None:
        """Every command by name."""
        await self._run(
            await self.push_screen_wait(flows.choices.palette_dialog(self.screen))
        )

    async def _run(self, chosen: str | None) -> None:
        command = next(
            (
                command
                for command in keys.command_list.commands_on(self.screen)
                if command.id == chosen
            ),
            None,
        )
        if command is not None:
            await self.run_action(command.action, command.node)
