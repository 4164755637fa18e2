"""What a command did that is no change of single records: an import, another workbook in place of this, a setting."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from trust_tui.config import ConfigFile
from trust_tui.domain import (
    KINDS,
    TABLES,
    ConflictError,
    Record,
    tr,
)
from trust_tui.paths import config_file
from trust_tui.store.store_workbook import StoreWorkbook
from trust_tui.transfer.import_plan import undo_lines

IMPORTED: Final = "imported"
REPLACED: Final = "replaced"
SET: Final = "set"
LARGE: Final = "large"
"""A change of more records than are remembered one by one."""
WHOLE: Final = frozenset({IMPORTED, REPLACED, SET, LARGE})
"""What such an act can be."""


class Whole(NamedTuple):
    """An act.

    Attributes:
        act: One of `WHOLE`.
        value: The moment of an import, the name of the backup that was made before, a setting as JSON, or how many
            records were changed.
    """

    act: str
    value: str


class Turned(NamedTuple):
    """What became of turning one round.

    Attributes:
        said: What there is to say of it, with a full stop.
        opposite: What turns it round again; None where nothing does.
    """

    said: str
    opposite: Whole | None


def setting(name: str, before: Any, after: Any, *, is_in_file: bool) -> Whole:
    """The act of setting something, in the configuration or in the workbook."""
    held = {"name": name, "was": before, "is": after, "file": is_in_file}
    return Whole(SET, json.dumps(held))


def turn_whole_round(
    workbook: StoreWorkbook, whole: Whole, since: float
) -> Turned:
    """Turn an act round.

    Args:
        workbook: What it was done to.
        whole: The act.
        since: When it was done.

    Raises:
        ConflictError: Something was changed since, or it was too large.
    """
    if whole.act == LARGE:
        raise ConflictError(
            tr(
                "The last command changed {count} records, more than can be taken back at once: the trash and your "
                "backups have how they were.",
                count=whole.value,
            )
        )
    if whole.act == IMPORTED:
        return _without_import(workbook, whole)
    if whole.act == REPLACED:
        return _as_before(workbook, whole, since)
    return _set_back(workbook, whole)


def _without_import(workbook: StoreWorkbook, whole: Whole) -> Turned:
    moment = workbook.last_import()
    if moment is None or moment.isoformat() != whole.value:
        raise _conflict()
    lines = undo_lines(workbook.take_import_back())
    return Turned(f"{'. '.join(lines)}.", None)


def _as_before(workbook: StoreWorkbook, whole: Whole, since: float) -> Turned:
    then = datetime.fromtimestamp(since).astimezone()
    moments = [item.deleted for item in workbook.trash()]
    for table in TABLES:
        records: Sequence[Record[Any]] = workbook.of(KINDS[table].value).all()
        moments += [record.changed for record in records]
    if max(moments, default=then) > then:
        raise _conflict()
    safety = workbook.restore_backup(whole.value)
    said = tr(
        "Everything is as in {name}; what was there before is in {safety}.",
        name=whole.value,
        safety=safety.name,
    )
    return Turned(said, Whole(REPLACED, safety.name))


def _set_back(workbook: StoreWorkbook, whole: Whole) -> Turned:
    held = json.loads(whole.value)
    name, was = held["name"], held["was"]
    file = ConfigFile(config_file())
    stands = file.config if held["file"] else workbook.settings
    if getattr(stands, name) != held["is"]:
        raise _conflict()
    if held["file"]:
        file.change(name, was)
    else:
        workbook.set_settings(replace(workbook.settings, **{name: was}))
    opposite = setting(name, held["is"], was, is_in_file=held["file"])
    said = tr("What was set is as before.")
    if name == "current":
        said = tr("In mind is who was in mind before.")
    return Turned(said, opposite)


def _conflict() -> ConflictError:
    return ConflictError(
        tr(
            "What the last command did was changed since, so it was not taken back."
        )
    )
