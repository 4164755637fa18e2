"""A form whose contents are never lost: kept as a draft while they are typed, and saved before the form closes."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, ClassVar, Final, Generic, TypeVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import Input, TextArea

from trust_tui.dialogs.confirm import ChoiceDialog, MessageDialog
from trust_tui.dialogs.dialog import Dialog
from trust_tui.domain.records import Record, Relationship, Value
from trust_tui.domain.workbook import Draft
from trust_tui.errors import ConflictError, StoreError, TrustError
from trust_tui.session import Session
from trust_tui.textual_patches import once
from trust_tui.widgets.fields import Words

V = TypeVar("V", bound=Value)

DRAFT_SECONDS: Final = 0.9
"""How long after a change the draft is put on the disk: with the writing itself less than one second of typing."""


class FormDialog(Dialog[Record[Any]], Generic[V]):
    """Edits one value. Answers with the record once it is on the disk, or None when the user stepped back.

    Stepping back keeps what was typed as a draft; the next form of the same key starts from it.

    Attributes:
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
        self.draft_key = key
        self._named = title
        self._revision = record.revision if record else 0
        self.about: str | None = (
            getattr(record.value, "about", None) if record else session.about
        )
        self._start: Mapping[str, str] = {}
        self._kept: Mapping[str, str] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._saving = False
        self._begun = False
        self._drafting = asyncio.Lock()
        self._dropped = False

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
        self._start = self._kept = dict(self.fields())
        draft = self.session.drafts.get(self.draft_key)
        if draft is not None:
            said = self._return_to(
                draft
            )  # before the fields are filled: whom it is about decides how they are worded
            self.fill(draft.fields)
            self._revision = draft.revision or self._revision
            self._kept = dict(self.fields())
            self.notice(said)

    def _return_to(self, draft: Draft) -> str:
        """Be about whom the draft was typed about, whoever is in mind now; the sentence that says what is shown."""
        said = "This is what you had typed and not kept yet."
        here = self.about or ""
        about = draft.fields.get("about", here)
        if self.record is not None or about == here:
            return said
        self.about = None
        if not about:
            return said
        whom = self.session.workbook.of(Relationship).get(about)
        if whom is None:
            return "Whom this was about is no longer in your list. Your words are all here."
        self.about = whom.id
        self.top_bar.set_title(f"{self._named} \u00b7 {whom.value.label}")
        return said

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self) -> None:
        self.touched()

    def touched(self) -> None:
        """Note that something was typed: the draft follows within a second."""
        if self._timer is None:
            self._timer = once(self, DRAFT_SECONDS, self._write_draft)

    @property
    def changed(self) -> bool:
        """Whether something stands in the form that is not kept."""
        return dict(self.fields()) != dict(self._start)

    def _write_draft(self) -> None:
        self._timer = None
        if not self._saving and dict(self.fields()) != dict(self._kept):
            self._put_draft(self._draft())

    def _draft(self) -> Draft:
        self._kept = dict(self.fields())
        return Draft(
            key=self.draft_key,
            fields={"about": self.about or "", **self._kept},
            revision=self._revision,
        )

    @work(group="draft")
    async def _put_draft(self, draft: Draft) -> None:
        try:
            async with self._drafting:
                if self._dropped:
                    return
                await self.session.keep_draft(draft)
        except StoreError as error:
            self.notice(f"{error.title}: {error.advice}")
            return
        self.on_draft_kept()

    def on_draft_kept(self) -> None:
        """Called once the draft is on the disk."""

    def keep_draft(self) -> None:
        """Put the draft on the disk before this returns."""
        if self.is_running and self.changed and not self._saving:
            self.session.keep_draft_now(self._draft())

    def action_back(self) -> None:
        """Step back; what was typed stays as a draft."""
        self._step_back()

    @work(exclusive=True, group="back")
    async def _step_back(self) -> None:
        if await self.set_aside():
            self.dismiss(None)

    async def set_aside(self) -> bool:
        """Keep what was typed as a draft. False when that failed; it was said then, and the form stays."""
        if not self.changed:
            await self._forget_draft()
            return True
        try:
            async with self._drafting:
                await self.session.keep_draft(self._draft())
        except StoreError as error:
            await self.app.push_screen_wait(MessageDialog(error.title, error.advice))
            return False
        return True

    async def _forget_draft(self) -> None:
        """Drop the draft of what is kept. A failure is not worth a word: the next start offers the draft again."""
        with suppress(StoreError):
            await self._drop_draft()

    async def _drop_draft(self) -> None:
        """Drop the draft once one that is on its way has come to the disk, and write no other."""
        async with self._drafting:
            await self.session.drop_draft(self.draft_key)
            self._dropped = True

    @work
    async def action_discard(self) -> None:
        """Throw away what was typed, after a question."""
        if self.changed:
            answer = await self.app.push_screen_wait(
                ChoiceDialog(
                    "Throw this away?",
                    "What you typed here since you opened it is not kept anywhere else.",
                    [("no", "No, go on writing"), ("yes", "Yes, throw it away")],
                )
            )
            if answer != "yes":
                return
        try:
            await self._drop_draft()
        except StoreError as error:
            await self.app.push_screen_wait(MessageDialog(error.title, error.advice))
            return
        self.dismiss(None)

    @work(group="save")
    async def action_save(self) -> None:
        """Keep what stands in the form, and close it once it is on the disk."""
        if self._saving or self.has_answered:
            return
        try:
            value = self.value()
        except ValueError as error:
            self.notice(str(error))
            return
        self._saving = True
        try:
            await self._done(await self._keep(value))
        except ConflictError:
            self._saving = False
            await self._settle(value)
        except TrustError as error:
            self._saving = False
            await self.app.push_screen_wait(
                MessageDialog(
                    error.title, error.advice, "What you typed is still here."
                )
            )
        finally:
            self._saving = False

    async def _keep(self, value: V) -> Record[V]:
        repository = self.session.workbook.of(type(value))
        if self.record is None:
            return await self.session.write(repository.keep, value)
        if self._revision != self.record.revision:
            raise ConflictError("This was changed since you began to type.")
        return await self.session.write(repository.change, self.record, value)

    async def _done(self, record: Record[V]) -> None:
        await self._forget_draft()
        self.dismiss(record)

    async def _settle(self, value: V) -> None:
        """Let the user choose between two versions; both are shown, and neither is lost before the choice."""
        assert self.record is not None
        repository = self.session.workbook.of(type(value))
        theirs = repository.get(self.record.id)
        other = (
            self.words(theirs.value)
            if theirs
            else "It was deleted in the other session."
        )
        choices = [
            ("back", "Go back to my text"),
            ("both", "Keep both: mine as a second one"),
        ]
        if theirs:
            choices.append(("mine", "Keep mine in place of the other"))
        dialog = ChoiceDialog(
            "Changed elsewhere meanwhile",
            f"Another session of yours changed this while you were writing.\n\nThere it says now:\n{other}\n\n"
            f"You wrote:\n{self.words(value)}",
            choices,
        )
        answer = await self.app.push_screen_wait(dialog)
        try:
            if answer == "both":
                await self._done(await self.session.write(repository.keep, value))
            elif answer == "mine" and theirs:
                await self._done(
                    await self.session.write(repository.change, theirs, value)
                )
        except TrustError as error:
            await self.app.push_screen_wait(
                MessageDialog(
                    error.title, error.advice, "What you typed is still here."
                )
            )


class SavedNote(Words):
    """The quiet line of a form: what is kept so far."""

    DEFAULT_CSS = """
    SavedNote { color: $quiet; height: 1; }
    """
