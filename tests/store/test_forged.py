"""Somebody who can write into the folder of a sealed workbook, but does not know the passphrase."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.store.helpers import (
    PHRASE,
    TickingClock,
    compact_often,
    content,
    entry,
    holding,
    lay_down,
    log_file,
    names,
    opened,
    texts,
)
from trust_tui.domain.errors import (
    DamagedError,
    LockedError,
    ReadOnlyError,
    StoreError,
    UncertainError,
    WrongPassphraseError,
)
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Draft
from trust_tui.store import keep_note, leave_note, opening
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.disk.seals import Plain
from trust_tui.store.encryption import keyfile, last_time, sealing_anew
from trust_tui.store.encryption.owner_key import key_in
from trust_tui.store.encryption.sealed_files import Sealed, age, public_seal
from trust_tui.store.log import changes, sheets, stamps
from trust_tui.store.log.loading import begin
from trust_tui.store.log.stamps import Reach
from trust_tui.store.store_workbook import StoreWorkbook

FORGED = "not yours"


def sealed(folder: Path) -> StoreWorkbook:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("mine"))
    workbook.set_passphrase(PHRASE)
    workbook.of(Entry).keep(entry("mine later"))
    return workbook


def forged(store: str, writer: str, count: int) -> bytes:
    """A change by somebody who has read how the files are made."""
    line = (
        b'{"made":"2026-03-01T20:00:00.000000Z","made_offset":0,"changed":"2026-03-01T20:00:00.000000Z",'
        b'"changed_offset":0,"revision":1,"about":null,"day":"2026-03-01","text":"not yours","title":"","tags":[],'
        b'"answers":""}'
    )
    change = changes.make(
        (writer, count), 99, Reach(), 0, {"entries": {"1" * 24: line}}
    )
    return changes.text_of(change, store, Plain())


def put(folder: Path, name: str, text: bytes) -> None:
    """Seal it to the public key, as anybody can."""
    place = folder / name
    place.unlink(missing_ok=True)
    parts: list[bytes] = []
    public_seal(Folder(folder)).fill([text])(parts.append)
    place.write_bytes(b"".join(parts))
    place.chmod(0o600)


def store_of(workbook: StoreWorkbook) -> str:
    return workbook._ledger.loaded.store


def told(folder: Path) -> tuple[StoreWorkbook, list[str]]:
    workbook = opened(folder, PHRASE)
    return workbook, [finding.said for finding in workbook.findings]


def aside(folder: Path) -> list[str]:
    return sorted(
        path.name for path in (folder / "quarantine").glob("doubtful-*")
    )


def test_change_sealed_to_the_public_key_alone_is_kept_aside_and_told(
    folder: Path,
) -> None:
    workbook = sealed(folder)
    mine = texts(workbook)
    put(
        folder,
        "log/abcabcabcabc-00000001.json.age",
        forged(store_of(workbook), "abcabcabcabc", 1),
    )
    workbook.close()
    workbook, said = told(folder)
    assert texts(workbook) == mine
    assert any("cannot be proved to be yours" in one for one in said)
    assert aside(folder) == ["doubtful-abcabcabcabc-00000001.json.age"]
    assert any("Nothing proves" in finding.said for finding in workbook.check())
    workbook.close()
    workbook, said = told(folder)
    assert said == []


def test_next_change_of_ones_own_cannot_be_put_in_the_way_of_a_save(
    folder: Path,
) -> None:
    workbook = sealed(folder)
    writer = workbook._ledger.author.name
    count = workbook._ledger.state.reach.upto[writer] + 1
    put(
        folder,
        f"log/{writer}-{count:08d}.json.age",
        forged(store_of(workbook), writer, count),
    )
    workbook.of(Entry).keep(entry("kept all the same"))
    (finding,) = workbook.findings
    assert "cannot be proved" in finding.said
    assert FORGED not in texts(workbook).values()
    mine = texts(workbook)
    workbook.close()
    workbook, _ = told(folder)
    assert texts(workbook) == mine
    assert aside(folder)


@pytest.mark.parametrize(
    "names",
    [
        ["trust.json.age"],
        ["trust.json.age", "trust.previous.json.age"],
    ],
)
def test_forged_snapshot_is_put_aside_and_made_anew_from_the_rest(
    folder: Path, names: list[str]
) -> None:
    workbook = sealed(folder)
    workbook.backup()
    compact_often(workbook, 2)
    workbook.backup()
    mine = texts(workbook)
    reach = workbook._ledger.state.reach.plain()
    head = changes.header(
        "snapshot", 99, store=store_of(workbook), reach=reach, chain={}
    )
    workbook.close()
    for name in names:
        put(folder, name, b"".join(sheets.write(head, {})))
    workbook, said = told(folder)
    assert texts(workbook) == mine
    assert any("cannot be proved to be yours" in one for one in said)
    assert len(aside(folder)) == len(names)
    workbook.close()
    workbook, said = told(folder)
    assert (texts(workbook), said) == (mine, [])


def test_forged_older_snapshot_is_told_at_the_unlock_and_made_anew(
    folder: Path,
) -> None:
    workbook = sealed(folder)
    compact_often(workbook, 2)
    mine = texts(workbook)
    head = changes.header(
        "snapshot", 99, store=store_of(workbook), reach={}, chain={}
    )
    put(folder, "trust.previous.json.age", b"".join(sheets.write(head, {})))
    assert [one.file for one in workbook.check()] == ["trust.previous.json.age"]
    workbook.close()
    workbook, said = told(folder)
    assert any("cannot be proved to be yours" in one for one in said)
    assert texts(workbook) == mine
    assert len(aside(folder)) == 1
    workbook.compact()
    workbook.close()
    (folder / "trust.json.age").write_bytes(b"damaged")
    workbook, said = told(folder)
    assert said
    assert texts(workbook) == mine
    workbook.close()


def test_older_snapshot_that_was_read_is_read_again_when_its_bytes_change(
    folder: Path,
) -> None:
    workbook = sealed(folder)
    compact_often(workbook, 2)
    workbook.close()
    for _ in range(2):
        workbook, said = told(folder)
        assert said == []
        workbook.close()
    path = folder / "trust.previous.json.age"
    found = path.stat()
    with path.open("r+b") as file:  # in its place, of its size and time
        file.seek(-1, os.SEEK_END)
        last = file.read(1)[0]
        file.seek(-1, os.SEEK_END)
        file.write(bytes([last ^ 1]))
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    workbook, said = told(folder)
    assert any("older snapshot was damaged" in one for one in said)
    workbook.close()


def test_lines_of_a_forged_change_that_is_broken_are_not_saved_from_it(
    folder: Path,
) -> None:
    workbook = sealed(folder)
    mine = texts(workbook)
    writer = workbook._ledger.author.name
    count = workbook._ledger.state.reach.upto[writer] + 1
    broken = forged(store_of(workbook), writer, count)[:-90]
    workbook.close()
    put(folder, f"log/{writer}-{count:08d}.json.age", broken)
    workbook, said = told(folder)
    assert texts(workbook) == mine
    assert said


def test_forged_conflict_copy_is_not_joined(folder: Path) -> None:
    workbook = sealed(folder)
    mine, store = texts(workbook), store_of(workbook)
    workbook.close()
    text = forged(store, "abcabcabcabc", 1)
    put(folder, "log/abcabcabcabc-00000001 (conflicted).json.age", text)
    head = changes.header(
        "snapshot", 99, store=store, reach={"abcabcabcabc": 1}, chain={}
    )
    rows = sheets.read(text).tables["entries"].items()
    put(
        folder,
        "trust (conflicted copy).json.age",
        b"".join(sheets.write(head, {"entries": rows})),
    )
    workbook, said = told(folder)
    assert texts(workbook) == mine
    assert any("2 files here cannot be proved" in one for one in said)
    assert len(aside(folder)) == 2


def test_plain_change_in_a_sealed_folder_is_told_as_such(folder: Path) -> None:
    workbook = sealed(folder)
    text = forged(store_of(workbook), "abcabcabcabc", 1)
    workbook.close()
    place = folder / "log" / "abcabcabcabc-00000001.json"
    place.write_bytes(text)
    place.chmod(0o600)
    workbook, said = told(folder)
    assert any("came in plain" in one for one in said)


def test_plain_change_that_comes_beside_an_open_session_is_told_once(
    folder: Path,
) -> None:
    workbook = sealed(folder)
    place = folder / "log" / "abcabcabcabc-00000001.json"
    place.write_bytes(forged(store_of(workbook), "abcabcabcabc", 1))
    place.chmod(0o600)
    assert workbook.refresh()
    workbook.refresh()
    said = [finding.said for finding in workbook.findings]
    assert [one for one in said if "came in plain" in one] == said
    assert len(said) == 1
    workbook.copies.clear_up()
    workbook.refresh()
    assert len(workbook.findings) == 1
    workbook.close()


def test_forged_change_that_comes_beside_an_open_session_is_told_and_put_aside(
    folder: Path,
) -> None:
    workbook = sealed(folder)
    mine = texts(workbook)
    name = "abcabcabcabc-0000000{}.json.age"
    for number in (1, 2):
        put(
            folder,
            f"log/{name.format(number)}",
            forged(store_of(workbook), "abcabcabcabc", number),
        )
        workbook.refresh()
        workbook.refresh()
        assert len(workbook.findings) == number
        assert "cannot be proved" in workbook.findings[-1].said
        assert f"doubtful-{name.format(number)}" in aside(folder)
    assert texts(workbook) == mine
    workbook.close()


def test_forged_older_snapshot_that_comes_beside_an_open_session_is_told(
    folder: Path,
) -> None:
    workbook = sealed(folder)
    compact_often(workbook, 2)
    head = changes.header(
        "snapshot",
        99,
        store=store_of(workbook),
        reach={"abcabcabcabc": 9},
        chain={},
    )
    put(folder, "trust.previous.json.age", b"".join(sheets.write(head, {})))
    workbook.refresh()
    assert ["cannot be proved" in one.said for one in workbook.findings] == [
        True
    ]
    mine = texts(workbook)
    workbook.close()
    workbook, said = told(folder)
    assert any("cannot be proved" in one for one in said)
    assert texts(workbook) == mine
    workbook.close()
    assert told(folder)[1] == []


def test_forged_change_is_told_also_where_nothing_can_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = sealed(folder)
    compact_often(workbook, 2)
    put(
        folder,
        "log/abcabcabcabc-00000001.json.age",
        forged(store_of(workbook), "abcabcabcabc", 1),
    )
    workbook.close()
    (folder / "trust.json.age").write_bytes(b"damaged")
    monkeypatch.setattr(opening, "_writable", lambda _: False)
    workbook, said = told(folder)
    assert workbook.read_only
    assert any("cannot be proved" in one for one in said)
    assert aside(folder) == []
    workbook.close()


def without_proofs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sealed workbook as versions before proofs have left it."""
    with monkeypatch.context() as before:
        before.setattr(Sealed, "prove", lambda *_: "")
        before.setattr(
            "trust_tui.store.encryption.owner_key._PROVED", "# of old"
        )
        workbook = sealed(folder)
        workbook.backup()
        workbook.close()
    last_time.forget(Folder(folder))


def test_sealed_workbook_from_before_proofs_gets_them_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_proofs(folder, monkeypatch)
    workbook, said = told(folder)
    mine, store = texts(workbook), store_of(workbook)
    assert said == []
    name = workbook.backups()[0].name
    workbook.restore_backup(name)
    workbook.close()
    put(
        folder,
        "log/abcabcabcabc-00000001.json.age",
        forged(store, "abcabcabcabc", 1),
    )
    workbook, said = told(folder)
    assert FORGED not in texts(workbook).values()
    assert said
    assert set(texts(workbook).values()) <= set(mine.values())


STRANGE: dict[str, Callable[[Path], object]] = {
    "removed": lambda path: path.unlink(),
    "emptied": lambda path: path.write_bytes(b""),
    "half": lambda path: path.write_bytes(path.read_bytes()[:90]),
}


@pytest.mark.parametrize("how", STRANGE)
def test_change_of_ones_own_that_is_gone_or_broken_is_told(
    folder: Path, how: str
) -> None:
    workbook = sealed(folder)
    workbook.close()
    last = max((folder / "log").glob("*.age"))
    STRANGE[how](last)
    workbook, said = told(folder)
    assert "mine" in texts(workbook).values()
    assert said


def test_swapped_changes_are_told_and_nothing_is_lost(folder: Path) -> None:
    workbook = sealed(folder)
    workbook.of(Entry).keep(entry("and more"))
    writer = workbook._ledger.author.name
    count = workbook._ledger.state.reach.upto[writer]
    mine = texts(workbook)
    workbook.close()
    one, other = log_file(folder, count - 1), log_file(folder, count)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    workbook, said = told(folder)
    assert said
    assert "mine" in texts(workbook).values()
    assert set(texts(workbook)) <= set(mine)


def test_snapshot_reads_only_with_the_right_proof(folder: Path) -> None:
    workbook = sealed(folder)
    compact_often(workbook, 2)
    seal = workbook._ledger.seal
    assert isinstance(seal, Sealed)
    path = Folder(folder).snapshot(".age")
    sheet = changes.read_sheet(path, seal, "snapshot")
    assert begin(sheet, None).store == store_of(workbook)
    assert seal.is_proved(sheet.proven, sheet.proof)
    put(folder, "trust.json.age", bytes(seal.read(path))[:-1] + b"\n")
    seal.demands_proof = True
    changes.read_sheet(path, seal, "snapshot")


def test_folder_that_was_set_back_is_told_also_for_what_other_machines_made(
    folder: Path,
) -> None:
    workbook = sealed(folder)
    workbook.close()
    older = content(folder)
    workbook, said = told(folder)
    assert said == []
    workbook.of(Entry).keep(entry("latest"))
    workbook.close()
    state = Folder(folder).here.path
    memory = content(state)
    lay_down(older, folder)
    lay_down(memory, state)
    workbook, said = told(folder)
    assert any("are missing" in one for one in said)
    workbook.close()


def test_other_machines_changes_that_are_gone_again_are_told(
    folder: Path,
) -> None:
    workbook = sealed(folder)
    workbook.close()
    older = content(folder)
    here = Folder(folder).here.path
    before = content(here)
    here.rename(here.with_name("elsewhere"))
    workbook, _ = told(folder)  # as another machine
    workbook.of(Entry).keep(entry("from elsewhere"))
    workbook.close()
    lay_down(before, here)
    workbook, said = told(folder)
    assert said == []
    workbook.close()
    memory = content(here)
    lay_down(older, folder)
    lay_down(memory, here)
    workbook, said = told(folder)
    assert any("The files were set back" in one for one in said)
    workbook.close()


def test_change_from_before_writers_had_names_that_came_late_is_no_alarm(
    folder: Path,
) -> None:
    workbook = sealed(folder)
    seal = workbook._ledger.seal
    line = sheets.read(forged("", "abcabcabcabc", 1)).tables["entries"][
        "1" * 24
    ]
    assert line is not None
    head = changes.header("change", 99) | {"schema": changes.NUMBERED}
    rows = {"entries": [("1" * 24, stamps.bare(line))]}
    parts: list[bytes] = []
    text = b"".join(sheets.write(head, rows, seal.prove))
    seal.fill([text])(parts.append)
    place = folder / "log" / "000000000099.json.age"
    place.write_bytes(b"".join(parts))
    place.chmod(0o600)
    workbook.refresh()
    assert "not yours" in texts(workbook).values()
    workbook.of(Entry).keep(entry("more"))
    workbook.finish_upkeep()
    words = workbook.access.last_kept
    workbook.copies.clear_up()
    workbook.compact()
    workbook.close()
    for _ in range(2):
        workbook, said = told(folder)
        assert said == []
        assert (
            workbook.access.last_kept.rpartition(": ")[2]
            == words.rpartition(": ")[2]
        )
        workbook.close()


def test_words_change_with_what_is_kept_and_are_the_same_till_then(
    folder: Path,
) -> None:
    workbook = sealed(folder)
    first = workbook.access.last_kept
    assert len(first.rpartition(": ")[2].split()) == 3
    workbook.close()
    assert opened(folder).access.last_kept == first
    workbook, _ = told(folder)
    workbook.of(Entry).keep(entry("more"))
    assert (
        workbook.access.last_kept.rpartition(": ")[2]
        != first.rpartition(": ")[2]
    )


def test_another_workbook_in_the_place_of_the_one_here_is_told(
    folder: Path, tmp_path: Path
) -> None:
    workbook = sealed(folder)
    workbook.close()
    other = sealed(tmp_path / "other")
    other.close()
    memory = content(Folder(folder).here.path)
    lay_down(content(tmp_path / "other"), folder)
    lay_down(memory, Folder(folder).here.path)
    workbook, said = told(folder)
    assert any("another workbook than the one" in one for one in said)


def test_plain_files_in_the_place_of_sealed_ones_are_told_at_the_next_start(
    folder: Path,
) -> None:
    sealed(folder).close()
    for path in folder.rglob("*.age"):
        path.unlink()
    Folder(folder).here.path.joinpath("writer").unlink()
    workbook = opened(folder)
    assert any("is not now" in one.said for one in workbook.findings)


@pytest.mark.parametrize("there", ["plain files", "nothing"])
def test_note_is_not_written_in_plain_into_what_took_the_place_of_a_sealed_one(
    folder: Path, tmp_path: Path, there: str
) -> None:
    sealed(folder).close()
    memory = content(Folder(folder).here.path)
    other = opened(tmp_path / "other")
    other.of(Entry).keep(entry("theirs"))
    other.close()
    laid = content(tmp_path / "other") if there == "plain files" else {}
    lay_down(laid, folder)
    lay_down(memory, Folder(folder).here.path)
    for _ in range(2):
        with pytest.raises(LockedError):
            keep_note(
                folder,
                lambda _: entry("PRIVATE WORDS"),
                clock=TickingClock(),
                findings=[],
            )
    assert words_in(folder) == []


def words_in(folder: Path) -> list[str]:
    return holding(folder, b"PRIVATE WORDS")


@pytest.mark.parametrize("goes", [["key.age"], ["key.age", "trust.json.age"]])
def test_session_that_was_sealed_writes_nothing_plain_by_itself(
    folder: Path, goes: list[str]
) -> None:
    workbook = sealed(folder)
    for name in (*goes, "backups/key.age")[: len(goes) + (len(goes) > 1)]:
        (folder / name).unlink()
    bare = changes.header("snapshot", 0, store="1" * 24, reach={}, chain={})
    (folder / "trust.json").write_bytes(b"".join(sheets.write(bare, {})))
    (folder / "trust.json").chmod(0o600)
    draft = Draft(key="entry:new:", fields={"text": "PRIVATE WORDS"})
    workbook.drafts.keep(draft)
    with suppress(StoreError):
        workbook.of(Entry).keep(entry("PRIVATE WORDS"))
    assert words_in(folder) == []
    assert workbook.has_passphrase


def test_key_file_that_is_gone_locks_nobody_out_and_opens_nothing_plain(
    folder: Path,
) -> None:
    workbook = sealed(folder)
    mine = texts(workbook)
    workbook.close()
    (folder / "key.age").unlink()
    bare = changes.header("snapshot", 0, store="1" * 24, reach={}, chain={})
    (folder / "trust.json").write_bytes(b"".join(sheets.write(bare, {})))
    (folder / "trust.json").chmod(0o600)
    workbook, said = told(folder)
    assert texts(workbook) == mine
    assert said
    assert (folder / "key.age").exists()


def test_strange_public_key_is_named_and_nothing_is_sealed_to_it(
    folder: Path,
) -> None:
    workbook = sealed(folder)
    stranger = age().x25519.Identity.generate()
    (folder / "owner.pub").write_text(f"{stranger.to_public()}\n", "utf-8")
    workbook.lock()
    draft = Draft(key="entry:new:", fields={"text": "PRIVATE WORDS"})
    workbook.drafts.keep(draft)
    for path in (folder / "drafts").glob("*.age"):
        with pytest.raises(age().DecryptError):
            age().decrypt(path.read_bytes(), [stranger])
    with pytest.raises(LockedError, match="another key"):
        leave_note(folder, entry("PRIVATE WORDS"), clock=TickingClock())
    workbook.close()
    workbook, said = told(folder)
    assert any("public key of somebody else" in one for one in said)
    leave_note(folder, entry("a note"), clock=TickingClock())
    assert [one.fields["text"] for one in workbook.drafts.orphans()] == [
        "PRIVATE WORDS"
    ]


def test_new_key_opens_all_and_the_old_passphrase_and_sheet_nothing_later(
    folder: Path,
) -> None:
    workbook = sealed(folder)
    workbook.backup()
    workbook.drafts.keep(Draft(key="entry:new:", fields={"text": "a draft"}))
    leave_note(folder, entry("a note"), clock=TickingClock())
    mine = texts(workbook)
    copied = (folder / "key.age").read_bytes()
    old = key_in(keyfile.unseal(copied, PHRASE)).secret
    with pytest.raises(WrongPassphraseError):
        workbook.new_key("wrong", "new phrase")
    assert "new key" in workbook.new_key(PHRASE, "new phrase")
    workbook.of(Entry).keep(entry("WRITTEN LATER"))
    workbook.close()
    mine = {**mine, **texts(opened(folder, "new phrase"))}
    identity = age().x25519.Identity.from_str(old)
    for path in folder.rglob("*.age"):
        if not path.name.startswith("key"):
            with pytest.raises(age().DecryptError):
                age().decrypt(path.read_bytes(), [identity])
    with pytest.raises(WrongPassphraseError):
        opened(folder, PHRASE)
    workbook = opened(folder, "new phrase")
    assert workbook.findings == ()
    assert set(texts(workbook).values()) == {
        "mine",
        "mine later",
        "a note",
        "WRITTEN LATER",
    }
    workbook.restore_backup(workbook.backups()[0].name)
    workbook.close()
    for name in ("key.age", "backups/key.age"):
        (folder / name).write_bytes(copied)
    with pytest.raises(DamagedError, match="older one back"):
        opened(folder, PHRASE)


def test_new_key_that_was_cut_off_is_gone_on_with_at_the_next_unlock(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = sealed(folder)
    workbook.backup()
    mine = texts(workbook)

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr(sealing_anew, "_again", cut)
        with pytest.raises(KeyboardInterrupt):
            workbook.new_key(PHRASE, "new phrase")
    workbook = opened(folder, "new phrase")
    assert texts(workbook) == mine
    assert workbook.check() == []
    workbook.close()
    opened_key = key_in(
        keyfile.unseal((folder / "key.age").read_bytes(), "new phrase")
    )
    assert opened_key.is_settled


def test_new_key_that_a_failing_disk_leaves_half_done_is_called_unfinished(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = sealed(folder)
    workbook.backup()

    def broken(*_: object) -> None:
        raise OSError(5, "broken")

    with monkeypatch.context() as during:
        during.setattr(sealing_anew, "_again", broken)
        with pytest.raises(UncertainError, match="passphrase counts now"):
            workbook.new_key(PHRASE, "new phrase")
        workbook.of(Entry).keep(entry("goes on"))
        leave_note(folder, entry("a note"), clock=TickingClock())
        workbook.close()
        workbook = opened(folder, "new phrase")
        assert any(
            "the next unlock goes on" in one.said for one in workbook.findings
        )
        assert "goes on" in texts(workbook).values()
        workbook.close()
    workbook = opened(folder, "new phrase")
    assert workbook.findings == ()
    assert "a note" in texts(workbook).values()
    workbook.close()
    with pytest.raises(WrongPassphraseError):
        opened(folder, PHRASE)
    opened_key = key_in(
        keyfile.unseal((folder / "key.age").read_bytes(), "new phrase")
    )
    assert opened_key.is_settled


def test_note_that_cannot_be_filed_yet_ends_no_unlock(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed(folder).close()
    leave_note(folder, entry("a note"), clock=TickingClock())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as during:
        during.setattr(changes, "write", full)
        workbook, said = told(folder)
        assert any("could not be filed yet" in one for one in said)
        assert "mine" in texts(workbook).values()
        workbook.close()
    workbook, _ = told(folder)
    assert "a note" in texts(workbook).values()


def test_change_of_a_machine_with_the_key_before_is_kept_aside_not_lost(
    folder: Path,
) -> None:
    workbook = sealed(folder)
    text = changes.text_of(
        changes.make(("abcabcabcabc", 1), 99, Reach(), 0, {}),
        store_of(workbook),
        workbook._ledger.seal,
    )
    old = workbook._ledger.seal.without_secret
    workbook.new_key(PHRASE, "new phrase")
    workbook.close()
    parts: list[bytes] = []
    old.fill([text])(parts.append)
    place = folder / "log" / "abcabcabcabc-00000001.json.age"
    place.write_bytes(b"".join(parts))
    place.chmod(0o600)
    workbook = opened(folder, "new phrase")
    assert any("cannot be proved" in one.said for one in workbook.findings)
    assert aside(folder)


def test_older_key_file_of_the_same_key_that_is_put_back_is_told_and_repairs_nothing(
    folder: Path,
) -> None:
    workbook = sealed(folder)
    older = (folder / "key.age").read_bytes()
    workbook.change_passphrase(PHRASE, "new phrase")
    newer = (folder / "key.age").read_bytes()
    workbook.close()
    (folder / "key.age").write_bytes(older)
    workbook, said = told(folder)
    assert any("put it back" in one for one in said)
    assert (folder / "backups" / "key.age").read_bytes() == newer
    workbook.close()
    workbook = opened(folder, "new phrase")
    assert (folder / "key.age").read_bytes() == newer


def test_draft_sealed_to_the_public_key_alone_is_offered_as_unproved(
    folder: Path,
) -> None:
    workbook = sealed(folder)
    workbook.lock()
    workbook.drafts.keep(Draft(key="entry:new:", fields={"text": "locked"}))
    workbook.close()
    workbook, _ = told(folder)
    workbook.drafts.keep(Draft(key="goal:new:", fields={"text": "unlocked"}))
    workbook.close()
    workbook, _ = told(folder)
    proved = {
        draft.fields["text"]: draft.proved
        for draft in workbook.drafts.orphans()
    }
    assert proved == {"locked": False, "unlocked": True}


def test_note_left_without_the_passphrase_is_filed_and_said_quietly(
    folder: Path,
) -> None:
    sealed(folder).close()
    leave_note(folder, entry("a note"), clock=TickingClock())
    workbook, _ = told(folder)
    (finding,) = workbook.findings
    assert finding.quiet and "stands in the journal" in finding.said
    assert "a note" in texts(workbook).values()


def test_forged_note_can_neither_delete_nor_set_anything(folder: Path) -> None:
    workbook = sealed(folder)
    mine = dict(texts(workbook))
    (id, *_) = mine
    rows = {
        "scrub": [(id, b"{}")],
        "keeping": [("key", b"{}")],
        "settings": [("1", b"{}")],
    }
    workbook.close()
    note = b"".join(sheets.write(changes.header("note", 0), rows))
    put(folder, "inbox/1.json.age", note)
    workbook = opened(folder, PHRASE, upkeep=True)
    workbook.finish_upkeep()
    assert texts(workbook) == mine
    for table in rows:
        assert workbook._ledger.state.row(table, "1") is None
    assert workbook._ledger.state.row("scrub", id) is None
    workbook.close()


def ways_to_write(
    workbook: StoreWorkbook, id: str
) -> list[Callable[[], object]]:
    draft = Draft(key="entry:new:", fields={"text": "PRIVATE WORDS"})
    return [
        lambda: workbook.of(Entry).keep(entry("PRIVATE WORDS")),
        lambda: workbook.drafts.keep(draft),
        lambda: workbook.delete_for_good([id]),
        lambda: workbook.set_passphrase("another"),
        workbook.backup,
    ]


@pytest.mark.parametrize("there", ["plain files", "nothing"])
def test_login_that_knew_it_sealed_writes_nothing_plain_before_its_user_says_so(
    folder: Path, tmp_path: Path, there: str
) -> None:
    sealed(folder).close()
    memory = content(Folder(folder).here.path)
    other = opened(tmp_path / "other")
    record = other.of(Entry).keep(entry("theirs"))
    other.close()
    lay_down(content(tmp_path / "other") if there != "nothing" else {}, folder)
    lay_down(memory, Folder(folder).here.path)
    for _ in range(2):
        workbook = opened(folder, upkeep=True)
        assert workbook.access.stripped
        assert any(
            "last open on this machine" in one.said for one in workbook.findings
        )
        before = names(folder)
        for write in ways_to_write(workbook, record.id):
            with pytest.raises(ReadOnlyError, match="passphrase remove"):
                write()
        workbook.finish_upkeep()
        workbook.close()
        assert (names(folder), words_in(folder)) == (before, [])
    workbook = opened(folder)
    workbook.access.go_on_in_plain()
    workbook.of(Entry).keep(entry("PRIVATE WORDS"))
    workbook.close()
    assert words_in(folder) != []
    assert not opened(folder).access.stripped


def test_sealed_folder_that_is_put_back_is_opened_with_its_passphrase(
    folder: Path, tmp_path: Path
) -> None:
    sealed(folder).close()
    mine, memory = content(folder), content(Folder(folder).here.path)
    lay_down({}, folder)
    lay_down(memory, Folder(folder).here.path)
    workbook = opened(folder)
    assert workbook.access.stripped
    for name, data in mine.items():
        if data is not None:
            (folder / name).write_bytes(data)
    with suppress(StoreError):
        workbook.refresh()
    workbook.unlock(PHRASE)
    assert not workbook.read_only
    workbook.of(Entry).keep(entry("PRIVATE WORDS"))
    assert words_in(folder) == []
    workbook.close()
