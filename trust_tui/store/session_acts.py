"""What a session did to records, as values that outlive it: a command is a session, and can be taken back later."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from trust_tui.domain import TABLES, Record
from trust_tui.store.log import KEEPING, TRASH, Raw, decode, from_document
from trust_tui.store.undo_history import History
from trust_tui.store.undo_history import Step as Step

MADE: Final = "made"
CHANGED: Final = "changed"
DELETED: Final = "deleted"
RESTORED: Final = "restored"


class SessionAct(Struct, frozen=True):
    """One thing that was done.

    Attributes:
        what: One of `MADE`, `CHANGED`, `DELETED` and `RESTORED`.
        record: The record as it stood afterwards; of a deleted one, as it lies in the trash.
        before: As it stood before a change.
    """

    what: str
    record: Record[Any]
    before: Record[Any] | None = None

    @property
    def revision_before(self) -> int:
        """The revision before it; 0 for what is new."""
        if self.before is not None:
            return self.before.revision
        steps = {MADE: self.record.revision, RESTORED: 1}
        return self.record.revision - steps.get(self.what, 0)


def as_one(steps: Sequence[Step]) -> Step:
    """Several changes as one."""
    before: dict[str, dict[str, Raw | None]] = {}
    after: dict[str, dict[str, Raw | None]] = {}
    for step in steps:
        for table, raws in step.before.items():
            for id, raw in raws.items():
                before.setdefault(table, {}).setdefault(id, raw)
        for table, raws in step.after.items():
            after.setdefault(table, {}).update(raws)
    return Step(before, after)


def steps_in(history: History) -> Sequence[Step]:
    """What a session has changed, the first change first; it is forgotten."""
    steps = list(history.steps)
    history.clear()
    return steps


def acts_of(step: Step) -> Iterator[SessionAct]:
    """What a change did to records, one after another; not what is gone for good by now."""
    thrown = step.after.get(TRASH, {})
    for table in TABLES:
        for id, after in step.after.get(table, {}).items():
            before = step.before.get(table, {}).get(id)
            was = _record(table, id, before)
            stands = _record(table, id, after)
            if stands is not None and was is not None:
                if after != before:
                    yield SessionAct(CHANGED, stands, was)
            elif stands is not None:
                yield SessionAct(_made(step.before, id), stands)
            elif was is not None and thrown.get(id) is not None:
                yield SessionAct(DELETED, was)


def is_import(step: Step) -> bool:
    """Whether a change is an import, or its end."""
    return bool(step.after.get(KEEPING))


def _made(before: Mapping[str, Mapping[str, Raw | None]], id: str) -> str:
    """How a record came that was not there."""
    return RESTORED if before.get(TRASH, {}).get(id) is not None else MADE


def _record(table: str, id: str, raw: Raw | None) -> Record[Any] | None:
    return None if raw is None else from_document(table, id, decode(raw))
