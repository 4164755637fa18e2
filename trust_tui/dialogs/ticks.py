"""Several of a list: each row is ticked or not."""

from collections.abc import Collection, Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from trust_tui.domain import later, tr
from trust_tui.widgets import Dialog, Row, RowList, Words

TICK: Final = later("Enter ticks a row or takes the tick away. ^s goes on.")
"""Says how, in words that fit behind a question."""


STATE: Final = {True: later("ticked"), False: later("open")}
"""What is said of a row whose box is drawn filled, or not."""


class TicksDialog(Dialog[frozenset[str]]):
    """Answers with the keys of the rows that are ticked."""

    DEFAULT_CSS = """
    TicksDialog > #body { padding: 1 1 0 1; }
    TicksDialog Words { max-width: 76; margin: 0 1 1 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "choose", "Tick", id="ticks.tick", key_display="Enter"
        ),
        Binding(
            "space",
            "choose",
            "Tick",
            show=False,
            id="ticks.tick-space",
            priority=True,
        ),
        Binding("a", "all", "All or none", id="ticks.all"),
        Binding("ctrl+s", "done", "Go on", id="ticks.done", key_display="^s"),
    ]

    def __init__(
        self,
        title: str,
        text: str,
        choices: Sequence[tuple[str, str, str]],
        ticked: Collection[str],
        *,
        least: int = 0,
    ) -> None:
        """Ask.

        Args:
            title: A few words.
            text: One or two plain sentences.
            choices: Key, wording, and what stands at the right of each row.
            ticked: Keys of the rows that are ticked at first.
            least: How many must be ticked.
        """
        super().__init__(title)
        self._text = text
        self._choices = choices
        self._ticked = set(ticked)
        self._least = least

    def compose_body(self) -> ComposeResult:
        """The text and the rows."""
        yield Words(self._text)
        yield RowList(id="ticks")

    def on_mount(self) -> None:
        """Fill the list."""
        self._show()
        self.query_one(RowList).focus()

    def _show(self) -> None:
        rows = [
            Row(
                key,
                [
                    ("[x] " if key in self._ticked else "[ ] ", "strong"),
                    (wording, "text"),
                ],
                [(right, "quiet")],
                said=", ".join(
                    filter(
                        None, (wording, right, tr(STATE[key in self._ticked]))
                    )
                ),
            )
            for key, wording, right in self._choices
        ]
        self.query_one(RowList).set_rows(rows)

    @on(RowList.Chosen)
    def _turn(self, event: RowList.Chosen) -> None:
        self._ticked ^= {event.key}
        self._show()

    def action_choose(self) -> None:
        """Tick the row under the cursor, or take the tick away."""
        self.query_one(RowList).action_choose()

    def action_all(self) -> None:
        """Tick all rows, or none when all are ticked."""
        keys = {key for key, _, _ in self._choices}
        self._ticked = set() if self._ticked == keys else keys
        self._show()

    def action_done(self) -> None:
        """Answer, once enough is ticked."""
        if len(self._ticked) < self._least:
            self.notice(tr("Tick at least one row, or press Esc."))
        else:
            self.dismiss(frozenset(self._ticked))
