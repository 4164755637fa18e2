"""Notes what a command did at its end, whatever command it is, so that `trust-tui undo` can take it back."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from trust_tui.cli.last_acts import LastActs
from trust_tui.cli.whole_acts import IMPORTED, LARGE, REPLACED, Whole, setting
from trust_tui.config.settings import Config
from trust_tui.domain import Settings, TrustError
from trust_tui.store.session_acts import (
    Step,
    acts_of,
    as_one,
    is_import,
    steps_in,
)
from trust_tui.store.store_workbook import StoreWorkbook

TURNING: Final = frozenset({"undo", "redo"})
"""Commands that are no acts themselves."""

SETTING: Final = frozenset({"who", "settings"})
"""Commands that may change nothing but a setting."""

Stand = tuple[Settings, Config]
"""The settings in the workbook and in the configuration, as they stood at some moment."""

MOST: Final = 200
"""More records than are remembered one by one: each is a file."""


def standing(workbook: StoreWorkbook, folder: Path) -> Sequence[str]:
    """The earlier acts that can be taken back, for what puts something in the place of everything."""
    return LastActs(workbook, folder).standing()


class Noting:
    """Notes what one command did."""

    def __init__(
        self,
        workbook: StoreWorkbook,
        folder: Path,
        command: str,
        before: Stand,
        stands: Stand,
        stood: Sequence[str] | None = None,
    ) -> None:
        """Prepare.

        Args:
            workbook: Holds what was done.
            folder: The data folder.
            command: What was run.
            before: The settings before it.
            stands: The settings now.
            stood: What `standing` said before a command that puts something in the place of everything, and makes a
                backup first, which brings back how it was.
        """
        self._workbook = workbook
        self._acts = LastActs(workbook, folder)
        self._command = command
        self._before = before
        self._stands = stands
        self._stood = stood

    def note(self) -> None:
        """Note what was done since, as one act. Whatever cannot be noted was done all the same."""
        with suppress(TrustError):
            self._note()

    def _note(self) -> None:
        steps = steps_in(self._workbook.history)
        if self._command in TURNING:
            return
        if self._stood is not None and steps:
            newest = self._workbook.backups()[0].name
            whole = Whole(REPLACED, newest)
            self._acts.note_whole(whole, self._stood)
        elif steps:
            mind = self._before[0].current, self._stands[0].current
            self._note_step(as_one(steps), mind)
        elif self._command in SETTING:
            self._note_settings()

    def note_each(self) -> None:
        """Note what was done since, each change by itself, as where somebody was led through several things."""
        steps = steps_in(self._workbook.history)
        with suppress(TrustError):
            for step in steps:
                self._note_step(step, (None, None))

    def _note_step(
        self, step: Step, mind: tuple[str | None, str | None]
    ) -> None:
        imported = self._workbook.last_import()
        if is_import(step):
            if imported is not None:
                value = imported.isoformat()
                self._acts.note_whole(Whole(IMPORTED, value))
            return
        acts = list(acts_of(step))
        if len(acts) > MOST:
            self._acts.note_whole(Whole(LARGE, str(len(acts))))
        elif acts:
            self._acts.note(acts, mind)

    def _note_settings(self) -> None:
        for names, before, stands in zip(
            NAMES, self._before, self._stands, strict=True
        ):
            for name in names:
                was, now = getattr(before, name), getattr(stands, name)
                if was != now:
                    is_in_file = names is not NAMES[0]
                    whole = setting(name, was, now, is_in_file=is_in_file)
                    self._acts.note_whole(whole)


NAMES: Final = (
    (
        *("current", "tracking_paused", "tags_read", "year_ago"),
        *("look_back", "day_ends"),
    ),
    (
        *("theme", "language", "country", "lock_minutes"),
        *("week_start", "plain", "reader"),
    ),
)
"""The settings that a command can set: in the workbook, and in the configuration."""
