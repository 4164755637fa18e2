"""Reads a compiled catalogue of translations as gettext writes it, and only those of its words that are said.

The reader of the standard library decodes all of them when it is opened, for which every start would wait.
"""

import re
import struct
from collections.abc import Callable
from gettext import c2py
from typing import Final

MAGIC: Final = {b"\xde\x12\x04\x95": "<", b"\x95\x04\x12\xde": ">"}
"""How a catalogue begins, and the order of the bytes of its numbers."""

HEAD: Final = 28
ENTRY: Final = 8
"""Bytes for where a text stands, and how long it is."""

PLURALS: Final = re.compile(r"plural\s*=\s*([^;\n]+)")
CHARSET: Final = re.compile(r"charset\s*=\s*([\w-]+)")


class Catalogue:
    """The words of one language."""

    def __init__(self, data: bytes) -> None:
        """Find where each text stands.

        Args:
            data: A compiled catalogue.

        Raises:
            ValueError: It is none, or damaged.
            struct.error: It ends early.
        """
        order = MAGIC.get(data[:4])
        if order is None:
            raise ValueError(data[:4])
        count, keys, texts = struct.unpack_from(f"{order}3I", data, 8)
        self._data = data
        self._texts = struct.unpack_from(f"{order}{2 * count}I", data, texts)
        places = struct.unpack_from(f"{order}{2 * count}I", data, keys)
        self._index: dict[bytes, int] = {}
        for at in range(0, 2 * count, 2):
            start = places[at + 1]
            key = data[start : start + places[at]]
            # A sentence about a number is looked for by its first form.
            self._index[key.partition(b"\0")[0]] = at
            if self._texts[at] + self._texts[at + 1] > len(data):
                raise ValueError(at)
        self._charset = "utf-8"
        head = self._said("") or ""
        self._charset = _found(CHARSET, head) or "utf-8"
        self._form: Callable[[int], int] = c2py(
            _found(PLURALS, head) or "n != 1"
        )
        "".encode(self._charset)

    def _said(self, key: str) -> str | None:
        """What stands for a text; None where there is nothing that can be read."""
        try:
            at = self._index[key.encode(self._charset)]
            start = self._texts[at + 1]
            said = self._data[start : start + self._texts[at]]
            return said.decode(self._charset)
        except (KeyError, ValueError):
            return None

    def gettext(self, message: str) -> str:
        """A sentence; one that is also about a number, in its first form."""
        return (self._said(message) or "").partition("\0")[0] or message

    def pgettext(self, context: str, message: str) -> str:
        """A word in its context."""
        return self._said(f"{context}\x04{message}") or message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """A sentence about a number of things."""
        forms = (self._said(msgid1) or "").split("\0")
        form = self._form(n)
        if form < len(forms) and forms[form]:
            return forms[form]
        return msgid1 if n == 1 else msgid2


def _found(wanted: re.Pattern[str], head: str) -> str:
    found = wanted.search(head)
    return found[1].strip() if found else ""
