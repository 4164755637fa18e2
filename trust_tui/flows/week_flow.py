"""The look back at the week, from anywhere: opens it, and makes a goal of its plan when that is wanted."""

from trust_tui import dialogs
from trust_tui.domain import Goal, TrustError, tr
from trust_tui.prompter import Prompter


class WeekFlow:
    """Leads through it."""

    def __init__(self, prompter: Prompter) -> None:
        self._prompter = prompter
        self._session = prompter.session

    async def begin(self, about: str | None = None) -> None:
        """Show the week, of one person where all are in mind, and keep what was made of it."""
        title = self._session.library.header("week").title
        about = await self._prompter.ask_if_all(title, about)
        if about is None:
            return
        try:
            form = dialogs.week.WeekForm(self._session, about=about)
        except TrustError as error:
            await self._prompter.show_error(error)
            return
        if await self._prompter.fill(form) is None:
            return
        self._prompter.freshen()
        self._prompter.notice(tr("Kept in your journal."))
        if form.goal is not None:
            await self._offer_goal(form.goal)

    async def _offer_goal(self, goal: Goal) -> None:
        part = self._session.library.text("week", "goal")
        answer = await self._prompter.choose(
            part.title,
            " ".join(part.paragraphs),
            [
                ("no", tr("No, leave it there")),
                ("yes", tr("Yes, make it a goal")),
            ],
        )
        if answer == "yes" and await self._prompter.attempt(
            self._session.workbook.of(Goal).keep, goal
        ):
            self._prompter.freshen()
            self._prompter.notice(tr("Set as a goal."))
