"""Files are written whole, for their owner alone, and never over what is there unless asked."""

import errno
import stat
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from trust_tui import whole_file
from trust_tui.domain.cancellable_task import CancellableTask
from trust_tui.domain.errors import StoppedError, TrustError
from trust_tui.transfer import write_files
from trust_tui.transfer.write_files import (
    neutral_name,
    write_file,
    write_folder,
)
from trust_tui.whole_file import Fill

T = TypeVar("T")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_name_tells_nothing_but_the_day() -> None:
    assert neutral_name(date(2026, 11, 24), ".json") == "export-2026-11-24.json"


def test_a_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    write_file(tmp_path / "a", [b"one", b"two"])

    assert (tmp_path / "a").read_bytes() == b"onetwo"
    assert mode(tmp_path / "a") == 0o600
    assert names(tmp_path) == ["a"]


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")

    with pytest.raises(TrustError, match="choose another"):
        write_file(tmp_path / "a", [b"new"])

    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


def test_a_file_that_appears_meanwhile_stays(tmp_path: Path) -> None:
    def chunks() -> list[bytes]:
        (tmp_path / "a").write_bytes(b"other")
        return [b"new"]

    with pytest.raises(TrustError, match="choose another"):
        write_file(tmp_path / "a", (chunk for _ in [0] for chunk in chunks()))

    assert (tmp_path / "a").read_bytes() == b"other"


def test_a_file_is_replaced_when_asked_and_a_link_is_not_followed(
    tmp_path: Path,
) -> None:
    (tmp_path / "other").write_bytes(b"other")
    (tmp_path / "a").symlink_to(tmp_path / "other")

    write_file(tmp_path / "a", [b"new"], replace=True)

    assert (tmp_path / "other").read_bytes() == b"other"
    assert (tmp_path / "a").read_bytes() == b"new"
    assert mode(tmp_path / "a") == 0o600


def test_a_disk_without_second_names_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", refuse)
    write_file(tmp_path / "a", [b"one"])

    assert (tmp_path / "a").read_bytes() == b"one"
    with pytest.raises(TrustError, match="choose another"):
        write_file(
            tmp_path / "b", (b"x" for _ in [(tmp_path / "b").write_bytes(b"")])
        )


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (PermissionError(), "Nothing may be written"),
        (OSError(28, "full"), "could not be written"),
    ],
)
def test_a_failed_file_leaves_nothing_behind(
    fault: OSError, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(descriptor: int) -> None:
        raise fault

    monkeypatch.setattr("os.fsync", fail)

    with pytest.raises(TrustError, match=told):
        write_file(tmp_path / "a", [b"one"])

    assert names(tmp_path) == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(TrustError, match="no such folder"):
        write_file(tmp_path / "no" / "a", [b"one"])


def test_a_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    written = write_folder(
        tmp_path / "out", [("a.md", b"a"), ("deep/b.md", b"b")]
    )

    assert written == [
        tmp_path / "out" / name for name in ("a.md", "deep/b.md")
    ]
    assert (tmp_path / "out" / "deep" / "b.md").read_bytes() == b"b"
    assert mode(tmp_path / "out") == mode(tmp_path / "out" / "deep") == 0o700
    assert mode(tmp_path / "out" / "a.md") == 0o600


def test_a_folder_with_such_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_bytes(b"old")

    with pytest.raises(TrustError, match="choose another"):
        write_folder(tmp_path, [("a.md", b"a"), ("b.md", b"b")])

    assert names(tmp_path) == ["b.md"]


def test_files_in_a_folder_are_replaced_when_asked(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_bytes(b"old")
    (tmp_path / "c.md").write_bytes(b"mine")

    write_folder(tmp_path, [("b.md", b"b")], replace=True)

    assert (tmp_path / "b.md").read_bytes() == b"b"
    assert (tmp_path / "c.md").read_bytes() == b"mine"


@pytest.mark.parametrize("there", [False, True])
def test_stopped_in_the_middle_a_folder_is_as_it_was(
    there: bool, tmp_path: Path
) -> None:
    out = tmp_path / "above" / "out"
    if there:
        (out / "deep").mkdir(parents=True)
        (out / "deep" / "mine").write_bytes(b"mine")
    before = sorted(tmp_path.rglob("*"))
    work = StoppedAt(2)

    with work.in_force(), pytest.raises(StoppedError):
        write_folder(out, [("a.md", b"a"), ("deep/b.md", b"b"), ("c.md", b"c")])

    assert sorted(tmp_path.rglob("*")) == before


def test_stopped_in_the_middle_a_file_is_not_there(tmp_path: Path) -> None:
    work = StoppedAt(1)

    with work.in_force(), pytest.raises(StoppedError):
        write_file(tmp_path / "a", [b"one", b"two"])

    assert names(tmp_path) == []


def test_a_folder_that_fails_in_the_middle_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = whole_file.create

    def fail_second(path: Path, fill: Fill, *, flushed: bool = True) -> None:
        if path.name == "b.md":
            raise OSError(errno.ENOSPC, "full")
        create(path, fill, flushed=flushed)

    monkeypatch.setattr(write_files, "create", fail_second)

    with pytest.raises(TrustError, match="room on the disk"):
        write_folder(tmp_path / "out", [("a.md", b"a"), ("b.md", b"b")])

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_replaced_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_bytes(b"old")

    def fail(path: Path, fill: Fill, *, flushed: bool = True) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(whole_file, "create", fail)

    with pytest.raises(TrustError):
        write_folder(tmp_path, [("a.md", b"new")], replace=True)

    assert (tmp_path / "a.md").read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


class StoppedAt(CancellableTask):
    """Somebody stops it once so many steps are done."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self._left = step

    def count(self, items: Iterable[T]) -> Iterator[T]:
        for item in super().count(items):
            yield item
            self._left -= 1
            if not self._left:
                assert self.stop()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(TrustError, match="no such folder"):
        write_folder(tmp_path / "file", [("a.md", b"a")])
