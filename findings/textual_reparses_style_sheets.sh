#!/bin/sh
# Guess: the style sheet of a widget is parsed once, when its class is first shown; the next class costs its own alone.
# Behaviour: parsed sheets are kept in a cache of 64, and each new class has all sheets asked for anew, in their order.
#   From 65 sheets on each pushes out the one that is asked for next: every class shown for the first time has the
#   sheets of all classes before it parsed again, Textual's own too.
# Version: Textual 8.2.8
# Source: textual/css/stylesheet.py `_parse_cache` and `parse`; not documented
# Here: `textual_patches.keep_style_sheets` keeps as many parsed sheets as there are.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check textual==8.2.8 2>/dev/null
cat >"$scratch/see.py" <<'PYTHON'
import asyncio
import sys

from textual.app import App
from textual.css import stylesheet
from textual.widgets import Static

parsed = 0
parse = stylesheet.parse


def counted(*given, **named):
    global parsed
    parsed += 1
    return parse(*given, **named)


stylesheet.parse = counted


def kind(number: int) -> type[Static]:
    sheet = f"Kind{number} {{ width: {number + 1}; }}"
    return type(f"Kind{number}", (Static,), {"DEFAULT_CSS": sheet})


async def main() -> int:
    global parsed
    app: App[None] = App()
    costs = {}
    async with app.run_test() as pilot:
        for number in range(80):
            parsed = 0
            await app.mount(kind(number)())
            await pilot.pause()
            costs[len(app.stylesheet.source)] = parsed
    few = max(cost for sheets, cost in costs.items() if 20 < sheets <= 64)
    many = min(cost for sheets, cost in costs.items() if sheets > 65)
    print(f"one more class: {few} sheet parsed with up to 64 of them, at least {many} with more than 65")
    return 0 if few == 1 and many > 64 else 1


sys.exit(asyncio.run(main()))
PYTHON
"$scratch/venv/bin/python" "$scratch/see.py"
