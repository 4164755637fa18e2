"""Our own JSON: everything the user keeps, versioned, nothing left out but what is in the trash."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, BinaryIO, Final, get_args

from trust_tui.domain.records import Record, Settings, Value
from trust_tui.domain.workbook import Workbook

VERSION: Final = 1
"""Goes up when a reader of the older form would be wrong."""

KINDS: Final[tuple[type[Value], ...]] = tuple(kind for kind in get_args(Value) if kind is not Settings)
"""The kinds of record, in the order of the file."""


def write_json(workbook: Workbook, out: BinaryIO) -> None:
    """Write the workbook as one JSON object, UTF-8, ASCII escapes, records by the moment they were made.

    The object holds `format`, `version`, `settings`, and under `records` a list for each table. Moments carry the
    offset the user had.
    """
    document = {
        "format": "trust-tui",
        "version": VERSION,
        "settings": plain(workbook.settings),
        "records": {
            kind.TABLE: [_record(record) for record in sorted(workbook.of(kind).all(), key=lambda r: (r.made, r.id))]
            for kind in KINDS
        },
    }
    # ASCII escapes keep what no encoding could: a broken surrogate that was pasted comes back as it was.
    out.write(json.dumps(document, indent=1, ensure_ascii=True).encode("ascii") + b"\n")


def _record(record: Record[Any]) -> dict[str, Any]:
    return {
        "id": record.id,
        "revision": record.revision,
        "made": record.made.isoformat(),
        "changed": record.changed.isoformat(),
        **plain(record.value),
    }


def plain(value: Any) -> Any:
    """A value as JSON has it: dataclasses and mappings as objects, tuples as lists, days as `2026-11-29`."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
