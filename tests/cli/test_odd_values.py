"""No command traces back, whatever is typed behind it, and none prints what a terminal would obey."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.support import control_characters
from trust_tui.cli.demo import StandingClock, fill
from trust_tui.cli.exit_codes import EXITS
from trust_tui.cli.spec import spec

ODD = ("", "-1", "9" * 30, "nobody", "\x1b[31m", "\udcff")
"""Values that few expect."""

ALONE = frozenset(
    # these take the terminal or lead on in questions of their own
    ("now", "plain", "path", "week", "cards", "passphrase", "completion")
)

LEFT_OUT = ("--help", "--data", "--content", "--out")

COMMANDS = [one for one in spec()["commands"] if one["name"] not in ALONE]
NAMES = [one["name"] for one in COMMANDS]


def typed(command: dict[str, Any]) -> Iterator[Sequence[str]]:
    """Each argument with each odd value, and each option without one and with two of them."""
    for value in ODD if command["arguments"] else ():
        yield [value]
        yield [value, value]
    needed = ["1" for one in command["arguments"] if one["needed"]]
    for place, option in enumerate(command["options"]):
        name = option["names"][-1]
        if name in LEFT_OUT:
            continue
        yield [*needed, name]
        for shift in (0, 3):
            value = ODD[(place + shift) % len(ODD)]
            yield [*needed, f"{name}={value}"]
            yield [*needed, name, value, value]


@pytest.mark.parametrize("command", COMMANDS, ids=NAMES)
def test_whatever_is_typed_is_done_or_refused_in_one_sentence(
    run: Run, folder: Path, now: StandingClock, command: dict[str, Any]
) -> None:
    fill(folder, now)
    run("list")

    for arguments in typed(command):
        outcome = run(command["name"], *arguments, stdin=b"no\n" * 3)

        assert outcome.status in EXITS, (arguments, outcome)
        told = control_characters(outcome.err)
        assert told <= {"\n"}, (arguments, outcome)
        if outcome.status == 2:
            assert outcome.out == b"", (arguments, outcome)
            assert outcome.err.count("\n") == 1, (arguments, outcome)
            assert outcome.err.startswith("trust-tui: "), (arguments, outcome)


WORDS = "a\x1b[31mb\x9b2J\u202ec"
"""Words that would steer a terminal."""


def test_no_words_of_the_user_steer_the_terminal(
    run: Run, folder: Path, now: StandingClock
) -> None:
    run("who", "--new", WORDS, "--kind", "friend")
    for kind in ("goal", "promise", "win", "limit", "note"):
        run(kind, WORDS)
    run("note", WORDS, "--title", WORDS, "--tag", WORDS)
    run("promise", WORDS, "--to", WORDS, "--due", "today")
    run("habit", "--on", "1")
    run("habit", "--tick", "1", "--line", WORDS)
    lines = f"{WORDS}\n".encode()
    run("check-in", stdin=b"1\n" * 5 + lines * 3)
    count = len(json.loads(run("list", "--json").out))
    assert count == 7
    said = [
        run("list"),
        run("list", "relationships"),
        run("search", "b"),
        run("who"),
        run("who", "all"),
        run("who", WORDS),
        run("today"),
        run("trend"),
        run("goal"),
        run("habit"),
        run("page", "--list-entries"),
        run("undo"),
        run("check-in", stdin=b"\n" * 5 + lines * 3),
        run("check-in", stdin=b"\n" * 8),
        run("exercise", "1", stdin=lines + b"q\n"),
        run("exercise", "1", stdin=b"\n" * 20),
    ]
    run("list", "--limit", "0")
    for number in range(1, count + 1):
        said.append(run("show", str(number)))
        said.append(run("edit", str(number), stdin=lines * 2 + b"q\n"))
        said.append(run("edit", str(number), stdin=b"\n" * 30))
    run("list", "--limit", "0")
    said.append(run("delete", "1", "2"))
    said.append(run("trash"))
    said.append(run("undo"))

    for outcome in said:
        for text in (outcome.text, outcome.err):
            assert control_characters(text) <= {"\n"}, outcome
