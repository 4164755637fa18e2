"""Flat YAML front matter as Obsidian reads it: strings, numbers, days and lists of strings, one key a line."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import yaml

Scalar = str | int | bool | date
Front = Mapping[str, Scalar | Sequence[str]]
Read = Mapping[str, str | list[str]]

LONGEST: Final = 64_000
"""Characters of the longest front matter that is read."""

_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ -][A-Za-z0-9]+)*\Z")
_WORDS: Final = frozenset(
    {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "none"}
)
_DEEPEST: Final = 3
_BARE: Final = r"[A-Za-z0-9](?:[A-Za-z0-9 ._/+-]|:(?=[A-Za-z0-9]))*(?<! )"
_SIMPLE: Final = re.compile(
    rf"""(?P<key>[A-Za-z][A-Za-z0-9_-]*):(?:[ ](?:(?P<bare>{_BARE})|"(?P<quoted>[^"\\]*)"))?"""
    rf"""|[ ]{{2}}-[ ](?P<item>{_BARE})"""
)
_UNSEEN: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class FrontError(ValueError):
    """The front matter is not flat YAML. The words are fit to be shown."""


def write_front(front: Front) -> str:
    """The block with its `---` lines. Empty lists are left out."""
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
    if _PLAIN.match(held) and held.lower() not in _WORDS:
        return held
    # A JSON string is a YAML string, once the characters that YAML calls unprintable are escaped too.
    return _UNSEEN.sub(
        lambda found: f"\\u{ord(found[0]):04x}", json.dumps(held, ensure_ascii=False)
    )


def cut_front(text: str) -> tuple[str, str]:
    """The front matter without its `---` lines, and the text after it; empty when the text does not begin with one."""
    if not text.startswith("---\n"):
        return "", text
    end = text.find("\n---\n", 3)
    if end < 0:
        return (text[4:-4], "") if text.endswith("\n---") else ("", text)
    return text[4 : end + 1], text[end + 5 :]


def read_front(front: str) -> Read:
    """The values by lowercased key, all of them as text; tags and anchors of YAML mean nothing here.

    Raises:
        FrontError: It is not flat, too long, or no YAML.
    """
    if len(front) > LONGEST:
        raise FrontError("its front matter is too long")
    if (found := _read_simple(front)) is not None:
        return found
    try:
        _check(front)
        node = yaml.compose(front, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError, ValueError):
        raise FrontError("its front matter is not flat YAML") from None
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise FrontError("its front matter is not flat YAML")
    return {str(key.value).strip().lower(): _read(held) for key, held in node.value}


def _read_simple(front: str) -> Read | None:
    """The values of front matter as we and most others write it, without the parser; None when it takes the parser.

    Every line must be a key with a word, a number, a day or a quoted text that hides nothing, or an item of a list.
    """
    found: dict[str, str | list[str]] = {}
    items: list[str] | None = None
    for line in front.removesuffix("\n").split("\n") if front else ():
        match = _SIMPLE.fullmatch(line)
        if match is None or not line.isprintable():
            return None
        key, item = match["key"], match["item"]
        held = match["bare"] if match["quoted"] is None else match["quoted"]
        if item is not None:
            if items is None:
                return None
            items.append(item)
        elif held is not None:
            items, found[key.lower()] = None, held
        else:
            items = []
            found[key.lower()] = items
    return None if any(held == [] for held in found.values()) else found


def _check(front: str) -> None:
    """Refuse aliases, which can make a short text huge, and nesting, before anything is built."""
    depth = 0
    for event in yaml.parse(front, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST or isinstance(event, yaml.AliasEvent):
            raise FrontError("its front matter is not flat YAML")


def _read(node: yaml.Node) -> str | list[str]:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [
            str(one.value) for one in node.value if isinstance(one, yaml.ScalarNode)
        ]
    return ""
