"""What is done beside the work: one failure ends nothing else, and nothing is noted of a passphrase that is gone."""

import threading
from pathlib import Path
from typing import Any

import pytest

from tests.store.helpers import PHRASE, entry, opened, texts
from trust_tui.domain.records import Entry
from trust_tui.store.disk import Folder
from trust_tui.store.encryption import remember
from trust_tui.store.encryption.sealed_files import Sealed


class SlowSeal(Sealed):
    """Stops where a proof is made, until it is told to go on."""

    def __init__(self, recipient: Any, identity: Any) -> None:
        super().__init__(recipient, identity)
        self.reached = threading.Event()
        self.go_on = threading.Event()

    def prove(self, digest: bytes) -> str:
        self.reached.set()
        assert self.go_on.wait(30)
        return super().prove(digest)


def test_nothing_is_written_while_it_is_noted_how_far_the_workbook_reaches(
    folder: Path,
) -> None:
    workbook = opened(folder)
    workbook.set_passphrase(PHRASE)
    ledger = workbook._ledger
    seal = ledger.seal
    assert isinstance(seal, Sealed)
    slow = SlowSeal(seal.recipient, seal._identity)
    ledger.seal = slow
    thread = threading.Thread(target=remember, args=(ledger,))
    thread.start()
    assert slow.reached.wait(30)
    is_free = ledger.writing.acquire(blocking=False)
    slow.go_on.set()
    thread.join(30)
    assert not is_free
    workbook.close()


def test_passphrase_that_another_session_removed_is_not_noted_again(
    folder: Path,
) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("mine"))
    workbook.set_passphrase(PHRASE)
    workbook.of(Entry).keep(entry("and later"))
    other = opened(folder, PHRASE)
    other.remove_passphrase(PHRASE)
    assert not workbook.compact()
    assert not (Folder(folder).here.path / "last").exists()
    for session in (workbook, other):
        session.close()
    again = opened(folder)
    assert not again.read_only
    assert sorted(texts(again).values()) == ["and later", "mine"]
    again.close()


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnhandledThreadExceptionWarning"
)
def test_step_that_fails_in_a_way_nobody_foresaw_keeps_no_other_from_its_turn(
    folder: Path,
) -> None:
    workbook = opened(folder)
    done = []

    def fail() -> None:
        raise ZeroDivisionError

    for step in (fail, lambda: done.append(1), fail, lambda: done.append(2)):
        workbook._upkeep._run(step)
    workbook.finish_upkeep()
    assert done == [1, 2]
    workbook._upkeep._run(lambda: done.append(3))
    workbook.finish_upkeep()
    assert done == [1, 2, 3]
    workbook.close()


def test_store_is_let_go_where_what_is_done_at_the_end_fails(
    folder: Path,
) -> None:
    workbook = opened(folder)
    workbook._ledger.alive.hold()

    def fail() -> None:
        raise OSError

    workbook.at_end = fail
    with pytest.raises(OSError):
        workbook.close()
    assert not workbook._ledger.is_loaded
    left = [*workbook._ledger.folder.here.sessions.glob("*.lock")]
    assert left == []
