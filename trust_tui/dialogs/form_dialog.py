"""Shows a form whose contents are never lost: what is typed stays as a draft, and is saved before the form closes."""

from collections.abc import Awaitable
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import ScreenResume

from trust_tui.dialogs.confirm import ChoiceDialog, MessageDialog
from trust_tui.dialogs.form import Form, whom_about
from trust_tui.domain import (
    ConflictError,
    Record,
    TrustError,
    UsageError,
    tr,
)
from trust_tui.widgets import FieldError, LabelledLine, Overlay, Words


class FormDialog(Overlay[Record[Any]]):
    """A form on a screen. Answers with the record once it is on the disk, or None when the user stepped back.

    Stepping back keeps what was typed as a draft; the next form of the same key starts from it.
    """

    NEEDS_WORKBOOK = True
    DEFAULT_CSS = """
    FormDialog.-to-the-edge > #body { padding: 1 0 0 0; }
    FormDialog.-close > #body { padding: 0 1; }
    FormDialog #refusal { display: none; margin: 0 2; }
    FormDialog.-refused #refusal { display: block; }
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

    def __init__(self, form: Form[Any]) -> None:
        super().__init__(form.title)
        self.form = form
        form.leave = self.leave
        self._knows_whom = form.session.ready
        self.is_short = form.BODY == "-few-rows"
        if form.BODY:
            self.add_class(form.BODY)

    def compose_body(self) -> ComposeResult:
        """The form, and below it why it cannot be kept."""
        yield self.form
        yield Words(id="refusal", classes="care")

    def freshen(self) -> None:
        """Have the form be about who is in mind, where it is older than the workbook."""
        form = self.form
        if not self._knows_whom:
            self._knows_whom = form.session.ready
            form.about = whom_about(form.session, form.record)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """The same where another dialog lay over it as the workbook was opened."""
        self.freshen()

    def keep_draft(self) -> None:
        """Put the draft on the disk before this returns."""
        if self.form.is_running and not self.has_answered:
            self.form.draft.write_now()

    def action_back(self) -> None:
        """Step back; what was typed stays as a draft."""
        self._step_back()

    @work(exclusive=True, group="back")
    async def _step_back(self) -> None:
        await self.leave()

    async def leave(self) -> bool:
        """Close, and keep what was typed as a draft. False when that failed, and where it was closed already."""
        if (
            not await self._is_done(self.form.draft.write())
            or self.has_answered
        ):
            return False
        self.dismiss(None)
        return True

    @work
    async def action_discard(self) -> None:
        """Throw away what was typed, after a question."""
        draft = self.form.draft
        question = ChoiceDialog(
            tr("Throw this away?"),
            tr(
                "What you typed here since you opened it is not kept anywhere else."
            ),
            [
                ("no", tr("No, go on writing")),
                ("yes", tr("Yes, throw it away")),
            ],
        )
        if (
            draft.has_news
            and await self.app.push_screen_wait(question) != "yes"
        ):
            return
        if await self._is_done(draft.drop()):
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

    @on(Form.Finished)
    def _finish(self) -> None:
        self.action_save()

    @work(group="save")
    async def action_save(self) -> None:
        """Keep what stands in the form, and close it once it is on the disk."""
        if self.form.draft.rests or self.has_answered:
            return
        self.remove_class("-refused")
        try:
            value = self.form.value()
            if self.form.kept_day is not None:
                self.form.kept_day.check()
        except FieldError as error:
            self._refuse(str(error), error.field)
            return
        except (ValueError, UsageError) as error:
            self.notice(str(error))
            return
        await self._is_done(
            self._save(value), tr("What you typed is still here.")
        )

    def _refuse(self, sentence: str, field: str) -> None:
        """Go to the field that cannot be kept as it stands, and say why below it or below all, where nothing is cut."""
        widget = self.form.query_one(f"#{field}")
        widget.focus()
        if isinstance(widget.parent, LabelledLine):
            widget.parent.ask(sentence)
        else:
            self.query_one("#refusal", Words).say(sentence)
            self.add_class("-refused")

    async def _save(self, value: Any) -> None:
        try:
            await self._close_after(self.form.keep(value))
        except ConflictError:
            await self._resolve(value)

    async def _close_after(self, writing: Awaitable[Record[Any]]) -> None:
        """Close once a value is on the disk."""
        draft = self.form.draft
        draft.rests = True
        try:
            record = await writing
            await draft.forget()
            self.dismiss(record)
        finally:
            draft.rests = False

    async def _resolve(self, value: Any) -> None:
        """Let the user choose between two versions; both are shown, and neither is lost before the choice."""
        form = self.form
        assert form.record is not None
        repository = form.session.workbook.of(type(value))
        theirs = repository.get(form.record.id)
        other = form.words(theirs.value) if theirs else None
        answer = await self.app.push_screen_wait(
            _versions(other, form.words(value))
        )
        if answer == "both":
            await self._close_after(form.session.keep_new(value, form.made))
        elif answer == "mine" and theirs:
            await self._close_after(
                form.session.keep_over(theirs, value, form.made)
            )


def _versions(theirs: str | None, mine: str) -> ChoiceDialog:
    """Asks which of two versions is kept; the other one is None where it was deleted."""
    gone = tr("It was deleted in the other session.")
    choices = [
        ("back", tr("Go back to my text")),
        ("both", tr("Keep both: mine as a second one")),
    ]
    if theirs is not None:
        choices.append(("mine", tr("Keep mine in place of the other")))
    return ChoiceDialog(
        tr("Changed elsewhere meanwhile"),
        tr(
            "Another session of yours changed this while you were writing.\n\n"
            "There it says now:\n{theirs}\n\nYou wrote:\n{mine}",
            theirs=gone if theirs is None else theirs,
            mine=mine,
        ),
        choices,
    )
