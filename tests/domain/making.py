"""Makes records as if they had been kept, for functions that only read them."""

from datetime import datetime, timedelta
from itertools import count
from typing import TypeVar

from tests.support import MOMENT
from trust_tui.domain.records import Record, Value

V = TypeVar("V", bound=Value)

_numbers = count(1)


def record(
    value: V, *, days_ago: float = 0, changed: datetime | None = None
) -> Record[V]:
    """A record of a value, made so many days before `MOMENT`."""
    made = MOMENT - timedelta(days=days_ago)
    return Record(
        id=f"r{next(_numbers)}",
        revision=1,
        made=made,
        changed=changed or made,
        value=value,
    )
