"""The page for a professional in a real browser: it opens, reaches nothing, and prints. Skipped without Chromium."""

import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.formats.doubles import MemoryWorkbook
from tests.formats.test_page import FIRST, LAST, WORDS, choice
from trust_tui.domain.contents import gather
from trust_tui.domain.records import CheckIn, Entry
from trust_tui.report.html_page import write_html_page
from trust_tui.report.report import make_page

BROWSER: Final = next(
    filter(
        None,
        map(shutil.which, ("chromium", "chromium-browser", "google-chrome")),
    ),
    None,
)
QUIET: Final = (
    *(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
    ),
    *(
        "--disable-component-update",
        "--disable-sync",
        "--disable-default-apps",
        "--no-pings",
    ),
)

pytestmark = pytest.mark.skipif(
    BROWSER is None, reason="There is no Chromium here."
)


class Outside:
    """A server that nobody should reach.

    Attributes:
        address: Where it listens.
        reached: How many came.
    """

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/x"
        self.reached = 0
        self._thread = threading.Thread(target=self._turn_away, daemon=True)
        self._thread.start()

    def _turn_away(self) -> None:
        while True:
            try:
                visitor, _ = self._socket.accept()
            except OSError:
                return
            self.reached += 1
            visitor.close()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(10)


@pytest.fixture
def outside() -> Iterator[Outside]:
    server = Outside()
    yield server
    server.close()


def hostile(address: str) -> str:
    """Words that would load something or lead somewhere, were they more than words."""
    return (
        f"![picture]({address}) <img src='{address}'> <script>fetch('{address}')</script>\n\n"
        f"<style>@import '{address}'</style> <link rel=stylesheet href='{address}'>\n\n"
        f"<iframe src='{address}'></iframe> [a link]({address}) <{address}>"
    )


@pytest.fixture
def page(memory: MemoryWorkbook, tmp_path: Path, outside: Outside) -> Path:
    """A page with a chart and an entry full of addresses."""
    for back in range(20):
        day = LAST.replace(day=LAST.day - back)
        memory.of(CheckIn).keep(
            CheckIn(day=day, answers={"day-mood": back % 5})
        )
    entry = memory.of(Entry).keep(
        Entry(text=hostile(outside.address), title="A day", day=FIRST)
    )
    made = make_page(gather(memory), choice(entries=[entry.id]), WORDS)
    place = tmp_path / "page.html"
    place.write_text(write_html_page(made), "utf-8")
    return place


def browse(page: Path, *options: str) -> str:
    """Open a page in a browser of its own; what it prints."""
    assert BROWSER is not None
    profile = page.with_name("profile")
    done = subprocess.run(
        [
            BROWSER,
            *QUIET,
            f"--user-data-dir={profile}",
            *options,
            page.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    return done.stdout


def test_it_opens_with_its_charts_and_reaches_nothing(
    page: Path, outside: Outside
) -> None:
    shown = browse(page, "--dump-dom")

    assert "How the days went" in shown
    assert shown.count("<svg") == 2
    assert "A day" in shown
    for element in ("<script", "<img", "<iframe", "<link", "<a "):
        assert element not in shown
    assert outside.reached == 0


def test_a_page_that_does_reach_outside_would_be_noticed(
    tmp_path: Path, outside: Outside
) -> None:
    (tmp_path / "bad.html").write_text(f"<img src='{outside.address}'>")

    browse(tmp_path / "bad.html", "--dump-dom")

    assert outside.reached > 0


def test_it_is_printed_to_pages_without_links(
    page: Path, outside: Outside
) -> None:
    paper = page.with_name("page.pdf")

    browse(page, "--no-pdf-header-footer", f"--print-to-pdf={paper}")

    printed = paper.read_bytes()
    assert printed.startswith(b"%PDF-")
    assert printed.rstrip().endswith(b"%%EOF")
    assert b"/URI" not in printed
    assert outside.reached == 0
