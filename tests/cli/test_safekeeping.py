"""Backups, passphrases, merging, erasing, and what is right and wrong here."""

import getpass
import io
import json
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Never

import pytest

from tests.cli.checks import SECRET, check_refused
from tests.cli.conftest import Run
from tests.store.helpers import holding
from tests.support import MOMENT
from trust_tui.cli import context, passphrase
from trust_tui.cli.demo import StandingClock, fill
from trust_tui.domain.errors import LockedError
from trust_tui.domain.records import Entry, Relationship
from trust_tui.store import open_workbook
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.encryption.sealed_files import public_seal
from trust_tui.store.log import sheets

Type = Callable[..., None]

pytestmark = pytest.mark.usefixtures("cheap_passphrase")


def texts(run: Run, *options: str) -> set[str]:
    """The texts of the entries kept."""
    outcome = run("export", *options)
    assert outcome.status == 0, outcome
    return {
        entry["text"] for entry in json.loads(outcome.out)["records"]["entries"]
    }


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Type:
    """Says what is typed on the terminal where secrets are asked for, in order."""

    def on_terminal(*secrets: str) -> None:
        waiting = list(secrets)

        def ask(_label: str) -> str:
            if not waiting:
                raise LockedError(
                    "A passphrase is needed, and it is typed on a terminal: run this in one."
                )
            return waiting.pop(0)

        monkeypatch.setattr(context, "typed_secret", ask)
        monkeypatch.setattr(passphrase, "typed_secret", ask)

    return on_terminal


def test_a_backup_is_made_listed_and_gone_back_to(run: Run) -> None:
    run("note", "before")
    made = run("backup")
    assert made.status == 0
    name = made.text.strip()
    run("note", "after")
    assert name in run("backup", "--list").text.splitlines()

    assert "Nothing was changed" in run("restore", name, stdin=b"no\n").text
    assert texts(run) == {"before", "after"}

    restored = run("restore", name, stdin=b"yes\n")
    assert restored.status == 0
    assert texts(run) == {"before"}

    undone = run(
        "restore", "--yes", restored.text.rstrip(".\n").rpartition(" ")[2]
    )
    assert undone.status == 0
    assert texts(run) == {"before", "after"}


def test_without_a_backup_nothing_is_gone_back_to(run: Run) -> None:
    check_refused(run("restore", "--yes"), 1)


def test_a_backup_that_is_not_there_is_said(run: Run) -> None:
    run("note", "before")
    run("backup")

    check_refused(run("restore", "--yes", SECRET), 2)


def test_the_doctor_names_the_command_that_joins_a_copy_and_it_does(
    run: Run, folder: Path
) -> None:
    run("note", "in both")
    copy = folder.with_name(f"{folder.name} (1)")
    shutil.copytree(folder, copy)
    run("note", "there only", "--data", str(copy))

    told = run("doctor")
    joined = run("merge", str(copy))

    assert told.status == 1
    assert f"trust-tui merge '{copy}'" in told.text
    assert (
        joined.text.splitlines()[-1]
        == "The copy was put aside; it is not deleted."
    )
    assert texts(run) == {"in both", "there only"}
    assert copy.with_name(f"{copy.name} joined").is_dir()
    assert "merge" not in run("doctor").text


def test_two_copies_become_one(
    run: Run, folder: Path, tmp_path: Path, now: StandingClock
) -> None:
    run("note", "in both")
    shutil.copytree(folder, tmp_path / "other")
    run("note", "here only")
    run("note", "there only", "--data", str(tmp_path / "other"))

    outcome = run("merge", str(tmp_path / "other"))

    assert outcome.status == 0
    assert texts(run) == {"in both", "here only", "there only"}
    assert texts(run, "--data", str(tmp_path / "other")) == {
        "in both",
        "there only",
    }
    assert "Nothing is new" in run("merge", str(tmp_path / "other")).text


def test_a_folder_without_a_workbook_is_not_copied(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    run("note", "mine")
    other = tmp_path / "other"
    (other / "pictures").mkdir(parents=True)
    (other / "pictures" / "one.png").write_bytes(b"png")

    outcome = run("merge", str(other))

    check_refused(outcome, 1)
    assert "There is no workbook in that folder" in outcome.err


def test_a_single_file_can_be_merged(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    run("note", "there", "--data", str(tmp_path / "other"))
    run("backup", "--data", str(tmp_path / "other"))
    run("note", "here")

    assert run("merge", str(tmp_path / "other" / "trust.json")).status == 0


def test_what_is_not_there_is_not_merged(run: Run) -> None:
    check_refused(run("merge", f"/nowhere/{SECRET}"), 2)


def test_everything_is_erased_after_a_question(
    run: Run, folder: Path, now: StandingClock
) -> None:
    fill(folder, now)
    before = {path for path in folder.rglob("*") if path.is_file()}
    outcome = run("erase", stdin=b"no\n")
    assert "Nothing was erased" in outcome.text
    assert outcome.status == 1
    assert before <= set(folder.rglob("*"))

    outcome = run("erase", stdin=b"yes\n")

    assert outcome.status == 0
    assert "Copies elsewhere may remain" in outcome.text
    assert not folder.exists() or not any(
        path.is_file() for path in folder.rglob("*")
    )
    assert texts(run) == set()


def test_one_record_is_erased(run: Run, folder: Path) -> None:
    id = run("note", "--id", SECRET).text.strip()
    run("note", "stays")

    assert run("erase", "--record", id, stdin=b"n\n").status == 1
    assert texts(run) == {SECRET, "stays"}
    assert run("erase", "--record", id, "--yes").status == 0

    assert texts(run) == {"stays"}
    check_refused(run("erase", "--record", id, "--yes"), 2)


def test_one_relationship_is_erased_with_all_about_it(
    run: Run, folder: Path, now: StandingClock
) -> None:
    workbook = open_workbook(folder, clock=now)
    about = workbook.of(Relationship).keep(Relationship(label="M"))
    workbook.of(Entry).keep(
        Entry(text="about M", day=MOMENT.date(), about=about.id)
    )
    workbook.of(Entry).delete(
        workbook.of(Entry).keep(
            Entry(text="gone", day=MOMENT.date(), about=about.id)
        )
    )
    workbook.of(Entry).keep(Entry(text="about nobody", day=MOMENT.date()))
    workbook.close()

    assert run("erase", "--relationship", "m", "--yes").status == 0

    assert texts(run) == {"about nobody"}
    check_refused(run("erase", "--relationship", SECRET, "--yes"), 2)


def test_a_passphrase_seals_and_opens_and_is_taken_off(
    run: Run, folder: Path, typed: Type
) -> None:
    run("note", "before the seal")
    typed("one two three", "one two three")
    sheet = run("passphrase", "set")
    assert sheet.status == 0
    assert sheet.text.strip()
    assert not any(
        b"before the seal" in path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    )

    typed()
    check_refused(run("export"), 1)
    assert run("note", "while sealed").status == 0
    typed("wrong", "wrong", "wrong")
    assert run("export").status == 1
    typed("one two three")
    assert texts(run) == {"before the seal", "while sealed"}

    typed("one two three", "four", "four")
    assert run("passphrase", "change").status == 0
    typed("one two three", "four")
    assert run("export").status == 0
    typed("four")
    assert run("passphrase", "remove").status == 0
    typed()
    assert texts(run) == {"before the seal", "while sealed"}


def test_a_lost_passphrase_is_replaced_with_the_recovery_sheet(
    run: Run, folder: Path, typed: Type, now: StandingClock
) -> None:
    run("note", "kept")
    typed("one", "one")
    run("passphrase", "set")
    workbook = open_workbook(folder, clock=now, passphrase=lambda: "one")
    sheet = workbook.recovery_sheet()
    workbook.close()
    key = next(
        word
        for word in sheet.split()
        if word.upper().startswith("AGE-SECRET-KEY")
    )
    typed(key, "two", "two")
    assert run("passphrase", "recover").status == 0
    typed("two")
    assert texts(run) == {"kept"}


def test_a_passphrase_that_is_easy_to_guess_is_told(
    run: Run, typed: Type
) -> None:
    run("note", "kept")
    typed("a", "a")

    weak = run("passphrase", "set")

    assert weak.status == 0
    assert "could guess this one in less than a minute" in weak.err


def test_a_passphrase_may_be_mistyped_twice_and_the_third_ends_the_command(
    run: Run, typed: Type
) -> None:
    run("note", "kept")
    typed("right", "right")
    run("passphrase", "set")
    typed("wrong", "wrong", "right")
    opened = run("export")
    typed("wrong", "wrong", "wrong", "right")
    refused = run("export")
    typed("wrong", "wrong", "wrong", "right")
    unchanged = run("passphrase", "change")
    typed("wrong", "right", "new", "new")
    changed = run("passphrase", "change")

    assert opened.status == changed.status == 0
    assert opened.err.count("Try again") == 2
    for ended in (refused, unchanged):
        assert ended.status == 1
        assert ended.err.count("Try again") == 2
        assert ended.err.splitlines()[-1] == (
            "trust-tui: None of them opens the workbook. Nothing was changed."
        )


def test_a_copy_that_another_passphrase_opens_is_not_asked_for_again_in_words(
    run: Run, typed: Type, folder: Path, tmp_path: Path
) -> None:
    run("note", "kept")
    shutil.copytree(folder, tmp_path / "other")
    typed("other", "other")
    run("passphrase", "set", "--data", str(tmp_path / "other"))
    typed("wrong")

    ended = run("merge", str(tmp_path / "other"))

    assert ended.status == 1
    assert "Nothing was changed" in ended.err
    assert "again" not in ended.err


def test_a_new_key_shuts_the_old_passphrase_out(
    run: Run, folder: Path, typed: Type
) -> None:
    run("note", "kept")
    typed("one", "one")
    run("passphrase", "set")
    older = (folder / "key.age").read_bytes()
    typed("one", "two", "two")
    assert "new key" in run("passphrase", "renew").text
    typed("one", "one", "one")
    assert run("export").status == 1
    typed("two")
    assert texts(run) == {"kept"}
    for name in ("key.age", "backups/key.age"):
        (folder / name).write_bytes(older)
    typed("one")
    assert "older one back" in run("export").err


class Terminal(io.TextIOWrapper):
    """Standard input at which a person sits."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("answer", "renewed"), [(b"yes\n", True), (b"no\n", False), (b"", False)]
)
def test_change_asks_a_person_whether_somebody_may_know_the_old_passphrase(
    run: Run,
    folder: Path,
    typed: Type,
    monkeypatch: pytest.MonkeyPatch,
    answer: bytes,
    renewed: bool,
) -> None:
    run("note", "kept")
    typed("one", "one")
    run("passphrase", "set")
    before = (folder / "owner.pub").read_bytes()
    monkeypatch.setattr(io, "TextIOWrapper", Terminal)
    typed("one", "two", "two")
    outcome = run("passphrase", "change", stdin=answer)
    assert outcome.status == 0
    assert "May somebody know the old passphrase" in outcome.text
    assert ((folder / "owner.pub").read_bytes() != before) is renewed
    assert ("stays the same" in outcome.text) is not renewed
    typed("two")
    assert texts(run) == {"kept"}


def test_what_somebody_may_have_read_is_closed_and_copies_are_removed(
    run: Run, folder: Path, typed: Type, tmp_path: Path
) -> None:
    run("note", "kept")
    typed("one", "one")
    run("passphrase", "set")
    beside = folder.with_name(f"{folder.name} (1) joined")
    shutil.copytree(folder, beside)
    typed("one", "one", "two", "two")
    outcome = run("seen", "--yes")
    assert outcome.status == 0
    assert not beside.exists()
    assert f"{beside}: a copy of the whole folder" in outcome.text
    assert "history -d NUMBER" in outcome.text
    typed("two")
    assert texts(run) == {"kept"}
    typed("two")
    assert "No older copy" in run("seen", stdin=b"no\n").text


def test_copy_that_was_never_joined_is_named_and_stays(
    run: Run, folder: Path
) -> None:
    run("note", "kept")
    beside = folder.with_name(f"{folder.name} (1)")
    shutil.copytree(folder, beside)
    outcome = run("seen", stdin=b"no\n")
    assert "Not joined yet" in outcome.text
    assert str(beside) in outcome.text
    assert "No older copy" in outcome.text
    assert beside.is_dir()


@pytest.mark.parametrize(
    ("command", "out"),
    [
        (("export",), "all.json"),
        (("page",), "page.md"),
        (("export", "--format", "csv"), "tables"),
    ],
)
def test_what_a_command_has_written_outside_is_among_the_older_copies(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    out: str,
) -> None:
    run("note", "kept")
    monkeypatch.chdir(tmp_path)
    assert run(*command, "--out", out).status == 0
    monkeypatch.chdir("/")
    told = run("seen", stdin=b"no\nno\n").text
    assert f"{tmp_path / out}: an export that you made" in told
    run("seen", stdin=b"no\nyes\n")
    assert not (tmp_path / out).exists()


def test_what_lay_in_a_folder_before_an_export_stays_when_copies_go(
    run: Run, tmp_path: Path
) -> None:
    run("note", "kept")
    place = tmp_path / "mine"
    place.mkdir()
    (place / "letter.txt").write_text("not of this program")
    assert run("export", "--format", "csv", "--out", str(place)).status == 0
    assert len(list(place.iterdir())) > 1
    run("seen", stdin=b"no\nyes\n")
    assert [path.name for path in place.iterdir()] == ["letter.txt"]


def test_what_was_only_looked_at_is_no_export(run: Run, tmp_path: Path) -> None:
    run("note", "kept")
    run("export", "--preview", "--out", str(tmp_path / "never"))
    run("export")
    assert "No older copy was found" in run("seen", stdin=b"no\n").text


def test_plain_workbook_that_somebody_may_have_read_gets_a_passphrase(
    run: Run, folder: Path, typed: Type
) -> None:
    run("note", "kept")
    typed("one", "one")
    assert run("seen", "--yes").status == 0
    assert (folder / "key.age").exists()
    typed("one")
    assert texts(run) == {"kept"}


def test_for_good_takes_copies_along_that_were_joined_and_names_others(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    run("note", "CopyZebra words")
    beside = folder.with_name(f"{folder.name} (conflicted copy)")
    shutil.copytree(folder, beside)
    run("note", "more", "--data", str(beside))
    run("merge", str(beside))
    assert holding(folder.with_name(f"{beside.name} joined"), b"CopyZebra")
    other = folder.with_name(f"{folder.name} (1)")
    shutil.copytree(folder, other)
    (id,) = (
        entry["id"]
        for entry in json.loads(run("export").out)["records"]["entries"]
        if "CopyZebra" in entry["text"]
    )

    said = run("erase", "--record", id, "--yes").text

    assert str(other) in said
    left = holding(folder.parent, b"CopyZebra")
    assert left and all(Path(path).name in names_in(other) for path in left)

    assert run("erase", "--yes").status == 0
    assert not other.exists() and not folder.exists()
    assert not holding(folder.parent, b"CopyZebra")


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*")}


def test_new_passphrase_says_which_copies_are_as_readable_as_before(
    run: Run, folder: Path, typed: Type
) -> None:
    run("note", "CopyZebra words")
    shutil.copytree(folder, folder.with_name(f"{folder.name} (1)"))
    typed("one", "one")
    assert f"{folder.name} (1)" in run("passphrase", "set").text


def test_names_of_files_that_stay_cannot_steer_the_terminal(
    run: Run, folder: Path, typed: Type
) -> None:
    run("note", "words")
    copy = f"{folder.name} (conflict \x1b]0;title\x07)"
    shutil.copytree(folder, folder.with_name(copy))
    typed("one", "one")
    said = run("passphrase", "set")
    strange = folder / "backups" / "2026\x1b]0;title\x07.json.age"
    strange.write_bytes(b"age-encryption.org/v1\n")
    strange.chmod(0o600)
    typed("one")
    gone = run("passphrase", "remove")
    assert "Left as they are" in gone.text
    assert not {"\x1b", "\x07"} & set(said.text + gone.text)


def test_doubtful_file_can_be_looked_at_and_taken_in(
    run: Run, folder: Path, typed: Type, tmp_path: Path
) -> None:
    run("note", "kept")
    typed("one", "one")
    run("passphrase", "set")
    typed("one")
    assert "no file here" in run("doubtful").text
    seal = public_seal(Folder(folder))
    workbook = open_workbook(
        folder, clock=StandingClock(MOMENT), passphrase=lambda: "one"
    )
    workbook.of(Entry).keep(Entry(text="perhaps mine", day=MOMENT.date()))
    path = max((folder / "log").glob("*.age"))
    text = bytes(workbook._ledger.seal.read(path))
    workbook.close()
    path.unlink()
    parts: list[bytes] = []
    seal.fill([bytes(sheets.proved_anew(text, sheets.unproved))])(parts.append)
    path.write_bytes(b"".join(parts))
    path.chmod(0o600)
    typed("one")
    assert "cannot be proved" in run("doctor").err
    typed("one")
    name = run("doubtful").text.strip()
    typed("one")
    shown = run("doubtful", name).text
    assert "perhaps mine" in shown
    typed("one")
    assert texts(run) == {"kept"}
    typed("one")
    check_refused(run("doubtful", "nowhere"), 2)
    typed("one")
    place = shlex.split(shown.splitlines()[-1])[-1]
    assert run("merge", place).status == 0
    typed("one")
    assert texts(run) == {"kept", "perhaps mine"}


@pytest.mark.parametrize("secrets", [("one", "two"), ("", "")])
def test_a_passphrase_that_was_not_typed_twice_changes_nothing(
    run: Run, folder: Path, typed: Type, secrets: tuple[str, ...]
) -> None:
    run("note", "kept")
    typed(*secrets)
    check_refused(run("passphrase", "set"), 2)
    typed()
    assert texts(run) == {"kept"}


@pytest.mark.parametrize("what", ["change", "remove", "recover"])
def test_without_a_passphrase_there_is_none_to_change(
    run: Run, what: str
) -> None:
    run("note", "kept")

    check_refused(run("passphrase", what), 2)


def test_a_second_passphrase_is_not_set_over_the_first(
    run: Run, typed: Type
) -> None:
    typed("one", "one")
    run("passphrase", "set")
    typed("one")

    check_refused(run("passphrase", "set"), 2)


def test_a_passphrase_is_asked_for_on_a_terminal_alone(
    run: Run, typed: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed("one", "one")
    run("passphrase", "set")
    monkeypatch.undo()

    def nobody_types(_label: str) -> Never:
        raise EOFError

    monkeypatch.setattr(getpass, "getpass", nobody_types)
    with pytest.raises(LockedError, match="typed on a terminal"):
        context.ask_passphrase()


def test_what_is_right_is_said(run: Run, folder: Path) -> None:
    run("note", "kept")
    run("backup")

    outcome = run("doctor")

    assert outcome.err == ""
    assert {line[:6] for line in outcome.text.splitlines()} <= {
        "good  ",
        "look  ",
    }
    assert f"The data folder is {folder}" in outcome.text
    assert "Every file of the workbook is whole" in outcome.text
    assert "kept" not in outcome.text


def test_what_is_wrong_is_said_with_what_to_do(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    run("note", "kept")
    (folder / "content").mkdir()
    (folder / "content" / "safety.md").write_bytes(b"\xff no page")

    outcome = run("doctor")

    assert outcome.status == 1
    assert any(
        line.startswith("look") and "safety.md" in line
        for line in outcome.text.splitlines()
    )


def test_a_store_that_cannot_be_read_is_named(run: Run, folder: Path) -> None:
    folder.mkdir(mode=0o700)
    (folder / "trust.json").write_text(f"{{{SECRET}")

    outcome = run("doctor")

    assert outcome.status == 1
    assert SECRET not in outcome.text


def test_before_anything_was_kept_all_is_well_but_the_terminal(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("TMUX", "x"),
        ("SSH_CONNECTION", "x"),
        ("NO_COLOR", "1"),
    ):
        monkeypatch.setenv(name, value)

    lines = run("doctor").text.splitlines()

    assert all(line.startswith("good") or "terminal" in line for line in lines)
    assert any("tmux" in line for line in lines)
    assert not folder.exists()


def test_inside_gnu_screen_that_is_said(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STY", "1.pts")
    monkeypatch.setenv("LC_ALL", "C")

    assert "GNU screen" in run("doctor").text


def test_every_page_that_a_content_folder_replaces_is_named(
    run: Run, folder: Path
) -> None:
    language = folder / "content" / "en"
    language.mkdir(parents=True)
    for id in ("safety", "helplines"):
        (language / f"{id}.md").write_text(
            f"---\nid: {id}\nkind: {id}\ntitle: T\nsummary: s\nlang: en\n"
            "reviewed: 2026-11-24\nreviewer: x\n---\nAll is well.\n"
        )

    outcome = run("doctor")
    read = run("read", "safety").text

    assert outcome.status == 1
    for id in ("safety", "helplines"):
        assert f"place of the packaged {id}: {language / id}.md" in outcome.text
    assert read.index("A content folder has another page") < read.index(
        "All is well."
    )
    assert not read.startswith("T\n")


def test_a_file_name_or_a_variable_cannot_steer_the_terminal_or_forge_a_line(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("note", "words")
    own = folder / "content"
    own.mkdir()
    (own / "broken \x1b]0;title\x07.md").write_text("no head")
    monkeypatch.setenv("TERM", "xterm\x1b[2J\x9b31m")
    monkeypatch.setenv("COLORTERM", "true\x1b]0;x\x07\ngood  Only you")

    outcome = run("doctor")

    assert "broken" in outcome.text
    assert not {"\x1b", "\x07", "\x9b"} & set(outcome.text + outcome.err)
    lines = outcome.text.splitlines()
    assert "good  Only you" not in lines
