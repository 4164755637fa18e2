"""Writes the tables of docs/LINE_MODE.md from the commands, exit statuses and shapes of the program.

usage: python scripts/line_mode.py            put them into docs/LINE_MODE.md
       python scripts/line_mode.py --check    change nothing; status 1 when a table there is out of date
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from trust_tui.cli import json_shapes
from trust_tui.cli.spec import spec

PAGE: Final = Path(__file__).parents[1] / "docs" / "LINE_MODE.md"

HEADS: Final = {
    "commands": "| Command | Does |",
    "exits": "| Status | Means |",
    "outputs": "| Command | Prints |",
}
"""The head of each table, by what it tells."""


def rows(what: str, told: dict[str, Any]) -> Iterator[str]:
    """The rows of a table."""
    if what == "commands":
        for command in told["commands"]:
            names = " ".join(map(_shown, command["arguments"]))
            yield _row(command, names)
    elif what == "exits":
        for status, text in told["exits"].items():
            yield f"| {status} | {text} |"
    else:
        for command in told["commands"]:
            if command["json"]:
                yield f"| `{command['name']}` | `{command['json']}` |"


def _row(command: dict[str, Any], names: str) -> str:
    typed = f"trust-tui {command['name']} {names}".strip()
    return f"| `{typed}` | {command['text']} |"


def _shown(argument: dict[str, Any]) -> str:
    more = " ..." if argument["several"] else ""
    name = f"{argument['name']}{more}"
    if argument["choices"]:
        name = argument["choices"][0]  # one of them stands for all
    return name if argument["needed"] else f"[{name}]"


def shapes(told: dict[str, Any]) -> str:
    """The shapes as a list, and what their types mean."""
    lines = []
    for name, fields in told["shapes"].items():
        held = ", ".join(f"`{field}` {type}" for field, type in fields.items())
        lines.append(f"- `{name}`: {held}.")
    types = (json_shapes.__doc__ or "").partition("\n\n")[2].strip()
    return "\n".join([" ".join(types.split()), "", *lines])


def page(old: str) -> str:
    """The page with its tables as they are now."""
    told = spec()
    for what, head in HEADS.items():
        table = "\n".join([head, "|---|---|", *rows(what, told)])
        pattern = re.escape(head) + r"\n\|---\|---\|\n(?:\|.*\n)*"
        old = re.sub(pattern, f"{table}\n".replace("\\", r"\\"), old)
    before, _, _ = old.partition("\nTypes: ")
    return f"{before}\n{shapes(told)}\n"


def main() -> int:
    """Write the page, or compare it."""
    old = PAGE.read_text("utf-8")
    new = page(old)
    if sys.argv[1:] != ["--check"]:
        PAGE.write_text(new, "utf-8")
    elif new != old:
        print(
            "docs/LINE_MODE.md is out of date: run `make manual`.",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
