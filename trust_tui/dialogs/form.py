"""A form whose contents are never lost: kept as a draft while they are typed, and saved before the form closes."""

from collections.abc import Awaitable, Mapping
from typing import Any, ClassVar, Generic, TypeVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import Input, TextArea

from trust_tui.dialogs.confirm import ChoiceDialog, MessageDialog
from trust_tui.dialogs.dialog import Dialog
from trust_tui.dialogs.draft_keeper import DraftKeeper
from trust_tui.domain.records import Record, Relationship, Value
from trust_tui.domain.workbook import Draft
from trust_tui.errors import ConflictError, TrustError
from trust_tui.session import Session
from trust_tui.widgets.fields import Words

V = TypeVar("V", bound=Value)


class FormDialog(Dialog[Record[Any]], Generic[V]):
    """Edits one value. Answers with the record once it is on the disk, or None when the user stepped back.

    Stepping back keeps what was typed as a draft; the next form of the same key starts from it.

    Attributes:
        draft: Keeps what is typed.
        about: Id of the relationship that a new value is about, or None: whoever is in mind when the form opens, or
            was when its draft was typed. Final once the form is mounted.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Keep", id="form.save", key_display="^s"),
        Binding(
            "ctrl+x",
            "discard",
            "Throw away",
            show=False,
            id="form.discard",
            priority=True,
        ),
    ]

    def __init__(
        self, title: str, session: Session, key: str, record: Record[V] | None = None
    ) -> None:
        """Open a form.

        Args:
            title: A few words for the top line.
            session: What screens work with.
            key: Key of its draft: what is edited.
            record: What is changed, None for something new.
        """
        super().__init__(title)
        self.session = session
        self.record = record
        revision = record.revision if record else 0
        self.draft = DraftKeeper(self, self, session, key, revision)
        self.about: str | None = session.about
        if record:
            self.about = getattr(record.value, "about", None)
        self._begun = False

    # What a form of a kind brings along

    def value(self) -> V:
        """The value as it stands in the form.

        Raises:
            ValueError: In one sentence that says what to do.
        """
        raise NotImplementedError

    def fields(self) -> Mapping[str, str]:
        """What stands in the fields, for the draft."""
        raise NotImplementedError

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft's fields into the form."""
        raise NotImplementedError

    def words(self, value: V) -> str:
        """The value as text, to show it beside another version of it."""
        raise NotImplementedError

    # The same for all forms

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
            self.notice(message)

    def _return_to(self, draft: Draft) -> str:
        """Be about whom the draft was typed about, whoever is in mind now; the sentence that says what is shown."""
        about = draft.fields.get("about", self.about or "")
        if self.record is None and about != (self.about or ""):
            whom = self.session.workbook.of(Relationship).get(about) if about else None
            self.about = whom.id if whom else None
            if whom:
                self.top_bar.add_to_title(whom.value.label)
            elif about:
                return "Whom this was about is no longer in your list. Your words are all here."
        return "This is what you had typed and not kept yet."

    @on(Input.Changed)
    @on(TextArea.Changed)
    def touched(self) -> None:
        """Note that something was typed: the draft follows within a second."""
        self.draft.touched()

    def on_draft_kept(self) -> None:
        """Called once the draft is on the disk."""

    def keep_draft(self) -> None:
        """Put the draft on the disk before this returns."""
        if self.is_running:
            self.draft.write_now()

    def action_back(self) -> None:
        """Step back; what was typed stays as a draft."""
        self._step_back()

    @work(exclusive=True, group="back")
    async def _step_back(self) -> None:
        if await self.set_aside():
            self.dismiss(None)

    async def set_aside(self) -> bool:
        """Keep what was typed as a draft. False when that failed; it was said then, and the form stays."""
        return await self._is_done(self.draft.write())

    @work
    async def action_discard(self) -> None:
        """Throw away what was typed, after a question."""
        question = ChoiceDialog(
            "Throw this away?",
            "What you typed here since you opened it is not kept anywhere else.",
            [("no", "No, go on writing"), ("yes", "Yes, throw it away")],
        )
        if self.draft.has_news and await self.app.push_screen_wait(question) != "yes":
            return
        if await self._is_done(self.draft.drop()):
            self.dismiss(None)

    async def _is_done(self, work: Awaitable[object], *more: str) -> bool:
        """Wait for something; a failure is shown."""
        try:
            await work
        except TrustError as error:
            await self.app.push_screen_wait(
                MessageDialog(error.title, error.advice, *more)
            )
            return False
        return True

    @work(group="save")
    async def action_save(self) -> None:
        """Keep what stands in the form, and close it once it is on the disk."""
        if self.draft.rests or self.has_answered:
            return
        try:
            value = self.value()
        except ValueError as error:
            self.notice(str(error))
            return
        await self._is_done(self._save(value), "What you typed is still here.")

    async def _save(self, value: V) -> None:
        try:
            await self._close_after(self.keep(value))
        except ConflictError:
            await self._resolve(value)

    async def _close_after(self, writing: Awaitable[Record[V]]) -> None:
        """Close once a value is on the disk."""
        self.draft.rests = True
        try:
            record = await writing
            await self.draft.forget()
            self.dismiss(record)
        finally:
            self.draft.rests = False

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

    async def _resolve(self, value: V) -> None:
        """Let the user choose between two versions; both are shown, and neither is lost before the choice."""
        assert self.record is not None
        repository = self.session.workbook.of(type(value))
        theirs = repository.get(self.record.id)
        other = self.words(theirs.value) if theirs else None
        answer = await self.app.push_screen_wait(_versions(other, self.words(value)))
        if answer == "both":
            await self._close_after(self.session.write(repository.keep, value))
        elif answer == "mine" and theirs:
            await self._close_after(
                self.session.write(repository.change, theirs, value)
            )


def _versions(theirs: str | None, mine: str) -> ChoiceDialog:
    """Asks which of two versions is kept; the other one is None where it was deleted."""
    gone = "It was deleted in the other session."
    choices = [
        ("back", "Go back to my text"),
        ("both", "Keep both: mine as a second one"),
    ]
    if theirs is not None:
        choices.append(("mine", "Keep mine in place of the other"))
    return ChoiceDialog(
        "Changed elsewhere meanwhile",
        "Another session of yours changed this while you were writing.\n\nThere it says now:\n"
        f"{gone if theirs is None else theirs}\n\nYou wrote:\n{mine}",
        choices,
    )


class SavedNote(Words):
    """The quiet line of a form: what is kept so far."""

    DEFAULT_CSS = """
    SavedNote { color: $quiet; height: 1; }
    """
