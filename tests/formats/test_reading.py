"""Files of others are read whole and within limits, or refused in one sentence."""

import os
from pathlib import Path

import pytest

from trust_tui.formats.safe_read import (
    UnreadableError,
    decode,
    parse_json,
    read_file,
)


def test_a_plain_file_is_read_whole(tmp_path: Path) -> None:
    data = bytes(range(256)) * 9_000
    (tmp_path / "file").write_bytes(data)

    assert read_file(tmp_path / "file") == data


def test_an_empty_file_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert read_file(tmp_path / "file") == b""


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(bytes(11))

    with pytest.raises(UnreadableError, match="larger than"):
        read_file(tmp_path / "file", 10)


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(UnreadableError, match="not a file"):
        read_file(tmp_path / "pipe")
    with pytest.raises(UnreadableError, match="not a file"):
        read_file(Path("/dev/null"))


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (FileNotFoundError(), "not there"),
        (PermissionError(), "permissions"),
        (OSError(5, "x"), "cannot be read"),
    ],
)
def test_every_fault_of_opening_is_one_sentence(
    fault: OSError, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> int:
        raise fault

    monkeypatch.setattr("os.open", fail)

    with pytest.raises(UnreadableError, match=told):
        read_file(tmp_path)


def test_a_disk_that_fails_while_it_is_read_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> bytes:
        raise OSError(5, "x")

    (tmp_path / "file").touch()
    monkeypatch.setattr("os.read", fail)

    with pytest.raises(UnreadableError, match="cannot be read"):
        read_file(tmp_path / "file")


@pytest.mark.parametrize(
    "raw",
    [
        b"a\nb",
        b"a\r\nb",
        b"a\rb",
        b"\xef\xbb\xbfa\nb",
        "a\nb".encode("utf-16"),
        "\ufeffa\r\nb".encode("utf-16-be"),
    ],
)
def test_text_is_read_whatever_its_line_breaks(raw: bytes) -> None:
    assert decode(raw) == "a\nb"


@pytest.mark.parametrize("raw", [b"\xe4", b"\xff\xfe\x00", b"\xed\xa0\x80"])
def test_another_encoding_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableError, match="UTF-8"):
        decode(raw)


def test_json_is_read_with_broken_surrogates_and_marks() -> None:
    assert parse_json(b'["\\ud83d"]') == ["\ud83d"]
    assert parse_json(b"\xef\xbb\xbf[1]") == [1]


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b"",
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":"\xff"}',
        b'["\\ud83d"',
    ],
)
def test_what_is_no_whole_json_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableError):
        parse_json(raw)
