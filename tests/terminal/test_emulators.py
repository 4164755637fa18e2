"""The same pictures sent whole and as the shadow sends them, on real emulators: what is shown must be the same.

`@xterm/headless` is looked for as node does (`NODE_PATH`); without it, and without tmux, the tests say that they are
skipped.
"""

import json
import os
import random
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from rich.cells import cell_len, split_graphemes

from tests.terminal.pictures import (
    CLUSTERS,
    LOOKS,
    UNSURE,
    Segment,
    fill,
    full_frame,
)
from trust_tui.terminal.cells import measure
from trust_tui.terminal.shadow import Shadow

pytestmark = pytest.mark.terminal

WIDTH, HEIGHT = 40, 12
NO_WRAP: Final = "\x1b[?7l"
Show = Callable[[str, str, tuple[int, int] | None], tuple[list[str], list[str]]]
"""Sends to the two terminals, gives them another size first where there is one, and says what each shows."""


class Steps:
    """Random pictures, one after the other: rows that change, rows that move, other sizes."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self.width, self.height = WIDTH, HEIGHT
        self.picture = [self._row() for _ in range(HEIGHT)]
        self.shadow = Shadow(WIDTH, HEIGHT)
        self.shadow.open("")

    def _row(self) -> list[Segment]:
        chance = self._chance
        letters = CLUSTERS if chance.random() < 0.8 else [*CLUSTERS, *UNSURE]
        cut = chance.randrange(1, self.width)
        return [
            Segment(
                chance.choice(LOOKS),
                fill(
                    [
                        chance.choice(letters)
                        for _ in range(chance.randint(1, 8))
                    ],
                    part,
                ),
            )
            for part in (cut, self.width - cut)
        ]

    def next(self) -> tuple[str, str, tuple[int, int] | None]:
        """What is sent whole, what the shadow sends, and another size where there is one."""
        chance = self._chance
        size = None
        what = chance.random()
        if what < 0.02:
            size = self.width, self.height = (
                chance.randint(10, 50),
                chance.randint(4, 14),
            )
            self.picture = [self._row() for _ in range(self.height)]
            self.shadow.resize(*size)
        elif what < 0.3:
            by = chance.choice((-2, -1, 1, 2))
            self.picture = self.picture[by:] + self.picture[:by]
            self.picture[chance.randrange(self.height)] = self._row()
        else:
            for _ in range(chance.randint(1, 3)):
                self.picture[chance.randrange(self.height)] = self._row()
        cursor = chance.randrange(self.height), chance.randrange(self.width)
        frame = full_frame(self.picture, cursor)
        self.shadow.feed(frame)
        # Nothing of the terminal that is sent everything is left from before.
        return f"\x1b[0m\x1b[2J{frame}", self.shadow.take(), size

    def sure_part(self, y: int) -> int:
        """How many cells of a row all terminals agree on."""
        cells = 0
        text = "".join(segment.text for segment in self.picture[y])
        for start, end, width in split_graphemes(text)[0]:
            if not measure(text[start:end])[1]:
                break
            cells += width
        return cells


def _upto(row: str, cells: int) -> str:
    """The beginning of a row of the screen, in cells."""
    shown = ""
    for letter in row:
        if cell_len(shown + letter) > cells:
            break
        shown += letter
    return shown.rstrip()


def compare(show: Show, seed: int, steps: int, every: int = 1) -> None:
    """Send pictures and look at both terminals."""
    pictures = Steps(seed)
    show(NO_WRAP, NO_WRAP, None)
    whole = ours = ""
    for step in range(steps):
        plain, least, size = pictures.next()
        whole, ours = plain, ours + least
        if size is None and step % every:
            continue
        rows, our_rows = show(whole, ours, size)
        ours = ""
        for y in range(pictures.height):
            cells = pictures.sure_part(y)
            assert _upto(our_rows[y], cells) == _upto(rows[y], cells), (step, y)


@pytest.mark.parametrize("seed", range(4))
def test_xterm_js_shows_the_same(seed: int) -> None:
    program = Path(__file__).with_name("data") / "two_terminals.js"
    found = shutil.which("node") and subprocess.run(
        ["node", "-e", "require.resolve('@xterm/headless')"],
        capture_output=True,
        check=False,
    )
    if not found or found.returncode:
        pytest.skip("node has no @xterm/headless here")
    with subprocess.Popen(
        ["node", str(program)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "NODE_PATH": os.environ.get("NODE_PATH", "")},
    ) as node:
        assert node.stdin
        assert node.stdout
        asked, said = node.stdin, node.stdout

        def show(
            whole: str, ours: str, size: tuple[int, int] | None
        ) -> tuple[list[str], list[str]]:
            asked.write(
                json.dumps({"sent": [whole, ours], "size": size}) + "\n"
            )
            asked.flush()
            plain, least = json.loads(said.readline())
            return plain["rows"], least["rows"]

        compare(show, seed, 500)
        asked.close()


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Runs a command of a tmux of its own, in which `whole` and `ours` show what is put into files of that name."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")

    def call(*arguments: str) -> str:
        return subprocess.run(
            [
                "tmux",
                "-S",
                str(tmp_path / "socket"),
                "-f",
                "/dev/null",
                *arguments,
            ],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        ).stdout

    for name in ("whole", "ours"):
        os.mkfifo(tmp_path / name)
        script = f"stty raw -echo; exec cat <> {tmp_path / name}"
        size = ["-x", str(WIDTH), "-y", str(HEIGHT)]
        call("-u", "new-session", "-d", "-s", name, *size, script)
        call("set", "-t", name, "status", "off")
        call("resize-window", "-t", name, *size)
    yield call
    call("kill-server")


def test_tmux_shows_the_same(tmux: Callable[..., str], tmp_path: Path) -> None:
    ends = [os.open(tmp_path / name, os.O_RDWR) for name in ("whole", "ours")]
    count = 0

    def show(
        whole: str, ours: str, size: tuple[int, int] | None
    ) -> tuple[list[str], list[str]]:
        nonlocal count
        count += 1
        shown = []
        for name, end, sent in zip(
            ("whole", "ours"), ends, (whole, ours), strict=True
        ):
            if size:
                tmux(
                    "resize-window",
                    "-t",
                    name,
                    "-x",
                    str(size[0]),
                    "-y",
                    str(size[1]),
                )
            # The title tells that all before it was read.
            data = sent.replace("\r\n", "\n").replace("\n", "\r\n")
            os.write(end, f"{data}\x1b]2;step {count}\x07".encode())
            given_up = time.monotonic() + 20
            while (
                tmux("display", "-p", "-t", name, "#{pane_title}").strip()
                != f"step {count}"
            ):
                assert time.monotonic() < given_up
            shown.append(tmux("capture-pane", "-p", "-t", name).split("\n"))
        return shown[0], shown[1]

    try:
        compare(show, 7, 300, every=3)
    finally:
        for end in ends:
            os.close(end)
