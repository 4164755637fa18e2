"""Sets questions on a scale as lines: the statement wrapped, the answers side by side or one under the other."""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from msgspec import Struct
from rich.cells import cell_len

from trust_tui.domain import tr
from trust_tui.library import Item
from trust_tui.widgets.drawn import POINTER, Pieces, wrapped

LEAST: Final = 20
"""Cells that a statement has at least, however narrow it is."""

INDENT: Final = 4
"""Cells before the answers."""

CHOSEN: Final = "answer"
"""The style of the answer that was given."""

Answers: TypeAlias = Mapping[str, int | None]
"""What was answered, by item id."""


class ScaleLine(Struct, frozen=True):
    """One line.

    Attributes:
        index: That of the item it belongs to.
        chosen: The cell at which the answer that was given begins; -1 where it is not in this line.
    """

    index: int
    left: Pieces = ()
    right: Pieces = ()
    chosen: int = -1


class ScaleLayout:
    """The lines as they are set, and where the item in focus is among them.

    Attributes:
        lines: From the top.
    """

    def __init__(self) -> None:
        self.lines: Sequence[ScaleLine] = ()
        self._here = 0

    def set(
        self,
        items: Sequence[Item],
        answers: Answers,
        here: int,
        size: tuple[int, int],
        *,
        spread: bool,
        one: bool,
    ) -> None:
        """Set them anew.

        Args:
            items: From the top.
            answers: What was answered so far.
            here: Index of the item in focus.
            size: Cells and lines there are.
            spread: Whether the answers of the item in focus are spread out.
            one: Whether it stands alone, where there is room for it.
        """
        width, height = size
        self._here = here
        if one and items:
            self.lines = alone(items, answers, here, width)
            if len(self.lines) <= height:
                return
        self.lines = lines_of(items, answers, here if spread else -1, width)

    @property
    def own(self) -> Sequence[int]:
        """The lines of the item in focus, by their places from the top."""
        return [
            y for y, line in enumerate(self.lines) if line.index == self._here
        ]

    def pointer(self, *, is_choosing: bool) -> tuple[int, int]:
        """The cell and the line of what is in focus: the item, or the answer while one chooses among them."""
        for y in self.own:
            chosen = self.lines[y].chosen
            if not is_choosing or chosen >= 0:
                return max(0, chosen), y
        return 0, -1


def lines_of(
    items: Sequence[Item], answers: Answers, here: int, width: int
) -> Sequence[ScaleLine]:
    """All items, the answers of the one in focus spread out below it.

    Args:
        items: From the top.
        answers: What was answered so far.
        here: Index of the item in focus; -1 for none.
        width: Cells there are.
    """
    lines: list[ScaleLine] = []
    for index, item in enumerate(items):
        if index == here:
            lines += _statement(item, index, width, "")
            lines += _side_by_side(item, index, answers, width)
            lines.append(ScaleLine(index))
        else:
            given = item.id in answers
            words = item.answer_text(answers[item.id]) if given else ""
            lines += _statement(item, index, width, words, lead="  ")
    return lines


def _statement(
    item: Item, index: int, width: int, answer: str, *, lead: str = POINTER
) -> list[ScaleLine]:
    room = max(LEAST, width - 2 - (cell_len(answer) + 2 if answer else 0))
    style = "strong" if lead == POINTER else "text"
    first, *others = wrapped(item.text, room)
    right = [(answer, "strong")] if answer else []
    lines = [ScaleLine(index, [(lead, "strong"), (first, style)], right)]
    lines += [
        ScaleLine(index, [("  ", "strong"), (text, style)]) for text in others
    ]
    return lines


def alone(
    items: Sequence[Item], answers: Answers, here: int, width: int
) -> Sequence[ScaleLine]:
    """The item in focus on its own, its answers one under the other."""
    item = items[here]
    count = tr("{number} of {count}", number=here + 1, count=len(items))
    lines = [ScaleLine(here, [("  ", "text"), (count, "quiet")])]
    lines.append(ScaleLine(here))
    lines += [
        ScaleLine(here, [("  ", "text"), (text, "strong")])
        for text in wrapped(item.text, max(LEAST, width - INDENT))
    ]
    lines.append(ScaleLine(here))
    for label, is_chosen in _labels(item, answers):
        left = [("   ", "text"), (label, CHOSEN if is_chosen else "text")]
        lines.append(ScaleLine(here, left, (), 3 if is_chosen else -1))
    return lines


def height_of(items: Sequence[Item], width: int) -> int:
    """Lines needed to show all items, whichever is in focus."""
    width = max(LEAST, width)
    spread = [len(_side_by_side(item, 0, {}, width)) for item in items]
    statements = [
        len(wrapped(item.text, max(LEAST, width - LEAST))) for item in items
    ]
    return sum(statements) + max(spread, default=0) + 1


def _side_by_side(
    item: Item, index: int, answers: Answers, width: int
) -> list[ScaleLine]:
    lines: list[ScaleLine] = []
    pieces: list[tuple[str, str]] = [(" " * INDENT, "text")]
    used, chosen = INDENT, -1
    for label, is_chosen in _labels(item, answers):
        gap = int(used > INDENT)
        if gap and used + gap + cell_len(label) > width:
            lines.append(ScaleLine(index, pieces, (), chosen))
            pieces, used, chosen = [(" " * INDENT, "text")], INDENT, -1
            gap = 0
        if is_chosen:
            chosen = used + gap
        pieces += [
            (" " * gap, "text"),
            (label, CHOSEN if is_chosen else "text"),
        ]
        used += gap + cell_len(label)
    lines.append(ScaleLine(index, pieces, (), chosen))
    return lines


def _labels(item: Item, answers: Answers) -> Sequence[tuple[str, bool]]:
    """The answers to choose from; the chosen one is marked by signs, which need no colour and are read out."""
    labels = []
    for choice in item.choices:
        value = "-" if choice.value is None else choice.value
        is_chosen = item.id in answers and answers[item.id] == choice.value
        text = f"{value} {choice.text}"
        labels.append((f"[{text}]" if is_chosen else f" {text} ", is_chosen))
    return labels
