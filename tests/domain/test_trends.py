"""What a series shows, and how little is said of it."""

import json
import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import record
from tests.support import MOMENT
from trust_tui.domain.records import CheckIn, Record
from trust_tui.domain.trends import (
    FOLLOWED,
    STEP,
    WEEK,
    Direction,
    Reading,
    all_series,
    direction,
    low_mood,
    means,
    read_line,
    reading_day,
    series,
    spans_of,
    trend_sentence,
)

TODAY = MOMENT.date()
CASES: Mapping[str, list[str]] = json.loads(
    Path(__file__).with_name("trend_cases.json").read_text("utf-8")
)
"""Series by name: each day a digit, a dot for a day without an answer, the last one today."""


def day(back: int) -> date:
    return TODAY - timedelta(days=back)


def answers(days: str) -> dict[date, float]:
    """Answers written as digits, the last one today; a dot is a day without one."""
    return {
        day(back): float(answer)
        for back, answer in enumerate(reversed(days))
        if answer != "."
    }


def readings(name: str) -> list[Reading]:
    return [read_line(answers(days), TODAY) for days in CASES[name]]


def share(name: str, *wanted: Direction) -> float:
    told = readings(name)
    return sum(reading.direction in wanted for reading in told) / len(told)


POINTS = st.dictionaries(
    st.integers(0, 600).map(day), st.integers(0, 4).map(float), max_size=150
)


def check_in(
    back: int, answer: int | None, item: str = "day-mood"
) -> Record[CheckIn]:
    return record(CheckIn(day=day(back), answers={item: answer}), days_ago=back)


def test_a_series_has_a_point_for_each_answered_day_and_gaps_stay_gaps() -> (
    None
):
    check_ins = [
        check_in(0, 3),
        check_in(2, None),
        check_in(3, 1, "day-pull"),
        check_in(5, 0),
    ]

    assert series(check_ins, "day-mood", day(30)) == {day(0): 3, day(5): 0}


def test_of_several_check_ins_for_a_day_the_mean_counts() -> None:
    check_ins = [check_in(1, 4), check_in(1, None), check_in(1, 1)]

    assert series(check_ins, "day-mood", day(30)) == {day(1): 2.5}


def test_a_series_begins_on_the_day_wanted() -> None:
    check_ins = [check_in(back, 2) for back in range(20)]

    assert set(series(check_ins, "day-mood", day(6))) == {
        day(back) for back in range(7)
    }


@pytest.mark.parametrize(
    "name",
    [
        "always-two",
        "always-two-one-four",
        "four-a-week-for-a-year",
        "weekend-person",
        "weekend-person-two-levels",
    ],
)
def test_where_nothing_changed_no_change_is_told(name: str) -> None:
    (reading,) = readings(name)

    assert reading.direction is Direction.SAME
    assert reading.since is None


@pytest.mark.parametrize(
    "name", ["better-for-five-weeks", "slow-rise-eight-weeks"]
)
def test_a_change_that_lasts_or_comes_slowly_is_told_with_its_beginning(
    name: str,
) -> None:
    (reading,) = readings(name)

    assert reading.direction is Direction.MORE
    assert reading.since is not None
    assert 28 <= (TODAY - reading.since).days <= 42


def test_low_days_of_four_months_ago_call_up_nothing() -> None:
    (days,) = CASES["old-low-days-four-months"]

    assert not low_mood(answers(days), TODAY)


@pytest.mark.parametrize("name", ["noise-lean-0", "noise-lean-0.3"])
def test_noise_is_seldom_taken_for_a_change(name: str) -> None:
    assert share(name, Direction.MORE, Direction.LESS) <= 0.05


def test_a_step_of_four_weeks_is_mostly_found_and_never_turned_round() -> None:
    assert share("step-1-four-weeks", Direction.MORE) >= 0.8
    assert share("step-1-four-weeks", Direction.LESS) <= 0.02


@pytest.mark.parametrize("weeks", [5, 12, 20, 40, FOLLOWED])
def test_a_change_is_told_for_as_long_as_it_lasts(weeks: int) -> None:
    days = "1213112" * 30 + "3433234" * weeks
    reading = read_line(answers(days), TODAY)

    assert reading.direction is Direction.MORE
    assert reading.since == day(weeks * WEEK - 1)


def test_a_change_that_went_back_is_not_told_any_more() -> None:
    days = "1213112" * 20 + "3433234" * 12 + "1213112" * 9

    assert read_line(answers(days), TODAY).direction is not Direction.MORE


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ("2222222" + "4444444", Direction.MORE),
        ("3333333" + "1111111", Direction.LESS),
        ("2222222" + "2222222", Direction.SAME),
        ("2222222" + "3333333", Direction.MORE),
        ("2222222" + "2333333", Direction.SAME),
        ("00000.." + "44444..", Direction.MORE),
        ("0000000" + "4444...", Direction.FEW),
        ("44444", Direction.EARLY),
        ("", Direction.EARLY),
    ],
)
def test_one_week_beside_the_week_before(days: str, told: Direction) -> None:
    assert read_line(answers(days), TODAY).week.direction is told


def test_weekdays_are_compared_with_themselves() -> None:
    low_workdays = "00000.." + "0000044"

    assert (
        read_line(answers(low_workdays), TODAY).week.direction is Direction.SAME
    )


def test_weekends_that_were_left_out_for_weeks_are_no_change() -> None:
    """Low on workdays and high at weekends, always; at first only workdays were answered."""
    days = "11111.." * 8 + "1111144" * 4

    assert not read_line(answers(days), TODAY).direction.changed


def test_whose_days_differ_more_hears_of_a_change_later() -> None:
    steady, unsteady = "2222222" + "3333333", "2040404" + "0414444"

    assert read_line(answers(steady), TODAY).week.direction is Direction.MORE
    assert read_line(answers(unsteady), TODAY).week.direction is Direction.SAME


def test_too_few_answers_are_told_as_such_and_a_beginning_as_too_early() -> (
    None
):
    assert read_line(answers("2....." * 12), TODAY).direction is Direction.FEW
    assert read_line(answers("2222"), TODAY).direction is Direction.EARLY
    assert read_line({}, TODAY).direction is Direction.EARLY


def test_what_could_have_been_seen_is_told_where_weeks_were_compared() -> None:
    steady = read_line(answers("2222223" * 16), TODAY)
    unsteady = read_line(answers("0404132144434" * 9), TODAY)

    assert steady.four.visible is not None
    assert unsteady.four.visible is not None
    assert 0.5 <= steady.four.visible < unsteady.four.visible
    assert read_line(answers("222"), TODAY).four.visible is None


@given(POINTS)
def test_turning_the_scale_round_turns_the_direction(
    points: Mapping[date, float],
) -> None:
    turned = {Direction.MORE: Direction.LESS, Direction.LESS: Direction.MORE}
    told = read_line(points, TODAY)
    other = read_line(
        {when: 4 - answer for when, answer in points.items()}, TODAY
    )

    assert other.direction is turned.get(told.direction, told.direction)
    assert other.since == told.since


@given(POINTS, POINTS)
def test_answers_after_the_day_of_reading_do_not_count(
    points: Mapping[date, float], later: Mapping[date, float]
) -> None:
    earlier = day(100)
    known = {when: answer for when, answer in points.items() if when <= earlier}
    new = {when: answer for when, answer in later.items() if when > earlier}

    assert read_line({**known, **new}, earlier) == read_line(known, earlier)


@given(st.integers(0, 400), st.integers(0, 6))
def test_a_reading_is_kept_for_a_week_and_then_a_new_one_comes(
    age: int, later: int
) -> None:
    kept = [check_in(0, 2), check_in(age, 2)]
    read_on = reading_day(kept, TODAY)
    begun = kept[-1].made.date()

    assert 0 <= (TODAY - read_on).days < WEEK
    assert (read_on - begun).days % WEEK == 0
    assert reading_day(kept, read_on + timedelta(days=later)) == read_on
    assert reading_day(
        kept, read_on + timedelta(days=WEEK)
    ) == read_on + timedelta(days=WEEK)


def test_without_check_ins_the_reading_is_of_today() -> None:
    assert reading_day([], TODAY) == TODAY


def test_the_sentence_names_the_day_since_when() -> None:
    words = {
        "more": "week",
        "more-since": "more since [day]",
        "same": "no change",
    }
    lasting = read_line(answers("1111111" * 8 + "3333333" * 5), TODAY)

    assert trend_sentence(words, lasting, TODAY) == "more since 21 Oct"
    assert (
        trend_sentence(words, read_line(answers("2" * 60), TODAY), TODAY)
        == "no change"
    )
    assert (
        trend_sentence(
            words, read_line(answers("11111113333333"), TODAY), TODAY
        )
        == "week"
    )


@pytest.mark.parametrize(
    ("difference", "told"),
    [
        (STEP, Direction.MORE),
        (-STEP, Direction.LESS),
        (STEP - 0.001, Direction.SAME),
        (-STEP + 0.001, Direction.SAME),
        (0, Direction.SAME),
        (4, Direction.MORE),
    ],
)
def test_small_moves_are_no_change(difference: float, told: Direction) -> None:
    assert direction(difference, STEP) is told


def test_a_span_without_answers_has_no_mean() -> None:
    points = {day(0): 4.0, day(1): 2.0, day(15): 1.0}

    assert means(points, TODAY, spans=3, days=7) == [1, None, 3]


@given(POINTS, st.integers(1, 8), st.integers(1, 10))
def test_there_is_a_mean_where_and_only_where_something_was_answered(
    points: Mapping[date, float], spans: int, days: int
) -> None:
    told = means(points, TODAY, spans, days)

    assert len(told) == spans
    for back, mean in enumerate(reversed(told)):
        span = [
            a
            for when, a in points.items()
            if back * days <= (TODAY - when).days < (back + 1) * days
        ]
        assert (mean is None) == (not span)
        assert mean is None or min(span) <= mean <= max(span)


@pytest.mark.parametrize(
    ("moods", "low"),
    [
        ([1] * 7, True),
        ([0] * 7 + [4] * 3, True),
        ([1] * 6, False),
        ([0] * 6 + [4] * 4, False),
        ([4] * 10 + [0] * 10, False),
        ([0] * 10 + [4] * 10, True),
        ([2] * 10, False),
        ([], False),
    ],
)
def test_the_kind_line_is_called_up_by_the_last_ten_answers(
    moods: list[int], low: bool
) -> None:
    points = {day(2 * back): float(mood) for back, mood in enumerate(moods)}

    assert low_mood(points, TODAY) is low


def leaning(chance: random.Random, lean: float, days: int) -> Iterator[float]:
    """Answers of someone in whom nothing changes, each day leaning on the day before."""
    state = chance.gauss()
    for _ in range(days):
        state = lean * state + (1 - lean**2) ** 0.5 * chance.gauss()
        yield float(min(4, max(0, round(2 + 0.8 * state))))


@pytest.mark.parametrize(("lean", "most"), [(0.0, 0.03), (0.3, 0.05)])
def test_a_line_in_which_nothing_changes_is_seldom_said_to_have_changed(
    lean: float, most: float
) -> None:
    """All verdicts of a line counted, over a history of a year. `make simulate` looks at much more."""
    chance = random.Random(20)
    told = []
    for _ in range(400):
        points = {
            day(back): answer
            for back, answer in enumerate(leaning(chance, lean, 400))
        }
        told.append(read_line(points, TODAY).direction.changed)

    assert sum(told) / len(told) < most


@given(
    st.lists(
        st.tuples(
            st.integers(0, 30),
            st.dictionaries(
                st.sampled_from(["day-mood", "day-pull"]),
                st.none() | st.integers(0, 4),
            ),
        )
    )
)
def test_all_series_read_at_once_are_each_as_read_alone(
    given_on: list[tuple[int, dict[str, int | None]]],
) -> None:
    kept = [
        record(CheckIn(day=day(back), answers=given), days_ago=back)
        for back, given in sorted(given_on, key=lambda one: one[0])
    ]
    told = all_series(kept)

    for item in ("day-mood", "day-pull"):
        assert told.get(item, {}) == series(kept, item, day(30))


@given(
    days=st.sets(st.integers(-5, 400)),
    spans=st.integers(0, 12),
    wide=st.integers(1, 9),
)
def test_spans_hold_the_answers_of_their_days_however_many_others_there_are(
    days: set[int], spans: int, wide: int
) -> None:
    until = date(2026, 11, 30)
    points = {until - timedelta(days=back): float(back) for back in days}

    found = spans_of(points, until, spans, wide)

    assert [sorted(one) for one in found] == [
        sorted(float(back) for back in days if back // wide == span)
        for span in reversed(range(spans))
    ]
