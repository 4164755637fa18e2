"""Pages that were parsed beforehand are those that the files hold now, or they are not used."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from scripts.compile_content import compile_content
from trust_tui.library import Library, packaged_folder
from trust_tui.library.compiled import FILE, TOLERANCE, load

ROOT: Final = Path(__file__).parents[2]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The packaged content, compiled."""
    folder = tmp_path / "content"
    shutil.copytree(packaged_folder(), folder)
    assert compile_content(folder) > 70
    return folder


def edit(path: Path, old: str, new: str, *, later: float = 0.0) -> None:
    """Change a file, as if some seconds after the compiled one was written."""
    made = path.parent / FILE
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    moment = made.stat().st_mtime + later
    os.utime(path, (moment, moment))


def test_compiled_pages_are_those_that_the_files_hold(content: Path) -> None:
    compiled = Library([content])
    assert load(content / "en") is not None
    assert compiled.headers()
    (content / "en" / FILE).rename(content / "kept")
    parsed = Library([content])
    assert compiled.headers() == parsed.headers()
    (content / "kept").rename(content / "en" / FILE)
    for header in parsed.headers():
        assert compiled.page(header.id) == parsed.page(header.id)
    assert not compiled.problems
    assert [each.title for each in compiled.exercises.outlines()] == [
        each.title for each in parsed.exercises.outlines()
    ]


def test_a_longer_page_is_read_anew(content: Path) -> None:
    edit(content / "en" / "tips.md", "title: ", "title: New ")
    assert Library([content]).header("tips").title.startswith("New ")
    assert load(content / "en") is None


def test_a_page_of_the_same_length_that_was_written_later_is_read_anew(
    content: Path,
) -> None:
    page = content / "en" / "tips.md"
    edit(page, "title: S", "title: X", later=TOLERANCE + 1)
    assert Library([content]).header("tips").title.startswith("X")


def test_a_page_more_and_a_page_less_are_noticed(content: Path) -> None:
    added = content / "en" / "zz.md"
    added.write_text("---\nid: zz\nkind: page\ntitle: Z\n---\n\nText.\n")
    assert Library([content]).header("zz").title == "Z"
    added.unlink()
    assert load(content / "en") is not None
    (content / "en" / "tips.md").unlink()
    assert "tips" not in {each.id for each in Library([content]).headers()}


@pytest.mark.parametrize("kept", [0, 3, 1000, -1])
def test_a_damaged_file_is_passed_over(content: Path, kept: int) -> None:
    file = content / "en" / FILE
    file.write_bytes(file.read_bytes()[:kept])
    library = Library([content])
    parsed = Library([packaged_folder()])
    for header in parsed.headers():
        assert library.page(header.id) == parsed.page(header.id)


def test_content_with_a_problem_is_not_compiled(content: Path) -> None:
    edit(content / "en" / "tips.md", "id: tips", "id: Not an id")
    assert compile_content(content) == 0
    assert not (content / "en" / FILE).exists()


def test_other_code_reads_the_pages_anew(content: Path) -> None:
    home = content.parent
    package = home / "trust_tui"
    shutil.copytree(
        ROOT / "trust_tui",
        package,
        ignore=shutil.ignore_patterns("__pycache__", "content"),
    )
    code = (
        "from pathlib import Path; from trust_tui.library.compiled import load;"
        f"print(load(Path({str(content / 'en')!r})) is not None)"
    )

    def is_used() -> str:
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=home,
            env={**os.environ, "PYTHONPATH": str(home)},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    assert is_used() == "True"
    with (package / "typeset" / "blocks.py").open("a") as file:
        file.write("# Another version.\n")
    assert is_used() == "False"


def test_what_an_overview_needs_is_there_without_the_markdown_parser(
    content: Path,
) -> None:
    code = f"""
import sys
from pathlib import Path
from trust_tui.library import Library
library = Library([Path({str(content)!r})])
library.shelf(), library.exercises.outlines(), library.tick_habits()
library.daily_items(), library.text("checkin-daily", "none-yet")
print("markdown_it" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
