"""What the README and the other documents say of the program is true: keys, commands, files and tests."""

import re
import runpy
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from trust_tui.cli.arguments import parse

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "scripts" / "keys.py"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
PIECE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")
TEST = re.compile(r"`(test_\w+)`")


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    """The names in the script that makes the key table."""
    return runpy.run_path(str(SCRIPT))


def test_the_key_table_is_the_one_of_the_bindings() -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_table_that_was_changed_by_hand_is_put_right(
    script: dict[str, Any],
) -> None:
    text = (ROOT / "docs" / "KEYS.md").read_text("utf-8")
    changed = text.replace("| Leave |", "| Stay |")
    assert changed != text
    assert script["renewed"](changed) == text


def test_a_document_without_the_marks_is_refused(
    script: dict[str, Any],
) -> None:
    with pytest.raises(ValueError, match="put both back"):
        script["renewed"]("# Trust TUI\n")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_to_one(document: Path) -> None:
    text = PIECE.sub("", BLOCK.sub("", document.read_text("utf-8")))
    targets = [target for target in LINK.findall(text) if "://" not in target]
    assert [
        target for target in targets if not (document.parent / target).exists()
    ] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_is_named_exists(document: Path) -> None:
    assert [
        words
        for words in _commands_in(document.read_text("utf-8"))
        if not _is_understood(words)
    ] == []


def test_every_test_in_the_hazard_log_exists() -> None:
    named = set(TEST.findall((ROOT / "docs" / "HAZARDS.md").read_text("utf-8")))
    here = "\n".join(
        path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")
    )
    assert named
    assert sorted(name for name in named if f"def {name}(" not in here) == []


def _commands_in(text: str) -> Iterator[Sequence[str]]:
    """What follows the program's name wherever a document calls it; what may be left out is left out."""
    lines = [
        line for block in BLOCK.findall(text) for line in block.splitlines()
    ]
    for line in [*lines, *PIECE.findall(BLOCK.sub("", text))]:
        if "trust-tui" in line and "COMMAND" not in line:
            words = shlex.split(re.sub(r"\[[A-Z]+\]", "", line), comments=True)
            names = [
                n
                for n, word in enumerate(words)
                if word == "trust-tui" or word.endswith("/bin/trust-tui")
            ]
            if names:
                yield words[names[-1] + 1 :]


def _is_understood(words: Sequence[str]) -> bool:
    try:
        parse(words)
    except SystemExit as end:
        return end.code == 0
    return True
