"""Makes the tables of `docs/TRENDS.md`: what the rules say of people made up by chance, and what others would say.

Run by `make simulate`; takes some minutes. The seeds are fixed, so that two runs write the same.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import takewhile
from pathlib import Path
from statistics import fmean
from typing import Final

from scripts.made_up_people import (
    ITEMS,
    STATEMENTS,
    TODAY,
    Person,
    Tagger,
    self_checks,
)
from trust_tui.domain import Direction, Reading, read_line, tag_effect
from trust_tui.domain.self_check import over_time

DOCUMENT: Final = Path(__file__).parents[1] / "docs" / "TRENDS.md"
PEOPLE: Final = 2_000
SIGNS: Final = 6
"""Signs on a page of the self-check."""

Row = Sequence[str]

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
    "0.3, mostly low, now and then very high": Person(
        lean=0.3, level=1.0, skewed=True
    ),
    "0.3, weeks of each day, of four days and of one": Person(
        lean=0.3, irregular=True
    ),
}

CHANGED: Final = {
    "one step, four weeks ago": Person(level=1.5, step=1.0, weeks=4),
    "..., with a lean of 0.3": Person(lean=0.3, level=1.5, step=1.0, weeks=4),
    "one step, eight weeks ago": Person(level=1.5, step=1.0, weeks=8),
    "..., with a lean of 0.3 ": Person(lean=0.3, level=1.5, step=1.0, weeks=8),
    "one step, forty weeks ago, lean 0.3": Person(
        lean=0.3, level=1.5, step=1.0, weeks=40
    ),
    "one step, slowly over eight weeks": Person(
        level=1.5, step=1.0, weeks=8, slow=True
    ),
    "..., with a lean of 0.3  ": Person(
        lean=0.3, level=1.5, step=1.0, weeks=8, slow=True
    ),
    "one step, four weeks ago, four of seven days, lean 0.3": Person(
        lean=0.3, level=1.5, step=1.0, weeks=4, answered=0.57
    ),
    "one step, four weeks ago, mostly low, lean 0.3": Person(
        lean=0.3, level=1.0, step=1.0, weeks=4, skewed=True
    ),
}

# Quantiles of Student's t at 2 %, both sides, from four degrees of freedom on.
AT_2: Final = (3.75, 3.36, 3.14, 3.0, 2.9, 2.82, 2.76, 2.72, 2.68, 2.65, 2.62)


def reference(points: Mapping[date, float]) -> Direction:
    """What the rule that we started from says: t on means of weeks at 2 %, and half a step at least."""
    weeks: dict[int, list[float]] = {}
    for day, answer in points.items():
        weeks.setdefault((TODAY - day).days // 7, []).append(answer)
    for span, needed in ((8, 6), (4, 3)):
        sides = []
        for first in (0, span):
            given = [weeks.get(first + week, []) for week in range(span)]
            sides.append([fmean(one) for one in given if len(one) >= 3])
        late, early = sides
        if min(len(late), len(early)) < needed:
            continue
        freedom = len(late) + len(early) - 2
        scatter = _squares(late) + _squares(early)
        error = (scatter / freedom * (1 / len(late) + 1 / len(early))) ** 0.5
        change = fmean(late) - fmean(early)
        if abs(change) >= max(0.5, AT_2[freedom - 4] * error):
            return Direction.MORE if change > 0 else Direction.LESS
    return Direction.SAME


def _squares(values: Sequence[float]) -> float:
    middle = fmean(values)
    return sum((value - middle) ** 2 for value in values)


def people(person: Person, seed: int) -> Sequence[Mapping[date, float]]:
    """The histories of so many people made up alike."""
    chance = random.Random(seed)
    return [person.answers(chance) for _ in range(PEOPLE)]


def share(told: Sequence[bool]) -> str:
    """How many of them are so, in per cent."""
    return f"{100 * sum(told) / len(told):.1f}"


def steady_row(name: str) -> Row:
    """What is said of people in whom nothing changes."""
    histories = people(STEADY[name], list(STEADY).index(name))
    told = [read_line(points, TODAY) for points in histories]

    def said(false: Callable[[Reading], bool]) -> str:
        return share([false(reading) for reading in told])

    return (
        name,
        said(lambda reading: reading.direction.changed),
        said(lambda r: r.four.direction.changed or r.eight.direction.changed),
        said(lambda reading: reading.lasting.changed),
        said(lambda reading: reading.week.direction.changed),
        share([reference(points).changed for points in histories]),
    )


def changed_row(name: str) -> Row:
    """What is said of people in whom something rose."""
    histories = people(CHANGED[name], 100 + list(CHANGED).index(name))
    told = [read_line(points, TODAY).direction for points in histories]
    found = [reference(points) is Direction.MORE for points in histories]
    return (
        name.strip(),
        share([direction is Direction.MORE for direction in told]),
        share([direction is Direction.LESS for direction in told]),
        share(found),
    )


def five_lines_row(lean: float) -> Row:
    """How often one reading of five lines says a false word on any of them."""
    chance = random.Random(5)
    person = Person(lean=lean)
    struck = []
    for _ in range(PEOPLE // 2):
        told = [read_line(person.answers(chance), TODAY) for _ in ITEMS]
        struck.append(any(reading.direction.changed for reading in told))
    return f"one reading of five lines, lean {lean}", share(struck)


def year_row(lean: float, lines: int, people: int = 100) -> Row:
    """Of how many in a hundred a false word is said in a year of weekly readings."""
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
    name = "one line" if lines == 1 else "five lines"
    return (
        f"a year of weekly readings of {name}, lean {lean}",
        f"{100 * struck / people:.0f}",
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


YEAR_OF_TAGS: Final = "a year of weekly readings, four tags, 0.3"


def tags_row(name: str, people: int = 1_000) -> Row:
    """In how many of a hundred people something is said of a tag, and in how many the right thing."""
    chance = random.Random(11)
    tagger = TAGGERS[name]
    said = right = 0
    for _ in range(people):
        effect = tag_effect(tagger.check_ins(chance), ITEMS, TODAY)
        if effect is not None:
            said += 1
            right += (effect.tag, effect.item) == ("tag 0", "day-pull")
    share = 100 / people
    found = f"{right * share:.1f}" if tagger.effect else ""
    return name, f"{said * share:.1f}", found


def year_of_tags_row(people: int = 200) -> Row:
    """Of how many something is said of a tag in a year of weekly readings, where tags mean nothing."""
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
    return YEAR_OF_TAGS, f"{100 * struck / people:.0f}", ""


def checks_row(number: int, level: float) -> Row:
    """How often a page of six signs names a change where nothing changes, in steady weeks and in weeks that swing."""
    cells = []
    for swing in (0.0, 0.5):
        chance = random.Random(51)
        struck = []
        for _ in range(PEOPLE // 2):
            signs = [
                self_checks(chance, [level] * number, swing)
                for _ in range(SIGNS)
            ]
            told = [over_time(kept, STATEMENTS) for kept in signs]
            struck.append(any(direction.changed for direction in told))
        cells.append(share(struck))
    return f"{number} self-checks, level {level:g}", *cells


def checks_found_row(since: int) -> Row:
    """How often a rise of two steps is found, so many self-checks later, after nine and after three."""
    cells = []
    for before in (9, 3):
        chance = random.Random(52)
        levels = [1.0] * before + [3.0] * since
        told = [
            over_time(self_checks(chance, levels, 0.5), STATEMENTS)
            for _ in range(PEOPLE)
        ]
        cells.append(share([one is Direction.MORE for one in told]))
    return f"self-check {since} after it", *cells


def looks() -> Iterator[Row]:
    """What looking at several lines, and often, does."""
    yield from map(five_lines_row, (0.0, 0.3))
    for lean in (0.0, 0.3):
        for lines in (1, 5):
            yield year_row(lean, lines)


def tags() -> Iterator[Row]:
    """What is said of tags."""
    yield from map(tags_row, TAGGERS)
    yield year_of_tags_row()


def checks() -> Iterator[Row]:
    """What is said of self-checks in which nothing changes."""
    for level in (1.0, 2.0):
        for number in (6, 10, 26):
            yield checks_row(number, level)


TABLES: Final[Mapping[str, Callable[[], Iterator[Row]]]] = {
    "Nothing changes | any false word | by the weeks | lasting | last week | the reference rule": lambda: (
        map(steady_row, STEADY)
    ),
    "A change upwards | found | called a fall | found by the reference rule": lambda: (
        map(changed_row, CHANGED)
    ),
    "Looking at more, nothing changes | a false word": looks,
    "Tags | something is said | of that tag and line": tags,
    "Six signs, nothing changes | steady weeks | weeks that swing": checks,
    "A rise of two steps | nine before it | three before it": lambda: map(
        checks_found_row, (3, 4, 5, 6, 9)
    ),
}
"""The rows of each table by its head."""


def with_rows(text: str, head: str, rows: Sequence[Row]) -> str:
    """The document with other rows below a head, which has to be there once.

    Raises:
        ValueError: Where it is not.
    """
    lines = text.splitlines()
    begin = lines.index(f"| {head} |") + 2
    old = list(takewhile(lambda line: line.startswith("|"), lines[begin:]))
    lines[begin : begin + len(old)] = [line_of(row) for row in rows]
    return "\n".join(lines) + "\n"


def line_of(row: Row) -> str:
    """A row in Markdown."""
    return f"| {' | '.join(row)} |".replace("|  |", "| |")


def main() -> None:
    """Write the tables into the document, each as soon as it is there."""
    for head, rows in TABLES.items():
        made = list(rows())
        document = DOCUMENT.read_text("utf-8")
        DOCUMENT.write_text(with_rows(document, head, made), "utf-8")
        print(f"{head}: {len(made)} rows", flush=True)


if __name__ == "__main__":
    main()
