"""The editor for a journal entry: full screen, soft wrapped, its draft on the disk within a second."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus
from textual.widgets import Input, TextArea

from trust_tui import formats
from trust_tui.dialogs.confirm import ChoiceDialog
from trust_tui.dialogs.form import FieldError, Form, SavedNote
from trust_tui.dialogs.own_editor import WARNING, edit_outside, editor
from trust_tui.domain import (
    Entry,
    Record,
    TrustError,
    UsageError,
    day_of,
    days_ago,
    tags_in,
)
from trust_tui.formats.moments import Moment
from trust_tui.session import Session
from trust_tui.widgets import Line, Words
from trust_tui.widgets.long_field import Lines


class EntryForm(Form[Entry]):
    """Writes a new entry or changes one."""

    BODY: ClassVar = "-close"

    warned: ClassVar = False
    """Whether the word on what editors keep was said in this session."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+o",
            "edit_outside",
            "Own editor",
            id="entry.edit-outside",
            key_display="^o",
        ),
    ]
    DEFAULT_CSS = """
    EntryForm #entry { max-width: 80; }
    EntryForm #entry-prompt { margin: 1 1 0 1; color: $accent; max-height: 4; }
    EntryForm #entry-title, EntryForm #entry-beside { margin: 1 0 0 0; }
    EntryForm #entry-beside { height: 1; }
    EntryForm #entry-tags { width: 1fr; margin: 0 1 0 0; }
    EntryForm #entry-day { width: 26; max-width: 50%; }
    EntryForm #entry-text { height: 1fr; margin: 1 0 0 0; }
    EntryForm SavedNote { margin: 0 1; }
    """

    def __init__(
        self,
        session: Session,
        record: Record[Entry] | None = None,
        *,
        prompt: str = "",
        answers: str = "",
    ) -> None:
        """Open the editor.

        Args:
            session: What screens work with.
            record: The entry to change, None for a new one.
            prompt: The question it answers, shown above the text.
            answers: Id of the prompt or exercise, or empty.
        """
        key = f"entry:{record.id}" if record else f"entry:new:{answers}"
        super().__init__(
            "Entry" if record else "New entry", session, key, record
        )
        self._prompt = prompt
        self._answers = answers
        self._begun_at = session.clock.now()

    def compose(self) -> ComposeResult:
        """Prompt, title, text, tags, and what is kept so far."""
        old = self.record.value if self.record else None
        with Vertical(id="entry"):
            if self._prompt:
                yield Words(self._prompt, id="entry-prompt")
            yield Line(
                old.title if old else "",
                placeholder="Title, if you like",
                id="entry-title",
            )
            yield Lines(old.text if old else "", id="entry-text")
            with Horizontal(id="entry-beside"):
                yield Line(
                    ", ".join(old.tags) if old else "",
                    placeholder="Tags, with commas between them",
                    id="entry-tags",
                )
                yield Line(
                    self._when(self.record),
                    placeholder=f"today, {self.session.clock.now():%H:%M}",
                    id="entry-day",
                )
            yield SavedNote(id="entry-note")

    def on_mount(self) -> None:
        """Start in the text."""
        super().on_mount()
        text = self.query_one(TextArea)
        text.move_cursor(text.document.end)
        text.focus()
        self._count()

    def check_action(
        self, action: str, parameters: tuple[object, ...]
    ) -> bool | None:
        """The user's own editor is offered where there is one, and never in a kiosk."""
        if action == "edit_outside":
            return (
                bool(editor())
                and not self.session.kiosk
                and self.session.place is not None
            )
        return True

    @work
    async def action_edit_outside(self) -> None:
        """Edit the text in the user's own editor, after a word on what editors keep."""
        place = self.session.place
        assert place is not None
        question = ChoiceDialog(
            "Your own editor",
            WARNING,
            [("no", "Stay here"), ("yes", "Open my editor")],
        )
        if (
            not EntryForm.warned
            and await self.app.push_screen_wait(question) != "yes"
        ):
            return
        EntryForm.warned = True
        area = self.query_one(TextArea)
        try:
            area.text = edit_outside(self.app, area.text, place)
        except TrustError as error:
            self.notice(error.advice)

    def value(self) -> Entry:
        """The entry as it stands."""
        text = self.query_one(TextArea).text
        title = self.query_one("#entry-title", Input).value.strip()
        if not text.strip() and not title:
            raise ValueError(
                "There is nothing to keep yet. Write a word, or press Esc to leave."
            )
        old = self.record.value if self.record else None
        moment = self._moment()
        return Entry(
            text=text,
            day=moment.day if moment else self.session.today,
            title=title,
            tags=tags_in(self.query_one("#entry-tags", Input).value),
            answers=old.answers if old else self._answers,
            about=self.about,
        )

    def _when(self, record: Record[Entry] | None) -> str:
        """The day and time of an entry, as they can be typed; empty for a new one, which is of now."""
        if record is None:
            return ""
        day = record.value.day
        if day != day_of(record.made, self.session.day_ends):
            return day.isoformat()
        return f"{record.made:%Y-%m-%d %H:%M}"

    def _moment(self) -> Moment | None:
        """The day and time that stand in the form.

        Raises:
            FieldError: They are none.
        """
        typed = self.query_one("#entry-day", Input).value
        now = self.session.clock.now()
        try:
            return formats.moments.read_moment(
                typed, now, self.session.day_ends
            )
        except UsageError as error:
            raise FieldError(error.advice, "entry-day") from None

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Bring a field into view once the form has settled: the line on the draft may have moved it meanwhile."""
        field = event.widget
        field.call_after_refresh(field.scroll_visible, animate=False)

    async def keep(self, value: Entry) -> Record[Entry]:
        """Have the entry on the disk, under the day and time that were typed."""
        moment = self._moment()
        now, day_ends = self.session.clock.now(), self.session.day_ends
        old = self._when(self.record)
        if moment is None or self.query_one("#entry-day", Input).value == old:
            return await super().keep(value)
        made = moment.at(now, day_ends)
        if self.record is None:
            repository = self.session.workbook.of(Entry)
            return await self.session.write(repository.keep, value, made)
        self.record = replace(self.record, made=made)
        return await super().keep(value)

    def fields(self) -> Mapping[str, str]:
        """Title, text and tags, the day and when it was begun, and the prompt for a new entry."""
        return {
            "title": self.query_one("#entry-title", Input).value,
            "text": self.query_one(TextArea).text,
            "tags": self.query_one("#entry-tags", Input).value,
            "day": self.query_one("#entry-day", Input).value,
            "begun": self._begun_at.isoformat(timespec="minutes"),
            "prompt": self._prompt,
            "answers": self._answers,
        }

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft in."""
        self.query_one("#entry-title", Input).value = fields.get("title", "")
        self.query_one(TextArea).text = fields.get("text", "")
        self.query_one("#entry-tags", Input).value = fields.get("tags", "")
        if begun := fields.get("begun"):
            self._begun_at = datetime.fromisoformat(begun)
        day = day_of(self._begun_at, self.session.day_ends)
        typed = fields.get("day", "")
        if not typed and self.record is None and day != self.session.today:
            typed = f"{self._begun_at:%Y-%m-%d %H:%M}"
            self.draft_note = f"Begun {days_ago(day, self.session.today)}, and kept under that day."
        self.query_one("#entry-day", Input).value = typed

    def words(self, value: Entry) -> str:
        """Title and text."""
        return f"{value.title}\n{value.text}".strip()

    def on_draft_kept(self) -> None:
        """Say so, unless the form was left meanwhile."""
        if self.query(SavedNote) and not self.session.config.reader:
            self._count(f"draft kept at {self.session.clock.now():%H:%M}")

    @on(TextArea.Changed)
    def _recount(self) -> None:
        if not self.session.config.reader:
            self._count()

    def _count(self, kept: str = "") -> None:
        words = len(self.query_one(TextArea).text.split())
        count = f"{words} word" if words == 1 else f"{words} words"
        self.query_one(SavedNote).say(
            f"{count} \u00b7 {kept}" if kept else count
        )
