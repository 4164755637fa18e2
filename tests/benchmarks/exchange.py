"""Reading 7,300 entries of 400 words in each form, beside writing and reading the same bytes as JSON.

Run by itself: `python -m tests.benchmarks.exchange`. Nothing here decides what is good.
"""

import json
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import process_time
from typing import Final

from tests.benchmarks.twenty_years import make_twenty_years
from trust_tui.domain.clock import SystemClock
from trust_tui.domain.contents import Selection, gather, select
from trust_tui.domain.records import Entry
from trust_tui.formats.collector import ReadOptions
from trust_tui.formats.detect import read_source
from trust_tui.formats.format import WriteOptions
from trust_tui.formats.registry import named
from trust_tui.store import open_workbook
from trust_tui.transfer.exporter import Export

TIMES: Final = 5
FORMS: Final = ("json", "jrnl", "jrnl-json", "markdown")


def main() -> None:
    """Print a line for each form: processor time, and how many times that of the same bytes as JSON."""
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
            base = _best(partial(_as_json, text, folder / "same.json"))
            taken = _best(partial(read_source, place, ReadOptions(zone=UTC)))
            print(
                f"{form:<12}{taken * 1000:>8.0f} ms{base * 1000:>8.0f} ms{taken / base:>8.1f}"
            )


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
    main()
