"""What `jrnl --format yaml` writes, which is no YAML: text follows `body: |` behind tabs, and dots end it."""

import re
from typing import Final

_HEAD: Final = re.compile(
    r"---\n(?P<front>title: .*\ndate: .*\nstarred: (?P<star>True|False)\n"
    r"tags: (?P<tags>.*)\n)body: \|[ \t]*\n"
)


def unwrapped(text: str) -> tuple[str, str] | None:
    """The front matter as YAML, and the text as it was written; None when it is no such file."""
    head = _HEAD.match(text)
    if head is None:
        return None
    body, _, _ = text[head.end() :].rpartition("...")
    lines = [line.removeprefix("\t") for line in body.rstrip("\n").split("\n")]
    title, date, *_ = head["front"].splitlines()
    tags = [tag.strip() for tag in head["tags"].split(",") if tag.strip()]
    if head["star"] == "True":
        tags.append("starred")
    front = [f"title: {_quoted(title.removeprefix('title: '))}", date]
    if tags:
        front += ["tags:", *(f"  - {_quoted(tag)}" for tag in tags)]
    return "\n".join(front) + "\n", "\n".join(lines)


def _quoted(text: str) -> str:
    return f"'{text.replace(chr(39), chr(39) * 2)}'"
