"""A calendar of the journal: the months of a year, each day shaded by how much was kept; it leads to a day."""

from calendar import monthrange
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.reactive import var
from textual.strip import Strip

from trust_tui.domain import (
    later,
    short_month,
    tr,
    trn,
    weekday_name,
)
from trust_tui.pictures import Year
from trust_tui.session import Session
from trust_tui.widgets import Dialog, DrawnStyles

MONTHS: Final = 12
HEAD: Final = 2
"""Lines above the months: the day under the cursor, and a gap."""

PAGING: Final = later("PgUp and PgDn: a month")
HINTED: Final = 52
"""From this width on there is room for it."""


class MonthsView(DrawnStyles, can_focus=True):
    """The months, as many as fit, with the day under the cursor in sight."""

    DEFAULT_CSS = """
    MonthsView { height: 1fr; }
    """

    cursor: var[date] = var(date.min)
    """The day that the keys have come to."""

    def __init__(self, session: Session, kept: Mapping[date, int]) -> None:
        super().__init__()
        self._session = session
        self._kept = kept
        self._top = 0
        self._lines: Sequence[Sequence[tuple[str, str]]] = ()
        self._last = max(session.today, *kept) if kept else session.today
        self._first = min(self._last, *kept) if kept else session.today
        self.set_reactive(MonthsView.cursor, session.today)

    def move(self, days: int, months: int) -> None:
        """Go on by days or months, no further than from the first day kept to today."""
        at = self.cursor + timedelta(days=days)
        if months:
            year, month = divmod(
                at.year * MONTHS + at.month - 1 + months, MONTHS
            )
            day = min(at.day, monthrange(year, month + 1)[1])
            at = date(year, month + 1, day)
        self.cursor = min(max(at, self._first), self._last)

    def edge(self, *, last: bool) -> None:
        """Go to the first day kept, or to today."""
        self.cursor = self._last if last else self._first

    @property
    def told(self) -> str:
        """The day under the cursor, and how much was kept on it."""
        day = self.cursor
        count = self._kept.get(day, 0)
        told = tr(
            "{weekday} {day} {month} {year}",
            weekday=weekday_name(day.weekday()),
            day=day.day,
            month=short_month(day),
            year=day.year,
        )
        if not count:
            return tr("{day}: nothing kept", day=told)
        return trn(
            "{day}: {count} kept", "{day}: {count} kept", count, day=told
        )

    def _until(self) -> date:
        """The last day of the twelve months in which the cursor is, counted back from the last month there is."""
        last, at = self._last, self.cursor
        months = (last.year - at.year) * MONTHS + last.month - at.month
        if months < MONTHS:
            return last
        year = last.year - months // MONTHS
        return date(year, last.month, monthrange(year, last.month)[1])

    def watch_cursor(self) -> None:
        """Draw again."""
        self._lines = ()
        self.refresh()

    def on_resize(self) -> None:
        """Draw as many months abreast as fit now."""
        self.watch_cursor()

    def _draw(self) -> None:
        year = Year(
            points=self._kept,
            until=self._until(),
            week_start=self._session.config.week_start,
            ascii=self._session.ascii,
            cursor=self.cursor,
        )
        self._lines = list(year.lines(self.size.width))
        gaps = [n for n, line in enumerate(self._lines) if not line]
        at = self._place()[1]
        start = max((gap + 1 for gap in gaps if gap < at), default=0)
        end = min((gap for gap in gaps if gap > at), default=len(self._lines))
        room = self._room
        if end > self._top + room:
            self._top = end - room
        # A month taller than the window shows its name, or else the cursor.
        self._top = max(min(self._top, start), at - room + 1)

    @property
    def _room(self) -> int:
        """Lines for the months: below the day there is a gap, above what the shades mean there is one too."""
        return max(1, self.size.height - 2 * HEAD)

    def _place(self) -> tuple[int, int]:
        """The cell and the line of the day under the cursor, among all lines."""
        for y, line in enumerate(self._lines):
            x = 0
            for text, style in line:
                if style == "place":
                    return x, y
                x += len(text)
        return 0, 0

    @property
    def focus_offset(self) -> Offset:
        """The cell of the day under the cursor."""
        x, y = self._place()
        return Offset(x, y - self._top + HEAD)

    def render_line(self, y: int) -> Strip:
        """Draw the day, a line of the months, or what the shades mean."""
        if not self._lines:
            self._draw()
        width, line = self.size.width, y - HEAD
        if y == 0:
            return self.draw([(self.told, "strong")], width)
        if y == self.size.height - 1:
            hint = tr(PAGING) if width >= HINTED else ""
            left = [(self._legend(), "quiet")]
            return self.draw(left, width, right=[(hint, "quiet")])
        at = line + self._top
        if 0 <= line < self._room and at < len(self._lines):
            return self.draw(self._lines[at], width)
        return self.draw((), width)

    def _legend(self) -> str:
        shades = Year.shades_of(ascii=self._session.ascii)
        told = "  ".join(f"{n}{shades[n]}" for n in range(1, len(shades)))
        return tr("{told} and more", told=told)


class MonthsDialog(Dialog[int]):
    """Answers with the place of the first record of the chosen day."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "choose", "Show", id="months.show", key_display="Enter"
        ),
        Binding("right,l", "move(1, 0)", "Next day", id="months.day-on"),
        Binding(
            "left,h", "move(-1, 0)", "Day before", show=False, id="months.day"
        ),
        Binding("down,j", "move(7, 0)", "Next week", id="months.week-on"),
        Binding(
            "up,k", "move(-7, 0)", "Week before", show=False, id="months.week"
        ),
        Binding(
            "pagedown,greater_than_sign",
            "move(0, 1)",
            "Next month",
            id="months.month-on",
        ),
        Binding(
            "pageup,less_than_sign",
            "move(0, -1)",
            "Month before",
            show=False,
            id="months.month",
        ),
        Binding(
            "home,g", "edge(False)", "First day", show=False, id="months.home"
        ),
        Binding("end,G", "edge(True)", "Last day", show=False, id="months.end"),
    ]

    def __init__(self, session: Session, days: Sequence[date]) -> None:
        """Count what was kept.

        Args:
            session: The session.
            days: The day of each record that the journal lists, the latest first.
        """
        super().__init__(tr("Calendar"))
        self._days = days
        self._view = MonthsView(session, Counter(days))

    def compose_body(self) -> ComposeResult:
        """The months."""
        yield self._view

    def on_mount(self) -> None:
        """Begin at today."""
        self._view.focus()

    def action_move(self, days: int, months: int) -> None:
        """Go on by days or months."""
        self._view.move(days, months)

    def action_edge(self, last: bool) -> None:
        """Go to the first or the last day."""
        self._view.edge(last=last)

    def action_choose(self) -> None:
        """Show the day under the cursor; where nothing was kept on it, the one before that has something."""
        wanted = self._view.cursor
        later = sum(day > wanted for day in self._days)
        self.dismiss(min(later, len(self._days) - 1))
