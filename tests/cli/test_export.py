"""`trust-tui export` writes everything, and a reader that goes away does no harm."""

import json
import os
import subprocess
from pathlib import Path
from typing import get_args

import pytest

from tests.cli.checks import check_refused
from tests.cli.conftest import Program, Run
from tests.support import MOMENT
from trust_tui.cli.demo import StandingClock, fill
from trust_tui.domain.records import Entry, Settings, Value
from trust_tui.store import open_workbook


def test_an_empty_workbook_has_a_list_for_every_kind(run: Run) -> None:
    outcome = run("export")

    assert outcome.status == 0
    document = json.loads(outcome.out)
    assert (document["format"], document["version"]) == ("trust-tui", 1)
    assert set(document["records"]) == {
        kind.TABLE for kind in get_args(Value) if kind is not Settings
    }
    assert not any(document["records"].values())


def test_all_that_was_kept_is_in_it(
    run: Run, folder: Path, now: StandingClock
) -> None:
    fill(folder, now)
    workbook = open_workbook(folder, clock=now)
    counts = {
        kind.TABLE: len(workbook.of(kind).all())
        for kind in get_args(Value)
        if kind is not Settings
    }
    current = workbook.settings.current
    workbook.close()

    document = json.loads(run("export", "--format", "json").out)

    assert {
        table: len(records) for table, records in document["records"].items()
    } == counts
    assert document["settings"]["current"] == current
    made = [record["made"] for record in document["records"]["check_ins"]]
    assert made == sorted(made)
    assert set(document["records"]["check_ins"][0]["answers"]) <= {
        "day-settled", "day-pull", "day-open", "day-word", "day-mood"
    }  # fmt: skip


def test_it_is_plain_ascii_whatever_was_written(
    run: Run, folder: Path, now: StandingClock
) -> None:
    workbook = open_workbook(folder, clock=now)
    workbook.of(Entry).keep(
        Entry(text="\u05e9 \ud83d \x1b[2J", day=MOMENT.date())
    )
    workbook.close()

    outcome = run("export")

    assert outcome.out.isascii()
    assert b"\x1b" not in outcome.out
    assert (
        json.loads(outcome.out)["records"]["entries"][0]["text"]
        == "\u05e9 \ud83d \x1b[2J"
    )


def test_what_was_deleted_is_in_its_trash_alone(
    run: Run, folder: Path, now: StandingClock
) -> None:
    workbook = open_workbook(folder, clock=now)
    workbook.of(Entry).delete(
        workbook.of(Entry).keep(Entry(text="gone", day=MOMENT.date()))
    )
    workbook.close()

    document = json.loads(run("export").out)
    assert not document["records"]["entries"]
    assert [thrown["record"]["text"] for thrown in document["trash"]] == [
        "gone"
    ]
    assert b"gone" not in run("export", "--kind", "entries").out


def test_a_reader_that_has_gone_is_no_fault(
    program: Program, folder: Path, now: StandingClock
) -> None:
    fill(folder, now)
    read_end, write_end = os.pipe()
    os.close(read_end)

    outcome = program("export", stdout=write_end)
    os.close(write_end)

    assert (outcome.status, outcome.err) == (1, "")


@pytest.mark.skipif(
    not Path("/dev/full").exists(),
    reason="There is no device that is always full.",
)
@pytest.mark.parametrize(
    "command", [("export",), ("today",), ("read", "safety"), ("note", "kept")]
)
def test_output_that_cannot_be_written_is_said(
    program: Program, command: tuple[str, ...]
) -> None:
    with Path("/dev/full").open("wb") as full:
        check_refused(program(*command, stdout=full), 1)


def test_a_closed_standard_output_is_no_fault(program: Program) -> None:
    outcome = program(
        "today",
        stdout=subprocess.DEVNULL,
        prelude="import os; os.close(1); sys.stdout = None",
    )

    assert "Traceback" not in outcome.err
