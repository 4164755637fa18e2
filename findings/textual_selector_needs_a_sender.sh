#!/bin/sh
# Guess: a handler with a selector, `@on(Input.Submitted, "#name")`, runs whenever that field's message reaches it; the
#   selector looks at the field, which the message names as its control.
# Behaviour: it runs only where the message also has a sender, which is the widget whose task is running. Driven from a
#   task of one's own, as by a test, a bridge or a reader, `await field.action_submit()` reaches the handler without a
#   selector and passes over the one with it, in silence.
# Version: Textual 8.2.8
# Source: textual/message_pump.py, _get_dispatch_methods: `if not message._sender: continue` before the selectors.
# Here: plain mode leads the program from a task of its own: two passphrases that differed got no word there. All of a
#   turn runs in the program's context now (`plain/conversation.py`); tests/cli/test_plain.py.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check textual==8.2.8 2>/dev/null
cat >"$scratch/see.py" <<'PYTHON'
import asyncio
import sys

from textual import on
from textual.app import App, ComposeResult
from textual.widgets import Input

heard: list[str] = []


class Sample(App[None]):
    def compose(self) -> ComposeResult:
        yield Input(id="name")

    @on(Input.Submitted)
    def any_field(self) -> None:
        heard.append("without a selector")

    @on(Input.Submitted, "#name")
    def this_field(self) -> None:
        heard.append("with a selector")


async def lead() -> tuple[list[str], list[str]]:
    app = Sample()
    running = asyncio.create_task(app.run_async(headless=True))
    while not (app.is_running and app.query(Input)):
        await asyncio.sleep(0.01)
    found = []
    for in_context in (False, True):
        heard.clear()
        field = app.query_one(Input)
        if in_context:
            with app._context():
                await field.action_submit()
        else:
            await field.action_submit()
        while "without a selector" not in heard:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.2)
        found.append(sorted(heard))
    app.exit()
    await running
    return found[0], found[1]


alone, inside = asyncio.run(lead())
print(f"submitted from a task of one's own: handlers that ran: {', '.join(alone)}")
print(f"submitted in the context of the app: handlers that ran: {', '.join(inside)}")
sys.exit(not (alone == ["without a selector"] and len(inside) == 2))
PYTHON
"$scratch/venv/bin/python" "$scratch/see.py"
