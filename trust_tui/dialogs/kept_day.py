"""The line of a form for the day and time it is kept under; a draft keeps those it was begun at."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from trust_tui import formats
from trust_tui.domain import (
    Record,
    UsageError,
    day_of,
    day_of_record,
    days_ago,
    later,
    tr,
)
from trust_tui.session import Session
from trust_tui.widgets import FieldError, LabelledLine, Line

if TYPE_CHECKING:
    from trust_tui.formats.moments import Moment

HINT = later("Like yesterday, friday 9 pm or 29 Nov.")


class KeptDay:
    """Shows when something is of, and reads what is typed in the place of that.

    Attributes:
        line: The field, once it is made.
    """

    line: Line

    def __init__(
        self,
        session: Session,
        id: str,
        record: Record[Any] | None = None,
        *,
        day: date | None = None,
        moves: bool = True,
    ) -> None:
        """Prepare.

        Args:
            session: What screens work with.
            id: Id of the field; what comes after the first dash names it in drafts.
            record: What is changed, None for something new.
            day: The day that something new is of; None for that of now.
            moves: Whether the record is kept under that moment; else only what the form adds to it is of that day.
        """
        self._session = session
        self._id = id
        self._record = record
        self._moves = moves
        self._begun_at = session.clock.now()
        self._opened = ""
        if record is not None:
            self._opened = _typed(day_of_record(record), record.made)
        elif day is not None and day != session.today:
            self._opened = str(day)

    def make_line(self) -> Line:
        """The field alone; while it is empty it says what holds."""
        self.line = Line(
            self._opened,
            placeholder=self._placeholder,
            id=self._id,
            name=tr("Day and time"),
        )
        return self.line

    def make_labelled(self, label: str) -> LabelledLine:
        """The field below a label."""
        box = LabelledLine(
            label,
            self._opened,
            hint=tr(HINT),
            placeholder=self._placeholder,
            id=self._id,
        )
        self.line = box.line
        return box

    @property
    def _placeholder(self) -> str:
        return self._opened or tr(
            "today, {now}", now=f"{self._session.clock.now():%H:%M}"
        )

    @property
    def day(self) -> date:
        """The day that stands in the field.

        Raises:
            FieldError: It is none.
        """
        moment = self._moment()
        if self._record is not None and self.line.value in ("", self._opened):
            return day_of_record(self._record)
        return moment.day if moment else self._session.today

    @property
    def made(self) -> datetime | None:
        """The moment that a record is kept under; None where that is to stay what it is.

        Raises:
            FieldError: It is none.
        """
        moment = self._moment()
        if moment is None or self.line.value == self._opened:
            return None
        if not self._moves:
            return None
        return moment.at(self._session.clock.now(), self._session.day_ends)

    def check(self) -> None:
        """See that what stands in the field can be read.

        Raises:
            FieldError: It cannot.
        """
        self._moment()

    def fields(self) -> Mapping[str, str]:
        """What stands in the field, and when the form was begun."""
        begun = self._begun_at.isoformat(timespec="minutes")
        return {self._name: self.line.value, "begun": begun}

    def fill(self, fields: Mapping[str, str]) -> str:
        """Put a draft in; a sentence if it was begun on another day, else nothing."""
        if begun := fields.get("begun"):
            self._begun_at = datetime.fromisoformat(begun)
        self.line.value = fields.get(self._name, self._opened)
        day = day_of(self._begun_at, self._session.day_ends)
        today = self._session.today
        if self.line.value or self._record is not None or day == today:
            return ""
        self.line.value = _typed(day, self._begun_at)
        return tr(
            "Begun {days_ago}, and kept under that day.",
            days_ago=days_ago(day, today),
        )

    @property
    def _name(self) -> str:
        return self._id.partition("-")[2]

    def _moment(self) -> "Moment | None":
        typed, now = self.line.value, self._session.clock.now()
        try:
            return formats.moments.read_moment(
                typed, now, self._session.day_ends
            )
        except UsageError as error:
            raise FieldError(error.advice, self._id) from None


def _typed(day: date, at: datetime) -> str:
    """A day, and the time where that is of the same day, as they can be typed."""
    return f"{at:%Y-%m-%d %H:%M}" if at.date() == day else day.isoformat()


def day_ahead(text: str, today: date, field: str) -> date | None:
    """A day to come as it was typed into a field.

    Raises:
        FieldError: In one sentence that says what can be typed.
    """
    try:
        return formats.moments.read_day(text, today, ahead=True)
    except UsageError as error:
        raise FieldError(error.advice, field) from None
