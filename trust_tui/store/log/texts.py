"""The text of a snapshot in memory: as it was read at first, and packed once a session rests.

A line is asked for by its place, which is a number, so that thousands of lines need no object each. Lines that lie
beside each other are packed together; the last few such blocks that were looked at stay unpacked.
"""

import re
import threading
from bisect import bisect_right
from collections.abc import Iterable
from importlib import import_module
from itertools import pairwise
from typing import Any, Final

_SIZE_BITS: Final = 32
_SIZE_MASK: Final = (1 << _SIZE_BITS) - 1
_BLOCK: Final = 1 << 16
_UNPACKED: Final = 12
_LEVEL: Final = 1
_LEAST: Final = 1 << 20
"""Less than this is not worth the library that packs it."""


def _zstd() -> Any:
    """The library that packs; only a session that rests over many records loads it."""
    return import_module("zstandard")


def _give_back() -> None:
    """Let the system have the memory that is free by now; glibc keeps it for later, a tenth of what a session has."""
    from ctypes import CDLL  # noqa: PLC0415 - a command has packed nothing

    trim = getattr(CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


class Texts:
    """A text of which lines are looked at, again and again and in any order, by any thread."""

    def __init__(self, raw: bytes | bytearray) -> None:
        self._whole: bytes | bytearray | None = raw
        self._size = len(raw)
        self._starts: list[int] = []
        self._packed = bytearray()
        self._ends: list[int] = []
        self._anew: dict[int, bytearray] = {}
        self._unpacked: dict[int, bytes] = {}
        self._guard: Final = threading.RLock()

    def line(self, place: int) -> bytes:
        """The line at a place."""
        start = place >> _SIZE_BITS
        end = start + (place & _SIZE_MASK)
        whole = self._whole
        if whole is not None:
            return bytes(whole[start:end])
        number = bisect_right(self._starts, start) - 1
        block = self._unpacked.get(number)
        if block is None:
            block = self._unpack(number)
        before = self._starts[number]
        return block[start - before : end - before]

    def match(
        self, pattern: "re.Pattern[bytes]", place: int
    ) -> "re.Match[bytes] | None":
        """How the line at a place begins; while the text is whole, nothing is copied for that."""
        whole = self._whole
        if whole is None:
            return pattern.match(self.line(place))
        start = place >> _SIZE_BITS
        return pattern.match(whole, start, start + (place & _SIZE_MASK))

    def pack(self) -> None:
        """Let the text take less room; it costs a few milliseconds a megabyte, once, in which others go on."""
        with self._guard:
            whole = self._whole
            if whole is None or self._size < _LEAST:
                return
            starts = [0]
            while (end := whole.find(b"\n", starts[-1] + _BLOCK)) >= 0:
                starts.append(end + 1)
            compressor, view = _zstd().ZstdCompressor(_LEVEL), memoryview(whole)
            packed, ends = bytearray(), [0]
            for start, end in pairwise([*starts, self._size]):
                # What comes back holds the room of the worst case as long as it lives.
                packed += compressor.compress(view[start:end])
                ends.append(len(packed))
            view.release()
            self._starts, self._packed, self._ends = starts, packed, ends
            self._whole = None
        del whole
        _give_back()

    def erase(self, ids: Iterable[str]) -> None:
        """Have no text any more of what is deleted for good. Who looks at a row of it still is told that it is none."""
        heads = [b'"%b":' % id.encode("utf-8", "replace") for id in ids]
        with self._guard:
            if self._whole is not None:
                self._whole = _without(self._whole, heads)
                return
            for number in range(len(self._starts)):
                block = self._unpack(number)
                left = _without(block, heads)
                if left is not block:
                    start, end = self._ends[number : number + 2]
                    self._packed[start:end] = bytes(end - start)
                    packed = _zstd().ZstdCompressor().compress(left)
                    self._anew[number] = bytearray(packed)
                    self._unpacked.pop(number, None)

    def _unpack(self, number: int) -> bytes:
        with self._guard:
            start, end = self._ends[number : number + 2]
            packed = self._anew.get(number) or bytes(self._packed[start:end])
            block: bytes = _zstd().ZstdDecompressor().decompress(packed)
            self._unpacked[number] = block
            while len(self._unpacked) > _UNPACKED:
                del self._unpacked[next(iter(self._unpacked))]
        return block


def _without(
    text: bytes | bytearray, heads: Iterable[bytes]
) -> bytes | bytearray:
    """The text with nothing in the lines that begin so; the same one where there is none."""
    left = text
    for head in heads:
        at = left.find(head)
        while at >= 0:
            end = left.find(b"\n", at)
            if at == 0 or left[at - 1] == 0x0A:  # a line begins here
                left = bytearray(left)
                left[at:end] = b" " * (end - at)
            at = left.find(head, end)
    return left


def place_of(start: int, end: int) -> int:
    """What stands for a line that begins and ends there."""
    return start << _SIZE_BITS | (end - start)


NO_TEXTS: Final = Texts(b"")
"""What a line that lies in memory by itself is cut out of."""
