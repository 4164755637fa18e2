"""What is asked of the surroundings. Changes of the process are made in processes of their own."""

import importlib
import io
import json
import os
import resource
import subprocess
import sys

import pytest

from trust_tui.terminal import environment

PROBE = """
import json, os, resource, sys
from trust_tui.terminal import environment
environment.harden()
mask = os.umask(0)
print(json.dumps({
    "umask": mask,
    "core": resource.getrlimit(resource.RLIMIT_CORE),
    "variables": sorted(name for name in os.environ if name.startswith("TEXTUAL") or name in ("LINES", "COLUMNS")),
    "values": {name: value for name, value in os.environ.items() if name.startswith("TEXTUAL")},
    "dumpable": __import__("ctypes").CDLL(None).prctl(3, 0, 0, 0, 0),
    "textual": "textual" in sys.modules or "rich" in sys.modules,
}))
"""


def test_hardening_closes_what_is_open() -> None:
    hostile = {
        "TEXTUAL": "debug",
        "TEXTUAL_LOG": "/tmp/log",
        "TEXTUAL_DRIVER": "evil:Driver",
        "TEXTUAL_ANIMATIONS": "full",
        "TEXTUAL_DISABLE_KITTY_KEY": "1",
        "LINES": "9",
        "COLUMNS": "9",
    }
    output = subprocess.run(
        [sys.executable, "-c", PROBE],
        env={**os.environ, **hostile},
        capture_output=True,
        check=True,
    ).stdout
    found = json.loads(output)
    assert found["umask"] == 0o077
    assert found["core"] == [0, 0]
    assert found["values"] == {
        **environment.SETTINGS,
        "TEXTUAL_DISABLE_KITTY_KEY": "1",
    }
    assert found["variables"] == sorted(found["values"])
    assert found["dumpable"] == 0
    assert not found["textual"]


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone has the call.")
@pytest.mark.parametrize("is_limited", [False, True])
def test_memory_is_kept_out_of_swap_where_there_is_no_limit(
    is_limited: bool,
) -> None:
    limit = 65536 if is_limited else resource.RLIM_INFINITY
    if (
        not is_limited
        and resource.getrlimit(resource.RLIMIT_MEMLOCK)[1] != limit
    ):
        pytest.skip("Here is a limit, and nobody may take it away.")
    code = f"""
import resource
from pathlib import Path
resource.setrlimit(resource.RLIMIT_MEMLOCK, ({limit}, {limit}))
from trust_tui.terminal import environment
environment.harden()
held = bytearray(1 << 24)
print(Path("/proc/self/status").read_text())
"""
    status = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    locked = next(
        line for line in status.splitlines() if line.startswith("VmLck")
    )
    assert (int(locked.split()[1]) == 0) == is_limited


def test_hardening_in_this_process_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "umask", lambda mask: mask)
    monkeypatch.setattr(resource, "setrlimit", lambda *_: None)
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(
        os,
        "environ",
        {"TEXTUAL_LOG": "x", "TEXTUAL_DISABLE_KITTY_KEY": "1", "HOME": "/"},
    )
    environment.harden()
    assert os.environ == {
        **environment.SETTINGS,
        "TEXTUAL_DISABLE_KITTY_KEY": "1",
        "HOME": "/",
    }
    asked: list[str] = []

    def import_fake(name: str) -> "type[_FakeTypes]":
        asked.append(name)
        return _FakeTypes

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(importlib, "import_module", import_fake)
    environment.harden()
    assert asked == ["ctypes"]


class _FakeTypes:
    """Takes the call that would hide this process from the tests' own tools."""

    @staticmethod
    def CDLL(name: None) -> "type[_FakeTypes]":
        return _FakeTypes

    @staticmethod
    def prctl(*numbers: int) -> int:
        return 0

    @staticmethod
    def mlockall(flags: int) -> int:
        return 0


@pytest.mark.parametrize("missing", [None, 0, 1, 2])
def test_a_screen_is_refused_without_a_terminal(
    missing: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "isatty", lambda descriptor: descriptor != missing)
    monkeypatch.delenv("TERM", raising=False)
    reason = environment.refusal("This program")
    assert (reason is None) == (missing is None)
    assert (
        missing is None
        or reason == "This program needs a terminal: connect with `ssh -t`."
    )


def test_a_dumb_terminal_is_refused_with_a_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "isatty", lambda _: True)
    monkeypatch.setenv("TERM", "dumb")
    dumb = "This program cannot draw on a terminal of the kind TERM=dumb"
    assert environment.refusal("This program") == f"{dumb}."
    assert (
        environment.refusal("This program", "a book can")
        == f"{dumb}; a book can."
    )


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, False),
        ({"LANG": "C"}, True),
        ({"LANG": "POSIX"}, True),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "de_DE.utf8@euro"}, False),
        ({"LANG": "de_DE"}, False),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, True),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "en_US.ISO-8859-1"}, True),
        ({"LANG": "C", "LC_CTYPE": "en_US.UTF-8"}, False),
        ({"LANG": "en_US.UTF-8", "TERM": "vt100"}, True),
        ({"LANG": "en_US.UTF-8", "TERM": "linux"}, False),
    ],
)
def test_ascii_is_wanted_where_the_locale_or_the_terminal_says_so(
    variables: dict[str, str], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_CTYPE", "LANG", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert environment.wants_ascii() is expected


def test_streams_that_cannot_print_everything_are_repaired() -> None:
    latin, unicode = (
        io.TextIOWrapper(io.BytesIO(), encoding=name)
        for name in ("latin-1", "utf-8")
    )
    environment.repair_streams([latin, unicode, None, io.StringIO()])
    assert (latin.encoding, latin.errors, unicode.errors) == (
        "utf-8",
        "replace",
        "strict",
    )
    environment.repair_streams()


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "screen-256color"}, True),
        ({"TERM": "screen", "TMUX": "/tmp/tmux,1,0"}, False),
        ({"TERM": "xterm", "STY": "1.pts"}, True),
        ({"TERM": "tmux-256color"}, False),
    ],
)
def test_terminals_with_a_memory_are_known(
    variables: dict[str, str], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TERM", "TMUX", "STY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert environment.remembers_scrolled_lines() is expected
