"""The day that a check-in is for: the one it is kept under, and the ways to those of other days."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from textual.app import App

from trust_tui import formats
from trust_tui.dialogs.kept_day import KeptDay
from trust_tui.dialogs.lines import Asked, LinesDialog
from trust_tui.domain import NOBODY, CheckIn, Record, tr
from trust_tui.session import Session
from trust_tui.widgets import FieldError


class CheckInDay(KeptDay):
    """The line for the day of a check-in, of which there is one for each day and whom it is about."""

    def __init__(
        self, session: Session, record: Record[CheckIn] | None, day: date
    ) -> None:
        super().__init__(session, "checkin-day", record, day=day)
        self.opened_for = day

    def free(self, about: str | None) -> date:
        """The day in the field, which has no other check-in about the same.

        Raises:
            FieldError: It is none, still to come, or has one.
        """
        day, own = self.day, self._record.id if self._record else ""
        if day > self._session.today:
            raise FieldError(tr("That day is still to come."), self._id)
        if day == self.opened_for:
            return day
        kept = self._session.workbook.of(CheckIn).about(about or NOBODY)
        others = {one.value.day for one in kept if one.id != own}
        if day in others:
            raise FieldError(
                tr(
                    "That day has a check-in: leave this as it was, and change the one there."
                ),
                self._id,
            )
        return day

    def has_come(self, step: int) -> bool:
        """Whether the day some steps from that of the form is no later than today."""
        return (self._session.today - self.opened_for).days >= step

    async def ask_another(self, app: App[object]) -> date | None:
        """Ask for any day that is past; None where it is stepped back from."""
        hint = tr("Like yesterday, friday, 3 days ago or 2 March 2026.")
        question = LinesDialog(
            tr("Another day"),
            tr("Which day is it about?"),
            [Asked(label=tr("Day"), hint=hint)],
            partial(_past_day, today=self._session.today),
        )
        return await app.push_screen_wait(question)


def _past_day(given: Sequence[str], *, today: date) -> date:
    """The day that was typed.

    Raises:
        UsageError: It is none.
        ValueError: It is still to come.
    """
    day = formats.moments.read_day(given[0], today) or today
    if day > today:
        raise ValueError(tr("That day is still to come."))
    return day
