"""Compares what was read with what is here, and adds what is new as one change."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from trust_tui.domain import (
    AdoptingWorkbook,
    Entry,
    Record,
    Settings,
    TakenBack,
    Trashed,
    expect,
    kind_of,
    steps,
    tr,
)
from trust_tui.formats.clean_text import words_of
from trust_tui.formats.collector import ReadResult, Skipped
from trust_tui.formats.entry_text import MINUTE, moment_of

MOST_TOLD: Final = 20
"""How many of the things skipped for one reason are named one by one."""


class Plan(Struct, frozen=True, kw_only=True):
    """What an import would do.

    Attributes:
        records: What is new.
        trash: What is new and lies in the trash.
        here: How many are here already, in the trash here included.
        differing: How many of those are here in another version, which stays as it is.
    """

    result: ReadResult
    records: tuple[Record[Any], ...]
    trash: tuple[Trashed, ...] = ()
    here: int = 0
    differing: int = 0

    @property
    def adds(self) -> int:
        """How many it would add, settings not counted."""
        return len(
            [
                record
                for record in self.records
                if not isinstance(record.value, Settings)
            ]
        ) + len(self.trash)


def plan(result: ReadResult, workbook: AdoptingWorkbook) -> Plan:
    """What of it is new. Nothing that is here is ever changed by an import."""
    here = _Here(workbook, result)
    expect(tr("Comparing"), len(result.records))
    records = tuple(
        record for record in steps(result.records) if here.lacks(record)
    )
    trash = tuple(
        thrown for thrown in result.trash if here.lacks(thrown.record, thrown)
    )
    return Plan(
        result=result,
        records=records,
        trash=trash,
        here=here.count,
        differing=here.differing,
    )


def carry_out(wanted: Plan, workbook: AdoptingWorkbook) -> None:
    """Add what is new, as one change that can be taken back later.

    Raises:
        StoreError: Nothing was added.
    """
    if wanted.records or wanted.trash:
        workbook.take_in(wanted.records, wanted.trash)


def summary_lines(
    wanted: Plan, *, done: bool = False, most: int = MOST_TOLD
) -> Iterable[str]:
    """The counts, a line each.

    Args:
        wanted: What an import would do, or did.
        done: True when it has been carried out.
        most: How many of the things skipped for one reason are named.
    """
    result = wanted.result
    yield tr("Read: {read}", read=result.read)
    kinds = counts(wanted.records, wanted.trash)
    by_kind = (
        f" ({', '.join(f'{kind} {count}' for kind, count in kinds.items())})"
        if kinds
        else ""
    )
    yield f"{tr('Added') if done else tr('Would add')}: {wanted.adds}{by_kind}"
    differing = (
        tr(
            " ({differing} in another version, left as it is here)",
            differing=wanted.differing,
        )
        if wanted.differing
        else ""
    )
    yield tr(
        "Already here: {here}{differing}", here=wanted.here, differing=differing
    )
    yield tr("Skipped: {number}", number=len(result.skipped))
    yield from _skipped_lines(result.skipped, most)
    if result.left_out:
        yield tr(
            "Left out: {names}",
            names=", ".join(
                (
                    f"{called} {count}"
                    for called, count in sorted(result.left_out.items())
                )
            ),
        )


def _skipped_lines(skipped: Iterable[Skipped], most: int) -> Iterator[str]:
    """What was skipped, a line for each reason: a hundred lines of one reason would hide the others."""
    by_reason: dict[str, list[str]] = {}
    for one in skipped:
        by_reason.setdefault(one.reason, []).append(one.where)
    for reason, places in by_reason.items():
        named = ", ".join(places[:most])
        if len(places) == 1:
            yield f"  {named}: {reason}"
            continue
        if len(places) > most:
            named = tr(
                "{places} and {count} more",
                places=named,
                count=len(places) - most,
            )
        yield f"  {len(places)} x {reason}: {named}"


def undo_lines(taken_back: TakenBack) -> Iterable[str]:
    """What became of taking an import back, a line each."""
    yield tr("Taken back: {gone}", gone=taken_back.gone)
    for reason, count in taken_back.kept.items():
        yield tr(
            "Left as it is, {reason}: {number}", reason=reason, number=count
        )


def counts(
    records: Iterable[Record[Any]], trash: Iterable[Trashed] = ()
) -> Mapping[str, int]:
    """How many records there are of each kind, by a name fit to be read."""
    found: dict[str, int] = {}
    for record in records:
        if not isinstance(record.value, Settings):
            name = tr(kind_of(record.value).plural)
            found[name] = found.get(name, 0) + 1
    thrown = sum(1 for _ in trash)
    return found | ({"in the trash": thrown} if thrown else {})


class _Here:
    """What is in the workbook, asked for one record after another."""

    def __init__(self, workbook: AdoptingWorkbook, result: ReadResult) -> None:
        self._workbook = workbook
        self._trash = {thrown.record.id: thrown for thrown in workbook.trash()}
        # Our own export knows its records by their ids; elsewhere the same words at the same minute are the same entry.
        self._entries: dict[str, list[Entry]] = {}
        if result.format != "json":
            for record in workbook.of(Entry).all():
                self._entries.setdefault(_minute(record), []).append(
                    record.value
                )
        self.count = 0
        self.differing = 0

    def lacks(self, record: Record[Any], thrown: Trashed | None = None) -> bool:
        """Whether a record that was read is new here; counts those that are not."""
        if isinstance(record.value, Settings):
            return self._workbook.kept_settings() is None
        here = self._workbook.of(type(record.value)).get(record.id)
        lies = self._trash.get(record.id)
        if here is None and lies is None and not self._is_known(record):
            return True
        self.count += 1
        if here is not None or lies is not None:
            self.differing += (
                (here != record) if thrown is None else (lies != thrown)
            )
        return False

    def _is_known(self, record: Record[Any]) -> bool:
        """Whether an entry here says the same at the same minute."""
        if not self._entries or not isinstance(record.value, Entry):
            return False
        words = words_of(record.value)
        for entry in self._entries.get(_minute(record), ()):
            if entry == record.value or words_of(entry) == words:
                return True
        return False


def _minute(record: Record[Entry]) -> str:
    return moment_of(record).strftime(MINUTE)
