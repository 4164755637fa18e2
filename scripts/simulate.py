"""Makes the tables of `docs/TRENDS.md`: what the rule for trends says of people made up by chance.

Run by `make simulate`; takes some minutes. Prints Markdown. The seed is fixed, so that two runs print the same.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from trust_tui.domain.records import CheckIn, Record
from trust_tui.domain.tag_effects import tag_effect
from trust_tui.domain.trends import Direction, Reading, read_line

TODAY: Final = date(2026, 11, 24)
PEOPLE: Final = 2_000
HISTORY: Final = 60 * 7
"""Days of history that each made-up person has."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """How somebody is made up.

    Attributes:
        lean: Correlation of a day with the day before.
        level: Where the answers lie, 0-4.
        spread: Deviation of a day, in steps.
        answered: Share of days with an answer.
        weekend: Steps that weekends lie higher.
        low_days_left_out: Share of the low days that are not answered.
        step: Steps of a change, 0 for none.
        weeks: Weeks since the change.
        slow: Whether the change is spread over those weeks.
        regular: True where the same weekdays are left out each week.
    """

    lean: float = 0.0
    level: float = 2.0
    spread: float = 0.8
    answered: float = 1.0
    weekend: float = 0.0
    low_days_left_out: float = 0.0
    step: float = 0.0
    weeks: int = 0
    slow: bool = False
    regular: bool = False

    def answers(self, chance: random.Random) -> dict[date, float]:
        """A history up to today."""
        state = chance.gauss()
        points = {}
        for back in range(HISTORY - 1, -1, -1):
            state = (
                self.lean * state + (1 - self.lean**2) ** 0.5 * chance.gauss()
            )
            day = TODAY - timedelta(days=back)
            value = self.level + self.spread * state + self._change(back)
            if day.weekday() >= 5:
                value += self.weekend
            answer = float(min(4, max(0, round(value))))
            if self._is_answered(chance, day, answer):
                points[day] = answer
        return points

    def _change(self, back: int) -> float:
        days = 7 * self.weeks
        if back >= days:
            return 0.0
        return self.step * (1 - back / days) if self.slow else self.step

    def _is_answered(
        self, chance: random.Random, day: date, answer: float
    ) -> bool:
        if self.regular:
            return day.weekday() < round(7 * self.answered)
        if (
            answer <= self.level - 1
            and chance.random() < self.low_days_left_out
        ):
            return False
        return chance.random() < self.answered


STEADY: Final = {
    "days apart from each other": Person(),
    "a day leans on the day before by 0.1": Person(lean=0.1),
    "... 0.2": Person(lean=0.2),
    "... 0.3": Person(lean=0.3),
    "... 0.4": Person(lean=0.4),
    "... 0.5": Person(lean=0.5),
    "0.3, four of seven days answered": Person(lean=0.3, answered=0.57),
    "0.3, the same four days each week": Person(
        lean=0.3, answered=0.57, regular=True
    ),
    "0.3, half of the low days left out": Person(
        lean=0.3, low_days_left_out=0.5
    ),
    "0.3, weekends one step higher": Person(lean=0.3, weekend=1.0, level=1.5),
    "0.3, near the bottom": Person(lean=0.3, level=0.4),
    "0.3, days that differ much": Person(lean=0.3, spread=1.3),
}

CHANGED: Final = {
    "one step, four weeks ago": Person(level=1.5, step=1.0, weeks=4),
    "... with a lean of 0.3": Person(lean=0.3, level=1.5, step=1.0, weeks=4),
    "one step, eight weeks ago": Person(level=1.5, step=1.0, weeks=8),
    "... with a lean of 0.3 ": Person(lean=0.3, level=1.5, step=1.0, weeks=8),
    "one step, forty weeks ago, lean 0.3": Person(
        lean=0.3, level=1.5, step=1.0, weeks=40
    ),
    "one step, slowly over eight weeks": Person(
        level=1.5, step=1.0, weeks=8, slow=True
    ),
    "... with a lean of 0.3  ": Person(
        lean=0.3, level=1.5, step=1.0, weeks=8, slow=True
    ),
    "one step, four weeks ago, four of seven days, lean 0.3": Person(
        lean=0.3, level=1.5, step=1.0, weeks=4, answered=0.57
    ),
}


def readings(person: Person, seed: int) -> Sequence[Reading]:
    """What is read today of so many people made up alike."""
    chance = random.Random(seed)
    return [read_line(person.answers(chance), TODAY) for _ in range(PEOPLE)]


def share(told: Sequence[Reading], holds: Callable[[Reading], bool]) -> str:
    """How many of the readings hold, in per cent."""
    return f"{100 * sum(map(holds, told)) / len(told):.1f}"


def a_year_of_looks(lean: float, lines: int, people: int = 100) -> str:
    """Share of people of whom a false word is said in a year of weekly readings, in per cent."""
    chance = random.Random(7)
    struck = 0
    for _ in range(people):
        words = False
        for _ in range(lines):
            points = Person(lean=lean).answers(chance)
            for week in range(52):
                day = TODAY - timedelta(days=7 * week)
                if read_line(points, day).direction.changed:
                    words = True
                    break
        struck += words
    return f"{100 * struck / people:.0f}"


ITEMS: Final = ("day-settled", "day-pull", "day-open", "day-word", "day-mood")


@dataclass(frozen=True, kw_only=True)
class Tagger:
    """How somebody with tags is made up.

    Attributes:
        how: What the days are like.
        tags: How many tags there are.
        clustered: Whether tagged days come in runs.
        weekends: Whether the tags are of weekends.
        seldom: Whether a tag is of one day in two weeks, not of two a week.
        half: Whether the tags begin half-way, when all lines move by half a step too.
        effect: Steps by which the first tag lowers one line.
        days: Length of the history.
    """

    how: Person
    tags: int = 4
    clustered: bool = False
    weekends: bool = False
    seldom: bool = False
    half: bool = False
    effect: float = 0.0
    days: int = 182

    def check_ins(self, chance: random.Random) -> list[Record[CheckIn]]:
        """A history up to today, the latest first."""
        lines = {item: self.how.answers(chance) for item in ITEMS}
        states = [chance.gauss() for _ in range(self.tags)]
        kept = []
        for back in range(self.days - 1, -1, -1):
            day = TODAY - timedelta(days=back)
            begun = not self.half or back < self.days / 2
            tags = []
            for n in range(self.tags):
                lean = 0.5 if self.clustered else 0.0
                states[n] = (
                    lean * states[n] + (1 - lean**2) ** 0.5 * chance.gauss()
                )
                least = 1.46 if self.seldom else 0.57
                likely = day.weekday() >= 5 if self.weekends else begun
                if likely and states[n] > (-0.8 if self.weekends else least):
                    tags.append(f"tag {n}")
            answers: dict[str, int | None] = {}
            for item, points in lines.items():
                if day in points:
                    value = points[day] + (0.5 if self.half and begun else 0.0)
                    if item == "day-pull" and "tag 0" in tags:
                        value -= self.effect
                    up = chance.random() < value - int(value)
                    answers[item] = min(4, max(0, int(value) + up))
            if answers:
                kept.append(_record(day, answers, tuple(tags)))
        return kept[::-1]


def _record(
    day: date, answers: dict[str, int | None], tags: tuple[str, ...]
) -> Record[CheckIn]:
    made = datetime.combine(day, time(20), UTC)
    value = CheckIn(day=day, answers=answers, tags=tags)
    return Record(
        id=day.isoformat(), revision=1, made=made, changed=made, value=value
    )


LEANING: Final = Person(lean=0.3)
TAGGERS: Final = {
    "four tags of two days a week, half a year": Tagger(how=Person()),
    "... days lean by 0.3": Tagger(how=LEANING),
    "... tagged days in runs too": Tagger(how=LEANING, clustered=True),
    "... a lean of 0.5, tagged days in runs": Tagger(
        how=Person(lean=0.5), clustered=True
    ),
    "0.3, tags of weekends, which lie one step higher": Tagger(
        how=Person(lean=0.3, weekend=1.0, level=1.5), weekends=True
    ),
    "0.3, tags that began when all lines rose by half a step": Tagger(
        how=LEANING, half=True
    ),
    "0.3, four of seven days answered": Tagger(
        how=Person(lean=0.3, answered=0.57)
    ),
    "0.3, eight tags": Tagger(how=LEANING, tags=8),
    "0.3, eight tags of one day in two weeks": Tagger(
        how=LEANING, tags=8, seldom=True
    ),
    "0.3, ten weeks": Tagger(how=LEANING, days=70),
    "one tag lowers the pull by half a step, 0.3": Tagger(
        how=LEANING, effect=0.5
    ),
    "... by one step": Tagger(how=LEANING, effect=1.0),
    "... by one step, ten weeks": Tagger(how=LEANING, effect=1.0, days=70),
}


def tag_words(tagger: Tagger, people: int = 1_000) -> tuple[str, str]:
    """In how many of a hundred people something is said of a tag, and in how many the right thing."""
    chance = random.Random(11)
    said = right = 0
    for _ in range(people):
        effect = tag_effect(tagger.check_ins(chance), ITEMS, TODAY)
        if effect is not None:
            said += 1
            right += (effect.tag, effect.item) == ("tag 0", "day-pull")
    share = 100 / people
    return f"{said * share:.1f}", f"{right * share:.1f}"


def a_year_of_tags(people: int = 200) -> str:
    """Of how many in a hundred something is said of a tag in a year of weekly readings, where tags mean nothing."""
    chance = random.Random(12)
    tagger = Tagger(how=LEANING, days=364 + 60)
    struck = 0
    for _ in range(people):
        check_ins = tagger.check_ins(chance)
        for week in range(52):
            day = TODAY - timedelta(days=7 * week)
            if tag_effect(check_ins, ITEMS, day) is not None:
                struck += 1
                break
    return f"{100 * struck / people:.0f}"


def tag_tables() -> None:
    """Print what is said of tags."""
    print("\n| Tags | something is said | of that tag and line |")
    print("|---|---|---|")
    for name, tagger in TAGGERS.items():
        said, right = tag_words(tagger)
        found = right if tagger.effect else ""
        print(f"| {name} | {said} | {found} |")
    print(
        f"| a year of weekly readings, four tags, 0.3 | {a_year_of_tags()} | |"
    )


def main() -> None:
    """Print the tables."""
    print(
        "| Nothing changes | any false word | by the weeks | lasting | last week |"
    )
    print("|---|---|---|---|---|")
    for seed, (name, person) in enumerate(STEADY.items()):
        told = readings(person, seed)
        cells = (
            share(told, lambda reading: reading.direction.changed),
            share(
                told,
                lambda r: r.four.direction.changed or r.eight.direction.changed,
            ),
            share(told, lambda reading: reading.lasting.changed),
            share(told, lambda reading: reading.week.direction.changed),
        )
        print(f"| {name} | {' | '.join(cells)} |")
    print("\n| A change upwards | found | called a fall |")
    print("|---|---|---|")
    for seed, (name, person) in enumerate(CHANGED.items()):
        told = readings(person, 100 + seed)
        found = share(told, lambda reading: reading.direction is Direction.MORE)
        wrong = share(told, lambda reading: reading.direction is Direction.LESS)
        print(f"| {name.strip()} | {found} | {wrong} |")
    print(
        "\n| A year of weekly readings, nothing changes | a false word at some time |"
    )
    print("|---|---|")
    for lean in (0.0, 0.3):
        for lines in (1, 5):
            name = "one line" if lines == 1 else "five lines"
            print(f"| {name}, lean {lean} | {a_year_of_looks(lean, lines)} |")
    tag_tables()


if __name__ == "__main__":
    main()
