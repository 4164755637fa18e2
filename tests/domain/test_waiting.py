"""How far something is, and how it is stopped."""

import threading

import pytest

from trust_tui.domain.cancellable_task import (
    CancellableTask,
    commit_point,
    expect,
    steps,
)
from trust_tui.domain.errors import StoppedError


def test_where_nobody_waits_nothing_is_counted() -> None:
    expect("Reading", 2)
    commit_point()

    assert list(steps("ab")) == ["a", "b"]


def test_it_says_what_is_done_and_how_far_it_is() -> None:
    work = CancellableTask()
    told = [work.progress]
    with work.in_force():
        expect("Reading", 4)
        told += [work.progress for _ in steps(range(5))]
        expect("Adding", 0)

    assert told == [
        "",
        "Reading: 25 %",
        "Reading: 50 %",
        "Reading: 75 %",
        "Reading: 100 %",
        "Reading: 100 %",
    ]
    assert work.progress == "Adding: 0 %"


def test_it_is_stopped_at_the_next_step() -> None:
    work, seen = CancellableTask(), []
    with work.in_force(), pytest.raises(StoppedError):
        for item in steps(range(5)):
            seen.append(item)
            assert item < 2 or work.stop()

    assert seen == [0, 1, 2]


def test_from_where_it_is_settled_it_is_not_stopped_and_says_so() -> None:
    work = CancellableTask()
    with work.in_force():
        commit_point()
        assert not work.stop()
        assert list(steps("ab")) == ["a", "b"]
        expect("Another stage", 1)
        assert work.stop()
        with pytest.raises(StoppedError):
            commit_point()


def test_a_thread_of_its_own_is_not_under_way() -> None:
    work = CancellableTask()
    seen: list[str] = []
    with work.in_force():
        assert work.stop()
        thread = threading.Thread(target=lambda: seen.extend(steps("ab")))
        thread.start()
        thread.join()

    assert seen == ["a", "b"]
