"""Another key for an action: the action is looked for by its name, and the key is pressed."""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import Final, Protocol

from msgspec.structs import replace
from textual.binding import Binding

from trust_tui.config import Value
from trust_tui.config.key_names import pressed
from trust_tui.dialogs.pick import PickDialog
from trust_tui.dialogs.press_key import KeyDialog
from trust_tui.domain import tr
from trust_tui.keys import keymap
from trust_tui.prompter import Prompter
from trust_tui.widgets import Row

LAST: Final = 1 << 30
"""The line of a key that is only tried: where two want the same one, it gives way."""


class Change(Protocol):
    """Changes a setting now and in the file."""

    def __call__(
        self, name: str, value: Value, message: str, *, action: bool = False
    ) -> Awaitable[None]:
        """Change it, and say so."""


class KeyChoice:
    """Asks for an action and its key. It runs in a worker of the program."""

    def __init__(self, prompter: Prompter, change: Change) -> None:
        self._prompter = prompter
        self._app = prompter.app
        self._session = prompter.session
        self._change = change

    async def choose(self) -> None:
        """Choose an action, then press the key it is to have."""
        actions = await asyncio.to_thread(keymap.all_actions, type(self._app))

        async def find(text: str) -> Sequence[Row]:
            words = text.casefold().split()
            return [
                Row(
                    action.id,
                    [(f"{action.name:<32} ", "text"), (action.id, "quiet")],
                    [(self._shown(action), "strong")],
                )
                for action in actions.values()
                if all(
                    word in f"{action.name} {action.id}".casefold()
                    for word in words
                )
            ]

        pick = PickDialog(
            tr("Keys"),
            find,
            placeholder=tr("Type part of what it does"),
            empty=tr("Nothing has these words."),
        )
        if not (id := await self._prompter.ask(pick)):
            return
        action = actions[id]
        key = await self._prompter.ask(KeyDialog(action.name))
        if not key:
            return
        try:
            usual = keymap.usual_keys(action)
            keys = pressed(usual if key in usual else [key])
        except ValueError as error:
            await self._prompter.show(tr("Not this key"), str(error))
            return
        config = self._session.config
        tried = replace(
            config,
            keys={**config.keys, id: keys},
            lines={**config.lines, id: LAST},
        )
        given, problems = keymap.usable(tried, type(self._app))
        if refused := [
            problem.advice for problem in problems if problem.line == LAST
        ]:
            await self._prompter.show(tr("Not this key"), *refused)
            return
        self._app.set_keymap(dict(given))
        await self._change(
            id,
            keys,
            tr("{name} has its new key.", name=action.name),
            action=True,
        )

    def _shown(self, action: keymap.Action) -> str:
        """The first key that an action has now."""
        keys = self._session.config.keys.get(action.id) or action.keys[0]
        return self._app.get_key_display(Binding(keys.split(",")[0], "", ""))
