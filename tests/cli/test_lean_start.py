"""A command loads what it needs alone: most of what one takes is that."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

LOADED = """
import json, sys
sys.argv = ["trust-tui", *sys.argv[1:]]
from trust_tui.cli import main
status = main()
import gc
print(json.dumps([status, gc.isenabled(), [*sys.modules]]), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "command", [["list"], ["search", "walk"], ["goal"], ["note", "a line"]]
)
def test_what_a_command_does_not_need_is_not_loaded(
    tmp_path: Path, command: list[str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, "--data", str(tmp_path / "d"), *command],
        capture_output=True,
        text=True,
        check=True,
    )
    status, collects, loaded = json.loads(done.stderr.splitlines()[-1])
    assert (status, collects) == (0, True)
    assert not set(loaded) & {
        "asyncio",
        "inspect",
        "socket",
        "textual",
        "trust_tui.library",
        "trust_tui.typeset",
        "typing_extensions",
    }


def test_what_was_left_out_at_first_can_be_loaded_later() -> None:
    code = (
        "from trust_tui.cli.lean_start import load_msgspec\n"
        "load_msgspec()\n"
        "import msgspec, typing_extensions\n"
        "print(msgspec.json.encode({'a': 1}), typing_extensions.Self)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "b'{\"a\":1}' typing.Self\n"
