"""The editor for a journal entry: full screen, soft wrapped, its draft on the disk within a second."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus
from textual.widgets import Input, TextArea

from trust_tui.dialogs.entry_editor import EntryEditor
from trust_tui.dialogs.form import Form, SavedNote
from trust_tui.domain import (
    Entry,
    Record,
    tags_in,
    tr,
    trn,
)
from trust_tui.session import Session
from trust_tui.widgets import FieldError, Line, Words


class EntryForm(Form[Entry]):
    """Writes a new entry or changes one."""

    BODY: ClassVar = "-close"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+n",
            "look",
            "Look",
            id="entry.look",
            key_display="^n",
        ),
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
    EntryForm.-look #entry { max-width: 164; }
    EntryForm #entry-prompt { margin: 1 1 0 1; color: $accent; max-height: 4; }
    EntryForm #entry-title, EntryForm #entry-beside { margin: 1 0 0 0; }
    EntryForm #entry-beside { height: 1; }
    EntryForm #entry-tags { width: 1fr; margin: 0 1 0 0; }
    EntryForm #entry-day { width: 26; max-width: 50%; }
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
            tr("Entry") if record else tr("New entry"), session, key, record
        )
        self._prompt = prompt
        self._answers = answers
        self._when = self.under_day("entry-day", record)

    def compose(self) -> ComposeResult:
        """Prompt, title, text, tags, and what is kept so far."""
        old = self.record.value if self.record else None
        with Vertical(id="entry"):
            if self._prompt:
                yield Words(self._prompt, id="entry-prompt")
            yield Line(
                old.title if old else "",
                placeholder=tr("Title, if you like"),
                id="entry-title",
            )
            yield EntryEditor(self.session, old.text if old else "")
            with Horizontal(id="entry-beside"):
                yield Line(
                    ", ".join(old.tags) if old else "",
                    placeholder=tr("Tags, with commas between them"),
                    id="entry-tags",
                )
                yield self._when.make_line()
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
        """The user's own editor where it may be had."""
        if action == "edit_outside":
            return EntryEditor.may_edit_outside(self.session)
        return True

    def action_look(self) -> None:
        """Show how the text will be read, or go back to writing."""
        self.set_class(self.query_one(EntryEditor).turn(), "-look")

    def action_edit_outside(self) -> None:
        """Edit the text in the user's own editor."""
        self.query_one(EntryEditor).edit_outside()

    def value(self) -> Entry:
        """The entry as it stands."""
        text = self.query_one(TextArea).text
        title = self.query_one("#entry-title", Input).value.strip()
        if not text.strip() and not title:
            raise FieldError(
                tr(
                    "There is nothing to keep yet. Write a word, or press Esc to leave."
                ),
                "entry-text",
            )
        old = self.record.value if self.record else None
        return Entry(
            text=text,
            day=self._when.day,
            title=title,
            tags=tags_in(self.query_one("#entry-tags", Input).value),
            answers=old.answers if old else self._answers,
            about=self.about,
        )

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Bring a field into view once the form has settled: the line on the draft may have moved it meanwhile."""
        field = event.widget
        field.call_after_refresh(field.scroll_visible, animate=False)

    def fields(self) -> Mapping[str, str]:
        """Title, text and tags, and the prompt for a new entry."""
        return {
            "title": self.query_one("#entry-title", Input).value,
            "text": self.query_one(TextArea).text,
            "tags": self.query_one("#entry-tags", Input).value,
            "prompt": self._prompt,
            "answers": self._answers,
        }

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft in."""
        self.query_one("#entry-title", Input).value = fields.get("title", "")
        self.query_one(TextArea).text = fields.get("text", "")
        self.query_one("#entry-tags", Input).value = fields.get("tags", "")

    def words(self, value: Entry) -> str:
        """Title and text."""
        return f"{value.title}\n{value.text}".strip()

    def on_draft_kept(self) -> None:
        """Say so, unless the form was left meanwhile."""
        if self.query(SavedNote) and not self.session.config.reader:
            self._count(
                tr(
                    "draft kept at {now}",
                    now=f"{self.session.clock.now():%H:%M}",
                )
            )

    @on(TextArea.Changed)
    def _recount(self) -> None:
        if not self.session.config.reader:
            self._count()

    def _count(self, kept: str = "") -> None:
        words = len(self.query_one(TextArea).text.split())
        count = trn("{count} word", "{count} words", words)
        self.query_one(SavedNote).say(
            f"{count} \u00b7 {kept}" if kept else count
        )
