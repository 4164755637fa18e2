"""What is written for other programs: names that lead nowhere, cells that are no formulas, pages that run nothing."""

import csv
import io
import subprocess
from html.parser import HTMLParser
from pathlib import Path

from tests.everywhere.terminal import trust_tui
from tests.hostile.strings import HOSTILE

FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
)
"""What begins a formula in a spreadsheet."""

ELEMENTS = frozenset(
    {
        "p",
        "body",
        "small",
        "circle",
        "div",
        "svg",
        "abbr",
        "hr",
        "table",
        "colgroup",
        "section",
        "li",
        "span",
        "text",
        "main",
        "html",
        "dt",
        "col",
        "article",
        "line",
        "thead",
        "h3",
        "polyline",
        "code",
        "blockquote",
        "em",
        "figcaption",
        "td",
        "pre",
        "h4",
        "title",
        "head",
        "caption",
        "time",
        "ol",
        "rect",
        "tr",
        "meta",
        "h1",
        "th",
        "style",
        "strong",
        "ul",
        "br",
        "h2",
        "tbody",
        "dl",
        "g",
        "a",
        "desc",
        "header",
        "dd",
        "path",
        "figure",
        "footer",
    }
)
"""What a page may be made of."""


def test_an_exported_folder_stays_in_its_place_and_has_harmless_names(
    hostile: Path, tmp_path: Path
) -> None:
    place = tmp_path / "out"
    place.mkdir()
    done = subprocess.run(
        trust_tui(
            "export",
            "--data",
            hostile,
            "--format",
            "markdown",
            "--out",
            place / "notes",
        ),
        capture_output=True,
        check=True,
    )
    written = [path for path in (place / "notes").rglob("*") if path.is_file()]
    assert len(written) > len(HOSTILE) / 2, done.stderr
    for path in written:
        name = path.relative_to(place).as_posix()
        assert name.isascii()
        assert all(letter.isalnum() or letter in "-_./" for letter in name)
        assert not path.name.startswith(("-", "."))
        assert path.stat().st_mode & 0o777 == 0o600
    assert set(tmp_path.iterdir()) == {place, hostile}
    assert list(place.iterdir()) == [place / "notes"]


def test_no_cell_of_a_table_is_a_formula(hostile: Path) -> None:
    done = subprocess.run(
        trust_tui("export", "--data", hostile, "--format", "csv"),
        capture_output=True,
        check=True,
    )
    rows = list(
        csv.reader(io.StringIO(done.stdout.decode("utf-8-sig"), newline=""))
    )
    assert len(rows) > len(HOSTILE)
    assert [
        cell for row in rows for cell in row if cell.startswith(FORMULA)
    ] == []


class Elements(HTMLParser):
    """Notes what a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()

    def handle_starttag(
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        self.names.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}


def test_a_page_for_the_browser_runs_and_fetches_nothing(hostile: Path) -> None:
    listed = subprocess.run(
        trust_tui("page", "--data", hostile, "--list-entries"),
        capture_output=True,
        check=True,
    )
    ids = [
        line.split()[0]
        for line in listed.stdout.decode().splitlines()
        if line[:1].isalnum()
    ]
    chosen = [part for id in ids[:300] for part in ("--entry", id)]
    done = subprocess.run(
        trust_tui(
            "page",
            "--data",
            hostile,
            "--format",
            "html",
            *chosen,
            "--initials",
            "<b>\x1b]0;x\x07",
        ),
        capture_output=True,
        check=True,
    )
    parser = Elements()
    parser.feed(done.stdout.decode())
    assert parser.names <= ELEMENTS
    assert not [
        name
        for name, _ in parser.attributes
        if name.startswith("on") or name in ("src", "srcset")
    ]
    assert not [
        value
        for name, value in parser.attributes
        if name == "href" and not value.startswith("#")
    ]
    assert "\x1b" not in done.stdout.decode()
