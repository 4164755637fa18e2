"""Real processes, killed with SIGKILL again and again: nothing confirmed is lost, nothing old has changed."""

import hashlib
import random
import selectors
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.helpers import (
    PHRASE,
    entry,
    everything,
    leftovers,
    names,
    opened,
    times,
)
from tests.store.nursery import Child
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Draft
from trust_tui.store import is_sealed
from trust_tui.store.disk import Folder

SAVER = textwrap.dedent(
    """
    import os, signal, sys
    from pathlib import Path
    from tests.store.helpers import opened, entry, PHRASE
    from trust_tui.domain.records import Entry
    from trust_tui.domain.workbook import Draft
    from trust_tui.store import is_sealed
    from trust_tui.store.disk import files
    from trust_tui.store.encryption import keyfile
    from trust_tui.store.log import compaction
    folder, seed, aimed = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    keyfile.COST = 4
    compaction.EVERY = 7
    if aimed:
        # Die inside an operation of a save, of a fold or of a draft: after so many of them.
        left = [aimed]
        def counting(real):
            def counted(*arguments, **named):
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*arguments, **named)
            return counted
        for name in ("write", "fsync", "link", "rename", "unlink", "close"):
            setattr(os, name, counting(getattr(os, name)))
    workbook = opened(folder, PHRASE if is_sealed(folder) else None, upkeep=True)
    def say(line):
        # In one piece: half a line would look like something that was never kept.
        sys.stdout.write(line)
        sys.stdout.flush()
    print("ready", flush=True)
    for number in range(100_000):
        record = workbook.of(Entry).keep(entry(f"{seed} {number}"))
        say(f"kept {record.id} {seed} {number}\\n")
        changed = workbook.of(Entry).change(record, entry(f"{seed} {number} changed"))
        say(f"changed {record.id} {seed} {number} changed\\n")
        workbook.drafts.keep(Draft(key="new-entry", fields={"text": f"{seed} {number}"}))
        say(f"drafted 0 {seed} {number}\\n")
    """
)


def run_until_killed(
    folder: Path, seed: str, lines: int, aimed: int = 0
) -> dict[str, list[str]]:
    """Run a session and kill it after so many confirmed lines, or let it die at its aim. Returns what it confirmed."""
    process = Child(SAVER, folder, seed, aimed)
    said: list[str] = []
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while len(said) <= lines:
            assert selector.select(60)
            line = process.stdout.readline()
            if not line:
                break
            said.append(line.rstrip("\n"))
    process.kill()
    _, rest, errors = process.end()
    said += rest.split("\n")
    assert errors == ""
    confirmed: dict[str, list[str]] = {}
    for line in said:
        parts = line.split(" ", 2)
        if len(parts) == 3:
            confirmed.setdefault(
                "draft" if parts[0] == "drafted" else parts[1], []
            ).append(parts[2])
    return confirmed


def digest(folder: Path, ids: set[str]) -> str:
    """Of every byte of all old records: that a store opens proves nothing."""
    workbook = opened(folder, PHRASE if is_sealed(folder) else None)
    found = everything(workbook)
    workbook.close()
    text = repr(
        sorted(
            (table, id, rows[id])
            for table, rows in found.items()
            for id in rows
            if id in ids
        )
    )
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


@pytest.mark.timeout(3000)
@pytest.mark.parametrize("sealed", [False, True], ids=["plain", "sealed"])
@pytest.mark.parametrize(
    "aimed", [False, True], ids=["at-random", "inside-a-write"]
)
def test_a_killed_session_loses_nothing_it_has_confirmed(
    folder: Path,
    sealed: bool,
    aimed: bool,
    record_property: Callable[[str, object], None],
) -> None:
    """10 kills each in a short run, 500 in a long one."""
    workbook = opened(folder)
    for number in range(30):
        workbook.of(Entry).keep(entry(f"old {number} \ud800"))
    if sealed:
        workbook.set_passphrase(PHRASE)
    old = {record.id for record in workbook.of(Entry).all()}
    workbook.close()
    before = digest(folder, old)
    rng = random.Random(3)
    count = times(10, 500)
    drafts: list[str] = []
    for number in range(count):
        aim = rng.randrange(1, 250) if aimed else 0
        confirmed = run_until_killed(
            folder, f"run {number}", 1 << 30 if aim else rng.randrange(40), aim
        )
        workbook = opened(folder, PHRASE if sealed else None)
        assert [*workbook.findings] == []
        for id, texts in confirmed.items():
            if id != "draft":
                record = workbook.of(Entry).get(id)
                assert record is not None
                assert record.value.text in (texts[-1], texts[-1] + " changed")
        orphans = [draft.fields["text"] for draft in workbook.drafts.orphans()]
        last = confirmed.get("draft", [""])[-1]
        assert not last or any(
            text >= last or text.startswith(f"run {number}") for text in orphans
        )
        drafts += orphans
        for draft in workbook.drafts.orphans():
            workbook.drafts.adopt(draft)
            workbook.drafts.drop(draft.key)
        workbook.close()
        assert digest(folder, old) == before
        assert leftovers(folder) == []
    record_property("kills", count)
    print(f"{count} kills")
    assert not any(name.startswith("drafts/") for name in names(folder))


@pytest.mark.timeout(600)
def test_a_session_killed_beside_living_ones_leaves_them_in_peace(
    folder: Path,
) -> None:
    """6 kills beside a living session, 200 in a long run."""
    living = opened(folder)
    living.drafts.keep(Draft(key="new-entry", fields={"text": "mine"}))
    mine = []
    for number in range(times(6, 200)):
        confirmed = run_until_killed(folder, f"run {number}", 5 + number % 20)
        mine.append(living.of(Entry).keep(entry(f"living {number}")).id)
        for id in confirmed:
            assert id == "draft" or living.of(Entry).get(id) is not None
    assert "mine" not in [
        draft.fields["text"] for draft in opened(folder).drafts.orphans()
    ]
    living.close()
    workbook = opened(folder)
    assert all(workbook.of(Entry).get(id) is not None for id in mine)
    assert "mine" in [
        draft.fields["text"] for draft in workbook.drafts.orphans()
    ]


TURNER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from tests.store.helpers import opened, PHRASE
    from trust_tui.store import is_sealed
    from trust_tui.store.encryption import keyfile
    folder = Path(sys.argv[1])
    keyfile.COST = 4
    workbook = opened(folder, PHRASE if is_sealed(folder) else None)
    print("ready", flush=True)
    while True:
        workbook.set_passphrase(PHRASE) if not workbook.has_passphrase else workbook.remove_passphrase(PHRASE)
        print("sealed" if workbook.has_passphrase else "plain", flush=True)
    """
)


@pytest.mark.timeout(3000)
def test_a_session_killed_while_it_turns_the_passphrase_leaves_one_state_or_the_other(
    folder: Path,
) -> None:
    """12 kills in a short run, 200 in a long one."""
    workbook = opened(folder)
    for number in range(10):
        workbook.of(Entry).keep(entry(f"old {number}"))
    workbook.backup()
    workbook.drafts.keep(Draft(key="goal:1", fields={"text": "drafted"}))
    before = everything(workbook)["entries"]
    workbook.close()
    rng = random.Random(5)
    for _ in range(times(12, 200)):
        process = Child(TURNER, folder)
        for _ in range(1 + rng.randrange(3)):
            process.stdout.readline()
        for _ in range(
            rng.randrange(200_000)
        ):  # somewhere in the middle of the next turn, without a clock
            pass
        process.kill()
        process.end()
        sealed = is_sealed(folder)
        workbook = opened(folder, PHRASE if sealed else None)
        assert everything(workbook)["entries"] == before
        assert [
            draft.fields["text"] for draft in workbook.drafts.orphans()
        ] == ["drafted"]
        assert [*workbook.findings, *workbook.check()] == []
        workbook.close()
        assert leftovers(folder) == []
        plain = {name for name in names(folder) if name.endswith(".json")}
        closed = {name for name in names(folder) if name.endswith(".age")}
        assert not (plain if sealed else closed)


def test_room_that_a_killed_session_was_about_to_take_is_given_back(
    folder: Path,
) -> None:
    opened(folder).close()
    half = Folder(folder).here.path / ".0123456789abcdef.reserve.tmp"
    half.write_bytes(bytes(8))

    opened(folder).close()

    assert leftovers(folder) == []
    assert not half.exists()
