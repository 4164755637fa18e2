"""Each operation on files fails in turn: nothing confirmed is lost, nothing called failed has stuck."""

import errno
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.store.disk import Disk, Killed, Plan, disk
from tests.store.helpers import (
    LONG,
    PHRASE,
    Content,
    compact_often,
    content,
    entry,
    holding,
    lay_down,
    leftovers,
    opened,
    texts,
)
from trust_tui.domain.errors import StoreError, UncertainError
from trust_tui.domain.records import Entry
from trust_tui.domain.workbook import Draft
from trust_tui.store import is_sealed
from trust_tui.store.encryption import keyfile
from trust_tui.store.log import changes, upgrades
from trust_tui.store.store_workbook import StoreWorkbook


@dataclass
class Story:
    """What a session does while the disk fails, and what must be there afterwards.

    Attributes:
        folder: Where the store is.
        kept: Texts of entries that are there for certain.
        perhaps: Texts in the one other way that is allowed, after a kill or an uncertain save.
        phrases: Passphrases of which one must open the store; empty when it must not be sealed.
        drafts: Texts of drafts one of which must be there.
    """

    folder: Path
    kept: set[str] = field(default_factory=set)
    perhaps: set[str] | None = None
    phrases: tuple[str, ...] | None = None
    gone: str = ""
    drafts: tuple[str, ...] = ()

    def step(
        self, action: Callable[[], object], then: set[str] | None = None
    ) -> bool:
        """Do something that, when it goes well, leaves these texts."""
        then = self.kept if then is None else then
        self.perhaps = then
        try:
            action()
        except UncertainError:
            raise
        except StoreError:
            self.perhaps = None
            return False
        self.kept, self.perhaps = then, None
        return True


def saving(story: Story, workbook: StoreWorkbook) -> None:
    entries = workbook.of(Entry)
    story.step(lambda: entries.keep(entry("a")), story.kept | {"a"})
    first = entries.all()[-1]
    story.step(
        lambda: entries.change(first, entry("b")),
        (story.kept - {first.value.text}) | {"b"},
    )
    story.step(
        lambda: entries.delete(entries.all()[-1]),
        story.kept - {entries.all()[-1].value.text},
    )

    def several() -> None:
        with workbook.batch():
            entries.keep(entry("c"))
            entries.keep(entry("d"))

    story.step(several, story.kept | {"c", "d"})


def folding(story: Story, workbook: StoreWorkbook) -> None:
    story.step(lambda: workbook.of(Entry).keep(entry("a")), story.kept | {"a"})
    story.step(workbook.compact)
    story.step(lambda: workbook.of(Entry).keep(entry("b")), story.kept | {"b"})
    story.step(workbook.compact)


def setting(story: Story, workbook: StoreWorkbook) -> None:
    story.phrases = ("", PHRASE)
    worked = story.step(lambda: workbook.set_passphrase(PHRASE))
    story.phrases = (PHRASE,) if worked else ("",)


def changing(story: Story, workbook: StoreWorkbook) -> None:
    story.phrases = (PHRASE, "new")
    worked = story.step(lambda: workbook.change_passphrase(PHRASE, "new"))
    story.phrases = ("new",) if worked else (PHRASE,)


def removing(story: Story, workbook: StoreWorkbook) -> None:
    story.phrases = ("", PHRASE)
    worked = story.step(lambda: workbook.remove_passphrase(PHRASE))
    story.phrases = ("",) if worked else (PHRASE,)


def deleting(story: Story, workbook: StoreWorkbook) -> None:
    record = next(
        record
        for record in workbook.of(Entry).all()
        if record.value.text == "first"
    )
    if story.step(
        lambda: workbook.delete_for_good([record.id]), story.kept - {"first"}
    ):
        story.gone = "first"


def restoring(story: Story, workbook: StoreWorkbook) -> None:
    oldest = workbook.backups()[-1].name
    story.step(workbook.backup)
    story.step(lambda: workbook.restore_backup(oldest), {"first"})


def drafting(story: Story, workbook: StoreWorkbook) -> None:
    story.drafts = ("",)
    for text in ("one", "two", "three"):
        story.drafts = (*story.drafts, text)
        with suppress(StoreError):
            workbook.drafts.keep(Draft(key="new-entry", fields={"text": text}))
            story.drafts = (text,)


PLAIN: dict[str, Callable[[Story, StoreWorkbook], None]] = {
    "save": saving,
    "fold": folding,
    "set passphrase": setting,
    "delete for good": deleting,
    "draft": drafting,
}
SEALED: dict[str, Callable[[Story, StoreWorkbook], None]] = {
    "sealed save": saving,
    "sealed fold": folding,
    "change passphrase": changing,
    "remove passphrase": removing,
}
SEALED |= {"sealed restore": restoring, "sealed delete for good": deleting}
STORIES = PLAIN | SEALED


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Content]:
    """A store with a little in every part of it, plain and sealed."""
    cost, keyfile.COST = keyfile.COST, 4
    made = {}
    for sealed in (False, True):
        folder = tmp_path_factory.mktemp("store") / "home"
        workbook = opened(folder)
        workbook.of(Entry).keep(entry("first"))
        workbook.backup()
        compact_often(workbook)
        workbook.of(Entry).keep(entry("last"))
        workbook.drafts.keep(Draft(key="goal:5", fields={"text": "drafted"}))
        if sealed:
            workbook.set_passphrase(PHRASE)
            workbook.of(Entry).keep(entry("sealed"))
        workbook.close()
        made[sealed] = content(folder)
    keyfile.COST = cost
    return made


def tell(name: str, folder: Path, between: Disk | None) -> Story:
    story = Story(folder)
    story.phrases = (PHRASE,) if name in SEALED else ("",)
    story.kept = {"first", "fold 0", "fold 1", "last"} | (
        {"sealed"} if name in SEALED else set()
    )
    workbook = None
    with suppress(Killed, StoreError):
        workbook = opened(folder, PHRASE if is_sealed(folder) else None)
        STORIES[name](story, workbook)
        if (
            between is not None
            and not between.dead
            and between.plan.how == "once"
            and not workbook.locked
        ):
            assert set(texts(workbook).values()) == story.kept
    if workbook is not None and between is not None and not between.dead:
        with suppress(Killed, StoreError):
            workbook.close()
    return story


def verify(story: Story) -> None:
    """Open without faults and look."""
    phrases = story.phrases or ("",)
    sealed = is_sealed(story.folder)
    workbook = None
    for phrase in phrases:
        if bool(phrase) == sealed:
            with suppress(StoreError):
                workbook = opened(story.folder, phrase or None)
    assert workbook is not None, "no allowed passphrase opens the store"
    found = set(texts(workbook).values())
    assert found in (story.kept, story.perhaps), found
    assert [finding for finding in workbook.findings if finding.lost] == []
    assert [finding for finding in workbook.check() if finding.lost] == []
    if story.drafts:
        assert {draft.fields["text"] for draft in workbook.drafts.orphans()} - {
            "drafted"
        } <= set(story.drafts)
        if "" not in story.drafts:
            assert any(
                draft.fields["text"] in story.drafts
                for draft in workbook.drafts.orphans()
            )
    if story.gone:
        assert holding(story.folder, story.gone.encode()) == []
    again = workbook.of(Entry).keep(entry("afterwards"))
    workbook.finish_upkeep()
    assert workbook.compact() or not workbook._ledger.state.changes
    workbook.close()
    assert leftovers(story.folder) == []
    if sealed:
        assert holding(story.folder, b'"text"') == []
    else:
        workbook = opened(story.folder)
        assert workbook.of(Entry).get(again.id) == again
        workbook.close()


ERRORS = [errno.EIO, errno.ENOSPC, errno.EACCES]


def plans(at: int, kind: str) -> list[Plan]:
    every = [
        Plan(at, how, code) for how in ("once", "on") for code in ERRORS
    ] + [Plan(at, "kill")]
    if kind == "write":
        every.append(Plan(at, "short"))
    if LONG:
        return every
    chosen = [every[at * 3 % len(every)]]
    if kind in ("link", "rename", "unlink") and chosen[0].how != "kill":
        chosen.append(Plan(at, "kill"))
    return chosen


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", STORIES)
def test_each_file_operation_fails_in_turn(
    name: str,
    stores: dict[bool, Content],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    """Over all stories this makes well over 350 runs; the number of each is in its report."""
    origin = stores[name in SEALED]
    folder = tmp_path / "store"
    lay_down(origin, folder)
    with disk(monkeypatch, folder) as between:
        tell(name, folder, between)
    kinds = between.kinds
    runs = 0
    for at, kind in enumerate(kinds, start=1):
        if kind in ("stat", "scandir", "read", "close") and not LONG and at % 3:
            continue
        for plan in plans(at, kind):
            lay_down(origin, folder)
            with disk(monkeypatch, folder, plan) as between:
                story = tell(name, folder, between)
            try:
                verify(story)
            except BaseException as error:
                raise AssertionError(
                    f"{name}: operation {at} ({kind}), {plan}: {error!r}"
                ) from error
            runs += 1
    record_property("runs", runs)
    print(f"{name}: {len(kinds)} operations, {runs} runs")
    assert runs >= 25


def upgrade_to_two(monkeypatch: pytest.MonkeyPatch) -> None:
    def shout(documents: dict[str, dict[str, Any]]) -> None:
        for document in documents.get("entries", {}).values():
            document["text"] = document["text"].upper()

    monkeypatch.setattr(changes, "SCHEMA", 3)
    monkeypatch.setitem(upgrades.STEPS, 2, shout)


@pytest.mark.timeout(600)
def test_each_file_operation_of_an_upgrade_fails_in_turn(
    stores: dict[bool, Content], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade_to_two(monkeypatch)
    expected = {"FIRST", "FOLD 0", "FOLD 1", "LAST"}
    folder = tmp_path / "store"
    runs, at = 0, 0
    while True:
        at += 1
        reached = False
        for plan in plans(at, "rename"):
            lay_down(stores[False], folder)
            with (
                disk(monkeypatch, folder, plan) as between,
                suppress(Killed, StoreError),
            ):
                opened(folder)
            reached = reached or between.count >= at
            workbook = opened(folder)
            assert set(texts(workbook).values()) == expected, plan
            workbook.close()
            assert leftovers(folder) == []
            runs += 1
        if not reached:
            break
    print(f"upgrade: {at} operations, {runs} runs")
    assert runs >= 100


@pytest.mark.timeout(300)
def test_each_file_operation_of_taking_a_numbered_workbook_over_fails_in_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbered changes that were folded and some that were not, of which two came from elsewhere."""
    numbered = content(
        Path(__file__).parent / "cases" / "changes-below-the-fold"
    )
    folder = tmp_path / "store"
    folder.mkdir()
    expected = {f"base{at}" for at in range(3)} | {f"a{at}" for at in range(12)}
    expected |= {"b0", "b1"}
    at = 0
    while True:
        at += 1
        reached = False
        for plan in plans(at, "rename"):
            lay_down(numbered, folder)
            with (
                disk(monkeypatch, folder, plan) as between,
                suppress(Killed, StoreError),
            ):
                opened(folder)
            reached = reached or between.count >= at
            workbook = opened(folder)
            assert set(texts(workbook).values()) == expected, plan
            assert [
                finding for finding in workbook.findings if finding.lost
            ] == []
            kept = workbook.of(Entry).keep(entry("afterwards"))
            workbook.close()
            assert set(texts(opened(folder)).values()) == expected | {
                "afterwards"
            }
            assert leftovers(folder) == [], kept.id
        if not reached:
            break
    assert at >= 30
