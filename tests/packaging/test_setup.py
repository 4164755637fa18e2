"""Setting up goes on where it was interrupted."""

import os
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
