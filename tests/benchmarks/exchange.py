"""Reading 7,300 entries of 400 words in each form, beside writing and reading the same bytes as JSON.

Beside that a preview of each for an empty workbook, as times of the reading, one of 14,600 entries in 20 MB of jrnl's
text, and the import of jrnl itself, where jrnl is installed.

Run by itself: `python -m tests.benchmarks.exchange`. Nothing here decides what is good.
"""

import csv
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import process_time
from typing import Final

from tests.benchmarks.twenty_years import make_empty, make_twenty_years
from trust_tui.domain import AdoptingWorkbook, adopting
from trust_tui.domain.clock import SystemClock
from trust_tui.domain.contents import Selection, gather, select
from trust_tui.domain.records import Entry, Record
from trust_tui.formats.collector import ReadOptions
from trust_tui.formats.detect import read_source
from trust_tui.formats.format import WriteOptions
from trust_tui.formats.registry import named
from trust_tui.store import open_workbook
from trust_tui.transfer.exporter import Export
from trust_tui.transfer.import_plan import plan
from trust_tui.transfer.import_preview import preview_lines

TIMES: Final = 5
CONFIG: Final = """\
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: false
indent_character: '|'
journals:
  default: {{journal: {journal}}}
linewrap: 79
tagsymbols: '@'
template: false
timeformat: '%Y-%m-%d %H:%M'
version: v99.0
"""
FORMS: Final = ("json", "jrnl", "jrnl-json", "markdown")
MANY: Final = 20_000_000 // 14_600
"""Characters of an entry, where 14,600 of them are 20 MB."""


def all_figures() -> dict[str, float]:
    """For each form processor time, how many times that of the same bytes as JSON, and a preview beside that."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_twenty_years(folder / "twenty")
        workbook = open_workbook(
            folder / "twenty", clock=SystemClock(), upkeep=False
        )
        kept = select(
            gather(workbook), Selection(tables=frozenset({Entry.TABLE}))
        )
        workbook.close()
        make_empty(folder / "empty")
        empty = adopting(
            open_workbook(folder / "empty", clock=SystemClock(), upkeep=False)
        )
        for form in FORMS:
            export = Export(
                kept=kept,
                format=named(form),
                options=WriteOptions(today=datetime.now(UTC).date()),
            )
            place = folder / form
            if form == "markdown":
                export.write_folder(place)
                text = "".join(
                    path.read_text("utf-8") for path in place.rglob("*.md")
                )
            else:
                export.write_file(place)
                text = place.read_text("utf-8")
            figures |= _figures_of(form, place, text, empty)
            if form == "jrnl" and (peer := _peer(place, folder)):
                figures["the import of jrnl itself, ms"] = 1e3 * peer
        entries = list(kept.of(Entry.TABLE))
        place = folder / "daylio.csv"
        _write_daylio(entries, place)
        figures |= _figures_of("daylio", place, place.read_text("utf-8"), empty)
        place = folder / "many.txt"
        _write_many(entries, place)
        taken = _best(partial(read_source, place, ReadOptions(zone=UTC)))
        shown = _best(partial(_preview, place, empty))
        figures["a preview of 14,600 entries / reading them"] = shown / taken
    return figures


def _figures_of(
    form: str, place: Path, text: str, empty: AdoptingWorkbook
) -> dict[str, float]:
    base = _best(partial(_as_json, text, place.with_name("same.json")))
    taken = _best(partial(read_source, place, ReadOptions(zone=UTC)))
    shown = _best(partial(_preview, place, empty))
    return {
        f"reading {form}, ms": 1e3 * taken,
        f"the same bytes as {form} in JSON, ms": 1e3 * base,
        f"a preview of {form} / reading it": shown / taken,
    }


def _write_daylio(entries: Sequence[Record[Entry]], place: Path) -> None:
    """Write the entries as Daylio's CSV has them: quotation marks round words, a mood in each row."""
    with place.open("w", encoding="utf-8", newline="") as file:
        file.write(
            "full_date,date,weekday,time,mood,activities,note_title,note\n"
        )
        writer = csv.writer(file, lineterminator="\n")
        for entry in entries:
            made = entry.made
            writer.writerow(
                [
                    *(f"{made:%Y-%m-%d}", f"{made:%B %-d}", f"{made:%A}"),
                    *(f"{made:%-I:%M %p}", "good", "walk | cooking"),
                    *(entry.value.title, entry.value.text),
                ]
            )


def _write_many(entries: Sequence[Record[Entry]], place: Path) -> None:
    """Write two shorter entries for each as jrnl's text."""
    with place.open("w", encoding="utf-8") as file:
        for entry in entries:
            text = entry.value.text[:MANY]
            for made in (entry.made - timedelta(hours=12), entry.made):
                file.write(f"[{made:%Y-%m-%d %H:%M}] At night.\n{text}\n\n")


def _preview(place: Path, workbook: AdoptingWorkbook) -> object:
    """Read it and say what it would add."""
    result = read_source(place, ReadOptions(zone=UTC))
    return list(preview_lines(plan(result, workbook)))


def _peer(place: Path, folder: Path) -> float:
    """Seconds jrnl itself takes to import the text, without durable records; 0 where it is not installed."""
    command = shutil.which("jrnl", path=str(Path(sys.executable).parent))
    if command is None:
        return 0.0
    config = folder / "jrnl.yaml"
    journal = json.dumps(str(folder / "peer.txt"))
    (folder / "peer.txt").touch()
    config.write_text(CONFIG.format(journal=journal), "utf-8")
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(
        [
            command,
            "--config-file",
            str(config),
            "--import",
            "--file",
            str(place),
        ],
        check=True,
        capture_output=True,
    )
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _as_json(text: str, place: Path) -> object:
    """Write and read a text as a list of 7,300 strings."""
    length = max(1, len(text) // 7300)
    place.write_bytes(
        json.dumps(
            [text[at : at + length] for at in range(0, len(text), length)]
        ).encode()
    )
    return json.loads(place.read_bytes())


def _best(call: Callable[[], object]) -> float:
    """Seconds of processor time, the least of some runs."""
    found = []
    for _ in range(TIMES):
        start = process_time()
        call()
        found.append(process_time() - start)
    return min(found)


if __name__ == "__main__":
    for figure, value in all_figures().items():
        print(f"{figure:<44}{value:>9.2f}")
