"""Small forms: a promise of the user's own, a small win, a limit."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from trust_tui.dialogs.form import FormDialog
from trust_tui.domain.dates import parse_day
from trust_tui.domain.records import Limit, Promise, Record, Whose, Win
from trust_tui.session import Session
from trust_tui.widgets.fields import LabelledLine, Words
from trust_tui.widgets.row_list import Row, RowList


class PromiseDialog(FormDialog[Promise]):
    """Notes a promise the user made, or changes one."""

    DEFAULT_CSS = """
    PromiseDialog #promise { max-width: 76; }
    PromiseDialog #promise-about { margin: 0 0 1 0; }
    """
    FIELDS: ClassVar = ("text", "to", "due")

    def __init__(self, session: Session, record: Record[Promise] | None = None) -> None:
        key = f"promise:{record.id}" if record else "promise:new"
        super().__init__("A promise of mine", session, key, record)
        self._old = record.value if record else Promise(text="")

    def compose_body(self) -> ComposeResult:
        """What, to whom, by when."""
        old = self._old
        with Vertical(id="promise"):
            yield Words(
                "Only what you promised. It is never a list of theirs.",
                classes="quiet",
                id="promise-about",
            )
            yield LabelledLine(
                "What I promised",
                old.text,
                hint="Small enough to keep.",
                id="promise-text",
            )
            yield LabelledLine(
                "To whom", old.to, hint="An initial will do.", id="promise-to"
            )
            due = old.due.isoformat() if old.due else ""
            yield LabelledLine(
                "By when",
                due,
                hint="A day like Sunday, 29 Nov or +7, or nothing.",
                id="promise-due",
            )

    def on_mount(self) -> None:
        """Start in the first field."""
        super().on_mount()
        self.query_one("#promise-text", Input).focus()

    def value(self) -> Promise:
        """The promise as it stands."""
        text, to, due = (
            self.query_one(f"#promise-{name}-box", LabelledLine).value
            for name in self.FIELDS
        )
        if not text:
            raise ValueError(
                "Write in the first line what you promised, or press Esc to leave."
            )
        return replace(
            self._old,
            about=self.about,
            text=text,
            to=to,
            due=parse_day(due, self.session.today),
        )

    def fields(self) -> Mapping[str, str]:
        """The three lines."""
        return {
            name: self.query_one(f"#promise-{name}", Input).value
            for name in self.FIELDS
        }

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft in."""
        for name in self.FIELDS:
            self.query_one(f"#promise-{name}", Input).value = fields.get(name, "")

    def words(self, value: Promise) -> str:
        """The promise as text."""
        return " ".join(filter(None, (value.text, value.to)))

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        if event.input.id == "promise-due":
            self.action_save()
        else:
            self.focus_next()


class WinDialog(FormDialog[Win]):
    """Notes a small win, or changes one."""

    DEFAULT_CSS = """
    WinDialog #win { max-width: 76; }
    WinDialog #whose { height: 2; margin: 0 0 1 0; }
    """

    def __init__(self, session: Session, record: Record[Win] | None = None) -> None:
        key = f"win:{record.id}" if record else "win:new"
        super().__init__("A small win", session, key, record)
        self._old = record.value if record else Win(text="", day=session.today)

    def compose_body(self) -> ComposeResult:
        """What, and whose."""
        with Vertical(id="win"):
            yield LabelledLine(
                "What went well", self._old.text, hint="However small.", id="win-text"
            )
            yield Words("Whose", classes="strong")
            yield RowList(id="whose")

    def on_mount(self) -> None:
        """Start in the field."""
        rows = [
            Row(Whose.MINE, [("One of mine", "text")]),
            Row(Whose.OURS, [("One of ours", "text")]),
        ]
        self.query_one(RowList).set_rows(rows, key=self._old.whose)
        super().on_mount()
        self.query_one("#win-text", Input).focus()

    def value(self) -> Win:
        """The win as it stands."""
        text = self.query_one("#win-text-box", LabelledLine).value
        if not text:
            raise ValueError(
                "Write in the first line what went well, or press Esc to leave."
            )
        return replace(
            self._old,
            about=self.about,
            text=text,
            whose=Whose(self.query_one(RowList).key),
        )

    def fields(self) -> Mapping[str, str]:
        """The line and whose it is."""
        return {
            "text": self.query_one("#win-text", Input).value,
            "whose": self.query_one(RowList).key,
        }

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft in."""
        self.query_one("#win-text", Input).value = fields.get("text", "")
        self.query_one(RowList).select(fields.get("whose", ""))

    def words(self, value: Win) -> str:
        """The win as text."""
        return value.text

    @on(Input.Submitted)
    def _to_whose(self) -> None:
        self.query_one(RowList).focus()

    @on(RowList.Chosen)
    def _finish(self) -> None:
        self.action_save()


class LimitDialog(FormDialog[Limit]):
    """Notes a limit of the user's own, or changes one."""

    DEFAULT_CSS = """
    LimitDialog #limit { max-width: 76; }
    """

    def __init__(self, session: Session, record: Record[Limit] | None = None) -> None:
        key = f"limit:{record.id}" if record else "limit:new"
        super().__init__("A limit of mine", session, key, record)
        self._old = record.value if record else Limit(text="")

    def compose_body(self) -> ComposeResult:
        """One line."""
        with Vertical(id="limit"):
            hint = "I am fine with ... I am not fine with ... If it happens, I will ..."
            yield LabelledLine(
                "About what I do", self._old.text, hint=hint, id="limit-text"
            )

    def on_mount(self) -> None:
        """Start in the field."""
        super().on_mount()
        self.query_one("#limit-text", Input).focus()

    def value(self) -> Limit:
        """The limit as it stands."""
        text = self.query_one("#limit-text-box", LabelledLine).value
        if not text:
            raise ValueError("Write the limit in the line, or press Esc to leave.")
        return replace(self._old, about=self.about, text=text)

    def fields(self) -> Mapping[str, str]:
        """The line."""
        return {"text": self.query_one("#limit-text", Input).value}

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft in."""
        self.query_one("#limit-text", Input).value = fields.get("text", "")

    def words(self, value: Limit) -> str:
        """The limit as text."""
        return value.text

    @on(Input.Submitted)
    def _finish(self) -> None:
        self.action_save()
