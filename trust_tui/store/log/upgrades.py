"""From the form of an older version to the present one, step by step."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from trust_tui.store.log import change_files, sheets
from trust_tui.store.log.change_files import Change
from trust_tui.store.log.rows import Row
from trust_tui.store.log.stamps import (
    OLD,
    Line,
    bare,
    clock_of,
    dot_of,
    stamped,
    tail_of,
)
from trust_tui.store.log.state import State

Documents = dict[str, dict[str, Any]]


def _same(_: Documents) -> None:
    """A version whose records are those of the next one."""


STEPS: dict[int, Callable[[Documents], None]] = {1: _same}
"""What leads from a version to the next one: changes the tables in place. Every past version has its entry."""


def upgrade(state: State, schema: int) -> State:
    """The records of an older version in the present form."""
    steps = [STEPS[version] for version in range(schema, change_files.SCHEMA)]
    if not any(step is not _same for step in steps):
        return state
    everything = state.everything()[1]
    documents = {
        table: {row.id: row.document for row in rows.values()}
        for table, rows in everything.items()
    }
    for step in steps:
        step(documents)
    upgraded = State(
        state.number,
        {
            table: _kept(table, rows, everything)
            for table, rows in documents.items()
        },
        state.reach.copy(),
    )
    upgraded.begin_with(state.chain, state.marks)
    upgraded.lost = set(state.lost)
    return upgraded


def upgrade_change(change: Change) -> Change:
    """A change of an older version in the present form."""
    steps = [
        STEPS[version] for version in range(change.schema, change_files.SCHEMA)
    ]
    if not any(step is not _same for step in steps):
        return change
    documents = {
        table: {
            id: sheets.decode(bare(line))
            for id, line in lines.items()
            if line is not None
        }
        for table, lines in change.tables.items()
    }
    for step in steps:
        step(documents)
    tail = tail_of(change.clock, *change.dot)
    tables: dict[str, dict[str, Line | None]] = {
        table: dict.fromkeys(lines) for table, lines in change.tables.items()
    }
    for table, rows in documents.items():
        for id, document in rows.items():
            line = stamped(table, id, sheets.encode(document), tail)
            tables.setdefault(table, {})[id] = line
    return replace(change, tables=tables, schema=change_files.SCHEMA)


def _kept(
    table: str, rows: dict[str, Any], before: dict[str, dict[str, Row]]
) -> dict[str, sheets.Raw | None]:
    """The rows as bytes; a row that no step has changed keeps its own."""
    raws: dict[str, sheets.Raw | None] = {}
    for id, document in rows.items():
        row = before.get(table, {}).get(id)
        raws[id] = (
            row.line
            if row is not None and row.document == document
            else _stamped(table, id, sheets.encode(document), row)
        )
    return raws


def _stamped(table: str, id: str, raw: sheets.Raw, row: Row | None) -> Line:
    """The line of a record in its new form; it is the same version of it."""
    if row is None:
        return stamped(table, id, raw, tail_of(0, OLD, 1))
    return stamped(
        table, id, raw, tail_of(clock_of(row.line), *dot_of(row.line))
    )
