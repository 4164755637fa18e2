"""From the bytes that a terminal sends to Textual's events, whatever the bytes are.

Textual's own parser ends its thread on bytes that are not UTF-8 and on absurd sequences, types unknown sequences as
letters, and waits for ever for the end of a paste. Here the stream is first cut into whole pieces (text, escape
sequences, pastes); Textual's parser then only has to name the keys.
"""

import codecs
import re
from collections.abc import Sequence
from time import monotonic
from typing import Final

from textual import constants, events
from textual.message import Message

from trust_tui.terminal.key_forms import (
    IT_IS_PUTTY,
    OLD_MOUSE,
    PUTTY,
    forms_of,
    not_sent,
    usual,
)
from trust_tui.terminal.layouts import HEBREW, Layouts
from trust_tui.terminal.textual_private import OpenParser

PASTE_START: Final = "\x1b[200~"
PASTE_END: Final = "\x1b[201~"

PASTE_PATIENCE: Final = 1.0
"""Seconds without input after which an unfinished paste is handed over as it is."""

SEQUENCE_PATIENCE: Final = 0.5
"""Seconds to wait for the rest of a sequence that has clearly begun: a bad line can split one."""

PASTE_LIMIT: Final = 1 << 20
"""Characters of a paste that are kept before they are handed over in part."""

HOLD_LIMIT: Final = 4096
"""Characters after which the end of a sequence is no longer waited for."""

SEQUENCE_LIMIT: Final = 31
"""Characters of the longest sequence that can mean something; Textual would type longer ones as text."""

TYPED_LIMIT: Final = 16
"""Characters that may come from one key; more at once were not typed."""

_JOINERS: Final = frozenset("\u200c\u200d")
"""What joins letters or keeps them apart, in Persian, in the scripts of India, and in pictures of families. It is not
seen, so Textual takes it for a key without a text."""

_COMPLETE: Final = re.compile(
    r"\x1b(?:\[(?:M[^\x1b]{3}|\d{1,2}\$(?!y)|[0-?]*[ -/]*[@-LN-Z\\^-~]|\[[A-E]|[0-?]+M)|O\d*[ -/:-~]|[^\[O\x1b])",
    re.DOTALL,
)
"""One whole escape sequence: CSI (with the two old mouse forms, rxvt's with `$` and the Linux console's `[[A`), SS3,
Alt and a key."""

_BROKEN: Final = re.compile(
    r"\x1b(?:\[M[^\x1b]{0,2}(?=\x1b)|\[[0-?]*[ -/]*(?=[^ -~])|O\d*(?=[^ -~]))"
)
"""A control sequence that another control character cuts short."""

_LAST_KEYS: Final = re.compile(
    r"(?:[\x01-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f]|\x1b\[[\d;:]*u)+\Z"
)
"""Control keys at the very end of a paste that never ended: someone is trying to get out."""

_SHIFTED: Final = re.compile(r"\x1b\[(?:1;2[PQS]|\d{2};2~)")
"""A function key with Shift, as terminals without a newer protocol send it. Shift+F3 is not among them: it cannot be
told from an answer of the terminal."""

_VISIBLE: Final = {
    **{
        code: chr(0x2400 + code)
        for code in range(0x20)
        if chr(code) not in "\x00\t\n\r"
    },
    0x00: None,
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
}
"""What stands for control characters in pasted text, so that they are seen and do nothing."""


class KeyParser(OpenParser):
    """Textual's parser with the names that function keys have on the keyboard."""

    def named(
        self, sequence: str, keys: Sequence[events.Key]
    ) -> Sequence[events.Key]:
        """A function key with Shift by its own name."""
        return (
            list(map(_with_shift, keys))
            if _SHIFTED.fullmatch(sequence)
            else keys
        )


class Keyboard:
    """Turns bytes into events. Has no thread and no terminal; time is read only to know what is overdue."""

    def __init__(
        self, term: str = "", languages: frozenset[str] = frozenset()
    ) -> None:
        """Begin with nothing read.

        Args:
            term: The terminal's kind, as TERM says it.
            languages: Codes of those the user is likely to type in.
        """
        self._term = term
        self._layouts = Layouts(languages)
        self._has_no_mouse = OLD_MOUSE in forms_of(term)
        self._meant: dict[str, str] = {}
        if term.startswith("alacritty"):
            self._meant["\n"] = "\r"  # the Enter key of its keypad
        if not languages.isdisjoint(HEBREW):
            self._meant["\x1f"] = "\x11"  # Ctrl and the slash in the place of Q
        self._decode = codecs.getincrementaldecoder("utf-8")(
            errors="replace"
        ).decode
        self._parser = KeyParser()
        self._held = ""
        self._paste: list[str] | None = None
        self._paste_size = 0
        self._paste_is_stale = False
        self._deadline: float | None = None

    @property
    def patience(self) -> float | None:
        """Seconds until `overdue` has to be called, or `None` if nothing is unfinished."""
        return (
            None
            if self._deadline is None
            else max(0.0, self._deadline - monotonic())
        )

    @property
    def missing_keys(self) -> frozenset[str]:
        """The keys that this terminal does not send as themselves, as far as it is known by now."""
        return not_sent(self._term)

    @property
    def is_pasting(self) -> bool:
        """Whether a paste has begun and not ended."""
        return self._paste is not None

    def feed(self, data: bytes) -> list[Message]:
        """Read what came from the terminal.

        Args:
            data: All that could be read at once.

        Returns:
            The events, in order.
        """
        text = self._decode(data)
        if self._paste_is_stale and PASTE_END not in text:
            # A late part of the paste comes in bulk; a few characters were typed by someone who is stuck.
            self._paste_is_stale = False
            if len(text) <= TYPED_LIMIT:
                self._paste = None
        messages: list[Message] = []
        text, self._held = self._held + text, ""
        while text:
            text = (
                self._read_paste(text, messages)
                if self._paste is not None
                else self._read_keys(text, messages)
            )
        self._set_deadline()
        return messages

    def overdue(self) -> list[Message]:
        """Hand over what was unfinished for too long; call when `patience` has run out.

        Returns:
            The events, in order.
        """
        messages: list[Message] = []
        held, self._held = self._held, ""
        if self._paste is not None:
            last_keys = self._abandon_paste(held, messages)
            while last_keys:
                last_keys = self._read_keys(last_keys, messages)
        elif held == "\x1b":
            messages.append(events.Key("escape", held))
        elif len(held) == 2:
            self._name_keys(held, messages)
        self._set_deadline()
        return messages

    def _set_deadline(self) -> None:
        """Decide how long what is unfinished may stay so."""
        if self._paste is not None:
            self._deadline = (
                None if self._paste_is_stale else monotonic() + PASTE_PATIENCE
            )
        elif self._held:
            delay = (
                constants.ESCAPE_DELAY
                if self._held == "\x1b"
                else SEQUENCE_PATIENCE
            )
            self._deadline = monotonic() + delay
        else:
            self._deadline = None

    def _read_keys(self, text: str, messages: list[Message]) -> str:
        """Take one piece from the start of the text.

        Returns:
            The rest of the text.
        """
        start = text.find("\x1b")
        if start:
            plain = text if start < 0 else text[:start]
            keys = plain
            for sent, meant in self._meant.items():
                keys = keys.replace(sent, meant)
            messages.extend(map(_with_its_text, self._parser.feed(keys)))
            return text[len(plain) :]
        if self._has_no_mouse and text.startswith(OLD_MOUSE):
            self._name_keys(OLD_MOUSE, messages)
            return text[len(OLD_MOUSE) :]
        if match := _COMPLETE.match(text):
            sequence = match.group()
            if sequence == PASTE_START:
                self._paste, self._paste_size = [], 0
            elif sequence != PASTE_END:
                self._name_keys(sequence, messages)
            return text[match.end() :]
        if text.startswith("\x1b\x1b"):
            messages.append(events.Key("escape", "\x1b"))
            return text[1:]
        if match := _BROKEN.match(text):
            return text[match.end() :]
        # The beginning of a sequence: wait for its end, but not for ever.
        self._held = text if len(text) <= HOLD_LIMIT else ""
        return ""

    def _name_keys(self, sequence: str, messages: list[Message]) -> None:
        """Have Textual name one whole sequence; drop it if it has no name."""
        if len(sequence) > SEQUENCE_LIMIT:
            return
        if sequence == IT_IS_PUTTY:
            self._term = PUTTY
        sequence = usual(sequence, self._term, self._layouts)
        if not sequence:
            return  # nothing to be fed: an empty piece is the end of all input for Textual
        messages.extend(map(_with_its_text, self._parser.feed(sequence)))
        if self._parser.is_waiting:
            if len(sequence) <= 2:
                messages.extend(self._parser.settle())
            else:
                self._parser.let_go()

    def _read_paste(self, text: str, messages: list[Message]) -> str:
        """Take pasted text up to its end.

        An end mark inside the pasted text itself is not the end: terminals send whole pastes, so the last mark before
        the next paste is the true one.

        Returns:
            What follows the paste.
        """
        assert self._paste is not None
        limit = text.find(PASTE_START)
        end = text.rfind(PASTE_END, 0, limit if limit >= 0 else len(text))
        if end < 0:
            end = text.find(PASTE_END)
        if end < 0:
            # Keep back what may be the beginning of the end mark.
            cut = text.rfind("\x1b", -len(PASTE_END) + 1)
            if cut >= 0 and PASTE_END.startswith(text[cut:]):
                text, self._held = text[:cut], text[cut:]
            self._paste.append(text)
            self._paste_size += len(text)
            if self._paste_size > PASTE_LIMIT:
                self._hand_over(messages)
            return ""
        self._paste.append(text[:end])
        self._hand_over(messages)
        self._paste = None
        self._paste_is_stale = False
        return text[end + len(PASTE_END) :]

    def _hand_over(self, messages: list[Message]) -> None:
        """Make an event of what was pasted so far."""
        assert self._paste is not None
        if pasted := "".join(self._paste):
            messages.append(
                events.Paste(
                    pasted.replace(PASTE_START, "")
                    .replace(PASTE_END, "")
                    .translate(_VISIBLE)
                )
            )
        self._paste.clear()
        self._paste_size = 0

    def _abandon_paste(self, held: str, messages: list[Message]) -> str:
        """Hand over a paste whose end does not come. What comes later is paste again only if it comes in bulk.

        Returns:
            Control keys at its end, which were surely typed.
        """
        assert self._paste is not None
        pasted = "".join(self._paste) + held
        match = _LAST_KEYS.search(pasted)
        last_keys = match.group() if match else ""
        self._paste[:] = [pasted[: len(pasted) - len(last_keys)]]
        self._hand_over(messages)
        self._paste_is_stale = True
        if last_keys:
            self._paste = None
            self._paste_is_stale = False
        return last_keys


def _with_shift(key: events.Key) -> events.Key:
    """A function key with Shift by the name it has on the keyboard; Textual counts on, from 13 to 24."""
    number = key.key.removeprefix("f")
    if not number.isdecimal() or int(number) <= 12:
        return key
    return events.Key(f"shift+f{int(number) - 12}", key.character)


def _with_its_text(message: Message) -> Message:
    """A key whose text Textual would not type, as a paste of that text."""
    if isinstance(message, events.Key) and message.character in _JOINERS:
        return events.Paste(message.character)
    return message
