"""A line that keeps a pace: the seconds of a wait, or a breath that grows and shrinks, in as few bytes as can be."""

from typing import Final

from textual.geometry import Region
from textual.strip import Strip
from textual.timer import Timer

from trust_tui.domain import (
    later,
    tr,
)
from trust_tui.widgets.drawn import DrawnStyles

SECOND: Final = 1.0

COARSE: Final = 10
"""A wait is shown in steps of so many seconds: a number that runs would be looked at."""

OVER: Final = later("That was the time. Enter goes on.")
ENDS: Final = later("Enter goes on at any time.")


class Pace(DrawnStyles, can_focus=True):
    """Counts down. It never goes on by itself, and may be left at any time."""

    DEFAULT_CSS = """
    Pace { height: 2; }
    """

    def __init__(self, *, ascii: bool) -> None:
        super().__init__(id="now-pace")
        self._dot = "#" if ascii else "\u25cf"
        self._seconds = 0
        self._gone = 0
        self._breath = (0, 0)
        self._timer: Timer | None = None

    def begin(self, seconds: int, breath: tuple[int, int]) -> None:
        """Count down from some seconds.

        Args:
            seconds: How many.
            breath: Seconds in and seconds out; zeros for a wait without.
        """
        self.stop()
        self._seconds, self._gone, self._breath = seconds, 0, breath
        self._timer = self.set_interval(SECOND, self._tick)
        self.refresh()

    def stop(self) -> None:
        """Count no more."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._seconds = 0
        self.refresh()

    @property
    def shown(self) -> str:
        """The line as it stands; empty where nothing is counted."""
        if not self._seconds:
            return ""
        left = self._seconds - self._gone
        if left <= 0:
            return tr(OVER)
        if all(self._breath):
            return breath_at(self._gone, self._breath, self._dot)
        shown = -(-left // COARSE) * COARSE
        return tr("{time} left", time=f"{shown // 60}:{shown % 60:02}")

    @property
    def told(self) -> str:
        """The line in words: of a breath, which the question tells, only that the time is over."""
        return (
            "" if all(self._breath) and self.shown != tr(OVER) else self.shown
        )

    def render_line(self, y: int) -> Strip:
        """Draw one of the two lines."""
        width = self.size.width
        if y:
            return self.draw([(tr(ENDS), "quiet")], width)
        return self.draw([(self.shown, "box")], width)

    def _tick(self) -> None:
        before = self.shown
        self._gone += 1
        if self._gone >= self._seconds and self._timer is not None:
            self._timer.stop()
        if self.shown != before:
            self.refresh(Region(0, 0, self.size.width, 1))


def breath_at(second: int, breath: tuple[int, int], dot: str) -> str:
    """The line in one second of breathing. From one second to the next a few cells change, never the whole line."""
    into, out = breath
    at = second % (into + out)
    if at < into:
        return f"{tr('in'):<5}{dot * (at + 1)}"
    left = into + out - at
    return f"{tr('out'):<5}{dot * max(1, round(into * left / out))}"
