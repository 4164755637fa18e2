"""Marks on steps, and exercises ticked item by item."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import record
from tests.support import MOMENT
from trust_tui.domain.exercises import latest_marks, latest_work, ticked
from trust_tui.domain.records import ExerciseWork, Mark, StepMark

DAY = MOMENT.date()


def test_of_several_marks_the_one_changed_last_counts() -> None:
    old = record(
        StepMark(step="step-1", mark=Mark.WORKING, day=DAY), days_ago=3
    )
    new = record(
        StepMark(step="step-1", mark=Mark.DONE_FOR_NOW, day=DAY), days_ago=1
    )
    older_but_changed = record(
        StepMark(step="step-2", mark=Mark.WORKING, day=DAY),
        days_ago=9,
        changed=MOMENT,
    )
    other = record(
        StepMark(step="step-2", mark=Mark.NOT_FOR_ME, day=DAY), days_ago=1
    )

    expected = {"step-1": new, "step-2": older_but_changed}

    assert latest_marks([old, new, older_but_changed, other]) == expected
    assert latest_marks([other, older_but_changed, new, old]) == expected


def test_of_several_states_of_an_exercise_the_one_changed_last_counts() -> None:
    old = record(ExerciseWork(exercise="ack-lines", times_done=1), days_ago=3)
    new = record(
        ExerciseWork(exercise="ack-lines", times_done=2),
        days_ago=3,
        changed=MOMENT - timedelta(days=1),
    )

    assert (
        latest_work([old, new]) == latest_work([new, old]) == {"ack-lines": new}
    )


def test_nothing_kept_is_no_mark_and_no_work() -> None:
    assert latest_marks([]) == {}
    assert latest_work([]) == {}


def test_an_item_is_ticked_and_unticked() -> None:
    work = ExerciseWork(exercise="ack-lines", ticked=("b",))

    assert ticked(work, "a").ticked == ("a", "b")
    assert ticked(work, "b").ticked == ()
    assert work.ticked == ("b",)


@given(st.sets(st.text(max_size=4)), st.text(max_size=4))
def test_ticking_twice_is_as_if_nothing_was_done(
    items: set[str], item: str
) -> None:
    work = ExerciseWork(exercise="ack-lines", ticked=tuple(sorted(items)))

    assert ticked(ticked(work, item), item) == work
