"""Several machines with one workbook, and whatever may carry its files between them, in any order and under any name.

What was confirmed anywhere is there wherever all files have arrived, and then all machines show the same.
"""

import hashlib
import random
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
)

from tests.store.disk import Killed, Plan, disk
from tests.store.helpers import PHRASE, TickingClock, entry, opened, times
from trust_tui.domain.errors import LockedError
from trust_tui.domain.records import Entry
from trust_tui.store import is_sealed
from trust_tui.store.disk.data_folder import Folder
from trust_tui.store.encryption import keyfile
from trust_tui.store.store_workbook import StoreWorkbook

pytestmark = pytest.mark.timeout(3600)
WHICH = st.integers(0, 2)
CLOCKS = st.sampled_from([0.0, 1e9, 1.7e9, 5.7e9])


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Machine:
    """A machine: its folder, and what its synchroniser knows of each file there."""

    def __init__(self, folder: Path, clock: TickingClock) -> None:
        self.folder = folder
        self.clock = clock
        self.wall = 1.7e9
        self.past: dict[str, set[str]] = {}
        self.known: dict[str, str] = {}
        self.gone: set[str] = set()
        self.session: StoreWorkbook | None = None
        self.kept: set[str] = set()

    def workbook(self) -> StoreWorkbook:
        if self.session is None:
            phrase = PHRASE if is_sealed(self.folder) else None
            self.session = opened(self.folder, phrase, clock=self.clock)
        elif self.session.locked:
            self.session.unlock(PHRASE)
        self.session._ledger.author.wall = self.tick
        self.session._ledger.after = lambda: (
            None
        )  # all is done when a rule says so
        return self.session

    def refreshed(self) -> StoreWorkbook:
        """The session, with all that is there; when a passphrase was set elsewhere it is locked, and unlocked."""
        with suppress(LockedError):
            self.workbook().refresh()
        self.workbook().refresh()
        return self.workbook()

    def tick(self) -> float:
        self.wall += 1
        return self.wall

    def stop(self) -> None:
        if self.session is not None:
            self.session.finish_upkeep()
            self.session.close()
            self.session = None

    def files(self) -> dict[str, Path]:
        """What is carried: the snapshots, the log, copies of both, and the keys."""
        found = [
            *self.folder.glob("trust*.json*"),
            *self.folder.glob("key*.age"),
            *self.folder.glob("owner.pub"),
            *self.folder.glob("backups/key.age"),
            *(self.folder / "log").iterdir(),
        ]
        return {
            str(path.relative_to(self.folder)): path
            for path in sorted(found)
            if path.is_file() and "trust.next" not in path.name
        }

    def look(self) -> None:
        """See what has changed here, as a synchroniser does before it talks to another machine."""
        there = self.files()
        for name, path in there.items():
            now = digest(path)
            before = self.known.get(name)
            if before != now:
                self.past.setdefault(name, set())
                if before is not None:
                    self.past[name].add(before)
                self.known[name] = now
                self.gone.discard(name)
        for name in [*self.known]:
            if name not in there:
                self.past.setdefault(name, set()).add(self.known.pop(name))
                self.gone.add(name)


class Machines(RuleBasedStateMachine):
    """Three machines, and what is between them."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(keyfile, "COST", 2)
        self.home = Path(tempfile.mkdtemp(prefix="trust-tui-machines-"))
        self.clock = TickingClock()
        self.count = 0
        self.wanted: set[str] = set()
        self.is_sealed = False
        self.renames_both = False
        self.machines: list[Machine] = []

    def teardown(self) -> None:
        try:
            if self.machines:
                self.meet()
        finally:
            for machine in self.machines:
                machine.stop()
                Folder(machine.folder).here.forget()
            shutil.rmtree(self.home)
            self.patch.undo()

    @initialize(renames_both=st.booleans())
    def begin(self, renames_both: bool = False) -> None:
        self.renames_both = renames_both
        first = Machine(self.home / "0", self.clock)
        first.workbook()
        first.look()
        self.machines = [first]
        for name in ("1", "2"):
            shutil.copytree(first.folder, self.home / name)
            machine = Machine(self.home / name, self.clock)
            machine.look()
            self.machines.append(machine)

    # --- what people do -------------------------------------------------------------------------------------------

    def text(self) -> str:
        self.count += 1
        return f"text {self.count}"

    @rule(which=WHICH)
    def keep(self, which: int) -> None:
        text = self.text()
        self.machines[which].workbook().of(Entry).keep(entry(text))
        self.machines[which].kept.add(text)
        self.wanted.add(text)

    @rule(which=WHICH, at=st.integers(0, 20))
    def change(self, which: int, at: int) -> None:
        entries = self.machines[which].workbook().of(Entry)
        records = entries.all()
        if records:
            record, text = records[at % len(records)], self.text()
            entries.change(record, entry(text))
            self.machines[which].kept.add(text)
            self.forget(record.value.text)
            self.wanted.add(text)

    def forget(self, text: str) -> None:
        self.wanted.discard(text)

    @rule(which=WHICH, at=st.integers(0, 20))
    def delete(self, which: int, at: int) -> None:
        entries = self.machines[which].workbook().of(Entry)
        records = entries.all()
        if records:
            entries.delete(records[at % len(records)])

    @rule(which=WHICH)
    def refresh(self, which: int) -> None:
        """Whatever came meanwhile, what was kept here is still shown here."""
        machine = self.machines[which]
        machine.refreshed()
        live, thrown = self.shown(machine)
        own = machine.kept & self.wanted
        assert own <= {*live.values(), *thrown.values()}

    @rule(which=WHICH)
    def restart(self, which: int) -> None:
        self.machines[which].stop()
        self.machines[which].workbook()

    @rule(which=WHICH)
    def end(self, which: int) -> None:
        self.machines[which].stop()

    @rule(which=WHICH)
    def compact(self, which: int) -> None:
        session = self.machines[which].refreshed()
        session.finish_upkeep()
        session.compact()

    @rule(which=WHICH)
    def clear_up(self, which: int) -> None:
        session = self.machines[which].refreshed()
        session.copies.clear_up()

    @rule(
        which=WHICH,
        what=st.sampled_from(["keep", "change", "compact", "clear up", "open"]),
        at=st.integers(1, 150),
    )
    def die(self, which: int, what: str, at: int) -> None:
        """A session is killed at some point between its start and the end of what it does."""
        machine = self.machines[which]
        machine.stop()
        text = self.text()
        records = [*machine.workbook().of(Entry).all()]
        machine.stop()
        if what == "change" and records:
            self.forget(records[0].value.text)
        with (
            pytest.MonkeyPatch.context() as patch,
            disk(patch, machine.folder, Plan(at, "kill")),
            suppress(Killed),
        ):
            session = machine.workbook()
            if what == "keep" or (what == "change" and not records):
                session.of(Entry).keep(entry(text))
                self.wanted.add(text)
            elif what == "change":
                session.of(Entry).change(records[0], entry(text))
                self.wanted.add(text)
            elif what == "compact":
                session.compact()
            elif what == "clear up":
                session.copies.clear_up()
            machine.stop()
        machine.session = None

    @precondition(lambda self: not self.is_sealed)
    @rule(which=WHICH)
    def seal(self, which: int) -> None:
        """A passphrase is set on one machine while all are in step, and its files arrive before anything is kept."""
        self.meet()
        self.is_sealed = True
        self.machines[which].workbook().set_passphrase(PHRASE)
        for other in range(3):
            self.send(self.machines[which], self.machines[other])
            assert self.machines[other].refreshed().has_passphrase
        self.meet()

    @rule(which=WHICH, wall=CLOCKS)
    def jump(self, which: int, wall: float) -> None:
        self.machines[which].wall = wall

    # --- what synchronisers do ------------------------------------------------------------------------------------

    @rule(giver=WHICH, taker=WHICH, seed=st.integers(0, 1 << 30))
    def deliver_some(self, giver: int, taker: int, seed: int) -> None:
        a, b = self.machines[giver], self.machines[taker]
        a.look()
        b.look()
        names = [*a.files(), *sorted(a.gone)]
        random.Random(seed).shuffle(names)
        for name in names[: len(names) // 2 + 1]:
            self.deliver(a, b, name)

    @rule(giver=WHICH, taker=WHICH)
    def deliver_everything(self, giver: int, taker: int) -> None:
        self.send(self.machines[giver], self.machines[taker])

    def send(self, a: Machine, b: Machine) -> None:
        if a is b:
            return
        a.look()
        b.look()
        for name in [*a.files(), *sorted(a.gone)]:
            self.deliver(a, b, name)

    def deliver(self, a: Machine, b: Machine, name: str) -> None:
        if a is b:
            return
        place = b.folder / name
        if name in a.gone:
            mine = b.known.get(name)
            if (
                mine is not None
                and mine in a.past.get(name, ())
                and place.exists()
            ):
                place.unlink()
                b.look()
            return
        source = a.folder / name
        if not source.exists():
            return
        theirs, mine = digest(source), b.known.get(name)
        past = b.past.setdefault(name, set())
        if theirs == mine or theirs in past:
            return
        is_conflict = mine is not None and mine not in a.past.get(name, ())
        if is_conflict and self.renames_both and name.startswith("trust"):
            self.rename_both(a, b, name)
            return
        if is_conflict:
            stem, _, rest = name.partition(".json")
            place = b.folder / f"{stem}.sync-conflict-{theirs[:7]}.json{rest}"
            past.add(theirs)
        self.put(source, place)
        past |= a.past.get(name, set())
        b.look()

    def rename_both(self, a: Machine, b: Machine, name: str) -> None:
        """As rclone does: each of the two gets another name on both sides, and nothing has the first one."""
        for number, machine in enumerate((a, b), 1):
            for place in (a, b):
                self.put(
                    machine.folder / name,
                    place.folder / f"{name}..path{number}",
                )
        for machine in (a, b):
            (machine.folder / name).unlink()
            machine.look()

    def put(self, source: Path, place: Path) -> None:
        hidden = place.with_name(f".syncthing.{place.name}.tmp")
        shutil.copyfile(source, hidden)
        hidden.chmod(0o600)
        hidden.rename(place)

    @rule(giver=WHICH, taker=WHICH, at=st.integers(0, 50))
    def deliver_under_another_name(
        self, giver: int, taker: int, at: int
    ) -> None:
        a, b = self.machines[giver], self.machines[taker]
        names = [name for name in a.files() if name.startswith("log/")]
        if names and a is not b:
            name = names[at % len(names)]
            self.put(
                a.folder / name,
                b.folder / name.replace(".json", " (1).json", 1),
            )
            b.look()

    @rule(
        giver=WHICH, taker=WHICH, at=st.integers(0, 50), part=st.floats(0, 0.99)
    )
    def deliver_half(
        self, giver: int, taker: int, at: int, part: float
    ) -> None:
        a, b = self.machines[giver], self.machines[taker]
        names = [name for name in a.files() if name.startswith("log/")]
        if names and a is not b:
            name = names[at % len(names)]
            place = b.folder / name
            if not place.exists() and name not in b.gone:
                data = (a.folder / name).read_bytes()
                place.write_bytes(data[: int(len(data) * part)])
                place.chmod(0o600)
                self.refresh(taker)
                place.unlink()

    # --- what must be so ------------------------------------------------------------------------------------------

    @precondition(lambda self: self.machines)
    @rule()
    def meet(self) -> None:
        """All files arrive everywhere."""
        for _ in range(12 if self.renames_both else 6):
            for a in self.machines:
                for b in self.machines:
                    self.send(a, b)
            for machine in self.machines:
                session = machine.refreshed()
                session.finish_upkeep()
                session.copies.clear_up()
        shown = [self.shown(machine) for machine in self.machines]
        for machine, (live, thrown) in zip(self.machines, shown, strict=True):
            missing = self.wanted - set(live.values()) - set(thrown.values())
            assert not missing, (machine.folder.name, missing)
        assert shown[0] == shown[1] == shown[2]
        for machine in self.machines:
            machine.stop()
            assert self.shown(machine) == shown[0]
            assert [f.said for f in machine.workbook().findings if f.lost] == []

    def shown(self, machine: Machine) -> tuple[dict[str, str], dict[str, str]]:
        session = machine.workbook()
        return (
            {
                record.id: record.value.text
                for record in session.of(Entry).all()
            },
            {one.record.id: one.record.value.text for one in session.trash()},
        )


TestMachines = Machines.TestCase
TestMachines.settings = settings(
    max_examples=times(25, 2000),
    # The same histories each time; a long run draws others.
    derandomize=times(25, 2000) == 25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)


@pytest.mark.parametrize("seed", range(20))
def test_changes_of_two_machines_are_all_there_in_whatever_order_they_come(
    tmp_path: Path, seed: int
) -> None:
    """In any order, a few at a time, some twice and some under the name of a conflict copy."""
    chance = random.Random(seed)
    clock = TickingClock()
    folders = [tmp_path / name for name in ("desk", "laptop", "third")]
    opened(folders[0], clock=clock).close()
    for folder in folders[1:]:
        shutil.copytree(folders[0], folder)
    for folder in folders[:2]:
        writer = opened(folder, clock=clock)
        for number in range(10):
            writer.of(Entry).keep(entry(f"{folder.name} {number}"))
        writer.close()
    coming = [
        path for folder in folders[:2] for path in (folder / "log").iterdir()
    ]
    coming += chance.sample(coming, 5)
    chance.shuffle(coming)
    reader = opened(folders[2], clock=clock)
    for number, path in enumerate(coming):
        name = path.name
        if chance.random() < 0.3:
            name = name.replace(".json", f".sync-conflict-{number}.json")
        shutil.copy2(path, folders[2] / "log" / name)
        if chance.random() < 0.3:
            reader.refresh()
            reader.compact()
    reader.refresh()
    shown = sorted(record.value.text for record in reader.of(Entry).all())
    assert shown == sorted(
        f"{folder.name} {number}"
        for folder in folders[:2]
        for number in range(10)
    )
    assert not reader._ledger.state.missing()
    assert reader.copies.unjoined() == []
    reader.close()


def test_a_deletion_that_lost_against_an_edit_leaves_its_text_in_the_trash() -> (
    None
):
    state = Machines()
    try:
        state.begin()
        state.keep(1)
        state.meet()
        state.change(1, 0)
        state.delete(1, 0)
        state.change(2, 0)
        state.meet()
        live, thrown = state.shown(state.machines[0])
        assert [*live.values()] == ["text 3"]
        assert [*thrown.values()] == ["text 2"]
    finally:
        state.teardown()
