"""The page for a professional: what was chosen, in two forms, with nothing in it that reaches outside."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.formats.doubles import MemoryWorkbook
from tests.formats.strategies import wholes
from tests.support import MOMENT
from trust_tui.domain.contents import Contents, gather
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    ExerciseWork,
    Goal,
    GoalReview,
    GoalState,
    JointCheckIn,
    Relationship,
    RelationshipKind,
    SelfCheck,
)
from trust_tui.library import Library
from trust_tui.report.content_words import words_for_page
from trust_tui.report.html_page import write_html_page
from trust_tui.report.markdown_page import escape, write_markdown_page
from trust_tui.report.report import (
    OWN,
    Chart,
    Choice,
    Page,
    Scale,
    Section,
    Words,
    make_page,
    weekly_means,
)
from trust_tui.report.svg import svg
from trust_tui.report.year_svg import year_svg

LAST = date(2026, 11, 24)
FIRST = date(2026, 9, 30)
MOOD = Scale(
    label="mood",
    question="How was my mood?",
    items=("day-mood",),
    low="Very low",
    high="Very good",
    sentences={
        "more": "higher",
        "less": "lower",
        "same": "about the same",
        "early": "too early to say",
    },
)
SIGN = Scale(
    label="Jealousy",
    question="",
    items=("jealousy-a", "jealousy-b"),
    low="Not at all",
    high="Every day",
    sentences={
        "less": "came up less often than before",
        "same": "about the same",
    },
)
WORDS = Words(
    trends=[MOOD],
    signs=[SIGN],
    levels={
        "level-now-and-then": "now and then",
        "level-most-days": "on most days",
    },
    exercises={"ack-lines": "Three honest lines"},
    states={"trying": "trying", "let-go": "let go"},
    limits=["Not therapy.", "Our own questions."],
)


def choice(**wanted: Any) -> Choice:
    return Choice(**{"first": FIRST, "last": LAST, **wanted})


@pytest.fixture
def full(memory: MemoryWorkbook) -> MemoryWorkbook:
    """Eight weeks about one person, and something about another."""
    about = memory.of(Relationship).keep(Relationship(label="S")).id
    other = (
        memory.of(Relationship)
        .keep(Relationship(label="T", kind=RelationshipKind.WORK))
        .id
    )
    for back in range(50):
        answers = {"day-mood": 1 if back >= 7 else 3}
        memory.of(CheckIn).keep(
            CheckIn(
                day=LAST - timedelta(days=back), answers=answers, about=about
            )
        )
    for number in range(6):
        answers = {
            "jealousy-a": 4 if number < 3 else 1,
            "jealousy-b": 3 if number < 3 else 0,
        }
        memory.of(SelfCheck).keep(
            SelfCheck(
                day=FIRST + timedelta(days=7 * number),
                answers=answers,
                about=about,
            )
        )
    review = GoalReview(day=LAST, well="we began", next="earlier")
    goal = Goal(
        action="Ask on Sunday",
        when="at nine",
        obstacle="it is late",
        then="wait",
        know="I asked",
    )
    memory.of(Goal).keep(Goal(action="About T", about=other))
    memory.of(Goal).keep(
        Goal(
            action=goal.action,
            when=goal.when,
            know=goal.know,
            reviews=(review,),
            first_try=LAST,
            about=about,
        )
    )
    memory.of(ExerciseWork).keep(
        ExerciseWork(exercise="ack-lines", times_done=1, about=about)
    )
    memory.of(ExerciseWork).keep(
        ExerciseWork(exercise="unknown", times_done=2, about=about)
    )
    memory.of(ExerciseWork).keep(
        ExerciseWork(exercise="begun", ticked=("a",), about=about)
    )
    memory.of(Entry).keep(
        Entry(text="first", title="A title", day=LAST, about=about)
    )
    memory.of(Entry).keep(Entry(text="second", day=LAST, about=about))
    return memory


def entry_ids(memory: MemoryWorkbook, *texts: str) -> list[str]:
    return [
        record.id
        for record in memory.of(Entry).all()
        if record.value.text in texts
    ]


def about(memory: MemoryWorkbook, label: str) -> str:
    return next(
        record.id
        for record in memory.of(Relationship).all()
        if record.value.label == label
    )


def titles(page: Page) -> list[str]:
    return [part.title for part in page.parts]


def test_everything_chosen_is_on_it(full: MemoryWorkbook) -> None:
    page = make_page(
        gather(full),
        choice(
            relationship=about(full, "S"),
            entries=entry_ids(full, "first"),
            initials=" A.  B. ",
        ),
        WORDS,
    )

    assert page.head == (
        "30 September 2026 to 24 November 2026",
        "About: S (partner)",
        "By: A. B.",
    )
    assert titles(page) == [
        "How the days went", "Signs I looked at", "What I meant to do", "Exercises I did", "From my journal"
    ]  # fmt: skip
    text = write_markdown_page(page)
    assert "**mood**: higher" in text
    assert "**Jealousy**: now and then, came up less often than before" in text
    assert "Three honest lines** (once, last on 24 November 2026)" in text
    assert "unknown** (2 times" in text
    assert "About T" not in text
    assert "first" in text
    assert "second" not in text


@pytest.mark.parametrize(
    "text",
    [
        "<script>x</script>",
        "<img src=http://192.0.2.1/a>",
        "![picture](http://192.0.2.1/a)",
        "\\![picture](http://192.0.2.1/a)",
        "\\<img src=http://192.0.2.1/a>",
        "![picture][1]\n\n[1]: http://192.0.2.1/a",
        "&lt;b>",
        "a\n\n    <b>code</b>",
    ],
)
def test_the_markdown_page_holds_no_html_and_no_picture_of_an_entry(
    memory: MemoryWorkbook, text: str
) -> None:
    memory.of(Entry).keep(Entry(text=text, title=text.split("\n")[0], day=LAST))
    wanted = choice(entries=entry_ids(memory, text))

    page = write_markdown_page(make_page(gather(memory), wanted, WORDS))

    shown = MarkdownIt("commonmark").render(page)
    assert "http" in shown or "b" in shown
    assert not re.search(r"<(script|img|b)\b", shown)


def test_sections_not_chosen_are_not_on_it(full: MemoryWorkbook) -> None:
    page = make_page(gather(full), choice(sections=[Section.GOALS]), WORDS)

    assert titles(page) == ["What I meant to do"]


def test_without_entries_chosen_there_are_none(full: MemoryWorkbook) -> None:
    assert "From my journal" not in titles(
        make_page(gather(full), choice(), WORDS)
    )


def test_nothing_kept_is_a_page_all_the_same(memory: MemoryWorkbook) -> None:
    page = make_page(gather(memory), choice(), Words())

    assert page.parts == ()
    assert OWN in write_markdown_page(page)
    assert OWN in write_html_page(page)


def test_a_direction_is_said_only_when_there_is_enough(
    memory: MemoryWorkbook,
) -> None:
    memory.of(CheckIn).keep(CheckIn(day=LAST, answers={"day-mood": 3}))
    memory.of(SelfCheck).keep(
        SelfCheck(day=LAST, answers={"jealousy-a": 4, "jealousy-b": None})
    )

    text = write_markdown_page(make_page(gather(memory), choice(), WORDS))

    assert "**mood**: too early to say" in text
    assert "**Jealousy**: on most days\n" in text


def test_without_words_for_it_nothing_is_said(memory: MemoryWorkbook) -> None:
    memory.of(SelfCheck).keep(SelfCheck(day=LAST, answers={"jealousy-a": 4}))

    text = write_markdown_page(
        make_page(gather(memory), choice(), Words(signs=[SIGN]))
    )

    assert "**Jealousy**\n" in text


@pytest.mark.parametrize(
    ("goal", "shown"),
    [
        (Goal(action="now"), True),
        (Goal(action="over", state=GoalState.LET_GO), False),
        (
            Goal(
                action="over",
                state=GoalState.LET_GO,
                reviews=(GoalReview(day=FIRST),),
            ),
            True,
        ),
    ],
)
def test_goals_of_other_days_are_on_it_while_they_are_under_way(
    goal: Goal, shown: bool, memory: MemoryWorkbook
) -> None:
    memory.now -= timedelta(days=200)
    memory.of(Goal).keep(goal)

    assert bool(make_page(gather(memory), choice(), WORDS).parts) is shown


def test_a_week_with_few_answers_has_no_mean() -> None:
    points = {LAST - timedelta(days=back): 2.0 for back in (0, 1, 2, 7, 8)}
    chart = Chart(
        scale=MOOD,
        sentence="",
        points=points,
        first=FIRST,
        last=LAST,
        weekly=True,
    )

    assert weekly_means(chart) == {0: 2.0}


def test_a_chart_has_a_dot_for_each_answer_and_gaps_where_there_is_none() -> (
    None
):
    points = {
        LAST - timedelta(days=back): 2.0
        for back in (0, 1, 2, 14, 15, 16, 21, 22, 23)
    }
    drawn = svg(
        Chart(
            scale=MOOD,
            sentence="higher",
            points=points,
            first=FIRST,
            last=LAST,
            weekly=True,
        )
    )

    assert drawn.count('class="day-dot"') == 9
    assert (drawn.count("<polyline"), drawn.count('class="dot"')) == (1, 1)
    assert "<title>mood: higher</title>" in drawn


@pytest.mark.parametrize(
    ("days", "names"),
    [
        (0, ["24 Nov"]),
        (8, [f"{day} Nov" for day in range(16, 25)]),
        (
            55,
            [
                "30 Sep",
                "7 Oct",
                "14 Oct",
                "21 Oct",
                "28 Oct",
                "4 Nov",
                "11 Nov",
                "18 Nov",
            ],
        ),
        (100, ["Sep", "Oct", "Nov"]),
        (
            800,
            [
                "Oct",
                "Jan 2025",
                "Apr",
                "Jul",
                "Oct",
                "Jan 2026",
                "Apr",
                "Jul",
                "Oct",
            ],
        ),
        (20 * 365, None),
    ],
)
def test_the_axis_has_few_days_on_it(
    days: int, names: list[str] | None
) -> None:
    chart = Chart(
        scale=MOOD,
        sentence="",
        points={LAST: 1.0},
        first=LAST - timedelta(days=days),
        last=LAST,
        weekly=False,
    )

    found = re.findall(r'class="day"[^>]*>([^<]*)<', svg(chart))

    assert len(found) <= 9
    assert names is None or found == names


class Reader(HTMLParser):
    """Collects the tags, what leads anywhere, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.leading: list[str] = []
        self.text: list[str] = []

    def handle_starttag(
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        self.tags.add(tag)
        self.leading += [
            name
            for name, _ in attrs
            if name in ("href", "src", "srcset", "action", "data", "style")
            or name[:2] == "on"
        ]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


HOSTILE = (
    "<script>alert(1)</script> <img src=https://a.example/x onerror=alert(1)> [a](https://b.example) "
    "![p](https://c.example/p.png) <https://d.example> <a href='javascript:x'>y</a>\n\n[ref]: https://e.example\n\n[ref]\n\n"
    "    <b>indented</b>\n\n<style>body{display:none}</style>\n\n&lt;script&gt; \x1b[2J \u202e"
)


def test_what_a_person_wrote_is_text_whatever_it_looks_like(
    memory: MemoryWorkbook,
) -> None:
    record = memory.of(Entry).keep(Entry(text=HOSTILE, title=HOSTILE, day=LAST))
    memory.of(Goal).keep(
        Goal(
            action=HOSTILE,
            why=HOSTILE,
            reviews=(GoalReview(day=LAST, well=HOSTILE),),
        )
    )
    about = memory.of(Relationship).keep(Relationship(label=HOSTILE)).id
    memory.of(Entry).change(
        record, Entry(text=HOSTILE, title=HOSTILE, day=LAST, about=about)
    )

    page = write_html_page(
        make_page(
            gather(memory),
            choice(relationship=about, entries=[record.id], initials=HOSTILE),
            WORDS,
        )
    )

    reader = Reader()
    reader.feed(page)
    assert not reader.tags & {
        "script",
        "img",
        "a",
        "b",
        "iframe",
        "object",
        "link",
        "form",
    }
    assert reader.leading == []
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert page.count("<style>") == 1


def test_the_page_stands_alone(full: MemoryWorkbook) -> None:
    page = write_html_page(
        make_page(
            gather(full),
            choice(
                relationship=about(full, "S"), entries=entry_ids(full, "first")
            ),
            WORDS,
        )
    )

    reader = Reader()
    reader.feed(page)
    assert "svg" in reader.tags
    assert not reader.tags & {"script", "link", "img", "iframe"}
    assert not re.search(r"https?://|url\(|@import|//\w", page)
    assert "default-src 'none'" in page


def test_markdown_of_an_entry_is_set_as_it_is_meant(
    memory: MemoryWorkbook,
) -> None:
    record = memory.of(Entry).keep(
        Entry(text="- one\n- *two*\n\nline\nline", day=LAST)
    )

    page = write_html_page(
        make_page(gather(memory), choice(entries=[record.id]), WORDS)
    )

    assert "<li><em>two</em></li>" in page
    assert "line<br />\nline" in page


@given(wholes(), st.text())
def test_any_workbook_makes_a_page_that_stands_alone(
    kept: Contents, initials: str
) -> None:
    wanted = Choice(
        first=date(1990, 1, 1),
        last=date(2091, 1, 1),
        entries=[record.id for record in kept.of("entries")],
        initials=initials,
    )
    page = make_page(kept, wanted, WORDS)

    reader = Reader()
    reader.feed(write_html_page(page))
    assert reader.leading == []
    assert not reader.tags & {"script", "img", "a", "link"}
    assert OWN in write_markdown_page(page)


@given(st.text())
def test_no_mark_in_a_short_text_has_a_meaning_in_markdown(text: str) -> None:
    plain = escape(text)

    assert "\n" not in plain
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_`<\[]", plain)


def test_the_calendar_has_every_day_with_its_digit_and_shade() -> None:
    points = {LAST: 4.0, LAST - timedelta(days=1): 2.4}
    chart = Chart(
        scale=MOOD,
        sentence="",
        points=points,
        first=LAST - timedelta(days=500),
        last=LAST,
        weekly=True,
    )
    drawn = year_svg(chart)

    assert drawn.count("<rect") == 52 * 7 + 1
    assert drawn.count('class="none"') == 52 * 7 + 1 - 2
    assert re.findall(r'class="digit d(\d)"[^>]*>(\d)<', drawn) == [
        ("2", "2"),
        ("4", "4"),
    ]
    assert (
        max(map(float, re.findall(r'rect class="\w+" x="([\d.]+)"', drawn)))
        < 640
    )


@pytest.mark.parametrize("days", [14, 42, 182, 400])
def test_what_was_done_is_marked_with_its_letter_and_the_letter_explained(
    memory: MemoryWorkbook, days: int
) -> None:
    for back in (0, 20, 21, 410):
        day = MOMENT.date() - timedelta(days=back)
        memory.of(CheckIn).keep(CheckIn(day=day, answers={"day-mood": 2}))
    memory.of(JointCheckIn).keep(
        JointCheckIn(day=MOMENT.date() - timedelta(days=9))
    )
    memory.of(Entry).keep(
        Entry(text="a", day=MOMENT.date() - timedelta(days=5), answers="p1")
    )
    memory.of(Goal).keep(Goal(action="ask"))
    wanted = Choice(
        first=MOMENT.date() - timedelta(days=days - 1), last=MOMENT.date()
    )

    page = make_page(gather(memory), wanted, WORDS)
    html = write_html_page(page)
    letters = re.findall(r'class="done"[^>]*>(\w)<', html)

    assert [*dict.fromkeys(letters)] == [*"btxg"]
    assert re.findall(r'class="done"[^>]*>\u2013<', html)
    for letter in ("b---: ", "t: ", "x: ", "g: "):
        assert letter in html


def test_the_lines_of_two_people_are_never_one(full: MemoryWorkbook) -> None:
    (other,) = (
        one.id for one in full.of(Relationship).all() if one.value.label == "T"
    )
    full.of(CheckIn).keep(
        CheckIn(day=LAST, answers={"day-mood": 0}, about=other)
    )
    page = make_page(gather(full), choice(), WORDS)
    charts = [
        block
        for part in page.parts
        for block in part.blocks
        if isinstance(block, Chart) and block.weekly
    ]

    assert {chart.scale.label for chart in charts} == {"S, mood", "T, mood"}
    assert {chart.points[LAST] for chart in charts} == {0.0, 3.0}


def charts_of(page: Page) -> dict[str, Chart]:
    return {
        block.scale.label: block
        for part in page.parts
        for block in part.blocks
        if isinstance(block, Chart)
    }


def test_what_is_said_of_one_is_not_moved_by_what_another_answered(
    full: MemoryWorkbook,
) -> None:
    for back in range(50):
        full.of(CheckIn).keep(
            CheckIn(
                day=LAST - timedelta(days=back),
                answers={"day-mood": 3 if back >= 7 else 1},
                about=about(full, "T"),
            )
        )

    charts = charts_of(make_page(gather(full), choice(), WORDS))

    assert charts["S, mood"].sentence == "higher"
    assert charts["T, mood"].sentence == "lower"


def test_the_signs_of_two_people_are_never_one(full: MemoryWorkbook) -> None:
    for number in range(6):
        full.of(SelfCheck).keep(
            SelfCheck(
                day=FIRST + timedelta(days=7 * number),
                answers={"jealousy-a": number // 2, "jealousy-b": number // 2},
                about=about(full, "T"),
            )
        )

    charts = charts_of(make_page(gather(full), choice(), WORDS))

    assert charts["S, Jealousy"].sentence.endswith("less often than before")
    assert "less often" not in charts["T, Jealousy"].sentence
    assert len(charts["T, Jealousy"].points) == 6


def test_each_card_and_entry_says_whom_it_is_about_where_there_are_several(
    full: MemoryWorkbook,
) -> None:
    wanted = choice(entries=entry_ids(full, "first"))
    text = write_markdown_page(make_page(gather(full), wanted, WORDS))

    assert "- **About T.** (trying, T)" in text
    assert "**Three honest lines** (once, last on 24 November 2026, S)" in text
    assert "### 24 November 2026, S: A title" in text

    alone = choice(relationship=about(full, "S"))
    assert ", S" not in write_markdown_page(
        make_page(gather(full), alone, WORDS)
    )


def test_each_is_asked_about_in_the_words_for_their_kind(
    full: MemoryWorkbook, packaged: Library
) -> None:
    for label in "ST":
        full.of(CheckIn).keep(
            CheckIn(
                day=LAST, answers={"day-settled": 2}, about=about(full, label)
            )
        )

    page = make_page(gather(full), choice(), words_for_page(packaged))

    charts = charts_of(page)
    partner, work = (
        packaged.daily_items(kind)[0].text
        for kind in (RelationshipKind.PARTNER, RelationshipKind.WORK)
    )
    assert partner != work
    assert charts["S, settled"].scale.question == partner
    assert charts["T, settled"].scale.question == work


def test_each_form_of_the_page_speaks_of_what_it_draws(
    full: MemoryWorkbook,
) -> None:
    page = make_page(gather(full), choice(), WORDS)
    text, html = write_markdown_page(page), write_html_page(page)

    for word in (" dot ", "the line is", "calendar"):
        assert word not in text
        assert word in html
    assert "Each block is the mean of a week" in text
    assert "Each block" not in html
    assert "\u2582" in text


def test_a_label_of_a_person_has_no_meaning_in_markdown(
    full: MemoryWorkbook,
) -> None:
    label = "![x](http://192.0.2.1/a) <b>T</b>"
    other = full.of(Relationship).keep(Relationship(label=label)).id
    for value in (
        CheckIn(day=LAST, answers={"day-mood": 0}, about=other),
        Goal(action="go", about=other),
        Entry(text="told", day=LAST, about=other),
    ):
        full.of(type(value)).keep(value)
    wanted = choice(entries=entry_ids(full, "told"))

    page = write_markdown_page(make_page(gather(full), wanted, WORDS))

    shown = MarkdownIt("commonmark").render(page)
    assert shown.count("192.0.2.1") == 3
    assert not re.search(r"<(img|b|a)\b", shown)


def test_what_was_written_of_a_goal_is_on_it_with_each_look_back(
    memory: MemoryWorkbook,
) -> None:
    memory.of(Goal).keep(
        Goal(
            action="ask once",
            know="I asked",
            why="for calm",
            first_try=FIRST,
            reviews=(
                GoalReview(day=FIRST, well="one went well"),
                GoalReview(day=LAST, in_the_way="two got in the way"),
            ),
        )
    )

    text = write_markdown_page(make_page(gather(memory), choice(), WORDS))

    for written in (
        "I asked",
        "for calm",
        "First try by",
        "one went well",
        "two got in the way",
    ):
        assert text.count(written) == 1
