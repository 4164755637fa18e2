"""Setting up goes on where it was interrupted, and says what is missing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def put(path: Path, *lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(("#!/bin/sh", *lines)))
    path.chmod(0o755)


@pytest.mark.parametrize("has_pip", [True, False])
def test_an_environment_whose_making_was_interrupted_is_made_again(
    tmp_path: Path, has_pip: bool
) -> None:
    """Interpreters that only note what they are asked stand for the real ones: pip would need the network."""
    folder, asked = tmp_path / "venv", tmp_path / "asked"
    put(
        folder / "bin" / "python",
        f'echo "there: $*" >>{asked}',
        f'[ "$3" = --version ] && exit {0 if has_pip else 1}',
        "exit 3",
    )
    put(
        tmp_path / "python",
        f'echo "outside: $1 $2 $3" >>{asked}',
        '[ "$1" = -c ]',
    )
    done = subprocess.run(
        ["sh", ROOT / "scripts" / "setup.sh", folder],
        env=os.environ | {"PYTHON": str(tmp_path / "python")},
        capture_output=True,
        text=True,
        check=False,
    )
    made = f"outside: -m venv {folder}" in asked.read_text()
    assert made is not has_pip
    assert done.returncode == (3 if has_pip else 1)
    assert done.stderr == f"Installing into {folder} (this happens once)...\n"


@pytest.mark.parametrize(
    ("lacks", "said"),
    [
        (
            "version_info",
            "Trust TUI needs Python 3.11, 3.12, 3.13 or 3.14: install one of them ",
        ),
        ("ensurepip", "Python's venv module is missing: install it "),
    ],
)
def test_what_python_lacks_is_said_in_one_sentence_and_nothing_is_made(
    tmp_path: Path, lacks: str, said: str
) -> None:
    """Interpreters that lack something stand in for all there are."""
    tools = tmp_path / "tools"
    put(tools / "python3", f'case "$2" in *{lacks}*) exit 1 ;; esac')
    for tool in ("dirname", "cat", "cksum"):
        found = shutil.which(tool)
        assert found is not None
        (tools / tool).symlink_to(found)
    folder = tmp_path / "venv"
    done = subprocess.run(
        ["/bin/sh", ROOT / "scripts" / "setup.sh", folder],
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1
    assert not folder.exists()
