"""Lets a question be the first thing that is drawn: the screen below it is made once the question is answered."""

import asyncio
from collections.abc import Callable
from typing import Any, Self

from textual.events import ScreenResume
from textual.screen import Screen
from textual.widget import Widget

from trust_tui.textual_patches import (
    PatchedScreen,
    after_picture,
    replace_base,
    until_mounted,
)


class Behind(PatchedScreen[None]):
    """Stands below the question, and is not seen. Gives its place to the screen that belongs there as it comes up."""

    def __init__(self) -> None:
        super().__init__()
        self._make: Callable[[], Screen[Any]]
        self._covered = asyncio.Event()

    def stand_for(self, make: Callable[[], Screen[Any]]) -> Self:
        """Stand in the place of a screen.

        Args:
            make: Makes the screen that belongs there.
        """
        self._make = make
        return self

    async def question_drawn(self) -> None:
        """Wait until the question is to be seen."""
        await self._covered.wait()
        question = self.app.screen
        await until_mounted(question)
        drawn = asyncio.Event()
        after_picture(question, drawn.set)
        await drawn.wait()

    def on_screen_suspend(self) -> None:
        """Note that the question is there."""
        self._covered.set()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Give way."""
        if self._covered.is_set():
            replace_base(self, self._make())

    def keeps_focus(self, widget: Widget) -> bool:
        """There is nothing to focus."""
        return False
