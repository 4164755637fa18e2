"""The form in which changes had numbers that all writers shared, and records no stamps: read, never written.

What is left of it may come at any time: a synchroniser brings the file of a change from a machine that was away. Nobody
wrote down then what a change had seen, so revisions decide.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from trust_tui.store.disk import Folder, Seal, files, number_of
from trust_tui.store.log import change_files, sheets
from trust_tui.store.log.change_files import Change, DamagedFileError
from trust_tui.store.log.stamps import OLD, Dot, Line, Reach, stamped, tail_of
from trust_tui.store.log.state import State

_CHANGED: Final = re.compile(rb'"changed":"([^"\\]{27})"')
_TABLE: Final = re.compile(rb'"([a-z_]+)":\{$')
_ROW: Final = re.compile(rb'"([0-9]{1,40})":(\{.*\}),?$')
Raws = Mapping[str, Mapping[str, sheets.Raw | None]]


def numbers(folder: Folder, suffix: str) -> list[int]:
    """The numbers of such changes that are on the disk, rising."""
    found = (
        number_of(name)
        for name in files.names(folder.log)
        if name.endswith(f".json{suffix}")
    )
    return [number for number in found if number is not None]


def read(folder: Folder, seal: Seal, number: int) -> sheets.Sheet:
    """Such a change.

    Raises:
        DamagedFileError: It is not as it was written.
        FileNotFoundError: There is none.
    """
    path = folder.log / f"{number:012d}.json{seal.suffix}"
    sheet = change_files.read_sheet(path, seal, "change")
    if (
        sheet.header["number"] != number
        or sheet.header["schema"] != change_files.NUMBERED
    ):
        raise DamagedFileError("change")
    return sheet


def begin(sheet: sheets.Sheet) -> State:
    """The records in such a snapshot."""
    tables = {
        table: stamped_rows(table, rows, (OLD, 1))
        for table, rows in sheet.tables.items()
    }
    return State(sheet.header["number"], tables, Reach({OLD: 1}))


def stamped_rows(
    table: str, rows: Mapping[str, sheets.Raw | None], dot: Dot
) -> dict[str, Line | None]:
    """The rows with stamps, each with the time it was changed."""
    return {
        id: None
        if raw is None
        else stamped(table, id, raw, tail_of(_clock(raw), *dot))
        for id, raw in rows.items()
    }


def late(raws: Raws, digest: str, number: int = 0) -> Change:
    """What has come late, or from a place of which nobody knows what it had seen, as a change."""
    dot = (f"{OLD[:4]}{digest[:8]}", 1)
    tables = {
        table: stamped_rows(table, rows, dot) for table, rows in raws.items()
    }
    clocks = [
        _clock(raw)
        for rows in raws.values()
        for raw in rows.values()
        if raw is not None
    ]
    return Change(
        dot=dot,
        number=number,
        seen=None,
        clock=max(clocks, default=0),
        tables=tables,
        digest=digest,
        schema=change_files.NUMBERED,
    )


def _clock(raw: sheets.Raw) -> int:
    found = _CHANGED.search(raw)
    if found is None:
        return 0
    try:
        moment = datetime.fromisoformat(found[1].decode())
        return int(moment.timestamp() * 1000)
    except (ValueError, OverflowError):
        return 0


def salvage(data: bytes) -> Iterator[tuple[str, str, sheets.Raw]]:
    """Each whole record without a stamp in whatever is left of a file, with its table and id."""
    table = ""
    for line in data.split(b"\n"):
        heading = _TABLE.match(line)
        if heading is not None:
            table = heading[1].decode()
        found = _ROW.match(line)
        if found is None or not table or table.startswith("_"):
            continue
        try:
            document = json.loads(found[2])
        except ValueError:
            continue
        if {"made", "revision"} <= document.keys() or "record" in document:
            yield table, found[1].decode(), found[2]
