"""Our CSV is read by pandas, and what pandas writes is read by us."""

import json
import subprocess
from datetime import UTC, date
from pathlib import Path
from typing import Any, Final

import pytest

from tests.formats.doubles import MemoryWorkbook
from tests.formats.test_peers import peer
from trust_tui.domain.contents import gather
from trust_tui.domain.records import CheckIn, Entry
from trust_tui.formats import own_csv
from trust_tui.formats.collector import ReadOptions, ReadResult
from trust_tui.formats.detect import read_source

DAY: Final = date(2026, 3, 2)
OPTIONS: Final = ReadOptions(zone=UTC)
AS_TEXT: Final = "dtype=str, keep_default_na=False"
COMMAND: Final = """\
import pandas, sys
table = pandas.read_csv(sys.argv[1], {how})
table.to_csv(sys.argv[2], index=False)
print(table.to_json(orient="records"))
"""


class Pandas:
    """Reads a table of ours and writes it again."""

    def __init__(self, home: Path) -> None:
        self._python = peer("python")
        self._home = home

    def through(
        self, table: bytes, how: str = ""
    ) -> tuple[list[dict[str, Any]], ReadResult]:
        """Its rows as pandas has them, and what we read of what pandas writes."""
        (self._home / "ours.csv").write_bytes(table)
        theirs = self._home / "theirs.csv"
        done = subprocess.run(
            [
                *(self._python, "-c", COMMAND.format(how=how)),
                *(str(self._home / "ours.csv"), str(theirs)),
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(done.stdout), read_source(theirs, OPTIONS)


@pytest.fixture
def pandas(tmp_path: Path) -> Pandas:
    return Pandas(tmp_path)


@pytest.fixture
def table(memory: MemoryWorkbook) -> bytes:
    for title, text in (
        ("=1+1", 'one\ntwo, "three"; four\u2028x\n\n'),
        ("null", "NA"),
        ("2026-03-01", "1e3"),
        ("007", "'=x"),
    ):
        memory.of(Entry).keep(
            Entry(text=text, title=title, day=DAY, tags=("a", "b"))
        )
    for answers in ({"settled": 3, "pull": None}, {"pull": 1}):
        memory.of(CheckIn).keep(CheckIn(day=DAY, answers=answers))
    return b"".join(own_csv.write_csv(gather(memory)))


def test_a_table_that_pandas_has_written_again_is_the_same_records(
    pandas: Pandas, table: bytes, tmp_path: Path
) -> None:
    rows, result = pandas.through(table, AS_TEXT)
    (tmp_path / "before.csv").write_bytes(table)

    assert (
        result.records == read_source(tmp_path / "before.csv", OPTIONS).records
    )
    assert (result.skipped, result.left_out) == ((), {})
    assert {row["text"] for row in rows if row["kind"] == "entries"} >= {
        'one\ntwo, "three"; four\u2028x\n\n',
        "NA",
        "1e3",
    }


def test_an_answer_that_pandas_writes_as_a_fraction_is_that_answer(
    pandas: Pandas, table: bytes
) -> None:
    rows, result = pandas.through(table)

    assert 3.0 in [row["settled"] for row in rows]
    answers = [
        one.value.answers
        for one in result.records
        if isinstance(one.value, CheckIn)
    ]
    assert answers == [{"settled": 3, "pull": None}, {"pull": 1}]
    assert (result.skipped, result.left_out) == ((), {})
