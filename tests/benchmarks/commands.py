"""Commands without the screen, beside jrnl on the same text and beside the screen; whole times, medians, in turn."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import monotonic
from typing import Final

from tests.benchmarks.exchange import CONFIG
from tests.benchmarks.screen import bare, ours
from tests.benchmarks.terminal_run import TerminalRun, moment_of
from tests.benchmarks.twenty_years import make_empty, make_twenty_years
from trust_tui.domain.clock import SystemClock
from trust_tui.domain.contents import Selection, gather, select
from trust_tui.domain.records import Entry
from trust_tui.formats.format import WriteOptions
from trust_tui.formats.registry import named
from trust_tui.store import open_workbook
from trust_tui.transfer.exporter import Export

TIMES: Final = 5
LITTLE: Final = 3000
"""Characters of the journal of somebody who has just begun."""

COMMANDS: Final[Mapping[str, Sequence[str]]] = {
    "today": ["today"],
    "trend": ["trend"],
    "list": ["list"],
    "goal": ["goal"],
    "search": ["search", "morning"],
    "note": ["note", "a line"],
}


def all_figures() -> dict[str, float]:
    """The figures by name, in milliseconds."""
    with tempfile.TemporaryDirectory(prefix="trust-tui-bench-") as name:
        folder = Path(name)
        make_empty(folder / "little")
        make_twenty_years(folder / "twenty")
        return _line_mode(folder) | _openings(folder)


def _line_mode(folder: Path) -> dict[str, float]:
    program = str(Path(sys.executable).with_name("trust-tui"))
    calls: Mapping[str, Sequence[str]] = {
        f"{what}, {kept}": [program, "--data", str(folder / kept), *arguments]
        for kept in ("little", "twenty")
        for what, arguments in COMMANDS.items()
    } | _jrnl(folder)
    times: dict[str, list[float]] = {name: [] for name in calls}
    for attempt in range(TIMES + 1):
        for name, command in calls.items():
            begun = monotonic()
            subprocess.run(command, capture_output=True, env=_told(folder))
            if attempt:  # the first one finds no files in memory, and makes the backup of the day
                times[name].append(1e3 * (monotonic() - begun))
    return {f"{name}, ms": median(taken) for name, taken in times.items()}


def _told(folder: Path) -> dict[str, str]:
    return os.environ | {
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_CONFIG_HOME": str(folder / "config"),
    }


def _jrnl(folder: Path) -> dict[str, list[str]]:
    """jrnl over the same entries, where it is installed."""
    command = shutil.which("jrnl", path=str(Path(sys.executable).parent))
    if command is None:
        return {}
    workbook = open_workbook(
        folder / "twenty", clock=SystemClock(), upkeep=False
    )
    kept = select(gather(workbook), Selection(tables=frozenset({Entry.TABLE})))
    workbook.close()
    options = WriteOptions(today=datetime.now(UTC).date())
    journal = folder / "twenty.txt"
    Export(kept=kept, format=named("jrnl"), options=options).write_file(journal)
    (folder / "little.txt").write_text(journal.read_text("utf-8")[-LITTLE:])
    calls = {}
    for name in ("little", "twenty"):
        config = folder / f"{name}.yaml"
        place = json.dumps(str(folder / f"{name}.txt"))
        config.write_text(CONFIG.format(journal=place), "utf-8")
        called = [command, "--config-file", str(config)]
        calls[f"jrnl -n 10, {name}"] = [*called, "-n", "10"]
        calls[f"jrnl note, {name}"] = [*called, "today:", "a", "line."]
    return calls


def _openings(folder: Path) -> dict[str, float]:
    """From the shell to the first paint, to the first question of Right now, and to the first one in plain lines."""
    mine = ours("little", folder / "little").command
    calls = {
        "bare, first paint": (bare().command, bare().shows),
        "first paint": (mine, "Overview"),
        "now, first question": ([*mine, "now"], "How strong"),
        "plain, first question": ([*mine, "plain"], "Enter goes on"),
    }
    times: dict[str, list[float]] = {name: [] for name in calls}
    for attempt in range(TIMES + 1):
        for name, (command, shows) in calls.items():
            with TerminalRun(command, _told(folder)) as run:
                chunks = run.read_until(shows)
                if attempt:
                    taken = moment_of(chunks, shows) - run.started
                    times[name].append(1e3 * taken)
    return {f"{name}, ms": median(taken) for name, taken in times.items()}


if __name__ == "__main__":
    for figure, value in all_figures().items():
        print(f"{figure:<44}{value:>9.2f}")
