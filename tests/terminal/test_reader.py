"""The reading thread where a real terminal seldom leads it."""

import os
import threading

import pytest
from textual import events
from textual.message import Message

from trust_tui.terminal.reader import Reader

PATIENCE = 30.0


class Ears:
    """Takes what a reader tells, from a pipe that stands for the terminal."""

    def __init__(self) -> None:
        self.read_end, self.write_end = os.pipe()
        self.keys: list[str] = []
        self.heard = threading.Event()
        self.gone = threading.Event()
        self.errors: list[Exception] = []
        self.failed = threading.Event()
        self.reader = Reader(self.read_end, self.hear, self.gone.set, self.fail)

    def hear(self, message: Message) -> None:
        """Take an event."""
        assert isinstance(message, events.Key)
        if message.key == "x":
            raise LookupError
        self.keys.append(message.key)
        self.heard.set()

    def fail(self, error: Exception) -> None:
        """Take an error."""
        self.errors.append(error)
        self.failed.set()


def test_an_error_that_ends_reading_is_told() -> None:
    ears = Ears()
    ears.reader.start()
    os.write(ears.write_end, b"x")
    assert ears.failed.wait(PATIENCE)
    assert isinstance(ears.errors[0], LookupError)
    ears.reader.stop()


def test_the_end_of_input_is_told_once_and_ends_reading() -> None:
    ears = Ears()
    ears.reader.start()
    os.close(ears.write_end)
    assert ears.gone.wait(PATIENCE)
    ears.reader.stop()


def test_a_lone_escape_is_heard_without_another_key() -> None:
    ears = Ears()
    ears.reader.start()
    os.write(ears.write_end, b"\x1b")
    assert ears.heard.wait(PATIENCE)
    ears.reader.stop()
    assert ears.keys == ["escape"]
    assert not ears.gone.is_set()


def test_another_process_that_was_quicker_is_no_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ears = Ears()
    results: list[bytes | OSError] = [
        BlockingIOError(),
        b"a",
        OSError(5, "gone"),
    ]

    def read(descriptor: int, size: int) -> bytes:
        result = results.pop(0)
        if isinstance(result, OSError):
            raise result
        return result

    monkeypatch.setattr(os, "read", read)
    os.write(ears.write_end, b"a")
    ears.reader.start()
    assert ears.gone.wait(PATIENCE)
    ears.reader.stop()
    assert ears.keys == ["a"]
