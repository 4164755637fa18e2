"""A form edits one value; what is typed into it is kept as a draft, and is there when the form is opened again."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime
from typing import Any, ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.message import Message

from trust_tui.dialogs.draft_keeper import DraftedForm, DraftKeeper, return_to
from trust_tui.dialogs.kept_day import KeptDay, day_ahead
from trust_tui.domain import (
    ConflictError,
    Record,
    Value,
    tr,
)
from trust_tui.session import Session
from trust_tui.widgets import Framed, Words

V = TypeVar("V", bound=Value)


def whom_about(
    session: Session, record: Record[Any] | None, about: str | None = None
) -> str | None:
    """Id of the relationship that a form is about.

    Args:
        session: What screens work with.
        record: What is changed: it stays about whom it is.
        about: Whom a new value is about, or `NOBODY`; None for whoever is in mind.
    """
    if record is not None:
        return getattr(record.value, "about", None)
    if not session.ready:
        return None
    return session.about if about is None else about or None


class Form(DraftedForm, Generic[V]):
    """The fields of one value. `FormDialog` shows it, saves it, and keeps what was typed when it is left.

    Attributes:
        title: A few words for the top line.
        record: What is changed, None for something new.
        about: Id of the relationship that a new value is about, or None: whoever is in mind when the form opens, or
            was when its draft was typed. Final once the form is mounted.
        draft: Keeps what is typed.
        kept_day: The line for the day and time it is kept under; None where it has none.
        leave: Leaves the form, which keeps what was typed; False when that failed. Given by the dialog.
    """

    BODY: ClassVar[str] = ""
    """A class for the dialog: other margins than a question has, or that it has but a `-few-rows`."""

    DEFAULT_CSS = """
    Form { width: 1fr; height: 1fr; layout: vertical; align-horizontal: center; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s", "screen.save", "Keep", id="form.save", key_display="^s"
        ),
    ]

    leave: Callable[[], Awaitable[bool]]

    class Finished(Message):
        """The user pressed Enter in the last field."""

    def __init__(
        self,
        title: str,
        session: Session,
        key: str,
        record: Record[V] | None = None,
    ) -> None:
        """Make the form.

        Args:
            title: A few words for the top line.
            session: What screens work with.
            key: Key of its draft: what is edited.
            record: What is changed, None for something new.
        """
        super().__init__()
        self.title = title
        self.session = session
        self.record = record
        revision = record.revision if record else 0
        self.draft = DraftKeeper(self, session, key, revision)
        self.about = whom_about(session, record)
        self._begun = False
        self.kept_day: KeptDay | None = None

    # What a form of a kind brings along

    def value(self) -> V:
        """The value as it stands in the form.

        Raises:
            ValueError: In one sentence that says what to do.
        """
        raise NotImplementedError

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft's fields into the form."""
        raise NotImplementedError

    def words(self, value: V) -> str:
        """The value as text, to show it beside another version of it."""
        raise NotImplementedError

    # The same for all forms

    def drafted(self) -> Mapping[str, str]:
        """The fields, and the day."""
        day = self.kept_day.fields() if self.kept_day else {}
        return {**self.fields(), **day}

    async def keep(self, value: V) -> Record[V]:
        """Have a value on the disk, under the day and time that were typed.

        Raises:
            ConflictError: It was changed since the form was opened.
            StoreError: It is not there.
        """
        if self.record is None:
            return await self.session.keep_new(value, self.made)
        if self.draft.revision != self.record.revision:
            raise ConflictError(tr("This was changed since you began to type."))
        return await self.session.keep_over(self.record, value, self.made)

    @property
    def made(self) -> datetime | None:
        """The moment that was typed for it; None where that of the record holds, or now."""
        return self.kept_day.made if self.kept_day else None

    def on_mount(self) -> None:
        """Start from the draft, if there is one."""
        # Textual calls the handler of every class; a subclass has called this one first, before its own work.
        if self._begun:
            return
        self._begun = True
        self.draft.begin()
        if (earlier := self.draft.earlier) is not None:
            # Whom it is about decides how the fields are worded, so that comes first.
            message = return_to(self, self.session, earlier)
            self.fill(earlier.fields)
            if self.kept_day:
                message = self.kept_day.fill(earlier.fields) or message
            self.draft.go_on(earlier)
            self.notice(message)

    def under_day(
        self, id: str, record: Record[V] | None = None, *, moves: bool = True
    ) -> KeptDay:
        """Be kept under the day in a field of that id, as `KeptDay` says."""
        self.kept_day = KeptDay(self.session, id, record, moves=moves)
        return self.kept_day

    def read_day(self, text: str, field: str) -> date | None:
        """A day to come as it was typed into a field.

        Raises:
            FieldError: In one sentence that says what can be typed.
        """
        return day_ahead(text, self.session.today, field)

    # By their names: what fields of many lines are made of takes long to load, and not every form has one.

    def on_input_changed(self) -> None:
        """Note that something was typed: the draft follows within a second."""
        self.touched()

    def on_text_area_changed(self) -> None:
        """The same in a field of many lines."""
        self.touched()

    def touched(self) -> None:
        """Note that something has changed."""
        self.draft.touched()

    def notice(self, text: str) -> None:
        """Put a notice into the key line."""
        if isinstance(self.screen, Framed):
            self.screen.notice(text)

    def finish(self) -> None:
        """Keep what stands in the form, as after the last field."""
        self.post_message(self.Finished())


class SavedNote(Words):
    """The quiet line of a form: what is kept so far."""

    DEFAULT_CSS = """
    SavedNote { color: $quiet; height: 1; }
    """
