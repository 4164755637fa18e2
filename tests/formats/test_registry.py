"""Whatever lists formats goes by one table, and packages can add to it."""

import argparse
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.formats.conftest import Run
from tests.formats.doubles import MemoryWorkbook
from trust_tui.cli import arguments
from trust_tui.domain.kinds import TABLES
from trust_tui.formats.format import FolderWriter
from trust_tui.formats.plugins import found
from trust_tui.formats.registry import (
    BUILT_IN,
    OUR_NAMES,
    readable,
    sources,
    writable,
)

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "FORMATS.md"
EXAMPLE = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def installed(tmp_path: Path) -> Callable[..., None]:
    """Installs a package with a module and entry points, as an installer leaves it."""

    def install(name: str, source: str, *points: str) -> None:
        site = tmp_path / "site"
        info = site / f"{name}-1.0.dist-info"
        info.mkdir(parents=True)
        (site / f"{name}.py").write_text(source)
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
        )
        lines = "".join(f"{point}\n" for point in points)
        (info / "entry_points.txt").write_text(f"[trust_tui.formats]\n{lines}")

    return install


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Runs the real command line beside what is installed."""

    def run(*given: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "trust_tui", *map(str, given)],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env={
                **os.environ,
                "PYTHONPATH": f"{tmp_path / 'site'}{os.pathsep}{ROOT}",
            },
        )

    return run


def test_every_format_is_whole() -> None:
    assert len(set(OUR_NAMES)) == len(OUR_NAMES)
    for one in BUILT_IN:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", one.name)
        assert bool(one.source) is (one.reader is not None)
        assert bool(one.purpose) is (one.writer is not None)
        assert one.tables <= set(TABLES)
        if one.reader is not None:
            assert callable(one.reader().fits)
            assert callable(one.reader().read)
        if one.writer is not None:
            assert callable(one.writer().write)
            assert isinstance(one.writer(), FolderWriter) is one.folder
            assert one.ending or one.folder


def test_the_command_line_offers_what_the_registry_has() -> None:
    whole = arguments.parser()
    options = {
        name: action
        for commands in whole._actions
        if isinstance(commands, argparse._SubParsersAction)
        for name, command in commands.choices.items()
        for action in command._actions
        if action.dest == "format"
    }

    assert list(options["import"].choices or ()) == [
        one.name for one in readable(BUILT_IN)
    ]
    assert list(options["export"].choices or ()) == [
        one.name for one in writable(BUILT_IN)
    ]


def test_what_cannot_be_read_is_answered_with_what_can(
    tmp_path: Path, run: Run
) -> None:
    (tmp_path / "letter").write_text("Just a letter.")

    said = run("import", tmp_path / "letter", "--preview")

    assert said.status == 1
    assert sources() in said.err
    assert all(one.source in said.err for one in readable(BUILT_IN))


@pytest.fixture(scope="module")
def renewed() -> Callable[[str], str]:
    """What the script makes of a page."""
    renew: Callable[[str], str] = runpy.run_path(
        str(ROOT / "scripts" / "formats.py")
    )["renewed"]
    return renew


def test_the_table_in_the_documents_is_that_of_the_registry(
    renewed: Callable[[str], str],
) -> None:
    text = PAGE.read_text("utf-8")

    assert renewed(text) == text
    assert all(f"| `{name}` |" in text for name in OUR_NAMES)


def test_a_page_without_its_marks_is_not_written_over(
    renewed: Callable[[str], str],
) -> None:
    with pytest.raises(ValueError, match="put both back"):
        renewed("no marks")


def test_a_package_adds_a_format_by_an_entry_point_alone(
    installed: Callable[..., None], command: Command, tmp_path: Path
) -> None:
    assert EXAMPLE is not None
    installed("trust_lines", EXAMPLE[1], "lines = trust_lines:LINES")
    (tmp_path / "mine").write_text(
        "# lines\n2026-03-02 He called\n2026-03-03 A walk\n"
    )

    came = command("import", tmp_path / "mine", "--yes")
    named = command("import", tmp_path / "mine", "--yes", "--format", "lines")
    went = command("export", "--format", "lines")
    refused = command("import", tmp_path / "mine", "--format", "day-one")

    assert (came.returncode, "Added: 2" in came.stdout) == (0, True)
    assert "Already here: 2" in named.stdout
    assert went.stdout == "# lines\n2026-03-02 He called\n2026-03-03 A walk\n"
    assert (came.stderr, refused.returncode) == ("", 1)
    assert "not in the form that was named" in refused.stderr


BROKEN = [
    ("raise ImportError", "x = broken:X", "cannot be imported"),
    ("1 / 0", "x = broken:X", "cannot be imported"),
    ("def", "x = broken:X", "cannot be imported"),
    ("", "x = broken:X", "cannot be imported"),
    ("X = 5", "x = broken:X", "no Format"),
    (
        "from trust_tui.formats.format import Format\nX = Format(name='csv', title='x')",
        "x = broken:X",
        "taken",
    ),
    (
        "from trust_tui.formats.format import Format\nX = Format(name='A b', title='x')",
        "x = broken:X",
        "small letters",
    ),
    (
        "from trust_tui.formats.format import Format\nX = Format(name='x', title='x')",
        "x = broken:X",
        "neither reads nor writes",
    ),
]


@pytest.mark.parametrize(
    ("source", "point", "why"), BROKEN, ids=range(len(BROKEN))
)
def test_a_broken_package_is_named_and_skipped(
    source: str,
    point: str,
    why: str,
    installed: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    run: Run,
) -> None:
    installed("broken", source, point)
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.delitem(sys.modules, "broken", raising=False)
    found.cache_clear()
    (tmp_path / "journal").write_text("[2026-03-02 21:15] He called\n")

    said = run("import", tmp_path / "journal", "--yes")

    found.cache_clear()
    sys.modules.pop("broken", None)
    assert (said.status, "Added: 1" in said.out) == (0, True)
    assert said.err.count("\n") == 1
    assert re.search(
        f"format x of the package broken is left out: .*{why}", said.err
    )


FAULTY = """
from trust_tui.formats.format import Format, Likeness

class Faulty:
    def fits(self, source):
        return Likeness.SURE if source.text.startswith("mine") else 1 // 0
    def read(self, source, options):
        return [][1]

X = Format(name="faulty", title="x", source="x", reader=Faulty)
"""


def test_a_reader_of_a_package_that_fails_stops_nobody_else(
    installed: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    run: Run,
    memory: MemoryWorkbook,
) -> None:
    installed("faulty", FAULTY, "faulty = faulty:X")
    monkeypatch.syspath_prepend(tmp_path / "site")
    found.cache_clear()
    (tmp_path / "journal").write_text("[2026-03-02 21:15] He called\n")
    (tmp_path / "own").write_text("mine")

    others = run("import", tmp_path / "journal", "--yes")
    own = run("import", tmp_path / "own", "--yes")

    found.cache_clear()
    sys.modules.pop("faulty", None)
    assert (others.status, "Added: 1" in others.out) == (0, True)
    assert "failed (ZeroDivisionError)" in others.err
    assert (own.status, own.out) == (1, "")
    assert "package that reads this format failed" in own.err


def test_no_other_package_is_looked_at_before_something_is_imported_or_exported(
    installed: Callable[..., None], command: Command, tmp_path: Path
) -> None:
    installed("loud", "print('loaded')\nX = 5", "x = loud:X")

    assert "loaded" not in command("--version").stdout
    assert "loaded" not in command("today").stdout
    assert "loaded" not in command("import", "--help").stdout
    assert "loaded" in command("export", "--preview").stdout
