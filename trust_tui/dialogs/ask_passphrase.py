"""Asks for a passphrase: to open the workbook, or a new one, typed twice."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from trust_tui.domain import (
    TrustError,
    guessing_sentence,
    tr,
)
from trust_tui.widgets import Dialog, Line, Overlay, Words


class UnlockDialog(Dialog[bool]):
    """Asks until the passphrase fits. It can be left only by leaving the program, or where `may_leave` says so."""

    comes_between = True

    DEFAULT_CSS = """
    UnlockDialog #unlock { max-width: 76; }
    UnlockDialog Line { margin: 1 0; }
    UnlockDialog #problem { color: $accent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "try",
            "Open",
            id="unlock.try",
            key_display="Enter",
            priority=True,
        )
    ]

    def __init__(
        self,
        unlock: Callable[[str], Awaitable[None]],
        *,
        text: str,
        may_leave: bool = False,
    ) -> None:
        """Ask.

        Args:
            unlock: Takes the passphrase; raises a `TrustError` when it does not fit.
            text: One sentence that says what it is asked for.
            may_leave: Whether Esc gives up.
        """
        super().__init__(tr("Passphrase"))
        self._unlock = unlock
        self._text = text
        self._may_leave = may_leave

    def compose_body(self) -> ComposeResult:
        """The sentence and the field."""
        with Vertical(id="unlock"):
            yield Words(self._text)
            yield Line(id="passphrase", password=True)
            yield Words(id="problem")

    def on_mount(self) -> None:
        """Start in the field."""
        self.query_one(Line).focus()

    @work(exclusive=True)
    async def action_try(self) -> None:
        """Try what was typed."""
        line, problem = self.query_one(Line), self.query_one("#problem", Words)
        phrase, line.value = line.value, ""
        problem.say(tr("One moment ..."))
        try:
            await self._unlock(phrase)
        except TrustError as error:
            problem.say(error.advice)
            return
        self.dismiss(True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Name the way back only where there is one."""
        return action != "back" or self._may_leave


class NewPassphraseDialog(Overlay[str]):
    """Asks for a new passphrase twice. Answers with it."""

    DEFAULT_CSS = """
    NewPassphraseDialog #new { max-width: 76; }
    NewPassphraseDialog Line { margin: 0 0 1 0; }
    NewPassphraseDialog .said { margin: 0 0 1 0; }
    NewPassphraseDialog #weak { color: $accent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s", "done", "Set it", id="passphrase.set", key_display="^s"
        ),
    ]

    def compose_body(self) -> ComposeResult:
        """What it does, and two fields."""
        with Vertical(id="new"):
            yield Words(
                tr(
                    "A passphrase seals everything you keep here: entries, drafts and backups. Four or five words that "
                    "do not belong together are good. A lost passphrase cannot be recovered."
                ),
                classes="said",
            )
            yield Words(tr("Passphrase"), classes="strong")
            yield Line(id="first", password=True)
            yield Words(tr("Once more"), classes="strong")
            yield Line(id="second", password=True)
            yield Words(id="weak")

    def __init__(self) -> None:
        super().__init__(tr("A new passphrase"))
        self._said_of = ""

    def on_mount(self) -> None:
        """Start in the first field."""
        self.query_one("#first", Line).focus()

    @on(Input.Submitted, "#first")
    def _to_second(self) -> None:
        self.query_one("#second", Line).focus()

    @on(Input.Submitted, "#second")
    def _finish(self) -> None:
        self.action_done()

    def action_done(self) -> None:
        """Give it, if both are the same."""
        first, second = (
            self.query_one(f"#{id}", Line).value for id in ("first", "second")
        )
        if not first:
            self.notice(tr("Type a passphrase first, or press Esc."))
        elif first != second:
            self.notice(tr("The two are not the same. Type both again."))
            for line in self.query(Line):
                line.value = ""
            self.query_one("#first", Line).focus()
        elif first != self._said_of and (weak := guessing_sentence(first)):
            self._said_of = first
            self.query_one("#weak", Words).say(
                f"{weak} {tr('Ctrl+S sets it anyway.')}"
            )
        else:
            self.dismiss(first)
