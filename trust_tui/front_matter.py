"""Front matter: the `key: value` lines between two lines of dashes at the head of a Markdown file, read and written.

Content reads it at every start and an import from thousands of notes, so the plain form that nearly every file has is
read line by line. Whatever is outside that form is answered with None, and PyYAML reads it. Properties in the tests
hold the two against each other.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import yaml

Scalar = str | int | bool | date

LONGEST: Final = 64_000
"""Characters of the longest front matter that is read."""

FLAT: Final = (
    "The front matter holds only lines of the form key: value, where the value is one text or a short list such as"
    " [a, b]. Take out what is nested here, and put quotes round a value that starts with a sign."
)
UNREADABLE: Final = (
    "The front matter cannot be read from here on. Each line must be key: value; put quotes round a value that holds"
    " a colon or starts with a sign."
)
TWICE: Final = (
    "This line says again what an earlier line says. Take one of them out."
)

_DASHES: Final = re.compile(r"^---[ \t]*$", re.MULTILINE)
_END: Final = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_LINE: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*):(?: +([^ ].*))?\Z")
_ITEM: Final = re.compile(r" +- +([^ ].*)\Z")
_PLAIN: Final = re.compile(
    r"(?!.*(?:: | #|:\Z))[^-!&*{}\[\]|>@`%\"'#,?:\s].*\Z"
)
_TEXT: Final = r"[^-!&*{}\[\]|>@`%\"'#,?:\s][^\n]*"
_SIMPLE: Final = re.compile(
    rf"^(?:([A-Za-z_][A-Za-z0-9_-]*):(?: +(?:\"([^\"\\\n]*)\"|({_TEXT})))?| +- +({_TEXT}))\n",
    re.MULTILINE,
)
_QUOTED: Final = re.compile(r"\"([^\"\\]*)\"\Z|'([^']*)'\Z")
_LIST: Final = re.compile(
    r"\[ *([A-Za-z0-9.][A-Za-z0-9._-]*(?:, *[A-Za-z0-9.][A-Za-z0-9._-]*)*)? *\]\Z"
)
_BARE: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ -][A-Za-z0-9]+)*\Z")
_WORDS: Final = frozenset(
    {
        "y",
        "n",
        "yes",
        "no",
        "on",
        "off",
        "true",
        "false",
        "null",
        "nan",
        "inf",
        "none",
    }
)
_UNSEEN: Final = re.compile(
    "[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]"
)


class Field(NamedTuple):
    """The value of a key as it is written, quotes taken off, and its line in the file, from 1."""

    value: str | tuple[str, ...]
    line: int


Fields = Mapping[str, Field]


class FrontError(ValueError):
    """Front matter that cannot be read.

    Attributes:
        advice: What to do, fit to be shown.
        line: Where in the file, from 1.
    """

    def __init__(self, line: int, advice: str = FLAT) -> None:
        super().__init__(advice)
        self.line = line
        self.advice = advice


def split_front(
    source: str, *, longest: int = LONGEST, dots: bool = False
) -> tuple[str, str] | None:
    """The front matter without the lines around it, and the text after it; None when there is none or it does not end.

    Args:
        source: The whole file.
        longest: Characters of the longest that is one.
        dots: Whether a line of three dots ends it too, as YAML has it.
    """
    quickly = _split_plainly(source)
    if quickly is not None:
        return quickly if len(quickly[0]) <= longest else None
    start = _DASHES.match(source)
    if start is None:
        return None
    end = (_END if dots else _DASHES).search(source, start.end() + 1)
    if end is None or end.start() - start.end() > longest:
        return None
    return source[start.end() + 1 : end.start()], source[end.end() + 1 :]


def _split_plainly(source: str) -> tuple[str, str] | None:
    """The same where the lines of dashes hold nothing else and no other line begins like one; else None."""
    if not source.startswith("---\n"):
        return None
    end = source.find("\n---\n", 3) + 1
    front = source[4:end]
    if not front or front.startswith(("---", "...")):
        return None
    if "\n---" in front or "\n..." in front:
        return None
    return front, source[end + 4 :]


def read(front: str, *, nested: bool = False) -> dict[str, Field]:
    """Read front matter of any form.

    Args:
        front: The lines between the two lines of dashes.
        nested: Whether to read past what is nested or named twice, as notes of others have it; else it is an error.

    Raises:
        FrontError: It cannot be read.
    """
    fields = read_plain(front)
    return read_yaml(front, nested=nested) if fields is None else fields


def read_values(
    front: str, *, printable: bool = False
) -> dict[str, str | tuple[str, ...]]:
    """What `read` finds, past what is nested or named twice, without the lines; most of it all at once.

    Args:
        front: As for `read`.
        printable: Whether all of it is known to be, but for the ends of lines.

    Raises:
        FrontError: It cannot be read.
    """
    if printable or front.replace("\n", "").isprintable():
        values = _simple_values(front)
        if values is not None:
            return values
    return {key: one.value for key, one in read(front, nested=True).items()}


def _simple_values(front: str) -> dict[str, str | tuple[str, ...]] | None:
    """The values where every line is `key: text` or an item of a list, as in nearly every note; None elsewhere."""
    # A blank at the end of a line and a comment are for the parser, and so is a colon in a value.
    if " \n" in front or " #" in front:
        return None
    found = _SIMPLE.findall(front)
    if len(found) != front.count("\n") or not front.endswith("\n"):
        return None
    values: dict[str, str | tuple[str, ...]] = {}
    key = ""
    for name, quoted, plain, item in found:
        if name:
            if name in values:
                return None
            key = name
            values[key] = quoted or plain
            continue
        held = values.get(key)
        if isinstance(held, tuple):
            values[key] = (*held, item)
        elif held == "":
            values[key] = (item,)
        else:
            return None
    colons = front.count(": ") + front.count(":\n")
    return values if colons == len(values) else None


def read_plain(front: str) -> dict[str, Field] | None:
    """Read front matter of the plain form; None when it is of another form, which need not be wrong.

    Args:
        front: The lines between the two lines of dashes; the first of them is line 2 of the file.
    """
    if not front.replace("\n", "").isprintable():
        return None
    fields: dict[str, Field] = {}
    key = ""
    for number, line in enumerate(front.split("\n"), start=2):
        line = line.rstrip(" ")
        if not line or line.startswith("#"):
            continue
        if line.startswith(" "):
            if not _add_item(fields, key, line):
                return None
            continue
        found = _LINE.match(line)
        if found is None:
            return None
        key, text = found.groups("")
        value = _plain_value(text)
        if value is None or key in fields:
            return None
        fields[key] = Field(value, number)
    return fields


def _add_item(fields: dict[str, Field], key: str, text: str) -> bool:
    """Add an item to the list that began on an earlier line; False when that is not what the line means."""
    found = _ITEM.match(text)
    item = _plain_text(found[1]) if found else None
    if item is None or key not in fields:
        return False
    value, line = fields[key]
    if isinstance(value, str):
        if value:
            return False
        value = ()
    elif not value:
        return False
    fields[key] = Field((*value, item), line)
    return True


def _plain_value(text: str) -> str | tuple[str, ...] | None:
    if not text:
        return text
    if not text.startswith("["):
        return _plain_text(text)
    listed = _LIST.match(text)
    if listed is None:
        return None
    if not listed[1]:
        return ()
    return tuple(part.strip(" ") for part in listed[1].split(","))


def _plain_text(text: str) -> str | None:
    if _PLAIN.match(text):
        return text
    quoted = _QUOTED.match(text)
    return str(quoted[quoted.lastindex or 0]) if quoted else None


def read_yaml(front: str, *, nested: bool = False) -> dict[str, Field]:
    """Read front matter with PyYAML, as `read` does.

    Only the stream of events is read and no value is ever built by YAML, so tags, anchors and deep nesting do nothing.

    Raises:
        FrontError: It cannot be read.
    """
    # PyYAML takes 20 ms to import, and no file of our content needs it.
    import yaml  # noqa: PLC0415

    if len(front) > LONGEST:
        raise FrontError(1, "The front matter is too long: make it shorter.")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return dict(_Events(yaml.parse(front, Loader=loader), nested).fields())
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise FrontError(line + 2, UNREADABLE) from None
    except (yaml.YAMLError, RecursionError):
        raise FrontError(2, UNREADABLE) from None


class _Events:
    """Reads fields from a stream of events."""

    def __init__(self, events: "Iterator[yaml.Event]", nested: bool) -> None:
        self._events = events
        self._nested = nested
        self._seen: set[str] = set()

    def fields(self) -> Iterator[tuple[str, Field]]:
        """The fields one after another."""
        if not self._begins_with_a_mapping():
            return
        for event in self._events:
            match _name(event):
                case "MappingEnd":
                    self._refuse_a_second_document()
                    return
                case "Scalar":
                    yield self._field(event)
                case _:
                    raise FrontError(_line(event))

    def _begins_with_a_mapping(self) -> bool:
        """Go to its first key; False when there is nothing at all."""
        for event in self._events:
            match _name(event):
                case "StreamStart":
                    continue
                case "DocumentStart":
                    if getattr(event, "explicit", False):
                        raise FrontError(_line(event))
                case "StreamEnd":
                    return False
                case "MappingStart":
                    self._refuse_marks(event)
                    return True
                case _:
                    raise FrontError(_line(event))
        return False

    def _refuse_a_second_document(self) -> None:
        for event in self._events:
            if _name(event) == "DocumentStart":
                raise FrontError(_line(event))

    def _field(self, event: "yaml.Event") -> tuple[str, Field]:
        self._refuse_marks(event)
        key, line = _text(event), _line(event)
        if key in self._seen and not self._nested:
            raise FrontError(line, TWICE)
        self._seen.add(key)
        return key, Field(self._value(next(self._events)), line)

    def _value(self, event: "yaml.Event") -> str | tuple[str, ...]:
        self._refuse_marks(event)
        match _name(event):
            case "Scalar":
                return _text(event)
            case "SequenceStart":
                return tuple(self._items())
        self._pass(event)
        return ""

    def _items(self) -> Iterator[str]:
        for event in self._events:
            match _name(event):
                case "SequenceEnd":
                    return
                case "Scalar":
                    self._refuse_marks(event)
                    yield _text(event)
                case _:
                    self._pass(event)

    def _pass(self, event: "yaml.Event") -> None:
        """Go past a value that is nested."""
        if not self._nested or _name(event) == "Alias":
            raise FrontError(_line(event))
        depth = 1
        while depth:
            event = next(self._events)
            name = _name(event)
            if name == "Alias":
                raise FrontError(_line(event))
            depth += name.endswith("Start")
            depth -= name.endswith("End")

    def _refuse_marks(self, event: "yaml.Event") -> None:
        """Refuse tags and anchors, which mean nothing here, where nothing is read past."""
        if self._nested:
            return
        for mark in ("tag", "anchor"):
            if getattr(event, mark, None) is not None:
                raise FrontError(_line(event))


def _name(event: "yaml.Event") -> str:
    return type(event).__name__.removesuffix("Event")


def _text(event: "yaml.Event") -> str:
    return str(getattr(event, "value", ""))


def _line(event: "yaml.Event") -> int:
    return (event.start_mark.line if event.start_mark else 0) + 2


def write_front(front: Mapping[str, Scalar | Sequence[str]]) -> str:
    """The block with its lines of dashes. Empty lists are left out."""
    lines = ["---"]
    for key, held in front.items():
        if isinstance(held, str | int | date):
            lines.append(f"{scalar(key)}: {scalar(held)}")
        elif held:
            lines.append(f"{scalar(key)}:")
            lines += [f"  - {scalar(one)}" for one in held]
    return "\n".join([*lines, "---", ""])


def scalar(held: Scalar) -> str:
    """One value as YAML on one line; what YAML could take for anything but text stands in quotation marks."""
    if isinstance(held, bool):
        return "true" if held else "false"
    if isinstance(held, date):
        return held.isoformat()
    if isinstance(held, int):
        return str(held)
    if _BARE.match(held) and held.lower() not in _WORDS:
        return held
    # A JSON string is a YAML string, once the characters that YAML calls unprintable are escaped too.
    return _UNSEEN.sub(
        lambda found: f"\\u{ord(found[0]):04x}",
        json.dumps(held, ensure_ascii=False),
    )
