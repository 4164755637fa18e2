"""A workbook was begun on two machines before a synchroniser brought the two together: nothing of either is lost."""

import shutil
from pathlib import Path

import pytest

from tests.store.helpers import entry, opened, texts
from trust_tui.domain.records import Entry


def begun(folder: Path, *words: str, compacts: bool = False) -> Path:
    """A folder in which somebody wrote."""
    workbook = opened(folder)
    for text in words:
        workbook.of(Entry).keep(entry(text))
    if compacts:
        workbook.compact()
    workbook.close()
    return folder


def carry(source: Path, target: Path, *, wins: bool) -> None:
    """Bring the files of one folder into another, as a synchroniser does; where both have one, the loser is renamed."""
    for path in sorted(source.rglob("*")):
        place = target / path.relative_to(source)
        if path.is_dir() or path.name == ".here":
            continue
        place.parent.mkdir(exist_ok=True)
        if place.exists() and place.read_bytes() != path.read_bytes():
            name = f"{path.stem}.sync-conflict-20261130-101500-ABCDEFG{path.suffix}"
            loser = place.with_name(name)
            if not wins:
                shutil.copy2(path, loser)
                continue
            place.rename(loser)
        shutil.copy2(path, place)


def shown(folder: Path) -> list[str]:
    workbook = opened(folder)
    assert workbook.copies.unjoined() == []
    assert not any(finding.lost for finding in workbook.findings)
    found = sorted(texts(workbook).values())
    workbook.close()
    return found


@pytest.mark.parametrize("wins", [True, False])
@pytest.mark.parametrize("compacts", [True, False])
def test_an_empty_beginning_gives_way_wherever_the_files_go(
    tmp_path: Path, *, wins: bool, compacts: bool
) -> None:
    desk = begun(tmp_path / "desk", "one", "two", compacts=compacts)
    laptop = begun(tmp_path / "laptop")
    carry(desk, laptop, wins=wins)
    assert shown(laptop) == ["one", "two"]
    carry(laptop, desk, wins=not wins)
    assert shown(desk) == ["one", "two"]
    begun(laptop, "three")
    carry(laptop, desk, wins=wins)
    assert shown(desk) == shown(laptop) == ["one", "three", "two"]


@pytest.mark.parametrize("wins", [True, False])
def test_two_plain_workbooks_are_one_after_they_met(
    tmp_path: Path, *, wins: bool
) -> None:
    desk = begun(tmp_path / "desk", "on the desk")
    laptop = begun(tmp_path / "laptop", "on the laptop")
    carry(desk, laptop, wins=wins)
    carry(laptop, desk, wins=not wins)
    both = ["on the desk", "on the laptop"]
    for folder in (desk, laptop):
        workbook = opened(folder)
        assert sorted(texts(workbook).values()) == both
        workbook.compact()
        workbook.close()
        workbook = opened(folder)
        assert sorted(texts(workbook).values()) == both
        workbook.close()


def test_a_living_session_goes_on_when_an_empty_beginning_comes(
    tmp_path: Path,
) -> None:
    desk = begun(tmp_path / "desk", "one", compacts=True)
    laptop = begun(tmp_path / "laptop")
    session = opened(desk)
    carry(laptop, desk, wins=True)
    session.refresh()
    session.of(Entry).keep(entry("two"))
    assert sorted(texts(session).values()) == ["one", "two"]
    session.close()
    assert shown(desk) == ["one", "two"]


@pytest.mark.usefixtures("cheap_passphrase")
def test_a_sealed_workbook_comes_to_an_empty_beginning(tmp_path: Path) -> None:
    desk = begun(tmp_path / "desk", "one")
    session = opened(desk)
    session.set_passphrase("secret")
    session.of(Entry).keep(entry("two"))
    session.close()
    laptop = begun(tmp_path / "laptop")
    carry(desk, laptop, wins=True)
    for folder in (laptop, desk):
        session = opened(folder, "secret")
        assert sorted(texts(session).values()) == ["one", "two"]
        assert session.copies.unjoined() == []
        session.close()
        carry(laptop, desk, wins=False)
