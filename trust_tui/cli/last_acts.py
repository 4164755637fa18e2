"""What the last commands did, so that `trust-tui undo` can take it back: each command is a session of its own.

An act is kept as a draft is: sealed with the rest, gone when one of its records is deleted for good, and never offered
as something that was being written.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from trust_tui.cli.quick_notes import forget_quick_one, quick_ones
from trust_tui.domain import (
    ACT,
    KINDS,
    ConflictError,
    Draft,
    Entry,
    Record,
    SystemClock,
    Workbook,
    from_plain,
    kind_of,
    to_plain,
)

REMEMBERED: Final = 20
"""So many acts can be taken back, the last one first."""

QUICK: Final = "note"
"""Stands for the number of an act that was a note."""

MADE: Final = "made"
CHANGED: Final = "changed"
DELETED: Final = "deleted"

_CHANGED_SINCE: Final = (
    "It was changed since, so it was not taken back. Nothing was changed."
)


class LastActs:
    """The acts of the commands before."""

    def __init__(self, workbook: Workbook, folder: Path) -> None:
        """Prepare.

        Args:
            workbook: What the acts were done to.
            folder: The data folder.
        """
        self._workbook = workbook
        self._folder = folder

    def made(self, record: Record[Any]) -> None:
        """Remember that a record is new."""
        self._note(MADE, record, 0)

    def changed(self, before: Record[Any], after: Record[Any]) -> None:
        """Remember how a record stood before a change."""
        value = json.dumps(to_plain(before.value))
        self._note(CHANGED, after, before.revision, value)

    def deleted(self, record: Record[Any]) -> None:
        """Remember that a record went to the trash."""
        self._note(DELETED, record, record.revision)

    def _note(
        self, act: str, record: Record[Any], before: int, value: str = ""
    ) -> None:
        acts = self._acts()
        for old in acts[REMEMBERED - 1 :]:
            self._forget(old)
        number = max(map(_number, acts), default=0) + 1
        fields = {
            "number": str(number),
            "at": str(SystemClock().now().timestamp()),
            "act": act,
            "table": record.value.TABLE,
            "value": value,
            "before": str(before),
            "about": "",
        }
        self._keep(f"{ACT}{record.id}:{number}", fields, record)

    def _keep(
        self, key: str, fields: Mapping[str, str], record: Record[Any]
    ) -> None:
        """Put an act on the disk, which can be taken back while the record stands as it does now."""
        held = {**fields, "changed": record.changed.isoformat()}
        draft = Draft(key=key, fields=held, revision=record.revision)
        self._workbook.drafts.keep(draft)

    def _acts(self) -> Sequence[Draft]:
        """What can be taken back, the last act first."""
        acts = [
            one
            for one in self._workbook.drafts.orphans()
            if one.is_act and one.proved
        ]
        for id, moment in quick_ones(self._folder):
            fields = {
                "number": "0",
                "at": str(moment.timestamp()),
                "act": MADE,
                "table": Entry.TABLE,
                "before": "0",
            }
            key = f"{ACT}{id}:{QUICK}"
            acts.append(Draft(key=key, fields=fields, revision=1))
        return sorted(acts, key=_order, reverse=True)

    def _forget(self, draft: Draft) -> None:
        _, id, number = draft.key.split(":")
        if number == QUICK:
            forget_quick_one(self._folder, id)
            return
        self._workbook.drafts.adopt(draft)
        self._workbook.drafts.drop(draft.key)

    def take_back(self) -> tuple[str, Record[Any]] | None:
        """Take the last act back. What it was and the record it is about; None where there is none.

        Raises:
            StoreError: Nothing was taken back.
        """
        acts = self._acts()
        if not acts:
            return None
        last = acts[0]
        id, act = last.key.split(":")[1], last.fields["act"]
        if act == DELETED:
            self._workbook.restore([id])
        record = self._record(last.fields["table"], id)
        if act != DELETED:
            record = self._turn_round(last, record)
        self._forget(last)
        for earlier in acts[1:]:
            if earlier.key.split(":")[1] == id:
                self._follow(earlier, last, record)
                break
        return act, record

    def _follow(self, earlier: Draft, last: Draft, record: Record[Any]) -> None:
        """Let the act before expect the record as it stands now, where it led to how it stood before the last."""
        if str(earlier.revision) == last.fields["before"]:
            self._forget(earlier)
            key = f"{ACT}{record.id}:{_number(earlier)}"
            self._keep(key, earlier.fields, record)

    def _record(self, table: str, id: str) -> Record[Any]:
        record = self._workbook.of(KINDS[table].value).get(id)
        if record is None:
            raise ConflictError(
                "What it was about is gone. Nothing was changed."
            )
        return record

    def _turn_round(self, last: Draft, record: Record[Any]) -> Record[Any]:
        """Undo it; the record as it stands or last stood."""
        changed = record.changed.isoformat()
        expected = last.fields.get("changed", changed)
        if (record.revision, changed) != (last.revision, expected):
            raise ConflictError(_CHANGED_SINCE)
        repository = self._workbook.of(type(record.value))
        if last.fields["act"] == MADE:
            repository.delete(record)
            return record
        before = json.loads(last.fields["value"])
        value = from_plain(kind_of(record.value).value, before)
        return repository.change(record, value)


def _order(act: Draft) -> tuple[float, int]:
    """The place of an act among all; the later one has the higher."""
    return float(act.fields.get("at", "0")), _number(act)


def _number(act: Draft) -> int:
    """Which of the acts it is; 0 for a note."""
    return int(act.fields.get("number", "0"))
