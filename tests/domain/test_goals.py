"""Goals: gentle questions about their wording, when to look back, and the goal as a sentence."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.domain.making import record
from tests.support import MOMENT
from trust_tui.domain.goals import gentle_checks, review_due, sentence
from trust_tui.domain.records import Goal, GoalReview, GoalState

TODAY = MOMENT.date()
WORDS = {
    "check-own": ["he", "my partner"],
    "check-visible": ["trust", "be open"],
    "check-small": ["always"],
}


@pytest.mark.parametrize(
    ("action", "asked"),
    [
        ("He tells me where he is", ("check-own",)),
        ("  my partner calls", ("check-own",)),
        ("Tell my partner what I saw", ()),
        ("Help at home", ()),
        ("Be open about money", ("check-visible",)),
        ("TRUST them", ("check-visible",)),
        ("Fill in the entrustment form", ()),
        (
            "He will always trust me",
            ("check-own", "check-visible", "check-small"),
        ),
        ("Ask one question at dinner", ()),
        ("", ()),
    ],
)
def test_a_wording_calls_up_its_questions(
    action: str, asked: tuple[str, ...]
) -> None:
    assert gentle_checks(action, WORDS) == asked


@given(st.text(max_size=60))
def test_no_wording_is_ever_an_error(action: str) -> None:
    assert set(gentle_checks(action, {**WORDS, "odd": ["a+b", "(", ""]})) <= {
        *WORDS,
        "odd",
    }


@pytest.mark.parametrize(
    ("days", "due"), [(0, False), (6, False), (7, True), (40, True)]
)
def test_a_goal_is_looked_back_at_after_a_week(days: int, due: bool) -> None:
    assert review_due(record(Goal(action="Ask"), days_ago=days), TODAY) is due


@pytest.mark.parametrize(("days", "due"), [(0, False), (6, False), (7, True)])
def test_the_week_begins_again_with_each_look_back(
    days: int, due: bool
) -> None:
    reviews = tuple(
        GoalReview(day=TODAY - timedelta(days=back)) for back in (60, days)
    )

    assert (
        review_due(
            record(Goal(action="Ask", reviews=reviews), days_ago=90), TODAY
        )
        is due
    )


@pytest.mark.parametrize(
    "state", [state for state in GoalState if state is not GoalState.TRYING]
)
def test_a_goal_that_is_not_under_way_is_left_alone(state: GoalState) -> None:
    assert not review_due(
        record(Goal(action="Ask", state=state), days_ago=90), TODAY
    )


GOAL = Goal(
    action="Ask once",
    when="Thursday",
    obstacle="it gets heated",
    then="say pause",
)


@pytest.mark.parametrize(
    ("goal", "told"),
    [
        (Goal(action="Ask once"), "Ask once."),
        (Goal(action="Ask once."), "Ask once."),
        (GOAL, "Ask once, Thursday. If it gets heated, then I will say pause."),
        (replace(GOAL, then=""), "Ask once, Thursday."),
        (replace(GOAL, obstacle=""), "Ask once, Thursday."),
        (
            replace(
                GOAL,
                obstacle="If it gets heated.",
                then="Then I will say pause.",
            ),
            "Ask once, Thursday. If it gets heated, then I will say pause.",
        ),
    ],
)
def test_a_goal_reads_as_a_sentence(goal: Goal, told: str) -> None:
    assert sentence(goal) == told
