"""Pictures of lines: a mark for each answer, gaps that stay gaps, nothing wider than there is room for."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import MOMENT
from trust_tui.pictures.bars import BARS, DOT, GAP, bars, dot_line, strip
from trust_tui.pictures.day_chart import DayChart
from trust_tui.pictures.small_multiples import Line, SmallMultiples
from trust_tui.pictures.time_axis import TimeAxis
from trust_tui.pictures.year import Year
from trust_tui.typeset.blocks import Drawing

TODAY = MOMENT.date()
MEANS = st.lists(st.none() | st.floats(0, 4), max_size=60)
ANSWERS = st.lists(st.none() | st.integers(0, 4), max_size=60)
POINTS = st.dictionaries(
    st.integers(0, 900).map(lambda back: TODAY - timedelta(days=back)),
    st.integers(0, 4).map(float),
    max_size=80,
)
DAYS = st.sampled_from([14, 42, 182, 900, 7300])
WIDTHS = st.integers(30, 200)


def drawn(drawing: Drawing, width: int) -> list[str]:
    return ["".join(text for text, _ in line) for line in drawing.lines(width)]


@given(ANSWERS, st.integers(1, 12))
def test_a_strip_has_one_block_for_each_answer_and_gaps_stay_gaps(
    answers: Sequence[int | None], wide: int
) -> None:
    line = strip(answers, wide)

    assert len(line) == wide * len(answers)
    assert list(line[::wide]) == [
        GAP if answer is None else BARS[answer] for answer in answers
    ]


@given(MEANS, st.integers(1, 12), st.integers(1, 6))
def test_bars_grow_with_the_mean_and_are_there_even_for_nought(
    means: Sequence[float | None], wide: int, high: int
) -> None:
    rows = bars(means, wide, high)
    heights = {}
    for n, mean in enumerate(means):
        column = [row[n * wide] for row in rows]
        if mean is None:
            assert column[-1] == GAP
            assert not "".join(column[:-1]).strip()
        else:
            heights[mean] = sum(
                " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588".index(mark)
                for mark in column
            )
            assert heights[mean] > 0

    in_order = [heights[mean] for mean in sorted(heights)]
    assert in_order == sorted(in_order)


@pytest.mark.parametrize("bar", BARS)
def test_no_block_is_mistaken_for_a_gap(bar: str) -> None:
    assert bar != GAP


@pytest.mark.parametrize(
    ("value", "cell"),
    [(0, 0), (4, 8), (2, 4), (0.5, 1), (3.5, 7), (0.1, 0), (3.9, 8)],
)
def test_a_dot_stands_at_its_place_between_nought_and_four(
    value: float, cell: int
) -> None:
    line = dot_line(value)

    assert line[1:-1].index(DOT) == cell
    assert line.count(DOT) == 1


def test_a_ring_stands_where_the_dot_was_before_and_gives_way_to_it() -> None:
    assert dot_line(4, 1) == "0──○─────●4"
    assert dot_line(1, 1) == "0──●──────4"
    assert dot_line(None, 1) == "0──○──────4"


def test_without_an_answer_the_line_has_no_dot() -> None:
    assert DOT not in dot_line(None)
    assert len(dot_line(None)) == len(dot_line(2.0))


@given(DAYS, WIDTHS)
def test_an_axis_holds_all_days_in_the_room_there_is(
    days: int, width: int
) -> None:
    axis = TimeAxis.of(days, TODAY, width)

    assert axis.width <= width
    assert axis.first <= TODAY - timedelta(days=days - 1)
    assert axis.a_cell == 1 or axis.a_cell % 7 == 0
    assert len(axis.dates(TODAY)) <= max(axis.width, len("today") + 20)
    assert axis.dates(TODAY).endswith("today")


def multiples(points: Mapping[date, float], days: int) -> SmallMultiples:
    sentence = "too few answers: three a week are enough"
    lines = tuple(
        Line(title=title, sentence=sentence, changed=False, points=points)
        for title in ("settled", "the pull")
    )
    return SmallMultiples(
        lines_shown=lines,
        days=days,
        until=TODAY,
        today=TODAY,
        marks={TODAY: "g", TODAY - timedelta(days=3): "-"},
    )


@given(POINTS, DAYS, WIDTHS)
def test_multiples_stay_in_their_width_with_every_sentence_whole(
    points: Mapping[date, float], days: int, width: int
) -> None:
    lines = drawn(multiples(points, days), width)
    said = " ".join(" ".join(lines).split())

    assert max(map(len, lines)) <= width
    if width >= 52:
        assert said.count("too few answers: three a week are enough") == 2
    assert lines[-2].rstrip().endswith("g")


@pytest.mark.parametrize("rows", [10, 17, 24, 40, 60])
def test_multiples_grow_with_the_screen_and_fit_it(rows: int) -> None:
    points = {TODAY - timedelta(days=n): float(n % 5) for n in range(42)}
    line = Line(title="mood", sentence="said", changed=True, points=points)
    drawing = SmallMultiples(
        lines_shown=(line,) * 5,
        days=42,
        until=TODAY,
        today=TODAY,
        marks={TODAY: "g"},
        rows=rows,
    )
    lines = drawn(drawing, 61)

    assert len(lines) <= max(rows, 12)
    assert ("2.0" in " ".join(lines)) is (rows >= 17)


@given(POINTS, DAYS, WIDTHS, st.booleans())
def test_a_chart_has_a_dot_for_each_day_and_a_gap_in_the_axis_for_none(
    points: Mapping[date, float], days: int, width: int, ascii: bool
) -> None:
    chart = DayChart(
        points=points,
        days=days,
        until=TODAY,
        today=TODAY,
        marks={},
        ascii=ascii,
    )
    lines = drawn(chart, width)
    axis = TimeAxis.of(days, TODAY, width - 4)
    answered = [mean for mean in axis.means(points) if mean is not None]

    assert [line[0] for line in lines[:5]] == list("43210")
    assert lines[5].count("\u2500") == 1 + axis.wide * len(answered)
    dots = sum(line.count(DOT) for line in lines[:5])
    assert dots == (len(answered) if axis.a_cell == 1 else 0)
    assert max(map(len, lines)) <= max(width, 30)


def test_the_mean_of_a_week_is_a_stroke_over_its_days() -> None:
    points = {TODAY - timedelta(days=n): 4.0 if n < 7 else 0.0 for n in (1, 8)}
    chart = DayChart(points=points, days=14, until=TODAY, today=TODAY, marks={})
    top, *_, bottom = drawn(chart, 18)[:5]

    assert top == "4 \u2502        " + "\u2500" * 5 + DOT + "\u2500"
    assert bottom.rstrip() == "0 \u2502 " + "\u2500" * 5 + DOT + "\u2500"


@given(
    POINTS,
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    st.integers(0, 6),
    WIDTHS,
)
def test_a_calendar_has_each_day_of_its_months_once_with_digit_and_shade(
    points: Mapping[date, float], until: date, week_start: int, width: int
) -> None:
    year = Year(points=points, until=until, week_start=week_start)
    cells = [
        text
        for line in year.lines(width)
        for text, _ in line
        if text.strip() and len(text) <= 3
    ]
    shown = [day for day in points if day <= until]
    first = max(
        min(points, default=until).replace(day=1),
        date(until.year - 1, until.month, 1) + timedelta(days=31),
    ).replace(day=1)
    first = min(first, until.replace(day=1))
    digits = [text.strip() for text in cells if text.strip().isdigit()]

    assert sorted(digits) == sorted(
        str(round(points[day])) for day in shown if day >= first
    )
    assert all(
        len("".join(text for text, _ in line)) <= max(width + 2, 23)
        for line in year.lines(width)
    )


def test_a_calendar_of_counts_points_at_a_day_and_stops_at_the_darkest_shade() -> (
    None
):
    day = date(2026, 3, 2)
    counts = {day: 12.0, date(2026, 3, 3): 4.0, date(2026, 3, 4): 1.0}
    year = Year(points=counts, until=date(2026, 3, 8), ascii=True, cursor=day)
    lines = ["".join(text for text, _ in line) for line in year.lines(30)]
    assert any(line.startswith(">9# 4# 1:") for line in lines)
    assert (">9#", "place") in [one for line in year.lines(30) for one in line]
