"""A field to type in and a list that follows it: search, the palette and other choices from many."""

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from trust_tui.widgets import Dialog, Line, Row, RowList

Finder = Callable[[str], Awaitable[Sequence[Row]]]
"""Gives the rows for what was typed, best first."""


class PickDialog(Dialog[str]):
    """Answers with the key of the row chosen."""

    DEFAULT_CSS = """
    PickDialog > #body { padding: 1 1 0 1; }
    PickDialog Line { margin: 0 1 1 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "move(1)", "Next", show=False, id="pick.down"),
        Binding("up,ctrl+p", "move(-1)", "Before", show=False, id="pick.up"),
        Binding(
            "pagedown", "page(1)", "A page on", show=False, id="pick.page-down"
        ),
        Binding(
            "pageup", "page(-1)", "A page back", show=False, id="pick.page-up"
        ),
        Binding(
            "enter", "choose", "Open", id="pick.choose", key_display="Enter"
        ),
    ]

    def __init__(
        self,
        title: str,
        find: Finder,
        *,
        placeholder: str,
        empty: str | Sequence[str],
    ) -> None:
        """Ask.

        Args:
            title: A few words.
            find: Called at the start with an empty string and after each change.
            placeholder: Stands in the empty field.
            empty: Said when nothing was found, in one line or some.
        """
        super().__init__(title)
        self._find = find
        self._placeholder = placeholder
        self._empty = [empty] if isinstance(empty, str) else empty
        self._is_moving = False

    def compose_body(self) -> ComposeResult:
        """The field and the list."""
        yield Line(placeholder=self._placeholder, id="pick-text")
        yield from self.compose_list()

    def compose_list(self) -> ComposeResult:
        """The list, and what stands beside it."""
        yield RowList(id="pick-rows", empty=self._empty, follows=True)

    def on_mount(self) -> None:
        """Show what there is before anything was typed."""
        self.query_one(Line).focus()
        self._look("")

    @on(Input.Changed)
    def _follow(self, event: Input.Changed) -> None:
        self._is_moving = False
        self._look(event.value)

    def look_again(self) -> None:
        """Find again what stands in the field."""
        self._look(self.query_one(Line).value)

    @work(exclusive=True)
    async def _look(self, text: str) -> None:
        rows = await self._find(text)
        self.query_one(RowList).set_rows(
            rows, key=next((row.key for row in rows if row.key), "")
        )

    @on(Input.Submitted)
    def _submit(self) -> None:
        self.action_choose()

    @on(RowList.Chosen)
    def _answer(self, event: RowList.Chosen) -> None:
        self.dismiss(event.key)

    @property
    def reading(self) -> Widget | None:
        """The list once one has moved in it, until one types again."""
        return self.query_one(RowList) if self._is_moving else self.focused

    def action_choose(self) -> None:
        """Take the row under the cursor."""
        self.query_one(RowList).action_choose()

    def action_move(self, step: int) -> None:
        """Move in the list while typing."""
        self._is_moving = True
        self.query_one(RowList).action_move(step)

    def action_page(self, step: int) -> None:
        """Page in the list while typing."""
        self._is_moving = True
        self.query_one(RowList).action_page(step)
