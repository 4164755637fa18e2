"""Charts as inline SVG: quiet, fit for paper, readable without colour. Nothing in them names an address."""

from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from typing import Final

from trust_tui.domain import (
    clean,
    short_month,
    tr,
)
from trust_tui.report.report import Chart, weekly_means

WIDTH: Final = 640
HEIGHT: Final = 80
_LEFT: Final = 92
_RIGHT: Final = 10
_TOP: Final = 12
_BOTTOM: Final = 21
_HIGHEST: Final = 4
_MOST_TICKS: Final = 9


def svg(chart: Chart) -> str:
    """The chart: a dot for each answer, the ends of the scale in words, gaps where nothing was answered."""
    label = (
        f"{chart.scale.label}: {chart.sentence}"
        if chart.sentence
        else chart.scale.label
    )
    return "".join(
        (
            f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img"><title>{escape(clean(label))}</title>',
            *_grid(chart),
            *_ticks(chart),
            *_marks(chart),
            *_dots(chart),
            *_line(chart),
            "</svg>",
        )
    )


def _x(chart: Chart, day: date) -> float:
    span = max((chart.last - chart.first).days, 1)
    return round(
        _LEFT
        + 6
        + (WIDTH - _LEFT - _RIGHT - 12) * (day - chart.first).days / span,
        1,
    )


def _y(value: float) -> float:
    return round(_TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - value / _HIGHEST), 1)


def _grid(chart: Chart) -> Iterator[str]:
    for value in range(_HIGHEST + 1):
        y = _y(value)
        kind = "edge" if value in (0, _HIGHEST) else "rule"
        yield f'<line class="{kind}" x1="{_LEFT}" y1="{y}" x2="{WIDTH - _RIGHT}" y2="{y}"/>'
    for value, words in ((_HIGHEST, chart.scale.high), (0, chart.scale.low)):
        yield f'<text class="end" x="{_LEFT - 8}" y="{_y(value) + 3.5}">{escape(clean(words))}</text>'


def _ticks(chart: Chart) -> Iterator[str]:
    days = (chart.last - chart.first).days
    for day in _tick_days(chart.first, chart.last):
        x = _x(chart, day)
        name = (
            short_month(day)
            if days > 62
            else tr("{day} {month}", day=day.day, month=short_month(day))
        )
        name += f" {day.year}" if days > 400 and day.month == 1 else ""
        yield f'<line class="tick" x1="{x}" y1="{_y(0)}" x2="{x}" y2="{_y(0) + 4}"/>'
        yield f'<text class="day" x="{x}" y="{HEIGHT - 6}">{name}</text>'


def _marks(chart: Chart) -> Iterator[str]:
    """What was done, a letter at the top of its day, and a stroke for a break."""
    for day, mark in sorted(chart.marks.items()):
        sign = "\u2013" if mark == "-" else escape(mark)
        yield f'<text class="done" x="{_x(chart, day)}" y="{_TOP - 1}">{sign}</text>'


def _tick_days(first: date, last: date) -> list[date]:
    """Days for the axis: each a week or more apart up to two months, the firsts of months beyond."""
    span = (last - first).days
    if span <= 62:
        step = max(1, -(-span // (_MOST_TICKS - 1)))
        return [
            first + timedelta(days=days) for days in range(0, span + 1, step)
        ]
    months = [
        (first.year, first.month + more) for more in range(span // 28 + 2)
    ]
    firsts = [
        date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
        for year, month in months
    ]
    found = [day for day in firsts if first <= day <= last]
    step = -(-len(found) // _MOST_TICKS)
    return found[::step]


def _dots(chart: Chart) -> Iterator[str]:
    kind, radius = ("day-dot", 2) if chart.weekly else ("dot", 3)
    for day, value in sorted(chart.points.items()):
        yield f'<circle class="{kind}" cx="{_x(chart, day)}" cy="{_y(value)}" r="{radius}"/>'


def _line(chart: Chart) -> Iterator[str]:
    """The means of the weeks, broken where a week has none."""
    if not chart.weekly:
        return
    run: list[str] = []
    before = None
    for back, value in weekly_means(chart).items():
        if before is not None and back > before + 1:
            yield _path(run)
            run = []
        middle = max(chart.last - timedelta(days=back * 7 + 3), chart.first)
        run.append(f"{_x(chart, middle)},{_y(value)}")
        before = back
    yield _path(run)


def _path(run: list[str]) -> str:
    if not run:
        return ""
    if len(run) == 1:
        x, y = run[0].split(",")
        return f'<circle class="dot" cx="{x}" cy="{y}" r="2.5"/>'
    return f'<polyline class="mean" points="{" ".join(run)}"/>'
