"""What the last commands did, so that `trust-tui undo` can take it back: each command is a session of its own.

What one command did is taken back as one: its acts have one number. An act is kept as a draft is: sealed with the rest,
gone when one of its records is deleted for good, and never offered as something that was being written.
"""

import json
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final

from trust_tui.cli.in_mind import forget_who_is_gone, put_in_mind
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
RESTORED: Final = "restored"

_WAS_CHANGED: Final = (
    "What the last command did was changed since, so it was not taken back."
)
_IS_GONE: Final = (
    "What the last command did is gone, so there is nothing of it to take back."
)
_GO_ON: Final = "trust-tui undo goes on with the one before it."

Turned = tuple[str, Record[Any]]
"""What an act was, and its record as it stands now or last stood."""


class LastActs:
    """The acts of the commands before, and those of this one."""

    def __init__(self, workbook: Workbook, folder: Path) -> None:
        """Prepare, before the command changes anything.

        Args:
            workbook: What the acts were done to.
            folder: The data folder.
        """
        self._workbook = workbook
        self._folder = folder
        self._mind = workbook.settings.current
        self._noted: dict[str, Mapping[str, str]] = {}

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

    def restored(self, record: Record[Any]) -> None:
        """Remember that a record came out of the trash."""
        self._note(RESTORED, record, record.revision - 1)

    def _note(
        self, act: str, record: Record[Any], before: int, value: str = ""
    ) -> None:
        if not self._noted:
            self._number = self._next_number()
        fields = {
            "number": str(self._number),
            "at": str(SystemClock().now().timestamp()),
            "act": act,
            "table": record.value.TABLE,
            "value": value,
            "before": str(before),
            "mind": json.dumps([self._mind, self._workbook.settings.current]),
            "about": "",
        }
        # Of what one command changes twice, it stood before the first change as it is to stand again.
        fields = dict(self._noted.get(record.id, fields))
        self._noted[record.id] = fields
        self._keep(f"{ACT}{record.id}:{self._number}", fields, record)

    def _next_number(self) -> int:
        """The number of this command; what more commands did than are remembered is forgotten."""
        commands = self._commands()
        for command in commands[REMEMBERED - 1 :]:
            for act in command:
                self._forget(act)
        return max((_number(command[0]) for command in commands), default=0) + 1

    def _keep(
        self, key: str, fields: Mapping[str, str], record: Record[Any]
    ) -> None:
        """Put an act on the disk, which can be taken back while the record stands as it does now."""
        held = {**fields, "changed": record.changed.isoformat()}
        draft = Draft(key=key, fields=held, revision=record.revision)
        self._workbook.drafts.keep(draft)

    def _commands(self) -> Sequence[Sequence[Draft]]:
        """What each command did, the last one first."""
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
        commands: dict[str, list[Draft]] = {}
        for act in sorted(acts, key=_order, reverse=True):
            # A note bears no number; each is a command of its own.
            commands.setdefault(str(_number(act) or act.key), []).append(act)
        return list(commands.values())

    def _forget(self, draft: Draft) -> None:
        _, id, number = draft.key.split(":")
        if number == QUICK:
            forget_quick_one(self._folder, id)
            return
        self._workbook.drafts.adopt(draft)
        self._workbook.drafts.drop(draft.key)

    def take_back(self) -> Sequence[Turned] | None:
        """Take back what the last command did. What its acts were, with their records; None where there is none.

        Raises:
            ConflictError: It cannot be taken back, and is forgotten: it would stand in the way of all before it.
            StoreError: Nothing was taken back.
        """
        commands = self._commands()
        if not commands:
            return None
        last, *earlier = commands
        try:
            turned = self._turn_all(last)
        except ConflictError as error:
            for act in last:
                self._forget(act)
            more = f" {_GO_ON}" if earlier else ""
            raise ConflictError(f"{error.advice}{more}") from None
        for act in last:
            self._forget(act)
        for act, (_, record) in zip(last, turned, strict=True):
            self._follow(act, record, earlier)
        return turned

    def _follow(
        self,
        last: Draft,
        record: Record[Any],
        earlier: Sequence[Sequence[Draft]],
    ) -> None:
        """Let the act before expect the record as it stands now, where it led to how it stood before the last."""
        for act in chain.from_iterable(earlier):
            if _id(act) != record.id:
                continue
            if str(act.revision) == last.fields["before"]:
                self._forget(act)
                self._keep(
                    f"{ACT}{record.id}:{_number(act)}", act.fields, record
                )
            return

    def _turn_all(self, acts: Sequence[Draft]) -> Sequence[Turned]:
        """Undo all of them, or none."""
        trashed = {
            item.record.id: item.record for item in self._workbook.trash()
        }
        found = [self._expected(act, trashed) for act in acts]
        with self._workbook.batch():
            for act, record in zip(acts, found, strict=True):
                self._turn_round(act, record)
        self._put_back_in_mind(acts)
        turned = []
        for act, record in zip(acts, found, strict=True):
            stands = self._workbook.of(type(record.value)).get(record.id)
            turned.append((act.fields["act"], stands or record))
        return turned

    def _expected(
        self, act: Draft, trashed: Mapping[str, Record[Any]]
    ) -> Record[Any]:
        """The record of an act, where it stands as that left it.

        Raises:
            ConflictError: It does not.
        """
        kind = KINDS[act.fields["table"]].value
        record = self._workbook.of(kind).get(_id(act))
        thrown = trashed.get(_id(act))
        if act.fields["act"] == DELETED:
            record, thrown = thrown, record
        if record is None:
            raise ConflictError(_WAS_CHANGED if thrown else _IS_GONE)
        stands = (record.revision, record.changed.isoformat())
        if stands != (act.revision, act.fields.get("changed", stands[1])):
            raise ConflictError(_WAS_CHANGED)
        return record

    def _turn_round(self, act: Draft, record: Record[Any]) -> None:
        repository = self._workbook.of(type(record.value))
        match act.fields["act"]:
            case "made" | "restored":
                repository.delete(record)
            case "deleted":
                self._workbook.restore([record.id])
            case _:
                before = json.loads(act.fields["value"])
                value = from_plain(kind_of(record.value).value, before)
                repository.change(record, value)

    def _put_back_in_mind(self, acts: Sequence[Draft]) -> None:
        """Have in mind who was in mind before, where that came of these acts; nobody who is gone."""
        was, led = json.loads(acts[0].fields.get("mind", "[null, null]"))
        if was != led == self._workbook.settings.current:
            put_in_mind(self._workbook, was)
        forget_who_is_gone(self._workbook)


def _order(act: Draft) -> tuple[float, int]:
    """The place of an act among all; the later one has the higher."""
    return float(act.fields.get("at", "0")), _number(act)


def _number(act: Draft) -> int:
    """The number of the command that did it; 0 for a note."""
    return int(act.fields.get("number", "0"))


def _id(act: Draft) -> str:
    return act.key.split(":")[1]
