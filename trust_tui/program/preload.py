"""Loads what the first paint did without, while the user rests, so that a first visit to a screen is quick."""

import gc
import pkgutil
import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import chain
from time import monotonic
from types import ModuleType
from typing import Final

from trust_tui import dialogs, flows, keys, screens
from trust_tui.library import Library
from trust_tui.textual_patches import PatchedApp, keep_style_sheets, once

REST_SECONDS: Final = 0.6
"""Nothing is loaded before the user has rested for so long: what comes and goes does not pay for it."""

WORK_SECONDS: Final = 0.003
"""Loading that long, by modules or pages as a whole, keys wait no longer than one of them takes."""

PAUSE_SECONDS: Final = 0.02
"""Rest between two such pieces of work, in which keys go first."""


class Preloader:
    """Loads the other four screens and their pages at the first rest, and all dialogs and flows once a key was pressed.

    Loading all of it in any case took an eighth of the processor time of a start, for sessions that are left at once
    too. What is asked for before it was loaded is loaded then.
    """

    def __init__(self, app: PatchedApp, library: Library) -> None:
        self._app = app
        keep_style_sheets(app)
        pages = library.pages_beforehand(("signs", "steps"))
        self._pieces: Iterator[object] = chain(_modules(screens), pages)
        self._later: Iterator[object] | None = _modules(dialogs, flows, keys)
        self._last_key = monotonic()
        self._is_used = False
        self._rests = False

    def begin(self) -> None:
        """Load the screens at the first rest."""
        self._last_key = monotonic()
        once(self._app, REST_SECONDS, self._go_on)

    def note_key(self) -> None:
        """Wait for a rest after the key, then load what a key may ask for."""
        self._last_key = monotonic()
        self._is_used = True
        if self._rests:
            self._load_later()

    def _go_on(self) -> None:
        wait = self._last_key + REST_SECONDS - monotonic()
        if wait <= 0:
            wait = PAUSE_SECONDS
            if not self._load():
                self._stop()
                return
        once(self._app, wait, self._go_on)

    def _load(self) -> bool:
        """Load for a moment; False once nothing is left."""
        end = monotonic() + WORK_SECONDS
        while next(self._pieces, None) is not None:
            if monotonic() >= end:
                return True
        return False

    def _stop(self) -> None:
        if not self._app.is_headless:
            gc.freeze()  # what is there now stays to the end and need not be looked through again
            gc.enable()
        self._rests = True
        if self._is_used:
            self._load_later()

    def _load_later(self) -> None:
        if self._later is not None:
            self._pieces, self._later, self._rests = self._later, None, False
            once(self._app, REST_SECONDS, self._go_on)


def _modules(*packages: ModuleType) -> Iterator[ModuleType]:
    """Load the modules of the packages that are not there yet, one each time the next is asked for."""
    for package in packages:
        for found in pkgutil.iter_modules(
            package.__path__, f"{package.__name__}."
        ):
            if found.name not in sys.modules:
                yield import_module(found.name)
