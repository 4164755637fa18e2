"""Fields to write in: what is typed or pasted is stored as text that no terminal obeys, and never read as markup."""

from collections.abc import Sequence
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Offset
from textual.suggester import Suggester
from textual.widgets import Input, Static

from trust_tui.domain import clean
from trust_tui.textual_patches import forget_typed

SHOWN: Final = 4
"""Tags that an empty field shows."""


class FieldError(ValueError):
    """What stands in a field cannot be kept; says so in a sentence, and which field it is."""

    def __init__(self, advice: str, field: str) -> None:
        super().__init__(advice)
        self.field = field


class Words(Static):
    """Text that is shown as it is.

    Attributes:
        said: What plain lines say in place of it; nothing where it is empty, and None for what is shown.
    """

    DEFAULT_CSS = """
    Words { height: auto; }
    Words.quiet { color: $quiet; }
    Words.strong { text-style: bold; }
    Words.care { color: $accent; }
    """

    def __init__(
        self,
        text: str = "",
        *,
        id: str | None = None,
        classes: str | None = None,
        said: str | None = None,
    ) -> None:
        self._text = clean(text)
        self.said = said
        super().__init__(
            Content(self._text), id=id, classes=classes, markup=False
        )

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text

    def say(self, text: str) -> None:
        """Show another text. The screen is laid out anew only where its height may change with that."""
        cleaned = clean(text)
        if cleaned != self._text:
            self._text = cleaned
            height = self.styles.height
            self.update(
                Content(cleaned), layout=height is None or height.is_auto
            )


def harmless(text: str) -> str:
    """The text as it can stand in a field; terminals send the line ends of a paste as carriage returns."""
    return clean(text.replace("\r\n", "\n").replace("\r", "\n"))


def _on_one_line(text: str) -> str:
    """The text as it can stand in a field of one line."""
    return harmless(text).replace("\n", " ").replace("\t", " ")


class Line(Input):
    """A field of one line."""

    DEFAULT_CSS = """
    Line { border: none; height: 1; padding: 0 1; background: $panel; }
    Line:focus { border: none; background: $cursor; background-tint: $cursor 0%; }
    Line > .input--placeholder { color: $quiet; }
    """

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,
        name: str | None = None,
        password: bool = False,
    ) -> None:
        super().__init__(
            value,
            placeholder=placeholder,
            id=id,
            name=name,
            password=password,
            select_on_focus=False,
        )
        self.cursor_blink = False

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the next letter will stand: at the end Textual names the cell after that, and readers say a blank."""
        place = super().cursor_screen_offset
        return place - (1, 0) if self.cursor_at_end else place

    def on_unmount(self) -> None:
        """Let go of what was typed, above all of a passphrase."""
        forget_typed()

    def validate_value(self, value: str) -> str:
        """Whatever is put in is fit for one line: a draft, a record and a key's own text as well as a paste."""
        return _on_one_line(value)

    def on_paste(self, event: events.Paste) -> None:
        """Take a paste in as one line without control characters."""
        event.prevent_default()
        event.stop()
        if text := _on_one_line(event.text):
            self.insert_text_at_cursor(text)


class KnownTags(Suggester):
    """Goes on with a tag that was written before, after the last comma of a field."""

    def __init__(self, tags: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._tags = tags

    async def get_suggestion(self, value: str) -> str | None:
        """What the field holds, with the rest of the first tag that begins like its last piece."""
        begun = value.rpartition(",")[2].lstrip()
        for tag in self._tags:
            if begun and tag.casefold().startswith(begun.casefold()):
                return value + tag[len(begun) :]
        return None


class LabelledLine(Vertical):
    """A label above a field of one line, and room below for a gentle question.

    Attributes:
        label: Stands above the field.
        hint: Stands below it while one writes; empty for none.
    """

    DEFAULT_CSS = """
    LabelledLine { height: auto; margin: 0 0 1 0; }
    LabelledLine .hint { color: $quiet; display: none; }
    LabelledLine:focus-within .hint { display: block; }
    LabelledLine .question { color: $accent; display: none; }
    LabelledLine.-asked .question { display: block; }
    """

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        hint: str = "",
        id: str,
        placeholder: str = "",
    ) -> None:
        super().__init__(id=f"{id}-box")
        self.label = label
        self.hint = hint
        self.line = Line(value, placeholder=placeholder, id=id)
        self._question = Words(classes="question")

    def compose(self) -> ComposeResult:
        """Label, field, hint, question."""
        yield Words(self.label, classes="strong")
        yield self.line
        if self.hint:
            yield Words(self.hint, classes="hint")
        yield self._question

    def on_descendant_focus(self) -> None:
        """Show the hint, and bring the label into view too once it has taken its place.

        Where Textual gives a new screen its first focus, it styles the field before it knows that it has it.
        """
        self.update_node_styles()
        self.call_after_refresh(self.scroll_visible, animate=False)

    @property
    def value(self) -> str:
        """What stands in the field, without blanks at its ends."""
        return self.line.value.strip()

    @property
    def question(self) -> str:
        """The gentle question below the field, or empty."""
        return self._question.text

    def ask(self, question: str) -> None:
        """Show a gentle question below the field, in view; an empty one takes it away."""
        self._question.say(question)
        self.set_class(bool(question), "-asked")
        if question:
            self.call_after_refresh(self.scroll_visible, animate=False)


class TagLine(LabelledLine):
    """A field for tags with commas between them, which shows and completes those of other days."""

    def __init__(
        self, label: str, tags: Sequence[str], known: Sequence[str], *, id: str
    ) -> None:
        super().__init__(label, ", ".join(tags), id=id)
        self.line.placeholder = ", ".join(known[:SHOWN])
        self.line.suggester = KnownTags(known)
