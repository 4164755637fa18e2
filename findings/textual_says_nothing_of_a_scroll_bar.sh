#!/bin/sh
# Guess: a widget that sets its lines by its own width hears by Resize when that changes, whatever the cause.
# Behaviour: when its scroll bar comes or goes, its content is one or two cells narrower or wider and no Resize is sent:
#   lines that were set before are too long by that. `watch_show_vertical_scrollbar` is called instead.
# Version: Textual 8.2.8
# Source: textual/widget.py sends Resize for the size of the container, scroll bars included
# Here: `widgets/scale_form.py` sets its lines anew when the bar comes; in a window of 32x10 answers were cut off.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check textual==8.2.8 2>/dev/null
cat >"$scratch/see.py" <<'PYTHON'
import asyncio
import sys

from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.scroll_view import ScrollView


class Lines(ScrollView):
    DEFAULT_CSS = "Lines { overflow: hidden auto; }"
    resized = 0

    def on_resize(self) -> None:
        self.resized += 1


class Sample(App[None]):
    def compose(self) -> ComposeResult:
        yield Lines()


async def main() -> bool:
    app = Sample()
    async with app.run_test(size=(40, 10)) as pilot:
        lines = app.query_one(Lines)
        await pilot.pause()
        before, heard = lines.scrollable_content_region.width, lines.resized
        lines.virtual_size = Size(before, 50)
        await pilot.pause()
        await pilot.pause()
        after = lines.scrollable_content_region.width
        told = lines.resized - heard
        print(f"{before} cells for a line, then {after} beside the scroll bar; Resize was sent {told} times")
        return after < before and told == 0


sys.exit(not asyncio.run(main()))
PYTHON
"$scratch/venv/bin/python" "$scratch/see.py"
