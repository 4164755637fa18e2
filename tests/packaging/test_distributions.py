"""What is handed out is whole: the wheel, the archive of the sources, and the README as an index page shows it."""

import re
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent

pytestmark = pytest.mark.xdist_group("distributions")


@dataclass(frozen=True)
class Built:
    """The two files that are handed out."""

    wheel: Path
    sources: Path

    @property
    def page(self) -> str:
        """What an index shows: the text below the head of the metadata."""
        with zipfile.ZipFile(self.wheel) as archive:
            (name,) = (n for n in archive.namelist() if n.endswith("/METADATA"))
            return archive.read(name).decode("utf-8").partition("\n\n")[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Both, built as `make dist` does it: the archive from here, the wheel from the archive."""
    folder = tmp_path_factory.mktemp("dist")
    succeed(
        BIN / "python",
        "-m",
        "build",
        "--no-isolation",
        "--outdir",
        folder,
        ROOT,
    )
    (wheel,) = folder.glob("*.whl")
    (sources,) = folder.glob("*.tar.gz")
    return Built(wheel, sources)


def succeed(*command: str | Path) -> str:
    """Run something that is to succeed; all it printed."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_the_archive_of_the_sources_holds_every_file_of_the_checkout(
    built: Built,
) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout of git that could be compared with")
    listed = succeed("git", "ls-files", "-z").split("\0")
    kept = {name for name in listed if name and (ROOT / name).is_file()}
    with tarfile.open(built.sources) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}

    assert kept - held == set()


def test_an_index_would_take_both(built: Built) -> None:
    said = succeed(
        BIN / "twine", "check", "--strict", built.wheel, built.sources
    )

    assert said.count("PASSED") == 2


def test_the_wheel_holds_nothing_that_does_not_belong_there(
    built: Built,
) -> None:
    assert "OK" in succeed(BIN / "check-wheel-contents", built.wheel)


def test_the_wheel_holds_the_package_and_the_content(built: Built) -> None:
    modules = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "trust_tui").rglob("*.py")
    }
    pages = {
        f"trust_tui/{path.relative_to(ROOT)}"
        for path in (ROOT / "content").rglob("*.md")
    }
    with zipfile.ZipFile(built.wheel) as archive:
        held = set(archive.namelist())

    compiled = {"trust_tui/content/en/.compiled"}
    assert (modules | pages | compiled) - held == set()


def test_the_wheel_brings_the_manual_page_to_where_man_looks(
    built: Built,
) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith("/trust-tui.1"))
        held = archive.read(name)

    assert name.endswith(".data/data/share/man/man1/trust-tui.1")
    assert held == (ROOT / "man" / "trust-tui.1").read_bytes()


def test_the_page_on_an_index_leads_nowhere_that_is_not_there(
    built: Built,
) -> None:
    page = built.page
    targets = re.findall(r"\]\(([^)]*)\)", page) + re.findall(
        r'(?:src|href)="([^"]*)', page
    )

    assert [
        target for target in targets if not target.startswith("https://")
    ] == []


def test_the_page_on_an_index_has_all_words_of_the_readme(built: Built) -> None:
    """But for the picture, which stands on a line of its own."""
    page = built.page
    readme = (ROOT / "README.md").read_text("utf-8")
    lines = [line for line in readme.splitlines() if not line.startswith("![")]
    without_links = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", "\n".join(lines))

    assert page.split() == without_links.split()
