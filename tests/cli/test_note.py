"""`trust-tui note` keeps an entry and says its id; nothing it cannot keep is ever half kept."""

import hashlib
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.cli.checks import SECRET, Outcome, check_refused
from tests.cli.conftest import Program, Run
from tests.support import MOMENT
from trust_tui.cli import main
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.records import Entry, Relationship, Settings
from trust_tui.store import open_workbook

HOSTILE = (
    "[/b] [@click=app.quit]x[/] {braces} %s",
    "\x1b]52;c;ZXZpbA==\x07\x1b[2J\u009b2J",
    "\u05e9\u05dc\u05d5\u05dd \u202eback\u202c",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 e\u0301\u0301\u0301",
    "x" * 200_000,
    "a\nb\r\nc\ttab\n\n",
    "--not-an-option",
)


def entries(run: Run) -> list[str]:
    """The texts kept, oldest first."""
    outcome = run("export")
    assert outcome.status == 0
    return [
        entry["text"] for entry in json.loads(outcome.out)["records"]["entries"]
    ]


def test_a_note_is_kept_and_its_id_told(
    run: Run, folder: Path, now: StandingClock
) -> None:
    assert run("note", "words").text == "Kept.\n"
    outcome = run("note", "one", "honest", "line", "--id")

    assert (outcome.status, outcome.err) == (0, "")
    workbook = open_workbook(folder, clock=now)
    record = workbook.of(Entry).get(outcome.text.strip())
    workbook.close()
    assert record is not None
    assert record.value == Entry(text="one honest line", day=MOMENT.date())


def test_a_note_is_read_from_standard_input(run: Run) -> None:
    assert run("note", stdin=b"from a pipe\nsecond line\n").status == 0

    assert entries(run) == ["from a pipe\nsecond line\n"]


def test_a_note_is_about_the_relationship_in_mind(
    run: Run, folder: Path, now: StandingClock
) -> None:
    workbook = open_workbook(folder, clock=now)
    about = workbook.of(Relationship).keep(Relationship(label="S"))
    workbook.set_settings(Settings(current=about.id))
    workbook.close()

    run("note", "about S")

    (entry,) = json.loads(run("export").out)["records"]["entries"]
    assert entry["about"] == about.id


def test_a_note_in_the_night_belongs_to_the_day_before(
    run: Run, now: StandingClock
) -> None:
    now.moment = MOMENT.replace(hour=3)

    run("note", "late")

    (entry,) = json.loads(run("export").out)["records"]["entries"]
    assert entry["day"] == "2026-11-23"


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_back_as_it_was(run: Run, text: str) -> None:
    assert run("note", "--", text).status == 0
    assert run("note", stdin=text.encode()).status == 0

    assert entries(run) == [text, text]


def test_an_argument_that_is_not_utf_8_is_kept(
    program: Program, run: Run
) -> None:
    assert program("note", b"caf\xe9").status == 0

    assert [os.fsencode(text) for text in entries(run)] == [b"caf\xe9"]


def test_input_that_is_not_utf_8_is_kept_as_far_as_it_can_be_read(
    program: Program, run: Run
) -> None:
    assert program("note", stdin=b"caf\xe9 \xff\xfe ok").status == 0

    assert entries(run) == ["caf\ufffd \ufffd\ufffd ok"]


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [((), b""), (("",), b"ignored"), ((" \n\t",), b""), ((), b" \n \n")],
)
def test_nothing_is_not_kept(
    run: Run, folder: Path, arguments: tuple[str, ...], stdin: bytes
) -> None:
    check_refused(run("note", *arguments, stdin=stdin), 2)

    assert not folder.exists()


def test_who_types_a_note_is_told_how_to_end_it(
    now: StandingClock,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    keyboard, terminal = os.openpty()
    os.write(keyboard, b"zanzibar\n\x04")
    with os.fdopen(terminal, encoding="utf-8") as typed:
        monkeypatch.setattr(sys, "stdin", typed)
        assert main(["note"]) == 0
    os.close(keyboard)

    said = capfd.readouterr()
    assert "press Ctrl+D on a line of its own" in said.err
    assert said.out == "Kept.\n"
    workbook = open_workbook(folder, clock=now)
    (kept,) = workbook.of(Entry).all()
    workbook.close()
    assert kept.value.text == "zanzibar\n"


def test_a_pipe_is_told_nothing_but_that_it_is_kept(run: Run) -> None:
    assert run("note", stdin=b"zanzibar").err == ""


def test_a_closed_standard_input_is_nothing(program: Program) -> None:
    check_refused(
        program("note", prelude="import os; os.close(0); sys.stdin = None"), 2
    )


def spoil(folder: Path, how: str) -> None:
    """Make the data folder unusable."""
    if how == "a file":
        folder.write_text(SECRET)
    elif how == "a link":
        folder.with_name("elsewhere").mkdir()
        folder.symlink_to(folder.with_name("elsewhere"))
    elif how == "a damaged store":
        folder.mkdir(mode=0o700)
        (folder / "trust.json").write_text(f"{{{SECRET}")


@pytest.mark.parametrize("how", ["a file", "a link"])
@pytest.mark.parametrize("command", [("note", SECRET), ("today",), ("export",)])
def test_a_folder_that_cannot_be_used_is_said(
    run: Run, folder: Path, how: str, command: tuple[str, ...]
) -> None:
    spoil(folder, how)

    check_refused(run(*command), 1)


@pytest.mark.parametrize("command", [("note", SECRET), ("today",), ("export",)])
def test_a_damaged_store_is_said_and_left_as_it_is(
    run: Run, folder: Path, command: tuple[str, ...]
) -> None:
    spoil(folder, "a damaged store")

    check_refused(run(*command), 1)

    assert (folder / "trust.json").read_text() == f"{{{SECRET}"


def test_what_is_kept_is_for_the_user_alone(
    program: Program, folder: Path
) -> None:
    program("note", "private")

    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.rglob("*"))


def test_notes_written_at_the_same_time_are_all_kept(
    program: Program, run: Run
) -> None:
    with ThreadPoolExecutor(6) as pool:
        outcomes: list[Outcome] = list(
            pool.map(
                lambda number: program("note", f"note {number}"), range(12)
            )
        )

    assert {outcome.status for outcome in outcomes} == {0}
    assert sorted(entries(run)) == sorted(
        f"note {number}" for number in range(12)
    )


def long_snapshot(run: Run, folder: Path, now: StandingClock) -> Path:
    """A workbook with a snapshot of some length, and the backup of the day."""
    workbook = open_workbook(folder, clock=now, upkeep=False)
    about = workbook.of(Relationship).keep(Relationship(label="S"))
    workbook.set_settings(Settings(current=about.id))
    for number in range(3):
        text = f"entry {number} " * 4000
        workbook.of(Entry).keep(Entry(text=text, day=MOMENT.date()))
        assert workbook.compact()
    workbook.close()
    assert run("note", "the first of the day").status == 0
    return folder / "trust.json"


def test_a_note_reads_nothing_of_the_records_but_the_beginning(
    run: Run, folder: Path, now: StandingClock
) -> None:
    snapshot = long_snapshot(run, folder, now)
    with snapshot.open("r+b") as stream:
        stream.seek(-40_000, os.SEEK_END)
        stream.write(b"#")
    spoiled = snapshot.read_bytes()

    outcome = run("note", "quick")

    assert (outcome.status, outcome.err) == (0, "")
    assert snapshot.read_bytes() == spoiled
    assert "quick" in entries(run)


def test_a_note_goes_by_the_settings_that_were_changed_last(
    run: Run, folder: Path, now: StandingClock
) -> None:
    long_snapshot(run, folder, now)
    workbook = open_workbook(folder, clock=now, upkeep=False)
    other = workbook.of(Relationship).keep(Relationship(label="T"))
    workbook.set_settings(Settings(current=other.id))
    workbook.close()

    id = run("note", "--id", "about T").text.strip()

    workbook = open_workbook(folder, clock=now)
    record = workbook.of(Entry).get(id)
    workbook.close()
    assert record is not None
    assert record.value.about == other.id


def test_the_first_note_of_a_day_makes_the_backup_of_the_day(
    run: Run, folder: Path, now: StandingClock
) -> None:
    long_snapshot(run, folder, now)
    run("note", "that no backup holds")
    before = {path.name for path in (folder / "backups").iterdir()}
    now.moment = MOMENT.replace(day=MOMENT.day + 1)

    assert run("note", "a day later").status == 0

    made = {path.name for path in (folder / "backups").iterdir()} - before
    assert len(made) == 1
    run("note", "and another")
    assert {path.name for path in (folder / "backups").iterdir()} == (
        before | made
    )


def test_notes_alone_have_the_log_compacted_in_the_end(
    run: Run, folder: Path, now: StandingClock
) -> None:
    snapshot = long_snapshot(run, folder, now)
    workbook = open_workbook(folder, clock=now, upkeep=False)
    for number in range(254):
        workbook.of(Entry).keep(Entry(text=f"{number}", day=MOMENT.date()))
    workbook.close()
    before = snapshot.read_bytes()

    run("note", "one")
    assert snapshot.read_bytes() == before
    run("note", "two")

    assert snapshot.read_bytes() != before
    assert {"one", "two"} <= set(entries(run))


def test_a_note_says_that_a_change_has_not_arrived_yet(
    run: Run, folder: Path, now: StandingClock
) -> None:
    long_snapshot(run, folder, now)
    run("note", "one more")
    (last,) = sorted((folder / "log").iterdir())[-1:]
    writer, count = last.name.removesuffix(".json").split("-")
    text = last.read_bytes().replace(
        f'"{writer}":{int(count) - 1}'.encode(),
        f'"{writer}":{int(count) - 1},"7c0ffee00000":1'.encode(),
    )
    body = text[: text.rindex(b'"sha256":"') + len(b'"sha256":"')]
    digest = hashlib.sha256(body).hexdigest().encode()
    last.write_bytes(body + digest + b'"}}}\n')

    outcome = run("note", "meanwhile")

    assert outcome.status == 0
    assert "has not arrived yet" in outcome.err
