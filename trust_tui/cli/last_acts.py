"""What the last commands did, so that `trust-tui undo` can take it back: each command is a session of its own.

What one command did is taken back as one: its acts have one number. An act is kept as a draft is: sealed with the rest,
gone when one of its records is deleted for good, and never offered as something that was being written. What was taken
back turns into the opposite act, which `trust-tui redo` takes back in its turn, until something else is kept.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from trust_tui.cli.in_mind import forget_who_is_gone, put_in_mind
from trust_tui.cli.quick_notes import forget_quick_one, quick_ones
from trust_tui.cli.whole_acts import (
    WHOLE,
    Whole,
    turn_whole_round,
)
from trust_tui.domain import (
    ACT,
    KINDS,
    ConflictError,
    Draft,
    Entry,
    Record,
    SystemClock,
    from_plain,
    kind_of,
    later,
    to_plain,
    tr,
)
from trust_tui.store.session_acts import (
    CHANGED,
    DELETED,
    MADE,
    RESTORED,
    SessionAct,
)
from trust_tui.store.store_workbook import StoreWorkbook

REMEMBERED: Final = 20
"""So many acts can be taken back, the last one first."""

QUICK: Final = "note"
"""Stands for the number of an act that was a note."""

OPPOSITE: Final[Mapping[str, str]] = {
    MADE: DELETED,
    RESTORED: DELETED,
    DELETED: RESTORED,
    CHANGED: CHANGED,
}
"""What turns each act round."""

Command = Sequence[Draft]
"""The acts of one command."""


class Turned(NamedTuple):
    """What was turned round.

    Attributes:
        act: What the act was; empty where it was about more than one record.
        record: The record as it stands now or last stood.
        said: What there is to say of it where it is about no one record.
    """

    act: str
    record: Record[Any] | None
    said: str = ""


class LastActs:
    """The acts of the commands before, and those of this one."""

    def __init__(self, workbook: StoreWorkbook, folder: Path) -> None:
        """Prepare.

        Args:
            workbook: What the acts were done to.
            folder: The data folder.
        """
        self._workbook = workbook
        self._folder = folder
        self._used = 0

    # What a command did

    def note(
        self,
        acts: Iterable[SessionAct],
        mind: tuple[str | None, str | None] = (None, None),
    ) -> None:
        """Remember what a command did.

        Args:
            acts: What was done to records.
            mind: Who was in mind before the command, and after it.
        """
        fields = self._new(mind)
        for act in acts:
            before = act.before or act.record
            self._keep(
                fields
                | {
                    "act": act.what,
                    "table": act.record.value.TABLE,
                    **_as_it_stood(before),
                    "before": str(act.revision_before),
                },
                act.record,
            )

    def note_whole(self, whole: Whole, stood: Sequence[str] = ()) -> None:
        """Remember what a command did that is no change of single records.

        Args:
            whole: What it did.
            stood: What `standing` said before it.
        """
        fields = self._new((None, None))
        fields |= {"act": whole.act, "value": whole.value}
        fields["stood"] = json.dumps(stood)
        key = f"{ACT}{whole.act}:{fields['number']}"
        self._workbook.drafts.keep(Draft(key=key, fields=fields))

    def _new(self, mind: tuple[str | None, str | None]) -> dict[str, str]:
        """What all acts of a new command have; what more commands did than are remembered is forgotten."""
        commands = self._commands(are_undone=False)
        for command in commands[REMEMBERED - 1 :]:
            self._forget(command)
        for command in self._commands(are_undone=True):
            self._forget(command)
        now = SystemClock().now().timestamp()
        # What this session has noted is not among what earlier ones did.
        last = max((_number(one[0]) for one in commands), default=self._used)
        self._used = max(last, self._used) + 1
        return {
            "number": str(self._used),
            "at": str(now),
            "mind": json.dumps(mind),
            "about": "",
        }

    def _keep(self, fields: Mapping[str, str], record: Record[Any]) -> None:
        """Put an act on the disk, which can be taken back while the record stands as it does now."""
        held = {**fields, "changed": record.changed.isoformat()}
        key = f"{ACT}{record.id}:{fields['number']}"
        draft = Draft(key=key, fields=held, revision=record.revision)
        self._workbook.drafts.keep(draft)

    def standing(self) -> Sequence[str]:
        """Which acts have their records as they left them: those can be turned round, and after a restored backup was
        taken back they can again, as the records are the same.
        """
        trashed = self._trashed()
        found = []
        for act in self._acts():
            if act.fields["act"] not in WHOLE:
                with suppress(ConflictError):
                    self._expected(act, trashed)
                    found.append(act.key)
        return found

    # What can be turned round

    def _acts(self) -> Sequence[Draft]:
        acts = [
            one
            for one in self._workbook.drafts.orphans()
            if one.is_act and one.proved
        ]
        quick = quick_ones(self._folder)
        return [*acts, *(_quick_act(id, moment) for id, moment in quick)]

    def _trashed(self) -> Mapping[str, Record[Any]]:
        return {item.record.id: item.record for item in self._workbook.trash()}

    def _commands(self, *, are_undone: bool) -> Sequence[Command]:
        """What each command did, the last one first; of those taken back, the one taken back last."""
        acts = self._acts()
        last = max((_at(act) for act in acts if not _undone(act)), default=0.0)
        commands: dict[str, list[Draft]] = {}
        order = _undone_order if are_undone else _order
        for act in sorted(acts, key=order, reverse=True):
            if are_undone and _undone(act) < last:
                continue  # something was kept since
            if bool(_undone(act)) == are_undone:
                # A note bears no number; each is a command of its own.
                key = act.fields["number"] or act.key
                commands.setdefault(key, []).append(act)
        return list(commands.values())

    def _forget(self, command: Command) -> None:
        for draft in command:
            _, id, number = draft.key.split(":")
            if number == QUICK:
                forget_quick_one(self._folder, id)
                continue
            self._workbook.drafts.adopt(draft)
            self._workbook.drafts.drop(draft.key)

    def take_back(self) -> Sequence[Turned] | None:
        """Take back what the last command did. What its acts were, with their records; None where there is none.

        Raises:
            ConflictError: It cannot be taken back, and is forgotten: it would stand in the way of all before it.
            StoreError: Nothing was taken back.
        """
        return self._turn_last(are_undone=False)

    def do_again(self) -> Sequence[Turned] | None:
        """Do again what was taken back last, unless something was kept since; None where there is nothing.

        Raises:
            ConflictError: It cannot be done again, and is forgotten.
            StoreError: Nothing was done.
        """
        return self._turn_last(are_undone=True)

    def _turn_last(self, *, are_undone: bool) -> Sequence[Turned] | None:
        commands = self._commands(are_undone=are_undone)
        if not commands:
            return None
        last, *others = commands
        undone = "" if are_undone else str(SystemClock().now().timestamp())
        try:
            if last[0].fields["act"] in WHOLE:
                return [self._turn_whole(last, undone)]
            turned = self._turn_all(last)
        except ConflictError as error:
            self._forget(last)
            more = f" {tr(_GO_ON)}" if others and undone else ""
            raise ConflictError(f"{error.advice}{more}") from None
        self._forget(last)
        number = _number(last[0]) or self._free_number()
        for act, opposite in zip(last, turned, strict=True):
            fields = opposite.fields | {"undone": undone, "number": str(number)}
            self._keep(fields, opposite.record)
            self._follow(act, opposite, others)
        return [
            Turned(act.fields["act"], one.record)
            for act, one in zip(last, turned, strict=True)
        ]

    def _free_number(self) -> int:
        """The number of a note that was taken back; it bore none."""
        acts = [one for one in self._workbook.drafts.orphans() if one.is_act]
        return max(map(_number, acts), default=0) + 1

    def _turn_whole(self, command: Command, undone: str) -> Turned:
        (act,) = command
        whole = Whole(act.fields["act"], act.fields["value"])
        since = _undone(act) or _at(act)
        stood = self.standing()
        said, opposite = turn_whole_round(self._workbook, whole, since)
        self._forget(command)
        self._follow_whole(json.loads(act.fields.get("stood", "[]")))
        if opposite is not None:
            held = {**act.fields, "value": opposite.value, "undone": undone}
            held["stood"] = json.dumps(stood)
            if not undone:
                held["at"] = str(SystemClock().now().timestamp())
            self._workbook.drafts.keep(Draft(key=act.key, fields=held))
        return Turned("", None, said)

    def _follow(
        self,
        last: Draft,
        opposite: "_Opposite",
        others: Sequence[Command],
    ) -> None:
        """Let the act before expect the record as it stands now, where it led to how it stood before the last."""
        record = opposite.record
        for act in chain.from_iterable(others):
            if _id(act) != record.id:
                continue
            if str(act.revision) == last.fields["before"]:
                self._forget([act])
                self._keep(act.fields, record)
            return

    def _follow_whole(self, stood: Sequence[str]) -> None:
        """Let acts expect their records as they stand now, which are again as the acts had left them."""
        trashed = self._trashed()
        for act in self._acts():
            if act.key not in stood:
                continue
            kind = KINDS[act.fields["table"]].value
            record = self._workbook.of(kind).get(_id(act))
            record = record or trashed.get(_id(act))
            if record is not None:
                self._forget([act])
                self._keep(act.fields, record)

    def _turn_all(self, acts: Command) -> "Sequence[_Opposite]":
        """Turn all of them round, or none."""
        trashed = self._trashed()
        found = [self._expected(act, trashed) for act in acts]
        with self._workbook.batch():
            for act, record in zip(acts, found, strict=True):
                self._turn_round(act, record)
        mind = self._put_back_in_mind(acts)
        trashed = self._trashed()
        turned = []
        for act, record in zip(acts, found, strict=True):
            living = self._workbook.of(type(record.value)).get(record.id)
            fields = {
                **act.fields,
                "act": OPPOSITE[act.fields["act"]],
                **_as_it_stood(record),
                "before": str(record.revision),
                "mind": json.dumps(mind),
            }
            stands = living or trashed.get(record.id, record)
            turned.append(_Opposite(fields, stands))
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
            raise ConflictError(tr(_WAS_CHANGED if thrown else _IS_GONE))
        stands = (record.revision, record.changed.isoformat())
        if stands != (act.revision, act.fields.get("changed", stands[1])):
            raise ConflictError(tr(_WAS_CHANGED))
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
                made = datetime.fromisoformat(act.fields["made"])
                repository.change(replace(record, made=made), value)

    def _put_back_in_mind(self, acts: Command) -> Sequence[str | None]:
        """Have in mind who was in mind before, where that came of these acts; nobody who is gone."""
        was, led = json.loads(acts[0].fields.get("mind", "[null, null]"))
        if was != led == self._workbook.settings.current:
            put_in_mind(self._workbook, was)
        forget_who_is_gone(self._workbook)
        return led, was


class _Opposite(NamedTuple):
    """What turns an act round that was turned round: its fields, and its record as it stands now."""

    fields: dict[str, str]
    record: Record[Any]


_WAS_CHANGED: Final = later(
    "What the last command did was changed since, so it was not taken back."
)
_IS_GONE: Final = later(
    "What the last command did is gone, so there is nothing of it to take back."
)
_GO_ON: Final = later("trust-tui undo goes on with the one before it.")


def _quick_act(id: str, moment: datetime) -> Draft:
    """The act of a note, which opened no workbook."""
    fields = {
        "number": "",
        "at": str(moment.timestamp()),
        "act": MADE,
        "table": Entry.TABLE,
        "before": "0",
        "about": "",
    }
    return Draft(key=f"{ACT}{id}:{QUICK}", fields=fields, revision=1)


def _as_it_stood(record: Record[Any]) -> Mapping[str, str]:
    """What brings a record back as it stood."""
    return {
        "value": json.dumps(to_plain(record.value)),
        "made": record.made.isoformat(),
    }


def _order(act: Draft) -> tuple[float, int]:
    """The place of an act among all; the later one has the higher."""
    return _at(act), _number(act)


def _at(act: Draft) -> float:
    """When it was done."""
    return float(act.fields.get("at", "0"))


def _undone_order(act: Draft) -> tuple[float, int]:
    """The place of an act among those taken back; the one taken back last has the highest."""
    return _undone(act), -_number(act)


def _undone(act: Draft) -> float:
    """When it was taken back; 0 where it stands."""
    return float(act.fields.get("undone") or "0")


def _number(act: Draft) -> int:
    """The number of the command that did it; 0 for a note."""
    return int(act.fields.get("number") or "0")


def _id(act: Draft) -> str:
    return act.key.split(":")[1]
