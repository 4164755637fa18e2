"""Writes docs/READING.md: how hard each page of the content is to read.

usage: python scripts/grades.py            write it
       python scripts/grades.py --check    change nothing; status 1 when it is out of date
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from trust_tui.library.check.language import hardest, reading_grades
from trust_tui.library.index import read_shelf, read_source
from trust_tui.library.library import packaged_folder
from trust_tui.library.parse import passages_of

PAGE: Final = Path(__file__).parents[1] / "docs" / "READING.md"

HEAD: Final = """\
# How hard the pages are to read

Made by `python scripts/grades.py`, with the measure to which `trust-tui check-content --strict content/en` holds them.
*Grade* is years of school by Flesch and Kincaid, and after it the most that a page of its kind may have; *ease* is by
Flesch, at least 65; *SMOG* counts the words of three syllables and more, at most 10 from thirty sentences on. Each
heading, cell and line of a list counts as a sentence. A count finds long words and long sentences, and nothing else:
nobody has read these pages with the people they are for.

| Page | Grade | at most | Ease | SMOG |
|---|---|---|---|---|
"""


def rows() -> Iterator[str]:
    """A row for each page, in the order of their files."""
    shelf = read_shelf(packaged_folder() / "en", [])
    for path, id in sorted(shelf.pages.items()):
        found = reading_grades(passages_of(read_source(shelf.folder, path)))
        most = hardest(shelf.headers[id].kind)
        yield (
            f"| `{path}` | {found.grade:.1f} | {most} | {found.ease:.0f} "
            f"| {found.smog:.1f} |\n"
        )


def main() -> int:
    """Write the page, or compare it."""
    wanted = HEAD + "".join(rows())
    if sys.argv[1:] != ["--check"]:
        PAGE.write_text(wanted, "utf-8")
    elif PAGE.read_text("utf-8") != wanted:
        print(
            "docs/READING.md is out of date: run `make manual`.",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
