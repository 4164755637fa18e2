#!/bin/sh
# Guess: a program made with Textual sends no colours where NO_COLOR is set, so that the terminal's own two hold.
# Behaviour: it turns its colours into greys and sends those, with a ground of its own behind every cell: a reader's
#   yellow on black becomes light grey on near-black. An empty NO_COLOR counts as a wish, against no-color.org.
# Version: Textual 8.2.8
# Source: textual/app.py adds a monochrome filter where NO_COLOR is in the environment; https://no-color.org
# Here: the set of colours "own", which NO_COLOR takes: `terminal/styles.py` leaves out every colour and reverses what is
#   marked; `terminal/environment.py` drops an empty NO_COLOR.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check textual==8.2.8 2>/dev/null
cat >"$scratch/sample.py" <<'PYTHON'
from textual.app import App, ComposeResult
from textual.widgets import Label


class Sample(App[None]):
    def compose(self) -> ComposeResult:
        yield Label("words")

    def on_mount(self) -> None:
        self.set_timer(0.5, self.exit)


Sample().run()
PYTHON
cat >"$scratch/see.py" <<'PYTHON'
import os
import pty
import re
import sys

COLOUR = re.compile(rb"[34]8;2;(\d+);(\d+);(\d+)")


def colours(no_color: str) -> set[tuple[bytes, ...]]:
    """The colours that are sent."""
    pid, terminal = pty.fork()
    if not pid:
        os.environ.update(NO_COLOR=no_color, TERM="xterm-256color", COLORTERM="truecolor")
        os.execv(sys.executable, [sys.executable, sys.argv[1]])
    sent = b""
    while True:
        try:
            data = os.read(terminal, 4096)
        except OSError:
            break
        if not data:
            break
        sent += data
    os.waitpid(pid, 0)
    return set(COLOUR.findall(sent))


as_told = True
for value in ("1", ""):
    found = colours(value)
    greys = bool(found) and all(len(set(one)) == 1 for one in found)
    print(f"NO_COLOR={value!r}: {len(found)} colours are sent, all of them grey: {greys}")
    as_told = as_told and greys
sys.exit(not as_told)
PYTHON
"$scratch/venv/bin/python" "$scratch/see.py" "$scratch/sample.py"
