"""Archives from elsewhere: no path out, no link, no bomb, nothing that is damaged."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trust_tui.formats import zip_archive
from trust_tui.formats.safe_read import UnreadableError
from trust_tui.formats.zip_archive import Archive


def zipped(
    *members: tuple[str | zipfile.ZipInfo, bytes],
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, data in members:
            file.writestr(name, data)
    return out.getvalue()


def link(name: str) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name)
    found.external_attr = (stat.S_IFLNK | 0o777) << 16
    return found


def test_files_are_read_by_their_paths() -> None:
    found = Archive(
        zipped(
            ("a/b.json", b"{}"),
            ("photos/x.jpg", b"x"),
            ("__MACOSX/a.json", b""),
        )
    )

    assert list(found.ending(".json")) == ["a/b.json"]
    assert found.read("a/b.json") == b"{}"
    assert len(found.paths) == 3


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_both_read() -> None:
    found = Archive(
        zipped(("a/b.json", b"1"), ("a/b.json", b"2"), ("a/b.json", b"3"))
    )

    assert sorted(map(found.read, found.ending(".json"))) == [b"1", b"2", b"3"]


@pytest.mark.parametrize(
    "name",
    [
        "../out.json",
        "a/../../out.json",
        "/etc/passwd",
        "..\\out.json",
        "C:/out.json",
    ],
)
def test_a_path_that_leads_out_is_refused(name: str) -> None:
    with pytest.raises(UnreadableError, match="leads out"):
        Archive(zipped((name, b"x")))


def test_a_link_is_refused() -> None:
    with pytest.raises(UnreadableError, match="a link"):
        Archive(zipped((link("a.json"), b"/etc/passwd")))


def test_a_file_that_unpacks_to_far_more_than_its_size_is_refused() -> None:
    found = Archive(zipped(("a.json", bytes(20_000_000))))

    with pytest.raises(UnreadableError, match="unpacks to far more"):
        found.read("a.json")


def test_a_file_that_lies_about_its_size_is_refused() -> None:
    raw = bytearray(zipped(("a.json", bytes(20_000_000))))
    # The size before packing, in the central directory.
    at = raw.index(b"PK\x01\x02") + 24
    raw[at : at + 4] = struct.pack("<I", 10)

    with pytest.raises(UnreadableError):
        Archive(bytes(raw)).read("a.json")


def test_all_files_together_are_read_within_one_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(zip_archive, "LARGEST", 15)
    found = Archive(
        zipped(
            ("a.json", b"0123456789"),
            ("b.json", b"0123456789"),
            method=zipfile.ZIP_STORED,
        )
    )

    found.read("a.json")
    with pytest.raises(UnreadableError, match="larger than"):
        found.read("b.json")


def test_an_archive_of_too_many_files_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(zip_archive, "MOST_FILES", 1)

    with pytest.raises(UnreadableError, match="more than 1 files"):
        Archive(zipped(("a", b""), ("b", b"")))


def test_a_locked_file_is_refused() -> None:
    raw = bytearray(zipped(("a.json", b"{}")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(signature) + offset] |= 1

    with pytest.raises(UnreadableError, match="damaged or locked"):
        Archive(bytes(raw)).read("a.json")


@given(st.binary(max_size=300).map(lambda raw: b"PK\x03\x04" + raw))
def test_any_bytes_are_an_archive_or_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableError):
        Archive(raw)


@given(st.integers(0, 400), st.integers(0, 255))
def test_a_spoiled_archive_is_read_or_refused(at: int, byte: int) -> None:
    raw = bytearray(
        zipped(("a.json", b'{"entries": []}' * 10), ("b.json", b"{}"))
    )
    raw[at % len(raw)] = byte

    try:
        found = Archive(bytes(raw))
        for path in found.paths:
            found.read(path)
    except UnreadableError as error:
        assert error.advice.endswith((".", "copy of it."))


def test_nothing_is_unpacked_to_the_disk(surroundings: Path) -> None:
    before = sorted(surroundings.rglob("*"))

    found = Archive(zipped(("a.json", b"{}")))
    found.read("a.json")

    assert sorted(surroundings.rglob("*")) == before
