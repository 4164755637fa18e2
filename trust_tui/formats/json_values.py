"""Records as plain JSON and back, as exports hold them: when and where each was kept, then the fields of its value."""

from datetime import UTC, datetime, timedelta
from typing import Any

from trust_tui.domain import (
    Plain,
    Record,
    Value,
    from_plain,
    is_id,
    to_plain,
    tr,
)


def record_to_plain(record: Record[Any]) -> Plain:
    """A record: its id, revision and times, then the fields of its value. Moments carry the offset the user had."""
    return {
        "id": record.id,
        "revision": record.revision,
        "made": record.made.isoformat(),
        "changed": record.changed.isoformat(),
        **to_plain(record.value),
    }


def record_from_plain(kind: type[Value], plain: Any) -> Record[Any]:
    """What `record_to_plain` was given.

    Raises:
        ValueError: It is not a record of that kind. The words are fit to be shown.
    """
    if not isinstance(plain, dict):
        raise ValueError(tr("it is not a record"))
    id, revision = plain.get("id"), plain.get("revision")
    if not isinstance(id, str) or not is_id(id):
        raise ValueError(tr("its id is not one of ours"))
    if type(revision) is not int or not 1 <= revision < 2**53:
        raise ValueError(tr("its revision is not a whole number"))
    return Record(
        id=id,
        revision=revision,
        made=moment(plain.get("made")),
        changed=moment(plain.get("changed")),
        value=from_plain(kind, plain),
    )


def moment(text: Any) -> datetime:
    """A moment with its offset, as `isoformat` writes it.

    Raises:
        ValueError: It is none, or one that no calendar reaches in every time zone.
    """
    if isinstance(text, str):
        try:
            found = datetime.fromisoformat(text)
            offset = found.utcoffset()
            if offset is not None and not offset % timedelta(minutes=1):
                found.astimezone(UTC)
                return found
        except (ValueError, OverflowError):
            pass
    raise ValueError(
        tr("one of its moments is not a date with a time and an offset")
    )
