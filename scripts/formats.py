"""Writes the table of formats in docs/FORMATS.md from the registry.

usage: python scripts/formats.py            put the table between its two marks
       python scripts/formats.py --check    change nothing; status 1 when the table there is out of date
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from trust_tui.domain.kinds import KINDS
from trust_tui.formats.format import Format
from trust_tui.formats.registry import BUILT_IN

PAGE: Final = Path(__file__).parents[1] / "docs" / "FORMATS.md"
BEGIN: Final = (
    "<!-- formats: begin (made by scripts/formats.py; do not edit by hand) -->"
)
END: Final = "<!-- formats: end -->"


def table() -> str:
    """The table as Markdown."""
    head = [
        "| `--format` | Format | In | Out | Carries | Written as |",
        "|---|---|---|---|---|---|",
    ]
    return "\n".join([*head, *map(_row, BUILT_IN)])


def _row(one: Format) -> str:
    cells = [
        f"`{one.name}`",
        one.title,
        one.source or "-",
        one.purpose or "-",
        _carried(one),
        _place(one),
    ]
    return f"| {' | '.join(cells)} |"


def _carried(one: Format) -> str:
    if one.whole:
        return "everything, the trash and the settings too"
    return (
        ", ".join(KINDS[table].plural for table in sorted(one.tables))
        or "everything"
    )


def _place(one: Format) -> str:
    if one.writer is None:
        return "-"
    file = f"a file `{one.ending}`" if one.ending else ""
    return " or ".join(filter(None, [file, "a folder" if one.folder else ""]))


def renewed(text: str) -> str:
    """The page with the table as it has to be.

    Raises:
        ValueError: The marks are not there.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(
            f"docs/FORMATS.md has no {BEGIN} followed by {END}: put both back."
        )
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


def main(arguments: Sequence[str]) -> int:
    """Renew the table, or look whether that is needed."""
    text = PAGE.read_text("utf-8")
    wanted = renewed(text)
    if "--check" in arguments:
        if wanted != text:
            print(
                "The table of docs/FORMATS.md is out of date: run `make manual`.",
                file=sys.stderr,
            )
        return int(wanted != text)
    PAGE.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
