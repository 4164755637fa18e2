"""What is being typed."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from tests.store.helpers import (
    PHRASE,
    TickingClock,
    entry,
    holding,
    leftovers,
    log_file,
    names,
    opened,
    texts,
)
from trust_tui.domain.errors import LockedError, StoreError
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Draft
from trust_tui.store import leave_note
from trust_tui.store.disk import files
from trust_tui.store.log import changes, drop_old_snapshots
from trust_tui.store.log.sheets import padded

TYPED = Draft(
    key="new-entry", fields={"title": "", "text": "half a \ud800 thought\0"}
)


def typed(
    folder: Path, phrase: str | None = None, draft: Draft = TYPED
) -> None:
    """A session that typed something and is gone."""
    workbook = opened(folder, phrase)
    workbook.drafts.keep(draft)
    workbook.close()


def test_a_draft_of_a_session_that_is_gone_is_offered(folder: Path) -> None:
    mine = opened(folder)
    mine.drafts.keep(TYPED)
    other = opened(folder)
    assert list(other.drafts.orphans()) == []
    mine.close()
    (orphan,) = other.drafts.orphans()
    assert (orphan.key, orphan.fields) == (TYPED.key, TYPED.fields)
    assert orphan.changed is not None and orphan.changed.tzinfo is not None


def test_a_draft_that_comes_to_the_disk_after_the_end_is_offered_at_once(
    folder: Path,
) -> None:
    mine = opened(folder)
    mine.drafts.keep(Draft(key=TYPED.key, fields={"text": "half"}))
    mine.close()
    mine.drafts.keep(TYPED)
    (orphan,) = opened(folder).drafts.orphans()
    assert orphan.fields == TYPED.fields
    assert not any(name.endswith(".lock") for name in names(folder / "drafts"))


def test_keeping_again_takes_the_place_of_the_last_and_touches_no_record(
    folder: Path,
) -> None:
    workbook = opened(folder)
    for text in ("a", "ab", "abc"):
        workbook.drafts.keep(
            Draft(key="new-entry", fields={"text": text}, revision=4)
        )
    workbook.drafts.keep(Draft(key="goal:7", fields={"text": "other"}))
    workbook.close()
    again = opened(folder)
    assert [
        (draft.key, draft.fields["text"], draft.revision)
        for draft in again.drafts.orphans()
    ] == [
        ("goal:7", "other", 0),
        ("new-entry", "abc", 4),
    ]
    assert list((folder / "log").iterdir()) == []


def test_a_dropped_draft_is_gone(folder: Path) -> None:
    workbook = opened(folder)
    workbook.drafts.keep(TYPED)
    workbook.drafts.drop(TYPED.key)
    workbook.drafts.drop(TYPED.key)
    workbook.close()
    assert list(opened(folder).drafts.orphans()) == []
    assert holding(folder, b"thought") == []


def test_an_adopted_draft_is_offered_nowhere_else_and_goes_with_the_next_drop(
    folder: Path,
) -> None:
    typed(folder)
    first, second = opened(folder), opened(folder)
    (orphan,) = first.drafts.orphans()
    first.drafts.adopt(orphan)
    assert list(first.drafts.orphans()) == list(second.drafts.orphans()) == []
    second.drafts.adopt(orphan)
    first.drafts.drop(TYPED.key)
    first.close()
    assert list(second.drafts.orphans()) == []


def test_an_adopted_draft_is_offered_again_when_its_new_session_is_gone_too(
    folder: Path,
) -> None:
    typed(folder)
    middle = opened(folder)
    middle.drafts.adopt(middle.drafts.orphans()[0])
    middle.close()
    assert [draft.fields for draft in opened(folder).drafts.orphans()] == [
        TYPED.fields
    ]


def test_adopting_does_not_cover_what_this_session_is_typing(
    folder: Path,
) -> None:
    typed(folder)
    workbook = opened(folder)
    workbook.drafts.keep(Draft(key=TYPED.key, fields={"text": "newer"}))
    workbook.drafts.adopt(workbook.drafts.orphans()[0])
    workbook.close()
    assert "newer" in [
        draft.fields["text"] for draft in opened(folder).drafts.orphans()
    ]


def test_drafts_are_sealed_like_the_rest(folder: Path) -> None:
    workbook = opened(folder)
    workbook.set_passphrase(PHRASE)
    workbook.close()
    typed(
        folder, PHRASE, Draft(key="new-entry", fields={"text": "secret words"})
    )
    assert holding(folder, b"secret") == []
    locked = opened(folder)
    with pytest.raises(LockedError):
        locked.drafts.orphans()
    locked.unlock(PHRASE)
    assert [draft.fields["text"] for draft in locked.drafts.orphans()] == [
        "secret words"
    ]


def test_a_locked_session_can_still_put_away_what_is_being_typed(
    folder: Path,
) -> None:
    workbook = opened(folder)
    workbook.set_passphrase(PHRASE)
    workbook.lock()
    workbook.drafts.keep(
        Draft(key="new-entry", fields={"text": "secret words"})
    )
    workbook.close()
    assert holding(folder, b"secret") == []
    assert [
        draft.fields["text"]
        for draft in opened(folder, PHRASE).drafts.orphans()
    ] == ["secret words"]


def test_a_session_that_has_not_noticed_the_new_passphrase_seals_its_drafts_too(
    folder: Path,
) -> None:
    mine, other = opened(folder), opened(folder)
    other.drafts.keep(Draft(key="new-entry", fields={"text": "secret words"}))
    mine.set_passphrase(PHRASE)
    other.drafts.keep(
        Draft(key="new-entry", fields={"text": "secret words, more"})
    )
    assert holding(folder, b"secret") == []
    other.close()
    assert [draft.fields["text"] for draft in mine.drafts.orphans()] == [
        "secret words, more"
    ]


def test_a_damaged_draft_is_put_aside_and_told(folder: Path) -> None:
    typed(folder)
    (path,) = (folder / "drafts").glob("*.json")
    path.write_bytes(path.read_bytes()[:-4])
    workbook = opened(folder)
    assert list(workbook.drafts.orphans()) == []
    assert [finding.lost for finding in workbook.findings] == [True]
    assert {name for name in names(folder) if "quarantine" in name} == {
        f"quarantine/000-{path.name}"
    }
    again = opened(folder)
    assert list(again.drafts.orphans()) == []
    assert [*again.findings] == []


def test_deleting_for_good_takes_the_drafts_of_the_record_along(
    folder: Path,
) -> None:
    workbook = opened(folder)
    kept = workbook.of(Entry).keep(entry("words"))
    workbook.close()
    typed(
        folder,
        draft=Draft(key=f"entry:{kept.id}", fields={"text": "more words"}),
    )
    typed(folder, draft=Draft(key="entry:77", fields={"text": "of another"}))
    again = opened(folder)
    again.delete_for_good([kept.id])
    assert [draft.fields["text"] for draft in again.drafts.orphans()] == [
        "of another"
    ]
    assert holding(folder, b"more words") == []


def test_a_draft_of_a_session_that_was_killed_is_offered_and_its_lock_goes(
    folder: Path,
) -> None:
    typed(folder)
    (path,) = (folder / "drafts").glob("*.json")
    lock = path.with_name(f"{path.name.partition('-')[0]}.lock")
    lock.touch(0o600)
    workbook = opened(folder)
    assert not lock.exists()
    lock.touch(0o600)
    assert [draft.fields for draft in workbook.drafts.orphans()] == [
        TYPED.fields
    ]


def test_a_draft_is_kept_beside_what_a_failure_has_left(folder: Path) -> None:
    workbook = opened(folder)
    workbook.drafts.keep(TYPED)
    (path,) = (folder / "drafts").glob("*.json")
    path.with_name(f".{path.name.partition('-')[0]}.{path.name}.tmp").touch(
        0o600
    )
    workbook.drafts.keep(Draft(key=TYPED.key, fields={"text": "more"}))
    workbook.close()
    assert [draft.fields for draft in opened(folder).drafts.orphans()] == [
        {"text": "more"}
    ]


def test_a_draft_that_cannot_take_its_place_is_not_called_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = opened(folder)
    workbook.drafts.keep(TYPED)

    def broken(*_: Path) -> None:
        raise OSError(5, "broken")

    before = names(folder)
    with monkeypatch.context() as patch:
        patch.setattr(files, "rename", broken)
        with pytest.raises(StoreError):
            workbook.drafts.keep(Draft(key=TYPED.key, fields={"text": "more"}))
    assert names(folder) == before


def test_a_session_that_could_not_say_that_it_lives_says_so_with_the_next_draft(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook, other = opened(folder), opened(folder)
    before = names(folder)

    def broken(*_: Path) -> None:
        raise OSError(5, "broken")

    with monkeypatch.context() as patch:
        patch.setattr(files, "rename", broken)
        with pytest.raises(StoreError):
            workbook.drafts.keep(TYPED)
    assert names(folder) == before
    workbook.drafts.keep(TYPED)
    assert list(other.drafts.orphans()) == []
    workbook.close()
    assert [draft.fields for draft in other.drafts.orphans()] == [TYPED.fields]


def test_name_of_a_draft_tells_nothing_of_what_is_being_written(
    folder: Path, tmp_path: Path
) -> None:
    names = []
    for place in (folder, tmp_path / "other"):
        workbook = opened(place)
        workbook.set_passphrase(PHRASE)
        draft = Draft(key="exercise:letter:all", fields={"text": "a"})
        workbook.drafts.keep(draft)
        workbook.drafts.keep(draft)
        (path,) = (place / "drafts").glob("*.age")
        names.append(path.name.partition("-")[2])
        workbook.drafts.drop(draft.key)
        assert not list((place / "drafts").glob("*.age"))
    assert names[0] != names[1]


@pytest.mark.parametrize("length", [0, 3000, 9000])
def test_the_most_that_sealing_adds_has_room_in_the_last_block(
    length: int,
) -> None:
    """One in ten thousand files has the most; the library's own code tells it (see `findings`)."""
    rows = [("1", b'{"text":"%b"}' % (b"x" * length))]
    plain = padded({"kind": "change"}, {"entries": rows}, lambda _: "0" * 64)
    assert (len(plain) + 213 + 177) % 4096 == 0


def test_length_of_a_sealed_draft_change_or_note_is_one_of_few(
    folder: Path,
) -> None:
    workbook = opened(folder)
    workbook.set_passphrase(PHRASE)
    for length in (0, 10, 500, 3000, 7000, 9000):
        workbook.of(Entry).keep(entry("x" * length))
        workbook.drafts.keep(
            Draft(key=f"{length}", fields={"text": "y" * length})
        )
        leave_note(folder, entry("z" * length), clock=TickingClock())
    sizes = {
        path.stat().st_size
        for part in ("log", "drafts", "inbox")
        for path in (folder / part).glob("*.age")
    }
    classes = (4096, 8192, 16384)
    for bound in classes:
        assert any(bound - 256 <= size <= bound for size in sizes)
    for size in sizes:
        assert any(bound - 256 <= size <= bound for bound in classes), size
    texts_before = texts(workbook)
    workbook.close()
    assert len(texts(opened(folder, PHRASE))) == 2 * len(texts_before)


def test_text_of_a_plain_draft_is_overwritten_when_it_is_replaced_or_dropped(
    folder: Path,
) -> None:
    workbook = opened(folder)
    draft = Draft(key="new-entry", fields={"text": "words"})
    workbook.drafts.keep(draft)
    (path,) = (folder / "drafts").glob("*.json")
    with path.open("rb") as first:
        workbook.drafts.keep(draft)
        assert not first.read().strip(b"\0")
    (path,) = (folder / "drafts").glob("*.json")
    with path.open("rb") as second:
        workbook.drafts.drop(draft.key)
        assert not second.read().strip(b"\0")


def test_text_of_plain_changes_and_snapshots_is_overwritten_when_they_go(
    folder: Path,
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("words"))
    change = log_file(folder, 1).open("rb")
    assert workbook.compact()
    workbook.of(Entry).keep(entry("more"))
    older = (folder / "trust.previous.json").open("rb")
    assert workbook.compact()
    with change, older:
        assert not change.read().strip(b"\0")
        assert not older.read().strip(b"\0")
    assert sorted(texts(workbook).values()) == ["more", "words"]
    assert leftovers(folder) == [
        name for name in leftovers(folder) if name.endswith(".lock")
    ]


def test_draft_is_kept_beside_an_old_one_that_a_failure_has_left(
    folder: Path,
) -> None:
    workbook = opened(folder)
    workbook.drafts.keep(TYPED)
    (path,) = (folder / "drafts").glob("*.json")
    session = path.name.partition("-")[0]
    left = path.with_name(f".{session}.{path.name}.tmp.old.tmp")
    left.write_text("typed before")
    left.chmod(0o600)
    workbook.drafts.keep(Draft(key=TYPED.key, fields={"text": "more"}))
    assert not left.exists()
    workbook.close()
    assert [draft.fields for draft in opened(folder).drafts.orphans()] == [
        {"text": "more"}
    ]


def test_draft_in_its_place_is_kept_whatever_becomes_of_the_old_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = opened(folder)
    workbook.drafts.keep(TYPED)
    wipe = files.wipe

    def broken(path: Path) -> None:
        if path.exists():
            raise OSError(5, "broken")
        wipe(path)

    with monkeypatch.context() as patch:
        patch.setattr(files, "wipe", broken)
        workbook.drafts.keep(Draft(key=TYPED.key, fields={"text": "more"}))
    workbook.drafts.keep(Draft(key=TYPED.key, fields={"text": "and more"}))
    workbook.close()
    assert [draft.fields for draft in opened(folder).drafts.orphans()] == [
        {"text": "and more"}
    ]


def test_text_of_a_plain_draft_is_overwritten_also_where_there_are_no_links(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "There are no links here.")

    monkeypatch.setattr(os, "link", refused)
    workbook = opened(folder)
    draft = Draft(key="new-entry", fields={"text": "words"})
    workbook.drafts.keep(draft)
    (path,) = (folder / "drafts").glob("*.json")
    with path.open("rb") as first:
        workbook.drafts.keep(draft)
        assert not first.read().strip(b"\0")
    assert [path.name for path in (folder / "drafts").iterdir()] == [path.name]
    workbook.close()


def test_text_of_plain_snapshots_is_overwritten_when_copies_are_put_away(
    folder: Path,
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("words"))
    assert workbook.compact()
    workbook.of(Entry).keep(entry("more"))
    gone = [
        path.open("rb")
        for path in (
            folder / "trust.json",
            folder / "trust.previous.json",
            log_file(folder, 2),
        )
    ]
    with workbook._ledger.lock.held(insist=True):
        drop_old_snapshots(workbook._ledger)
    for stream in gone:
        with stream:
            assert not stream.read().strip(b"\0")
    assert sorted(texts(workbook).values()) == ["more", "words"]
    workbook.close()


def test_session_that_reads_a_snapshot_that_is_being_overwritten_reads_the_new_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, other = opened(folder), opened(folder)
    other.of(Entry).keep(entry("words"))
    read = changes.read_sheet
    times: list[Path] = []

    def late(path: Path, *more: Any) -> Any:
        if path.name == "trust.json" and not times:
            times.append(path)
            with other._ledger.lock.held(insist=True):
                drop_old_snapshots(other._ledger)
            raise changes.DamagedFileError("snapshot")
        return read(path, *more)

    with monkeypatch.context() as patch:
        patch.setattr(changes, "read_sheet", late)
        mine._ledger._reload()
    assert list(texts(mine).values()) == ["words"]
    assert times
    mine.close()
