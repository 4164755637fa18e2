"""The trash: what a deleted record looks like there, and how long it stays."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final

from trust_tui.domain import ConflictError, DamagedError, Plain, Trashed, tr
from trust_tui.store.log import (
    TRASH,
    Row,
    Transaction,
    decode,
    encode,
    from_document,
    moment_back,
    moment_text,
    offset_of,
)

_LATE: Final = "9999"
STAYS: Final = timedelta(days=30)


def thrown_away(
    table: str, document: Mapping[str, Any], now: datetime
) -> Plain:
    """The document in the trash of a record that is deleted now."""
    return {
        "table": table,
        "deleted": moment_text(now),
        "offset": offset_of(now),
        "record": dict(document),
    }


def trashed(row: Row) -> Trashed:
    """What lies in a row of the trash.

    Raises:
        DamagedError: Nothing that could be made out.
    """
    try:
        document = row.document
        return Trashed(
            record=from_document(document["table"], row.id, document["record"]),
            deleted=moment_back(document["deleted"], document["offset"]),
        )
    except (LookupError, TypeError, ValueError, ArithmeticError) as error:
        raise DamagedError(
            tr(
                "A record in the trash is not in a form this version knows. It was left as it is."
            )
        ) from error


def when_deleted(row: Row) -> str:
    """Sorts the trash; what tells no time is taken for new, so that it stays."""
    with suppress(ValueError, RecursionError):
        return str(row.document.get("deleted", _LATE))
    return _LATE


def expired(rows: Iterable[Row], now: datetime) -> list[str]:
    """Ids of what has been in the trash for long enough."""
    limit = moment_text(now - STAYS)
    old = (row for row in rows if when_deleted(row) < limit)
    return [row.id for row in old if _is_whole(row)]


def _is_whole(row: Row) -> bool:
    with suppress(DamagedError):
        trashed(row)
        return True
    return False


def taken_out(document: Mapping[str, Any], now: datetime) -> Plain:
    """The document of a record that comes back from the trash, as a newer revision."""
    record: Plain = document["record"]
    return record | {
        "revision": record["revision"] + 1,
        "changed": moment_text(now),
        "changed_offset": offset_of(now),
    }


def take_out_of_trash(
    transaction: Transaction, ids: Iterable[str], now: datetime
) -> None:
    """Put records back in their places. One that is not in the trash is no error.

    Raises:
        ConflictError: There is something newer in the place of one.
    """
    for id in ids:
        raw = transaction.raw(TRASH, id)
        if raw is None:
            continue
        thrown = decode(raw)
        if transaction.raw(thrown["table"], id) is not None:
            raise ConflictError(
                tr("There is a newer record in its place. Nothing was changed.")
            )
        back = encode(taken_out(thrown, now))
        transaction.put(thrown["table"], id, back)
        transaction.put(TRASH, id, None)
