"""`trust-tui plain`: the whole program in plain lines."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trust_tui.cli.context import (
    configuration,
    note_at_end,
    open_library,
    shown_folder,
    today_of,
)
from trust_tui.cli.in_mind import named
from trust_tui.domain import Relationship, SystemClock, relationship_word, tr
from trust_tui.library import Library, label_and_note
from trust_tui.plain.plain_words import plain
from trust_tui.store import open_workbook

if TYPE_CHECKING:
    from trust_tui.store.store_workbook import StoreWorkbook


def is_wanted() -> bool:
    """Whether the terminal can do no more, or the user has set it so."""
    is_dumb = os.environ.get("TERM", "").strip().lower() == "dumb"
    return is_dumb or configuration().config.plain


FLOWS: Final = {
    "week": "week.begin",
    "path": "path.begin",
    "cards": "cards.begin",
    "now": "right_now.begin",
}
"""Where a command leads at once."""


def run_flow(options: argparse.Namespace) -> int:
    """Lead through one thing."""
    return run(options, FLOWS[options.command])


def run(options: argparse.Namespace, flow: str = "") -> int:
    """Lead through the program until it is left, or through one of its flows."""
    with shown_folder(options) as folder:
        return _lead(options, folder, flow)


def _lead(options: argparse.Namespace, folder: Path, flow: str) -> int:
    clock = SystemClock()
    library = open_library(options)
    said: Sequence[str] = ()
    workbook = None
    if not flow:
        print(tr("Trust TUI in plain lines. ? helps at every question."))
        workbook = open_workbook(folder, clock=clock)
        said = _first_lines(library, workbook)
    # What the other commands must not pay for, nor the first question of this one.
    from trust_tui.plain.conversation import Conversation  # noqa: PLC0415
    from trust_tui.program.app import TrustApp  # noqa: PLC0415
    from trust_tui.session import Session  # noqa: PLC0415

    session = Session(
        library,
        clock,
        ascii=True,
        place=folder,
        kiosk=options.kiosk,
        config_file=configuration(is_kept=not (options.kiosk or options.demo)),
    )

    def open_here() -> "StoreWorkbook":
        opened = workbook or open_workbook(folder, clock=clock)
        note_at_end(opened, folder, options.command, each=True)
        return opened

    app = TrustApp(
        open_here,
        session,
        is_told=True,
    )
    label = getattr(options, "about", None)
    whom = partial(named, label=label) if label else None

    async def lead() -> int:
        return await Conversation(app, flow, said, whom).lead()

    return asyncio.run(lead())


def _first_lines(library: Library, workbook: "StoreWorkbook") -> Sequence[str]:
    """Say what is open today, and ask, before the program is loaded; what was said."""
    if workbook.locked or workbook.findings or workbook.read_only:
        return ()
    settings = workbook.settings
    if settings.welcomed is None or workbook.copies.unjoined():
        return ()
    if not all(draft.is_act for draft in workbook.drafts.orphans()):
        return ()  # something else is asked first
    if configuration().config.problems:
        return ()
    # The screen asks this module whether plain lines are wanted, and needs no more of it.
    from trust_tui.cli.today import today_lines  # noqa: PLC0415

    day = today_of(workbook)
    lines = [tr("Today")]
    for number, line in enumerate(
        today_lines(library, workbook, day, workbook.settings.current), 1
    ):
        title, note = map(plain, label_and_note(line, library, day))
        lines.append(
            f"{number}. {title}, {note}" if note else f"{number}. {title}"
        )
    print("\n".join(["", _title(workbook), *lines]))
    sys.stdout.write(f"{tr('Enter goes on:')} ")
    sys.stdout.flush()
    return lines


def _title(workbook: "StoreWorkbook") -> str:
    """What the overview is called, and who is in mind."""
    current = workbook.settings.current
    record = workbook.of(Relationship).get(current) if current else None
    if record is None:
        return tr("Overview")
    label = plain(record.value.label)
    kind = relationship_word(record.value.kind)
    return tr("Overview, about {label}", label=label) + (
        f", {kind}" if label != kind else ""
    )
