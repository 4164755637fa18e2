"""Waiting for what takes a while: that it works, soon how far it is, and Esc to have it stopped without loss."""

import asyncio
from collections.abc import Coroutine
from typing import Any, ClassVar, TypeVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from trust_tui.domain import (
    AGAIN,
    HOW_FAR,
    SOON,
    CancellableTask,
    tr,
)
from trust_tui.terminal.key_queue import answered
from trust_tui.textual_patches import once
from trust_tui.widgets import Overlay, Words

T = TypeVar("T")


async def waited(app: App[Any], doing: Coroutine[Any, Any, T]) -> T:
    """Wait for something, and show that where it takes long; what it raises is raised here.

    Args:
        app: Shows the dialog.
        doing: What is done; threads that it starts belong to it.

    Raises:
        StoppedError: The user stopped it. Everything is as it was before.
    """
    work = CancellableTask()
    with work.in_force():
        task = asyncio.create_task(doing)
    try:
        if not (await asyncio.wait({task}, timeout=SOON))[0]:
            dialog = WaitDialog(work)
            app.push_screen(dialog)
            try:
                await answered(asyncio.wait({task}))  # keys go to the dialog
            finally:
                dialog.dismiss(None)
        return await task
    except asyncio.CancelledError:  # the program ends
        work.stop()
        raise


class WaitDialog(Overlay[bool]):
    """Says that something is under way. Goes by itself when it is done; Esc has it stopped."""

    DEFAULT_CSS = """
    WaitDialog Words { max-width: 76; margin: 0 0 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,q,backspace",
            "back",
            "Stop",
            id="waiting.stop",
            key_display="Esc",
        )
    ]

    is_waited_for = True

    def __init__(self, work: CancellableTask) -> None:
        super().__init__(tr("One moment"))
        self._work = work

    def compose_body(self) -> ComposeResult:
        """That it works, and below it how far it is."""
        yield Words(
            tr(
                "This takes a moment. Esc stops it, and everything stays as it was."
            ),
            said=tr("This takes a moment."),
        )
        yield Words(id="how-far", classes="strong")

    def on_mount(self) -> None:
        """Say how far it is once it has taken some time."""
        once(self, HOW_FAR - SOON, self._begin)

    def _begin(self) -> None:
        self._tell()
        self.set_interval(AGAIN, self._tell)

    def _tell(self) -> None:
        self.query_one("#how-far", Words).say(self._work.progress)

    def action_back(self) -> None:
        """Have it stopped, if it can still be."""
        self.notice(
            tr("Stopping ...")
            if self._work.stop()
            else tr("It is done in a moment and cannot be stopped any more.")
        )
