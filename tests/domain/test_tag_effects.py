"""What is said of a tag, and that nearly always nothing is."""

import random
from collections.abc import Callable, Sequence
from datetime import timedelta

from msgspec.structs import replace

from tests.domain.making import record
from tests.support import MOMENT
from trust_tui.domain.records import CheckIn, Record
from trust_tui.domain.tag_effects import (
    FEWEST_DAYS,
    FEWEST_TAGGED,
    TagEffect,
    tag_effect,
    tag_sentence,
)
from trust_tui.domain.tags import known_tags, tags_in
from trust_tui.domain.trends import Direction

TODAY = MOMENT.date()
ITEMS = ("day-pull", "day-mood")
Answer = Callable[[random.Random, bool], int]


def kept(
    days: int, answer: Answer, *, every: int = 4, seed: int = 3
) -> list[Record[CheckIn]]:
    """Check-ins, the latest first; about every so many days one is tagged."""
    chance = random.Random(seed)
    found = []
    for back in range(days):
        tagged = chance.random() < 1 / every
        value = CheckIn(
            day=TODAY - timedelta(days=back),
            answers={
                "day-pull": answer(chance, tagged),
                "day-mood": chance.choice((1, 2, 2, 3)),
            },
            tags=("talked",) if tagged else (),
        )
        found.append(record(value, days_ago=back))
    return found


def lower_when_tagged(chance: random.Random, tagged: bool) -> int:
    return chance.choice((2, 3, 3, 4)) - 2 * tagged


def never_mind(chance: random.Random, tagged: bool) -> int:
    return chance.choice((1, 2, 2, 3))


def test_a_tag_of_days_that_lie_lower_is_told_with_how_many_did() -> None:
    check_ins = kept(150, lower_when_tagged)
    effect = tag_effect(check_ins, ITEMS, TODAY)

    assert effect is not None
    assert (effect.tag, effect.item) == ("talked", "day-pull")
    assert effect.direction is Direction.LESS
    tagged = sum("talked" in one.value.tags for one in check_ins)
    assert effect.days == tagged
    assert 2 / 3 * tagged <= effect.agreeing <= tagged


def test_turning_the_scale_round_turns_the_direction() -> None:
    turned = kept(150, lambda c, tagged: 4 - lower_when_tagged(c, tagged))
    effect = tag_effect(turned, ITEMS, TODAY)

    assert effect is not None
    assert effect.direction is Direction.MORE


def test_tags_that_mean_nothing_hardly_ever_stand_out() -> None:
    told = [
        tag_effect(kept(100, never_mind, seed=seed), ITEMS, TODAY)
        for seed in range(200)
    ]

    assert sum(effect is not None for effect in told) <= 10


def test_nothing_is_said_of_a_few_days_or_of_a_tag_of_a_few_days() -> None:
    seldom = kept(150, lower_when_tagged, every=40)

    assert sum(bool(one.value.tags) for one in seldom) < FEWEST_TAGGED
    assert tag_effect(seldom, ITEMS, TODAY) is None
    assert (
        tag_effect(kept(FEWEST_DAYS - 1, lower_when_tagged), ITEMS, TODAY)
        is None
    )
    assert tag_effect([], ITEMS, TODAY) is None


def test_a_tag_of_nearly_every_day_says_nothing() -> None:
    always = [
        replace(one, value=replace(one.value, tags=("talked",)))
        for one in kept(150, lower_when_tagged)
    ]

    assert tag_effect(always, ITEMS, TODAY) is None


def test_answers_that_are_all_the_same_say_nothing() -> None:
    same = [
        replace(one, value=replace(one.value, answers=dict.fromkeys(ITEMS, 2)))
        for one in kept(150, never_mind)
    ]

    assert tag_effect(same, ITEMS, TODAY) is None


def test_a_habit_of_weekends_is_no_doing_of_a_tag_of_weekends() -> None:
    weekends = []
    for one in kept(150, never_mind):
        free = one.value.day.weekday() >= 5
        pull = one.value.answers["day-pull"] or 0
        answers = {**one.value.answers, "day-pull": pull - free}
        tags = ("beer",) if free else ()
        value = replace(one.value, answers=answers, tags=tags)
        weekends.append(replace(one, value=value))

    assert tag_effect(weekends, ITEMS, TODAY) is None


def test_a_question_that_is_asked_no_more_says_nothing() -> None:
    assert tag_effect(kept(150, lower_when_tagged), ["day-new"], TODAY) is None


def test_answers_after_the_day_of_reading_do_not_count() -> None:
    check_ins = kept(150, lower_when_tagged)
    before = [one for one in check_ins if one.value.day <= TODAY - DAYS]

    assert tag_effect(check_ins, ITEMS, TODAY - DAYS) == tag_effect(
        before, ITEMS, TODAY - DAYS
    )


DAYS = timedelta(days=20)


def test_the_case_of_letters_makes_no_other_tag() -> None:
    turn: Sequence[str] = ("talked", "Talked", "TALKED")
    mixed = []
    for n, one in enumerate(kept(150, lower_when_tagged)):
        tags = (turn[n % 3],) if one.value.tags else ()
        mixed.append(replace(one, value=replace(one.value, tags=tags)))
    effect = tag_effect(mixed, ITEMS, TODAY)

    assert effect is not None
    assert (effect.tag,) == known_tags(one.value for one in mixed)


def test_a_tag_written_in_a_line_counts_as_one() -> None:
    written = []
    for one in kept(150, lower_when_tagged):
        note = "we #talked at last" if one.value.tags else ""
        value = replace(one.value, tags=(), note=note)
        written.append(replace(one, value=value))
    effect = tag_effect(written, ITEMS, TODAY)

    assert effect is not None
    assert effect.tag == "talked"


def test_the_sentence_has_the_tag_as_it_was_written_and_the_counts() -> None:
    effect = TagEffect(
        tag="[all]",
        item="day-pull",
        direction=Direction.LESS,
        agreeing=6,
        days=8,
    )

    assert (
        tag_sentence(
            "[tag]: [line] was [what] on [some] of [all]",
            {"less": "lower"},
            "mood",
            effect,
        )
        == "[all]: mood was lower on 6 of 8"
    )


def test_tags_are_typed_with_commas_between_them() -> None:
    assert tags_in(" #talked, slept badly,,#, talked ") == (
        "talked",
        "slept badly",
    )
    assert tags_in("") == ()
