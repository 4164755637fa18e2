"""Files are written whole, for their owner alone, and never over what is there unless asked."""

import stat
from datetime import date
from pathlib import Path

import pytest

from trust_tui.errors import TrustError
from trust_tui.exchange.writing import neutral_name, write_file, write_folder


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


def test_a_file_is_replaced_when_asked_and_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"other")
    (tmp_path / "a").symlink_to(tmp_path / "other")

    write_file(tmp_path / "a", [b"new"], replace=True)

    assert (tmp_path / "other").read_bytes() == b"other"
    assert (tmp_path / "a").read_bytes() == b"new"
    assert mode(tmp_path / "a") == 0o600


def test_a_disk_without_second_names_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", refuse)
    write_file(tmp_path / "a", [b"one"])

    assert (tmp_path / "a").read_bytes() == b"one"
    with pytest.raises(TrustError, match="choose another"):
        write_file(tmp_path / "b", (b"x" for _ in [(tmp_path / "b").write_bytes(b"")]))


@pytest.mark.parametrize(
    ("fault", "told"), [(PermissionError(), "Nothing may be written"), (OSError(28, "full"), "could not be written")]
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
    count = write_folder(tmp_path / "out", [("a.md", b"a"), ("deep/b.md", b"b")])

    assert count == 2
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


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(TrustError, match="no such folder"):
        write_folder(tmp_path / "file", [("a.md", b"a")])
