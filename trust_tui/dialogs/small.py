"""One form for the small kinds: a promise of the user's own, a small win, a limit. Each says what it asks for."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from trust_tui.dialogs.form import Form
from trust_tui.domain import (
    KINDS,
    JointCheckIn,
    Limit,
    Moment,
    Promise,
    Record,
    Sitting,
    Whose,
    Win,
    later,
    tr,
)
from trust_tui.session import Session
from trust_tui.widgets import FieldError, LabelledLine, Row, RowList, Words


class Asked(NamedTuple):
    """A line to write in.

    Attributes:
        field: The field of the value.
        label: What stands above it.
        hint: What stands below it.
        is_day: Whether it is a day.
    """

    field: str
    label: str
    hint: str
    is_day: bool = False


class Choice(NamedTuple):
    """Something to choose from, below the lines."""

    field: str
    label: str
    options: Mapping[StrEnum, str]


class SmallKind(NamedTuple):
    """What the form of a kind asks for.

    Attributes:
        blank: A new value, made on a day.
        lines: The first has to be written.
        missing: What is said when it is not, in something new or in the place of a text; empty where it may stay so.
        about: A sentence above the lines, or empty.
        kept: What stands above the day it is kept under.
    """

    blank: Callable[
        [date], Promise | Win | Limit | Moment | Sitting | JointCheckIn
    ]
    lines: tuple[Asked, ...]
    missing: str
    about: str = ""
    choice: Choice | None = None
    kept: str = later("Day")


SMALL: Final[Mapping[str, SmallKind]] = {
    Promise.TABLE: SmallKind(
        blank=lambda _: Promise(text=""),
        about=later("Only what you promised. It is never a list of theirs."),
        lines=(
            Asked(
                "text", later("What I promised"), later("Small enough to keep.")
            ),
            Asked("to", later("To whom"), later("An initial will do.")),
            Asked(
                "due",
                later("By when"),
                later("A day like Sunday, 29 Nov or +7, or nothing."),
                is_day=True,
            ),
        ),
        kept=later("Noted on"),
        missing=later(
            "Write in the first line what you promised, or press Esc to leave."
        ),
    ),
    Win.TABLE: SmallKind(
        blank=lambda day: Win(text="", day=day),
        lines=(
            Asked("text", later("What went well"), later("However small.")),
        ),
        choice=Choice(
            "whose",
            later("Whose"),
            {
                Whose.MINE: later("One of mine"),
                Whose.OURS: later("One of ours"),
            },
        ),
        missing=later(
            "Write in the first line what went well, or press Esc to leave."
        ),
    ),
    Limit.TABLE: SmallKind(
        blank=lambda _: Limit(text=""),
        lines=(
            Asked(
                "text",
                later("About what I do"),
                later(
                    "I am fine with ... I am not fine with ... If it happens, I will ..."
                ),
            ),
        ),
        kept=later("Noted on"),
        missing=later("Write the limit in the line, or press Esc to leave."),
    ),
    Moment.TABLE: SmallKind(
        blank=lambda day: Moment(day=day),
        lines=(
            Asked("line", later("One line about it"), later("If you like.")),
        ),
        missing=later("Write a line, or press Esc to leave it as it is."),
    ),
    Sitting.TABLE: SmallKind(
        blank=lambda day: Sitting(path="", sitting="", day=day),
        lines=(
            Asked(
                "act",
                later("One small act"),
                later("Small enough for a bad day."),
            ),
            Asked("obstacle", later("If this comes up"), ""),
            Asked("then", later("Then I will"), ""),
        ),
        missing=later(
            "Write the act in the line, or press Esc to leave it as it is."
        ),
    ),
    JointCheckIn.TABLE: SmallKind(
        blank=lambda day: JointCheckIn(day=day),
        about=later(
            "What you both said stays as it is. The days can be changed."
        ),
        lines=(
            Asked(
                "next_day",
                later("Next time"),
                later("A day like next Sunday, 29 Nov or +7, or nothing."),
                is_day=True,
            ),
        ),
        kept=later("You talked"),
        missing="",
    ),
}
"""The kinds that have a form here, by their table."""


class SmallForm(Form[Any]):
    """Notes something small, or changes it."""

    BODY = "-few-rows"
    DEFAULT_CSS = """
    SmallForm #small { max-width: 76; }
    SmallForm #small-about { margin: 0 0 1 0; }
    SmallForm RowList { height: 2; margin: 0 0 1 0; }
    """

    def __init__(
        self, session: Session, table: str, record: Record[Any] | None = None
    ) -> None:
        """Open the form.

        Args:
            session: What screens work with.
            table: The kind, one of `SMALL`.
            record: What is changed, None for something new.
        """
        kind = KINDS[table]
        key = f"{kind.slug}:{record.id if record else 'new'}"
        super().__init__(tr(kind.title), session, key, record)
        self._slug = kind.slug
        self._asks = SMALL[table]
        self._old = record.value if record else self._asks.blank(session.today)
        id = f"{kind.slug}-day"
        self._kept = self.under_day(id, record)
        self._has_day = kind.dated

    def compose(self) -> ComposeResult:
        """The lines, and the choice."""
        with Vertical(id="small"):
            if self._asks.about:
                yield Words(
                    tr(self._asks.about), classes="quiet", id="small-about"
                )
            yield from self._lines()
            yield self._kept.make_labelled(tr(self._asks.kept))
            if self._asks.choice:
                yield Words(tr(self._asks.choice.label), classes="strong")
                yield RowList(id=self._asks.choice.field)

    def _lines(self) -> Iterator[Widget]:
        for asked in self._asks.lines:
            held = getattr(self._old, asked.field)
            text = held.isoformat() if isinstance(held, date) else held or ""
            yield LabelledLine(
                tr(asked.label),
                text,
                hint=tr(asked.hint),
                id=f"{self._slug}-{asked.field}",
            )

    def _input(self, asked: Asked) -> Input:
        return self.query_one(f"#{self._slug}-{asked.field}", Input)

    def on_mount(self) -> None:
        """Start in the first line."""
        if choice := self._asks.choice:
            rows = [
                Row(key, [(tr(text), "text")])
                for key, text in choice.options.items()
            ]
            self.query_one(RowList).set_rows(
                rows, key=getattr(self._old, choice.field)
            )
        super().on_mount()
        self._input(self._asks.lines[0]).focus()

    def value(self) -> Any:
        """The value as it stands."""
        given: dict[str, Any] = {}
        for asked in self._asks.lines:
            box = f"#{self._slug}-{asked.field}-box"
            text = self.query_one(box, LabelledLine).value
            if not text and not given and self._is_missing(asked):
                raise FieldError(
                    tr(self._asks.missing), f"{self._slug}-{asked.field}"
                )
            given[asked.field] = self._given(asked, text)
        if choice := self._asks.choice:
            held = getattr(self._old, choice.field)
            given[choice.field] = type(held)(self.query_one(RowList).key)
        if self._has_day:
            given["day"] = self._kept.day
        return replace(self._old, about=self.about, **given)

    def _is_missing(self, asked: Asked) -> bool:
        """Whether an empty first line is refused."""
        is_as_kept = self.record and not getattr(self._old, asked.field)
        return bool(self._asks.missing) and not is_as_kept

    def _given(self, asked: Asked, text: str) -> object:
        """What a line holds: a text, or a day to come."""
        if not asked.is_day:
            return text
        name = f"{self._slug}-{asked.field}"
        return self.read_day(text, name)

    def fields(self) -> Mapping[str, str]:
        """The lines, and what is chosen."""
        fields = {
            asked.field: self._input(asked).value for asked in self._asks.lines
        }
        if self._asks.choice:
            fields[self._asks.choice.field] = self.query_one(RowList).key
        return fields

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put a draft in."""
        for asked in self._asks.lines:
            self._input(asked).value = fields.get(asked.field, "")
        if self._asks.choice:
            self.query_one(RowList).select(
                fields.get(self._asks.choice.field, "")
            )

    def words(self, value: Any) -> str:
        """The lines as text."""
        texts = [
            getattr(value, asked.field)
            for asked in self._asks.lines
            if not asked.is_day
        ]
        return " ".join(filter(None, texts))

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        last = (self._input(self._asks.lines[-1]), self._kept.line)
        if event.input in last and not self._asks.choice:
            self.finish()
        else:
            self.screen.focus_next()

    @on(RowList.Chosen)
    def _finish(self) -> None:
        self.finish()
