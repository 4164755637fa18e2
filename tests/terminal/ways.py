"""The ways in which the same keys come in over real lines: what is kept must be the same in all of them."""

import random
import re
import select
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Protocol
from zlib import crc32

ROUND_TRIP: Final = 0.3
"""Seconds that a late packet takes; what was typed meanwhile comes with it."""

_KEY: Final = re.compile(
    r"\x1b\[200~.*?\x1b\[201~|\x1b\[[\d;]*[A-Z~u]|\x1bO.|\x1b.|.", re.DOTALL
)
"""An Escape before a character is a key together with it: what it is by itself is a matter of time alone."""


class Typed(Protocol):
    """A program that can be typed to."""

    def type(self, keys: bytes) -> None:
        """Send in one write."""

    def settle(self, quiet: float = ..., *, limit: float = ...) -> None:
        """Wait until it is at rest."""


def keys_of(text: str) -> list[bytes]:
    """The keys in what is typed, pastes as one."""
    return [key.encode() for key in _KEY.findall(text)]


def one_by_one(program: Typed, text: str) -> None:
    """Each key once the one before is answered."""
    for key in keys_of(text):
        program.type(key)
        program.settle()


def in_one_write(program: Typed, text: str) -> None:
    """All that was typed in one packet."""
    program.type(text.encode())
    program.settle()


def in_random_pieces(program: Typed, text: str) -> None:
    """Cut anywhere, also within a key; the pieces as quick as the line takes them."""
    for piece in pieces(text.encode(), crc32(text.encode())):
        program.type(piece)
    program.settle()


def through_a_relay(program: Typed, text: str) -> None:
    """Over a line on which every sixth key or so is late, and whatever is typed behind it comes together with it."""
    chance = random.Random(crc32(text.encode()))
    held = b""
    due = 0.0
    for key in keys_of(text):
        held += key
        if not due and chance.random() < 0.17:
            due = time.monotonic() + ROUND_TRIP
        select.select([], [], [], 0.03)  # how quick a person types, at the most
        if time.monotonic() >= due:
            program.type(held)
            held, due = b"", 0.0
    select.select([], [], [], max(0.0, due - time.monotonic()))
    program.type(held)
    program.settle()


WAYS: Final[Mapping[str, Callable[[Typed, str], None]]] = {
    "one by one": one_by_one,
    "in one write": in_one_write,
    "in random pieces": in_random_pieces,
    "through a relay": through_a_relay,
}


def pieces(data: bytes, seed: int) -> Iterator[bytes]:
    """Cut bytes into pieces of one to nine."""
    chance = random.Random(seed)
    while data:
        size = chance.randint(1, 9)
        yield data[:size]
        data = data[size:]
