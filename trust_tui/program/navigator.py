"""Moves the user about: the five screens, a place of the content, a record, search, help and the palette."""

from typing import TYPE_CHECKING, Final

from trust_tui import dialogs, flows, keys
from trust_tui.domain import (
    TrustError,
    tr,
)
from trust_tui.library import Kind
from trust_tui.messages import FlowWanted
from trust_tui.prompter import Prompter
from trust_tui.screens.mode_screen import ModeScreen

if TYPE_CHECKING:
    from trust_tui.flows.palette import Choice

PLACES: Final = {Kind.SIGN: "signs", Kind.STEP: "steps", Kind.FAQ: "faq"}
"""The screens that certain kinds of page have of their own."""

INDEXES: Final = {"signs": "signs", "steps": "steps"}
"""Pages of another kind that stand on one of the five screens all the same."""


DONE: Final = {
    Kind.NOW: "right_now.begin",
    Kind.WEEK: "week.begin",
    Kind.PATH: "path.begin",
}
"""Pages that are done and not read, by the flow that leads through them."""


class Navigator:
    """Shows screens and pages, and remembers the way back."""

    def __init__(self, prompter: Prompter) -> None:
        self._prompter = prompter
        self._app = prompter.app
        self._session = prompter.session
        self._way: list[str] = []

    async def go(self, mode: str) -> None:
        """Show one of the five screens as it was left."""
        self._way.clear()
        await self._app.switch_mode(mode)

    async def go_to_mode(self, mode: str, target: str) -> None:
        """Show one of the five screens, at a place of the content or a record of it; empty leaves it where it was."""
        screen = self._app.screen
        if isinstance(screen, ModeScreen) and mode != screen.MODE:
            self._way.append(screen.MODE)
        await self._app.switch_mode(mode)
        screen = self._app.screen
        if isinstance(screen, ModeScreen):
            screen.freshen()
            screen.call_after_refresh(screen.show, target)

    async def go_to(self, target: str) -> None:
        """Open a place of the content: on the screen it has, or as a page over this one."""
        try:
            header, _ = self._session.library.resolve(target)
        except TrustError as error:
            self._app.push_screen(
                dialogs.confirm.MessageDialog(error.title, error.advice)
            )
            return
        if flow := DONE.get(header.kind):
            self._app.post_message(FlowWanted(flow))
        elif mode := PLACES.get(header.kind) or INDEXES.get(header.id):
            await self.go_to_mode(mode, target)
        else:
            self._open_page(target)

    async def step_back(self) -> None:
        """Back to the screen a link was followed from."""
        if self._way:
            await self._app.switch_mode(self._way.pop())

    async def self_check(self, about: str | None = None) -> None:
        """Begin the self-check about somebody, on the screen where its reading is."""
        await self.go_to_mode("signs", "")
        await self._app.run_action(f"screen.self_check({about!r})")

    def show_safety(self) -> None:
        """The safety page, over whatever is there."""
        screen = self._app.screen
        if (
            not isinstance(screen, dialogs.page_reader.PageDialog)
            or screen.page_id != "safety"
        ):
            self._open_page("safety")

    def show_problems(self) -> None:
        """Which content files cannot be shown, and why."""
        self._app.push_screen(
            dialogs.page_reader.PageDialog(
                self._session,
                "",
                blocks=dialogs.long_text.paragraphs(
                    self._session.library.problems
                ),
                title=tr("Content that cannot be shown"),
            )
        )

    def _open_page(self, target: str) -> None:
        self._app.push_screen(
            dialogs.page_reader.PageDialog(self._session, target)
        )

    async def search(self) -> None:
        """Search everything, and go to what was chosen."""
        own_first = self._app.current_mode == "journal"
        dialog = flows.choices.search_dialog(self._session, own_first=own_first)
        target = await self._prompter.ask(dialog)
        if target is None:
            return
        own_words = dialogs.finder.OWN_WORDS
        if target.startswith(own_words):
            record = target.removeprefix(own_words)
            await self.go_to_mode("journal", record)
        else:
            await self.go_to(target)

    async def show_help(self) -> None:
        """Help for this screen, made from its keys."""
        if not isinstance(self._app.screen, dialogs.help.HelpDialog):
            dialog = flows.choices.help_dialog(
                self._app.screen, self._prompter.key_of("app.palette", "^p")
            )
            await self._run(await self._prompter.ask(dialog))

    async def show_palette(self) -> None:
        """Every command by name."""
        choices = flows.palette.choices_on(self._app.screen)
        dialog = flows.palette.palette_dialog(choices)
        chosen = await self._prompter.ask(dialog)
        for choice in choices:
            if choice.key == chosen:
                await self._choose(choice)

    async def _choose(self, choice: "Choice") -> None:
        """Do a command, on the screen it belongs to."""
        if choice.action.startswith("app.flow("):
            await self._app.run_action(choice.action)
            return
        if not choice.mode:
            await self._run(choice.id)
            return
        await self.go_to_mode(choice.mode, "")
        if choice.is_on_a_record:
            self._prompter.notice(
                tr(
                    "Go to the record first: {key} then does it.",
                    key=choice.cap.split()[-1],
                )
            )
        else:
            await self._app.run_action(choice.action, self._app.screen)

    async def _run(self, chosen: str | None) -> None:
        """Do a command that was chosen by its id."""
        for command in keys.command_list.commands_on(self._app.screen):
            if command.id == chosen:
                await self._app.run_action(command.action, command.node)
                return
