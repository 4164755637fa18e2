"""Taking back: the last changes of this session, and how one is turned round."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from trust_tui.domain import KINDS, ConflictError, Record, tr
from trust_tui.store.log import (
    TRASH,
    Raw,
    Transaction,
    decode,
    encode,
    from_document,
    moment_text,
    offset_of,
)
from trust_tui.store.trash import thrown_away

Places = Mapping[str, Mapping[str, Raw | None]]


class Step(Struct, frozen=True):
    """A change of this session.

    Attributes:
        before: What stood in each place, None for nothing.
        after: What it was changed to.
    """

    before: Places
    after: dict[str, dict[str, Raw | None]]

    def touches(self, ids: Iterable[str]) -> bool:
        """Whether it is about one of those records."""
        wanted = set(ids)
        return any(not wanted.isdisjoint(raws) for raws in self.after.values())


class History:
    """The changes of this session that can still be taken back, and those taken back that can be done again."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._undone: list[Step] = []

    @property
    def steps(self) -> Sequence[Step]:
        """Those that can be taken back, the last one last."""
        return self._steps

    def add(self, step: Step) -> None:
        """Remember a change. What was taken back before it is done with."""
        if any(step.after.values()):
            self._steps.append(step)
            self._undone.clear()

    def add_undone(self, step: Step) -> None:
        """Remember what took a change back."""
        self._undone.append(step)

    def add_again(self, step: Step) -> None:
        """Remember what did a change again."""
        self._steps.append(step)

    def last_undone(self) -> Step | None:
        """What took back the change to do again next; it is forgotten."""
        return self._undone.pop() if self._undone else None

    def last(self) -> Step | None:
        """The change to take back next; it is forgotten."""
        return self._steps.pop() if self._steps else None

    def follow(self, step: Step, now: Places) -> None:
        """After a step was turned round, let the ones before it expect what stands there now.

        Args:
            step: What was turned round.
            now: What stands in each place of it since, as a newer revision.
        """
        for table, raws in now.items():
            before = step.before.get(table, {})
            for id in before.keys() & raws.keys():
                for steps in (self._steps, self._undone):
                    after = _last_of(steps, table, id)
                    if after.get(id) == before[id]:
                        after[id] = raws[id]

    def forget(self, ids: Iterable[str]) -> None:
        """Forget every change that is about one of those records, text and all."""
        wanted = list(ids)
        for steps in (self._steps, self._undone):
            steps[:] = [step for step in steps if not step.touches(wanted)]

    def clear(self) -> None:
        """Forget everything."""
        self._steps.clear()
        self._undone.clear()


def _last_of(
    steps: Sequence[Step], table: str, id: str
) -> dict[str, Raw | None]:
    """What the last step about a record changed in its table to; empty where there is none."""
    for step in reversed(steps):
        after = step.after.get(table, {})
        if id in after:
            return after
    return {}


def take_back(
    transaction: Transaction, step: Step, now: datetime
) -> list[Record[Any]]:
    """Turn a change round inside a transaction.

    Returns:
        The records it was about, as they stand afterwards or last stood.

    Raises:
        ConflictError: One of them was changed since.
    """
    for table, raws in step.after.items():
        for id, after in raws.items():
            if transaction.raw(table, id) != after:
                raise ConflictError(
                    tr(
                        "This was changed in another session meanwhile, so it was not taken back."
                    )
                )
    shown: list[Record[Any]] = []
    for table, before_raws in step.before.items():
        for id, before in before_raws.items():
            after = step.after[table][id]
            raw = (
                before
                if before is None or table not in KINDS
                else _again(before, after, now)
            )
            transaction.put(table, id, raw)
            last = raw if raw is not None else after
            if table in KINDS and last is not None:
                shown.append(from_document(table, id, decode(last)))
            if (
                raw is None
                and after is not None
                and table in KINDS
                and not _came_from_trash(step, id)
            ):
                transaction.put(
                    TRASH,
                    id,
                    encode(thrown_away(table, decode(after), now)),
                )
    return shown


def _came_from_trash(step: Step, id: str) -> bool:
    return step.before.get(TRASH, {}).get(id) is not None


def _again(before: Raw, after: Raw | None, now: datetime) -> Raw:
    """What stood there before, as a newer revision."""
    document = decode(before)
    latest = document if after is None else decode(after)
    return encode(
        document
        | {
            "revision": int(latest.get("revision", 0)) + 1,
            "changed": moment_text(now),
            "changed_offset": offset_of(now),
        }
    )
