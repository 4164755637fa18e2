#!/bin/sh
# Guess: `run_worker(work(), exclusive=True)` twice in a row cancels the first, as asyncio cancels a task that has not begun:
#   its coroutine is closed in silence. Whether one gives the coroutine or the function that makes it is a matter of taste.
# Behaviour: a coroutine that is given is left as it is, neither begun nor closed: Python warns that it was never awaited,
#   at some later moment and place. With the function nothing is made that could be left.
# Version: Textual 8.2.8
# Source: textual/worker.py `Worker._start` and `_run`: what is cancelled is a task of the worker's own around it
# Here: `screens/journal_list.py` gives the function; `@work` does so too.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check textual==8.2.8 2>/dev/null
cat >"$scratch/see.py" <<'PYTHON'
import asyncio
import gc
import sys
import warnings

from textual.app import App


class Sample(App[None]):
    begun = 0

    async def narrow(self) -> None:
        self.begun += 1


async def warned(gives_function: bool) -> list[str]:
    app = Sample()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        async with app.run_test() as pilot:
            for _ in range(2):
                work = app.narrow if gives_function else app.narrow()
                app.run_worker(work, exclusive=True)
            del work
            await pilot.pause(0.2)
        gc.collect()
    print("begun:", app.begun, "of 2;", [str(one.message) for one in caught])
    return [str(one.message) for one in caught if "never awaited" in str(one.message)]


async def plain() -> None:
    async def work() -> None:
        pass

    task = asyncio.create_task(work())
    task.cancel()
    await asyncio.sleep(0)
    print("a task of asyncio, cancelled before it began: no warning")


async def main() -> int:
    await plain()
    print("the coroutine is given")
    coroutine = await warned(gives_function=False)
    print("the function is given")
    function = await warned(gives_function=True)
    return not (coroutine and not function)


sys.exit(asyncio.run(main()))
PYTHON
"$scratch/venv/bin/python" -W always "$scratch/see.py"
