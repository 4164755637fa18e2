#!/bin/sh
# Guess: what a key changes in a Textual program is shown at once: a letter in a field, and the count of letters beside
#   it that the field's `Changed` sets without any wait.
# Behaviour: the letter is drawn first, alone, and the count in a second picture, 16 ms later: the message goes up from
#   parent to parent, a turn of the event loop each, while the screen's timer, which has rested, draws in the second.
# Version: Textual 8.2.8
# Source: textual/screen.py `_on_idle` and `_on_timer_update`, textual/timer.py; not documented
# Here: `textual_patches.PatchedScreen` draws once nothing is under way and nothing is left to lay out.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check textual==8.2.8 2>/dev/null
cat >"$scratch/see.py" <<'PYTHON'
import asyncio
import sys

from textual import events
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.widgets import Label, TextArea


class Sample(App[None]):
    pictures: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        with Vertical(), Vertical():
            yield TextArea()
        yield Label("0")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        self.query_one(Label).update(str(len(event.text_area.text)))

    def _display(self, screen, renderable) -> None:
        for field in screen.query(TextArea):
            self.pictures.append((field.text, str(screen.query_one(Label).content)))
        super()._display(screen, renderable)


async def main() -> int:
    app = Sample()
    async with app.run_test() as pilot:
        field = app.query_one(TextArea)
        field.cursor_blink = False
        field.focus()
        await pilot.pause(0.3)
        app.pictures.clear()
        app.post_message(events.Key("a", "a"))
        await asyncio.sleep(0.5)
    print("text and count in each picture after one key:", app.pictures)
    return ("a", "0") not in app.pictures


sys.exit(asyncio.run(main()))
PYTHON
"$scratch/venv/bin/python" "$scratch/see.py"
