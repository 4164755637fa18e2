"""What leads a talk with the user: asks one dialog after another, says a word in the key line, shows a failure."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, ParamSpec, TypeVar

from msgspec.structs import replace
from textual.app import App
from textual.screen import Screen

from trust_tui import dialogs
from trust_tui.domain import (
    NOBODY,
    Record,
    TrustError,
    tr,
)
from trust_tui.session import Session
from trust_tui.widgets import Framed, key_of

P = ParamSpec("P")
T = TypeVar("T")


class Prompter:
    """Talks with the user over whatever screen is in view. What waits for an answer runs in a worker of the app.

    Attributes:
        app: Shows the dialogs.
        session: What screens work with.
    """

    def __init__(self, app: App[Any], session: Session) -> None:
        self.app = app
        self.session = session

    async def ask(self, dialog: Screen[T]) -> T:
        """Show a dialog; its answer, None where the user steps back."""
        return await self.app.push_screen_wait(dialog)

    async def choose(
        self,
        title: str,
        text: str,
        choices: Sequence[tuple[str, str]],
        *,
        chosen: str = "",
        numbered: bool = False,
    ) -> str | None:
        """Ask for one of a few answers: key and wording of each, the safe one first.

        Args:
            title: A few words.
            text: One to three plain sentences.
            choices: The answers.
            chosen: Key of the answer to begin on, where none is safer than another.
            numbered: Whether a digit gives an answer; only where none of them is hard to take back.
        """
        return await self.ask(
            dialogs.confirm.ChoiceDialog(
                title, text, choices, chosen=chosen, numbered=numbered
            )
        )

    async def ask_if_all(
        self, title: str, about: str | None = None
    ) -> str | None:
        """Whom something is about: who was named or is in mind, and who is asked for where all are together.

        An id, or `NOBODY`.
        """
        if about is not None:
            return about
        people = self.session.people()
        if self.session.shown is not None or not people:
            return self.session.kept_about
        choices = [(one.id, one.value.label) for one in people]
        choices.append(("nobody", tr("Nobody in particular")))
        answer = await self.choose(
            title, tr("Whom is it about?"), choices, numbered=True
        )
        return NOBODY if answer == "nobody" else answer

    async def tick(
        self, title: str, choices: Sequence[tuple[str, str, str]]
    ) -> frozenset[str] | None:
        """Ask for several of a list: key, wording and what stands at the right of each; the keys ticked."""
        ticks = dialogs.ticks
        return await self.ask(
            ticks.TicksDialog(title, tr(ticks.TICK), choices, ())
        )

    async def show(self, title: str, *sentences: str) -> None:
        """Show what must be read."""
        await self.ask(dialogs.confirm.MessageDialog(title, *sentences))

    async def show_error(self, error: TrustError, *more: str) -> None:
        """Show a failure that must be read."""
        await self.show(error.title, error.advice, *more)

    async def wait(self, doing: Coroutine[Any, Any, T]) -> T:
        """Wait for something, and show that where it takes long; what it raises is raised here.

        Raises:
            StoppedError: The user stopped it. Everything is as it was before.
        """
        return await dialogs.progress.waited(self.app, doing)

    def notice(self, text: str) -> None:
        """Put a notice into the key line of the screen in view."""
        if isinstance(self.app.screen, Framed):
            self.app.screen.notice(text)

    def clear_notice(self) -> None:
        """Show the keys again: whoever goes on needs them."""
        if isinstance(self.app.screen, Framed) and self.app.screen.is_mounted:
            self.app.screen.key_bar.clear_notice()

    def freshen(self) -> None:
        """Have the screen in view show what is kept now."""
        if isinstance(self.app.screen, Framed):
            self.app.screen.freshen()

    def key_of(self, action: str, usual: str) -> str:
        """The key of an action that works everywhere, as it is shown."""
        return key_of(self.app, action, usual)

    async def fill(self, form: "dialogs.form.Form[Any]") -> Record[Any] | None:
        """Open a form; the record once it is on the disk, or None where the user steps back."""
        return await self.ask(dialogs.form_dialog.FormDialog(form))

    async def fill_in(
        self,
        make: "Callable[[], dialogs.form.Form[Any]]",
        kept: str = "",
    ) -> Record[Any] | None:
        """Open a form, and say so when what it holds is kept."""
        try:
            form = make()
        except TrustError as error:
            await self.show_error(error)
            return None
        record = await self.fill(form)
        self.freshen()
        if record is not None:
            self.notice(kept or tr("Kept."))
        return record

    async def attempt(
        self, change: Callable[P, object], *args: P.args, **kwargs: P.kwargs
    ) -> bool:
        """Run a writing call of the workbook; a failure is shown. True when the change is on the disk."""
        try:
            await self.session.write(change, *args, **kwargs)
        except TrustError as error:
            await self.show_error(error)
            return False
        return True

    async def save_settings(self, **changes: Any) -> bool:
        """Keep other settings, fields of `Settings` by name; True when they are on the disk."""
        workbook = self.session.workbook
        settings = replace(workbook.settings, **changes)
        return await self.attempt(workbook.set_settings, settings)
