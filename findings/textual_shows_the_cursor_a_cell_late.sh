#!/bin/sh
# Guess: the terminal's cursor stands where the next letter will, in a field of one line as in one of several lines; a
#   screen reader takes it for the place of writing.
# Behaviour: at the end of what is typed `Input` puts it one cell further, behind the cell that it draws as its own
#   cursor; anywhere else, and in `TextArea`, it stands where the next letter will. A reader says a blank for a letter.
# Version: Textual 8.2.8
# Source: textual/widgets/_input.py, `cursor_screen_offset`
# Here: `widgets/fields.py` takes the cell back at the end of a line.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check textual==8.2.8 2>/dev/null
cat >"$scratch/see.py" <<'PYTHON'
import asyncio
import sys

from textual.app import App, ComposeResult
from textual.widgets import Input, TextArea


class Sample(App[None]):
    def compose(self) -> ComposeResult:
        yield Input()
        yield TextArea()


async def main() -> bool:
    app = Sample()
    seen = {}
    async with app.run_test(size=(40, 12)) as pilot:
        for widget in (app.query_one(Input), app.query_one(TextArea)):
            widget.focus()
            await pilot.press("t", "r", "u")
            for key, letters in (("left", 2), ("end", 3)):
                await pilot.press(key)
                await pilot.pause()
                column = app.cursor_position.x - widget.content_region.x
                name = type(widget).__name__
                seen[name, letters] = column
                print(f"{name}: behind {letters} of 3 letters the terminal's cursor is in cell {column}")
    return seen == {
        ("Input", 2): 2,
        ("Input", 3): 4,
        ("TextArea", 2): 2,
        ("TextArea", 3): 3,
    }


sys.exit(not asyncio.run(main()))
PYTHON
"$scratch/venv/bin/python" "$scratch/see.py"
