"""Who may know whom holds, and no module is forgotten."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp

from scripts.house import lazily_loaded, name_of

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "trust_tui"
MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))


NAMES = frozenset(name_of(PACKAGE, path) for path in MODULES)


def named_in(path: Path) -> Iterator[str]:
    """The modules of the package that a test imports or names, in whatever way."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module
                yield from (f"{module}.{alias.name}" for alias in node.names)
            case ast.Constant(value=str(text)):
                yield f"trust_tui.cli.{text.replace('-', '_')}"
                yield text


def test_the_import_contracts_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def test_every_module_says_what_it_is_for() -> None:
    said = {
        name_of(PACKAGE, path): ast.get_docstring(
            ast.parse(path.read_text("utf-8"))
        )
        or ""
        for path in MODULES
    }

    assert [
        name
        for name, text in said.items()
        if not text.split("\n")[0].endswith((".", ":"))
    ] == []


def test_every_module_is_imported_by_some_test() -> None:
    """Directly or through other modules; commands, which are loaded by their names, by being named.

    So are the classes of the five screens, as `module:Class`.
    """
    graph = grimp.build_graph("trust_tui", cache_dir=None)
    reached = {name for path in TESTS for name in named_in(path)}
    for path in MODULES:
        reached |= {module for _, module in lazily_loaded(PACKAGE, path)}
        reached |= {
            name.partition(":")[0] for name in named_in(path) if ":" in name
        }
    for name in sorted(reached & NAMES):
        reached |= graph.find_upstream_modules(name)
    reached |= {name.rpartition(".")[0] for name in reached}

    assert sorted(NAMES - reached - {"trust_tui.__main__"}) == []


def test_every_test_module_says_what_it_is_about() -> None:
    silent = [
        path
        for path in TESTS
        if path.stat().st_size
        and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]

    assert silent == []
