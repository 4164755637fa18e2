"""Tables: in columns where they fit, else each row as a small list of its own."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from trust_tui.typeset.blocks import Table
from trust_tui.typeset.wrap import (
    Marks,
    Run,
    Style,
    cells,
    plain_runs,
    runs_of,
    wrap,
)

_GAP: Final = 2
_LABEL_ROOM: Final = 24
"""Cells that a value needs beside its label; with less it follows the label on the same line."""

_EMPTY: Final = ("", "-", "–", "—")
"""What stands in a cell that has nothing to say."""

_Cell = Sequence[Run]
_Row = list[_Cell]


def set_table(
    table: Table,
    width: int,
    marks: Marks,
    links: list[str],
    *,
    has_columns: bool = True,
) -> Iterator[list[Run]]:
    """The lines of a table within a width; a blank line is an empty list."""
    head, *rows = _set_cells(table, marks, links)
    if not has_columns:
        return _records(head, rows, width, column=width)
    widths = _fit([head, *rows], width)
    if widths is None:
        labels = map(_text, head)
        column = max(map(cells, labels), default=0) + _GAP
        return _records(head, rows, width, column=column)
    return _columns(head, rows, widths, marks)


def _set_cells(table: Table, marks: Marks, links: list[str]) -> Iterator[_Row]:
    """The head and the rows with their cells as runs; links are numbered as they are read."""
    style = Style.STRONG
    for row in (table.head, *table.rows):
        yield [plain_runs(runs_of(cell, style, links), marks) for cell in row]
        style = Style.TEXT


def _fit(rows: list[_Row], width: int) -> list[int] | None:
    """Widths of the columns, None where words would have to be broken."""
    least: list[int] = []
    wanted: list[int] = []
    for column in zip(*rows, strict=False):
        texts = list(map(_text, column))
        words = " ".join(texts).split()
        least.append(max([1, *map(cells, words)]))
        wanted.append(max([1, *map(cells, texts)]))
    free = width - _GAP * (len(least) - 1) - sum(least)
    if free < 0:
        return None
    lacking = sum(wanted) - sum(least)
    if lacking <= free:
        return wanted
    widths: list[int] = []
    for want, have in zip(wanted, least, strict=True):
        # What is free is shared out by how much each column lacks.
        widths.append(have + free * (want - have) // lacking)
    return widths


def _columns(
    head: _Row, rows: list[_Row], widths: list[int], marks: Marks
) -> Iterator[list[Run]]:
    yield from _beside(head, widths)
    yield _row(
        [[Run(marks.rule * width, Style.QUIET)] for width in widths], widths
    )
    set_rows = [list(_beside(row, widths)) for row in rows]
    airy = any(len(lines) > 1 for lines in set_rows)
    for at, lines in enumerate(set_rows):
        if at and airy:
            yield []
        yield from lines


def _beside(row: _Row, widths: list[int]) -> Iterator[list[Run]]:
    wrapped = [
        wrap(cell, width) for cell, width in zip(row, widths, strict=False)
    ]
    for parts in zip_longest(*wrapped, fillvalue=[]):
        yield _row(list(parts), widths)


def _row(parts: Sequence[Sequence[Run]], widths: list[int]) -> list[Run]:
    line: list[Run] = []
    pad = 0
    for part, width in zip(parts, widths, strict=False):
        if part and pad:
            line.append(Run(" " * pad, Style.TEXT))
            pad = 0
        line.extend(part)
        pad += width - cells(_text(part)) + _GAP
    return line


def _records(
    head: _Row, rows: list[_Row], width: int, *, column: int
) -> Iterator[list[Run]]:
    """Each row as labelled lines, empty cells left out, the first of them standing out."""
    if not rows:
        for cell in head:
            yield from wrap(cell, width)
    labels = list(map(_text, head))
    hanging = width - column >= _LABEL_ROOM
    for at, row in enumerate(rows):
        if at:
            yield []
        emphasis = Style.STRONG
        for label, cell in zip(labels, row, strict=False):
            if _text(cell).strip() in _EMPTY:
                continue
            shown = _in_style(cell, emphasis)
            emphasis = Style.TEXT
            if hanging:
                yield from _labelled(label, shown, column, width)
            else:
                before = f"{label}: " if label else ""
                yield from wrap([Run(before, Style.QUIET), *shown], width)


def _text(cell: _Cell) -> str:
    return "".join(run.text for run in cell)


def _in_style(cell: _Cell, style: Style) -> _Cell:
    """A cell with its ordinary text in a style."""
    runs: list[Run] = []
    for run in cell:
        if run.style is Style.TEXT:
            run = run._replace(style=style)
        runs.append(run)
    return runs


def _labelled(
    label: str, cell: _Cell, column: int, width: int
) -> Iterator[list[Run]]:
    before = label
    for line in wrap(cell, width - column):
        yield [Run(before + " " * (column - cells(before)), Style.QUIET), *line]
        before = ""
