"""From the form of an older version to the present one, step by step."""

from collections.abc import Callable
from typing import Any

from trust_tui.store.log import changes, sheets
from trust_tui.store.log.rows import Row
from trust_tui.store.log.state import State

Documents = dict[str, dict[str, Any]]

STEPS: dict[int, Callable[[Documents], None]] = {}
"""What leads from a version to the next one: changes the tables in place. Every past version has its entry."""


def upgrade(state: State, schema: int) -> State:
    """The records of an older version in the present form."""
    number, everything = state.everything()
    documents = {
        table: {row.id: row.document for row in rows.values()}
        for table, rows in everything.items()
    }
    for version in range(schema, changes.SCHEMA):
        STEPS[version](documents)
    return State(
        number,
        {table: _kept(table, rows, everything) for table, rows in documents.items()},
    )


def _kept(
    table: str, rows: dict[str, Any], before: dict[str, dict[str, Row]]
) -> dict[str, sheets.Raw | None]:
    """The rows as bytes; a row that no step has changed keeps its own."""
    raws: dict[str, sheets.Raw | None] = {}
    for id, document in rows.items():
        row = before.get(table, {}).get(id)
        raws[id] = (
            row.raw
            if row is not None and row.document == document
            else sheets.encode(document)
        )
    return raws
