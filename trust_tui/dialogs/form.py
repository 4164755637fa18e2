"""A form edits one value; what is typed into it is kept as a draft, and is there when the form is opened again."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, TextArea

from trust_tui import formats
from trust_tui.dialogs.draft_keeper import DraftedForm, DraftKeeper
from trust_tui.domain import (
    ConflictError,
    Draft,
    Record,
    Relationship,
    UsageError,
    Value,
)
from trust_tui.session import Session
from trust_tui.widgets import Framed, LabelledLine, Words

V = TypeVar("V", bound=Value)


class FieldError(ValueError):
    """What stands in a field cannot be kept; says so in a sentence, and which field it is."""

    def __init__(self, advice: str, field: str) -> None:
        super().__init__(advice)
        self.field = field


class Form(DraftedForm, Generic[V]):
    """The fields of one value. `FormDialog` shows it, saves it, and keeps what was typed when it is left.

    Attributes:
        title: A few words for the top line.
        record: What is changed, None for something new.
        about: Id of the relationship that a new value is about, or None: whoever is in mind when the form opens, or
            was when its draft was typed. Final once the form is mounted.
        draft: Keeps what is typed.
        draft_note: What is said of a draft that is gone on with; empty for the usual.
        leave: Leaves the form, which keeps what was typed; False when that failed. Given by the dialog.
    """

    BODY: ClassVar[str] = ""
    """A class for the dialog, where the form wants other margins than a question has."""

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
        self.about: str | None = session.about
        if record:
            self.about = getattr(record.value, "about", None)
        self._begun = False
        self.draft_note = ""

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

    async def keep(self, value: V) -> Record[V]:
        """Have a value on the disk.

        Raises:
            ConflictError: It was changed since the form was opened.
            StoreError: It is not there.
        """
        repository = self.session.workbook.of(type(value))
        if self.record is None:
            return await self.session.write(repository.keep, value)
        if self.draft.revision != self.record.revision:
            raise ConflictError("This was changed since you began to type.")
        return await self.session.write(repository.change, self.record, value)

    def on_mount(self) -> None:
        """Start from the draft, if there is one."""
        # Textual calls the handler of every class; a subclass has called this one first, before its own work.
        if self._begun:
            return
        self._begun = True
        self.draft.begin()
        if (earlier := self.draft.earlier) is not None:
            # Whom it is about decides how the fields are worded, so that comes first.
            message = self._return_to(earlier)
            self.fill(earlier.fields)
            self.draft.go_on(earlier)
            self.notice(self.draft_note or message)

    def _return_to(self, draft: Draft) -> str:
        """Be about whom the draft was typed about, whoever is in mind now; the sentence that says what is shown."""
        about = draft.fields.get("about", self.about or "")
        if self.record is None and about != (self.about or ""):
            whom = (
                self.session.workbook.of(Relationship).get(about)
                if about
                else None
            )
            self.about = whom.id if whom else None
            if whom and isinstance(self.screen, Framed):
                self.screen.top_bar.add_to_title(whom.value.label)
            elif about:
                return "Whom this was about is no longer in your list. Your words are all here."
        return "This is what you had typed and not kept yet."

    def read_day(
        self, text: str, field: str, *, ahead: bool = True
    ) -> date | None:
        """A day as it was typed into a field, to come or past.

        Raises:
            FieldError: In one sentence that says what can be typed.
        """
        try:
            today = self.session.today
            return formats.moments.read_day(text, today, ahead=ahead)
        except UsageError as error:
            raise FieldError(error.advice, field) from None

    def refuse(self, sentence: str, field: str) -> None:
        """Go to the field that cannot be kept as it stands, and say why below it, where nothing is cut."""
        line = self.query_one(f"#{field}")
        line.focus()
        if isinstance(line.parent, LabelledLine):
            line.parent.ask(sentence)
        else:
            self.notice(sentence)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def touched(self) -> None:
        """Note that something was typed: the draft follows within a second."""
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
