"""Tables: in columns where they fit, else each row as a small list of its own."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from trust_tui.typeset.blocks import Table
from trust_tui.typeset.marks import Marks, plain_runs
from trust_tui.typeset.text_width import cells
from trust_tui.typeset.wrap import Run, Style, runs_of, wrap

_GAP: Final = 2
_LABEL_ROOM: Final = 24
"""Cells that a value needs beside its label; with less it follows the label on the same line."""

_Cell = Sequence[Run]
_Row = list[_Cell]


def set_table(
    table: Table, width: int, marks: Marks, links: list[str]
) -> Iterator[list[Run]]:
    """The lines of a table within a width; a blank line is an empty list."""
    head: _Row = [
        plain_runs(runs_of(cell, Style.STRONG, links), marks) for cell in table.head
    ]
    rows: list[_Row] = [
        [plain_runs(runs_of(cell, Style.TEXT, links), marks) for cell in row]
        for row in table.rows
    ]
    widths = _fit([head, *rows], width)
    return (
        _records(head, rows, width)
        if widths is None
        else _columns(head, rows, widths, marks)
    )


def _fit(rows: list[_Row], width: int) -> list[int] | None:
    """Widths of the columns, None where words would have to be broken."""
    columns = list(zip(*rows, strict=False))
    texts = [
        ["".join(run.text for run in cell) for cell in column] for column in columns
    ]
    least = [
        max(1, *(cells(word) for text in column for word in (text.split() or [""])))
        for column in texts
    ]
    wanted = [max(1, *(cells(text) for text in column)) for column in texts]
    free = width - _GAP * (len(columns) - 1) - sum(least)
    if free < 0:
        return None
    lacking = [want - have for want, have in zip(wanted, least, strict=True)]
    if sum(lacking) <= free:
        return wanted
    shares = [free * lack // sum(lacking) for lack in lacking]
    return [have + share for have, share in zip(least, shares, strict=True)]


def _columns(
    head: _Row, rows: list[_Row], widths: list[int], marks: Marks
) -> Iterator[list[Run]]:
    yield from _beside(head, widths)
    yield _row([[Run(marks.rule * width, Style.QUIET)] for width in widths], widths)
    set_rows = [list(_beside(row, widths)) for row in rows]
    airy = any(len(lines) > 1 for lines in set_rows)
    for at, lines in enumerate(set_rows):
        if at and airy:
            yield []
        yield from lines


def _beside(row: _Row, widths: list[int]) -> Iterator[list[Run]]:
    wrapped = [wrap(cell, width) for cell, width in zip(row, widths, strict=False)]
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
        pad += width - sum(cells(run.text) for run in part) + _GAP
    return line


def _records(head: _Row, rows: list[_Row], width: int) -> Iterator[list[Run]]:
    """Each row as labelled lines, empty cells left out, the first of them standing out."""
    if not rows:
        for cell in head:
            yield from wrap(cell, width)
    labels = ["".join(run.text for run in cell) for cell in head]
    column = max(map(cells, labels), default=0) + _GAP
    hanging = width - column >= _LABEL_ROOM
    for at, row in enumerate(rows):
        if at:
            yield []
        filled = [
            (label, cell)
            for label, cell in zip(labels, row, strict=False)
            if not _is_empty(cell)
        ]
        for number, (label, cell) in enumerate(filled):
            shown = cell if number else [_emphasised(run) for run in cell]
            if hanging:
                yield from _labelled(label, shown, column, width)
            else:
                yield from wrap(
                    [Run(f"{label}: " if label else "", Style.QUIET), *shown], width
                )


def _is_empty(cell: _Cell) -> bool:
    return "".join(run.text for run in cell).strip() in ("", "-", "–", "—")


def _emphasised(run: Run) -> Run:
    return run._replace(style=Style.STRONG) if run.style is Style.TEXT else run


def _labelled(label: str, cell: _Cell, column: int, width: int) -> Iterator[list[Run]]:
    before = label
    for line in wrap(cell, width - column):
        yield [Run(before + " " * (column - cells(before)), Style.QUIET), *line]
        before = ""
