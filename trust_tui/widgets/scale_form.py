"""Questions answered on a scale with one hand: the digit answers and goes on."""

from collections.abc import Mapping, Sequence
from time import monotonic
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from trust_tui.domain import (
    tr,
)
from trust_tui.library import Item
from trust_tui.widgets.drawn import DrawnStyles
from trust_tui.widgets.row_list import ANSWERS
from trust_tui.widgets.scale_lines import ScaleLayout, height_of

HELD_SECONDS: Final = 1.0
"""How long after a digit that is no answer further digits wait for a look at the screen."""


BEYOND: Final = frozenset("56789")
"""Digits that answer nothing on a scale of five."""


class ScaleForm(DrawnStyles, ScrollView, can_focus=True):
    """The items, the answers of the one in focus spread out below it."""

    DEFAULT_CSS = """
    ScaleForm { height: 1fr; overflow: hidden auto; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "down,j,tab",
            "move(1)",
            "Next question",
            show=False,
            id="scale.down",
        ),
        Binding(
            "up,k,shift+tab",
            "move(-1)",
            "Question before",
            show=False,
            id="scale.up",
        ),
        Binding(
            "left,h", "shift(-1)", "Answer before", show=False, id="scale.left"
        ),
        Binding(
            "right,l", "shift(1)", "Next answer", show=False, id="scale.right"
        ),
        *(
            Binding(
                str(n),
                f"answer({n})",
                ANSWERS[n],
                show=False,
                id=f"scale.answer-{n}",
            )
            for n in range(5)
        ),
        Binding(
            "minus",
            "not_apply",
            "Does not apply",
            show=False,
            id="scale.not-apply",
        ),
        Binding(
            "space,enter",
            "move(1)",
            "Skip",
            id="scale.skip",
            key_display="Space",
        ),
        Binding(
            "delete,x",
            "clear",
            "Take the answer away",
            show=False,
            id="scale.clear",
        ),
    ]

    cursor: var[int] = var(0)
    """Index of the item in focus."""

    one: var[bool] = var(False)
    """Whether one item is shown at a time, its answers one under the other."""

    class Changed(Message):
        """An answer was given or taken away."""

        def __init__(self, form: "ScaleForm") -> None:
            super().__init__()
            self.form = form

    class Left(Message):
        """The user moved past the last item (`step` 1) or before the first (`step` -1)."""

        def __init__(self, form: "ScaleForm", step: int) -> None:
            super().__init__()
            self.form = form
            self.step = step

    class Refused(Message):
        """A digit is no answer here. The question stays, and digits typed on at speed answer nothing."""

        def __init__(self, values: Sequence[int | None]) -> None:
            super().__init__()
            digits = [str(value) for value in values if value is not None]
            self.sentence = tr(
                "Here {others} or {last} answers.",
                others=", ".join(digits[:-1]),
                last=digits[-1],
            )

    def __init__(self, *, id: str | None = None, one: bool = False) -> None:
        super().__init__(id=id)
        self.set_reactive(ScaleForm.one, one)
        self._items: Sequence[Item] = ()
        self._answers: dict[str, int | None] = {}
        self._held_until = 0.0
        self._setting = ScaleLayout()
        self._is_choosing = False

    @property
    def focus_offset(self) -> Offset:
        """The pointer of the item in focus; the answer chosen, once one has gone from answer to answer."""
        x, y = self._setting.pointer(is_choosing=self._is_choosing)
        return Offset(x, max(0, y - self.scroll_offset.y))

    @property
    def answers(self) -> Mapping[str, int | None]:
        """The answers given so far, by item id."""
        return dict(self._answers)

    @property
    def items(self) -> Sequence[Item]:
        """The items, in order."""
        return self._items

    @property
    def tallest(self) -> int:
        """Lines needed to show all items, whichever is in focus, at the width it has now."""
        return height_of(self._items, self.scrollable_content_region.width)

    def set_items(
        self, items: Sequence[Item], answers: Mapping[str, int | None]
    ) -> None:
        """Show these items with these answers."""
        self._items = items
        self._answers = {
            item.id: answers[item.id] for item in items if item.id in answers
        } | dict(answers)
        self._relay()

    def check_action(
        self, action: str, parameters: tuple[object, ...]
    ) -> bool | None:
        """Without items there is nothing to answer."""
        return bool(self._items) or action == "move"

    def action_move(self, step: int) -> None:
        """Go to the next item or the one before, or out of the form."""
        if 0 <= self.cursor + step < len(self._items):
            self.cursor += step
        else:
            self.post_message(self.Left(self, step))

    def action_answer(self, value: int) -> None:
        """Give the answer of that value, if the item has one, and go on."""
        item = self._items[self.cursor]
        values = [choice.value for choice in item.choices]
        # Whoever types on at speed means the questions after this one, and not this one anew.
        if monotonic() < self._held_until or value not in values:
            self._held_until = monotonic() + HELD_SECONDS
            self.post_message(self.Refused(values))
            return
        self._set(item.id, value)
        self.action_move(1)

    def on_key(self, event: events.Key) -> None:
        """Say of a digit beyond the scale that it is no answer."""
        if event.key in BEYOND and self._items:
            event.stop()
            self.action_answer(int(event.key))

    def action_not_apply(self) -> None:
        """Say that the item does not apply, if it may be said, and go on."""
        item = self._items[self.cursor]
        if any(choice.value is None for choice in item.choices):
            self._set(item.id, None)
            self.action_move(1)

    def action_shift(self, step: int) -> None:
        """Choose the answer beside the one chosen; without one, or with one that is no longer offered, an end."""
        item = self._items[self.cursor]
        values = [choice.value for choice in item.choices]
        last = len(values) - 1
        index = 0 if step > 0 else last
        if item.id in self._answers and self._answers[item.id] in values:
            index = values.index(self._answers[item.id]) + step
        self._is_choosing = True
        self._set(item.id, values[min(max(index, 0), last)])

    def action_clear(self) -> None:
        """Take the answer away."""
        self._is_choosing = False
        if self._answers.pop(self._items[self.cursor].id, self) is not self:
            self.post_message(self.Changed(self))
            self._relay()

    def _set(self, id: str, value: int | None) -> None:
        self._answers[id] = value
        self.post_message(self.Changed(self))
        self._relay()

    def watch_cursor(self) -> None:
        """Spread out the answers of the item in focus."""
        self._is_choosing = False
        self._relay()

    def watch_one(self) -> None:
        """Lay out in the other way."""
        self.jump_to(0)
        self._relay()

    def watch_has_focus(self, focused: bool) -> None:
        """Spread them out only while the form has the focus."""
        super().watch_has_focus(focused)
        self._relay()

    def on_resize(self, _event: events.Resize) -> None:
        """Lay out for the new width."""
        self._relay()

    def watch_show_vertical_scrollbar(self) -> None:
        """Lay out for the width that the scroll bar leaves."""
        self.call_after_refresh(self._relay)

    def _relay(self) -> None:
        """Lay the lines out again and keep the item in focus in view."""
        width = self.scrollable_content_region.width
        if not self.is_mounted or width <= 0:
            return
        self._setting.set(
            self._items,
            self._answers,
            self.cursor,
            (width, self.size.height),
            spread=self.has_focus,
            one=self.one,
        )
        self.virtual_size = Size(width, len(self._setting.lines))
        if own := self._setting.own:
            self._bring_into_view(own[0], own[-1])
        self.refresh()

    def _bring_into_view(self, first: int, last: int) -> None:
        """Scroll as little as shows these lines, the last one above all; the first where there is no room for both."""
        if last - first >= self.size.height and not self._is_choosing:
            last = first + self.size.height - 1
        if last >= self.scroll_offset.y + self.size.height:
            self.jump_to(last - self.size.height + 1)
        elif first < self.scroll_offset.y:
            self.jump_to(first)

    def render_line(self, y: int) -> Strip:
        """Draw one visible line."""
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        if index >= len(self._setting.lines):
            return Strip.blank(width, self.drawn_style("text"))
        line = self._setting.lines[index]
        return self.draw(line.left, width, right=line.right)
