"""What the user may ask for from anywhere: each is a talk of one or more dialogs, and keeps what comes of it."""

from datetime import date
from functools import partial

from trust_tui.dialogs.blanks import BLANK, BlanksDialog
from trust_tui.dialogs.entry import EntryForm
from trust_tui.dialogs.goal import GoalForm
from trust_tui.dialogs.record_forms import check_in_form
from trust_tui.dialogs.together import Together, keep_agreed
from trust_tui.domain import TrustError, tr
from trust_tui.flows.for_two import may_be_two
from trust_tui.prompter import Prompter
from trust_tui.screens.record_actions import RecordActions


class Tasks:
    """Leads through the tasks. Each method runs in a worker of the program, as it waits for answers."""

    def __init__(self, prompter: Prompter) -> None:
        self._prompter = prompter
        self._session = prompter.session

    @property
    def _kept(self) -> str:
        """That it is kept, and where: but not to whoever is there."""
        if self._prompter.app.current_mode == "journal":
            return tr("Kept.")
        return tr(
            "Kept. {key} opens the journal.",
            key=self._prompter.key_of("app.go-journal", "5"),
        )

    async def check_in(
        self, day: date | None, about: str | None = None
    ) -> None:
        """Check in for a day, None is today; about somebody, who is asked for where all are in mind together."""
        about = await self._prompter.ask_if_all(tr("Check in"), about)
        if about is None:
            return
        wanted = day or self._session.today
        kept = (
            tr("Kept. That is all for today.")
            if wanted == self._session.today
            else tr("Kept.")
        )
        await self._prompter.fill_in(
            partial(check_in_form, self._session, wanted, about), kept
        )

    async def write(self, prompt: str, answers: str) -> None:
        """Write an entry, on a prompt or exercise or on nothing in particular."""
        await self._prompter.fill_in(
            partial(EntryForm, self._session, prompt=prompt, answers=answers),
            self._kept,
        )

    async def set_goal(self, action: str = "", source: str = "") -> None:
        """Set a goal; the blanks of a template are filled in first."""
        if BLANK.search(action):
            filled = await self._prompter.ask(BlanksDialog(action))
            if filled is None:
                return
            action = filled
        await self._prompter.fill_in(
            partial(GoalForm, self._session, action=action, source=source),
            self._kept,
        )

    async def note_small(self) -> None:
        """A promise, a win or a limit."""
        await RecordActions(self._prompter).note_small()

    async def tell_of_erasing(self) -> None:
        """How everything is deleted, which is not done from within."""
        await self._prompter.show(
            tr("Delete everything"),
            tr("Leave with Ctrl+Q, and type: trust-tui erase"),
            tr(
                "It asks once more, then removes all you kept, its trash, drafts and backups. Nothing brings it back."
            ),
        )

    async def together(self) -> None:
        """Two people check in; what both agree to keep is kept, and the agreement becomes a goal."""
        if not await may_be_two(self._prompter):
            return
        agreed = await Together(self._session, self._prompter.ask).lead()
        if agreed is None:
            self._prompter.notice(tr("Nothing was kept."))
            return
        try:
            await self._session.write(
                keep_agreed, self._session.workbook, agreed
            )
        except TrustError as error:
            await self._prompter.show_error(error)
            return
        self._prompter.freshen()
        self._prompter.notice(tr("Kept what you both agreed to."))
