"""What is done with everything that was kept, in plain lines: written out, erased, brought in, sealed and unsealed."""

from pathlib import Path

import pytest

from tests.cli.checks import typed
from tests.cli.conftest import Program
from trust_tui.cli.demo import fill
from trust_tui.domain import Settings, SystemClock, Workbook, gather
from trust_tui.domain.records import Entry, Relationship
from trust_tui.store import open_workbook

PHRASE = "four plain words here"
OTHER = "four more plain words"


def kept(folder: Path, phrase: str = "") -> Workbook:
    workbook = open_workbook(folder, clock=SystemClock(), upkeep=False)
    if phrase:
        workbook.unlock(phrase)
    return workbook


def begin(folder: Path) -> None:
    """Leave the first page of a workbook."""
    workbook = kept(folder)
    workbook.set_settings(Settings(welcomed=SystemClock().now().date()))
    workbook.close()


@pytest.fixture
def filled(folder: Path) -> Path:
    fill(folder, SystemClock())
    return folder


def test_everything_is_written_out_erased_and_brought_in_again(
    lines: Program, program: Program, filled: Path, tmp_path: Path
) -> None:
    workbook = kept(filled)
    before = {one.id for one in workbook.of(Entry).all()}
    workbook.close()
    out = tmp_path / "out.json"
    export = ("export", "1", "1", "2", str(out), "")
    erase = ("palette", "delete everything", "1", "b")

    told = lines("plain", stdin=typed("", *export, *erase, "q"))

    assert (told.status, told.err) == (0, "")
    assert out.exists()
    assert "trust-tui erase" in told.text
    assert program("erase", stdin=b"yes\n").status == 0
    begin(filled)
    workbook = kept(filled)
    assert len(workbook.of(Entry).all()) == 0
    workbook.close()
    told = lines("plain", stdin=typed("", "import", str(out), "2", "", "q"))

    assert (told.status, told.err) == (0, "")
    assert "\nThis is an export of ours.\n2026: " in told.text
    workbook = kept(filled)
    assert {one.id for one in workbook.of(Entry).all()} == before
    workbook.close()


def test_a_passphrase_is_set_changed_and_removed(
    lines: Program, folder: Path
) -> None:
    begin(folder)
    first = ("passphrase", PHRASE, PHRASE, "", "1")
    assert lines("plain", stdin=typed("", *first, "q")).status == 0
    workbook = kept(folder, PHRASE)
    sealed = len(gather(workbook).records)
    workbook.close()

    change = ("passphrase", "2", OTHER, OTHER, "2", PHRASE, "", "1")
    told = lines("plain", stdin=typed(PHRASE, "", *change, "q"))

    assert (told.status, told.err) == (0, "")
    workbook = kept(folder, OTHER)
    assert len(gather(workbook).records) == sealed
    workbook.close()
    remove = ("passphrase", "5", OTHER, "")
    told = lines("plain", stdin=typed(OTHER, "", *remove, "q"))

    assert (told.status, told.err) == (0, "")
    assert not kept(folder).locked


@pytest.mark.parametrize("label", ["Team", "nobody"])
def test_a_week_is_looked_back_at_about_whom_one_says(
    lines: Program, filled: Path, label: str
) -> None:
    told = lines(
        "week", "--about", label, stdin=typed("it was calm", "", "", "", "")
    )

    assert (told.status, told.err) == (0, "")
    workbook = kept(filled)
    (entry, *_) = workbook.of(Entry).all()
    people = {
        one.id: one.value.label for one in workbook.of(Relationship).all()
    }
    workbook.close()
    assert "it was calm" in entry.value.text
    assert people.get(entry.value.about or "", "nobody") == label


def test_a_week_about_somebody_who_is_not_there_is_refused(
    lines: Program, filled: Path
) -> None:
    told = lines("week", "--about", "Nowhere", stdin=b"")

    assert told.status == 2
    assert "Nobody has that label" in told.err
