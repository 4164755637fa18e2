"""A start loads what its first screen needs; the rest comes while the user rests."""

import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from msgspec import json

from trust_tui.domain.workbook import Workbook

SESSION: Final = """
import asyncio, sys
from pathlib import Path
from msgspec import json
from trust_tui.domain.clock import SystemClock
from trust_tui.library.library import Library, packaged_folder
from trust_tui.program.app import TrustApp
from trust_tui.session import Session
from trust_tui.store import open_workbook

async def main():
    clock, seen = SystemClock(), []

    async def until(condition):
        async with asyncio.timeout(60):
            while not condition():
                await pilot.pause(0.01)
        seen.append([name for name in sys.modules])

    app = TrustApp(
        lambda: open_workbook(Path(sys.argv[1]), clock=clock), Session(Library([packaged_folder()]), clock)
    )
    async with app.run_test() as pilot:
        await until(lambda: app.session.has_workbook)
        await until(lambda: "trust_tui.screens.steps" in sys.modules)
        await pilot.press("down")
        await until(lambda: "trust_tui.flows.tour_guide" in sys.modules and "trust_tui.keys.keymap" in sys.modules)
    print(json.encode(seen).decode())

asyncio.run(main())
"""

NOT_AT_THE_START: Final = {
    "cryptography",
    "icalendar",
    "pyrage",
    "textual.widgets._text_area",
    "tomlkit",
    "trust_tui.dialogs.form",
    "trust_tui.screens.journal",
    "trust_tui.transfer.exporter",
    "yaml",
}


def told_by(script: str, data: Path) -> Any:
    """What a script prints as JSON, in a Python of its own."""
    done = subprocess.run(
        [sys.executable, "-c", script, str(data)],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.decode(done.stdout)


def test_what_no_key_has_asked_for_is_loaded_after_the_first_screen(
    welcomed: Workbook, data: Path
) -> None:
    welcomed.close()
    at_first, rested, used = map(set, told_by(SESSION, data))
    assert not at_first & NOT_AT_THE_START
    assert "trust_tui.screens.signs" in rested
    assert not rested & {
        "textual.widgets._text_area",
    }
    assert "trust_tui.dialogs.form" in used


FIRST_QUESTION: Final = """
import asyncio, sys
from pathlib import Path
from msgspec import json
from trust_tui.domain.clock import SystemClock
from trust_tui.library.library import Library, packaged_folder
from trust_tui.program.app import TrustApp
from trust_tui.session import Session
from trust_tui.store import open_workbook

async def main():
    clock, seen = SystemClock(), []

    def opened():
        seen.append(list(sys.modules))
        return open_workbook(Path(sys.argv[1]), clock=clock)

    app = TrustApp(
        opened, Session(Library([packaged_folder()]), clock), begins="right_now.begin", asks_first=True
    )
    async with app.run_test() as pilot, asyncio.timeout(60):
        while not app.session.has_workbook:
            await pilot.pause(0.01)
    print(json.encode(seen[0]).decode())

asyncio.run(main())
"""


def test_the_question_of_right_now_waits_for_nothing_but_itself(
    welcomed: Workbook, data: Path
) -> None:
    welcomed.close()
    at_first = set(told_by(FIRST_QUESTION, data))
    assert "trust_tui.dialogs.moment" in at_first
    assert not at_first & {
        "textual.widgets._text_area",
        "trust_tui.screens.overview",
        "trust_tui.store.opening",
    }


def test_the_command_line_loads_nothing_of_the_screen() -> None:
    code = "import sys, trust_tui.cli.screen; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not set(done.stdout.split()) & {"textual", "rich", "hashlib"}
