"""The one record of settings: found in the records, and changed so that what this version does not know stays."""

from contextlib import suppress
from datetime import datetime
from typing import Final

from trust_tui.domain import DamagedError, Record, Settings
from trust_tui.store.log import (
    State,
    Transaction,
    decode,
    encode,
    record_of,
    to_document,
)

_ID: Final = "1"


def settings_in(state: State) -> Record[Settings] | None:
    """The settings with their revision and times; None when nothing was ever set."""
    row = state.row(Settings.TABLE, _ID)
    if row is not None:
        with suppress(DamagedError):
            return state.once(row, record_of)
        state.leave_out(row)
    return None


def put_settings(
    transaction: Transaction, settings: Settings, now: datetime
) -> None:
    """Keep other settings."""
    raw = transaction.raw(Settings.TABLE, _ID)
    old = None if raw is None else decode(raw)
    record = Record(
        id=_ID,
        revision=old["revision"] + 1 if old else 1,
        made=now,
        changed=now,
        value=settings,
    )
    document = to_document(record)
    if old:
        document |= {"made": old["made"], "made_offset": old["made_offset"]}
    transaction.put(Settings.TABLE, _ID, encode((old or {}) | document))
