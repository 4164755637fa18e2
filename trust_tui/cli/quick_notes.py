"""Remembers which entries `trust-tui note` kept, by ids alone, so that they can be taken back: it opens no workbook."""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from trust_tui.store.disk import Machine
from trust_tui.whole_file import fill_with, put

NAME: Final = "notes.jsonl"
REMEMBERED: Final = 20

Noted = tuple[str, datetime]
"""The id of an entry and when it was kept."""


def note_quick_one(folder: Path, id: str, moment: datetime) -> None:
    """Remember an entry; where that cannot be written, it is not taken back."""
    line = json.dumps([id, moment.isoformat()]) + "\n"
    place = Machine(folder).path / NAME
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
        descriptor = os.open(place, flags, 0o600)
        try:
            os.write(descriptor, line.encode())
        finally:
            os.close(descriptor)


def quick_ones(folder: Path) -> Sequence[Noted]:
    """The entries remembered, the last one first."""
    try:
        lines = (Machine(folder).path / NAME).read_text("utf-8").splitlines()
        told = [json.loads(line) for line in lines[-REMEMBERED:]]
        noted = [(id, datetime.fromisoformat(moment)) for id, moment in told]
    except (OSError, ValueError):
        return ()
    return noted[::-1]


def forget_quick_one(folder: Path, id: str) -> None:
    """Forget an entry, and what is older than the last few."""
    left = [noted for noted in quick_ones(folder) if noted[0] != id]
    lines = [
        json.dumps([id, moment.isoformat()]) + "\n"
        for id, moment in reversed(left)
    ]
    with suppress(OSError):
        text = "".join(lines).encode()
        put(Machine(folder).path / NAME, fill_with([text]), flushed=False)
