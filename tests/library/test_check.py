"""The check of a content folder: copies of the packaged pages, each broken in one way."""

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from trust_tui.front_matter import Field
from trust_tui.library import index
from trust_tui.library.check import content_folder as folder_module
from trust_tui.library.check import language
from trust_tui.library.check.content_check import check_folder
from trust_tui.library.library import packaged_folder
from trust_tui.library.model import Problem

from .conftest import Write, page_text

LISTS = Path(language.__file__).with_name("lists")
TESTS = Path(__file__).parents[1]
STEP = "steps/1-acknowledge.md"
SIGN = "signs/1-jealousy.md"
DAY = date(2026, 12, 1)
LOOKED = "| 2026-11-30, not checked with the service |"

pytestmark = pytest.mark.usefixtures("pages_at_hand")


def change(folder: Path, path: str, old: str, new: str, count: int = 1) -> int:
    """Replace text in a file; answers the line of the place."""
    text = (folder / path).read_text("utf-8")
    assert old in text, f"{path} has no {old!r}"
    (folder / path).write_text(text.replace(old, new, count), "utf-8")
    return text.count("\n", 0, text.index(old)) + 1


def check(
    folder: Path, *, strict: bool = False, today: date = DAY
) -> list[Problem]:
    return check_folder(folder, strict=strict, today=today)


def the_one(problems: list[Problem], words: str) -> Problem:
    found = [problem for problem in problems if words in problem.advice]
    assert len(found) == 1, [str(problem) for problem in problems]
    return found[0]


@pytest.mark.parametrize("name", ["coverage.txt", "never_say.txt"])
def test_list_in_the_package_is_the_one_in_the_tests(name: str) -> None:
    assert (LISTS / name).read_bytes() == (TESTS / name).read_bytes()


def test_packaged_content_is_clean_today() -> None:
    assert [
        str(problem) for problem in check_folder(packaged_folder(), strict=True)
    ] == []


BREAKS = [
    # file, old text, new text, what is said, is the line that of the old text?
    (STEP, "evidence=writing", "evidence=magic", "tag magic", True),
    (STEP, "{#ack-lines min=10", "{#ack-lines min=45", "5 to 20 minutes", True),
    (STEP, "{#ack-lines min=10", "{#ack-lines", "5 to 20 minutes", True),
    (
        STEP,
        "min=10 with=alone",
        "min=10 with=dog",
        "with=alone or with=other",
        True,
    ),
    (
        STEP,
        "min=10 with=alone",
        "min=10 with=alone for=dog",
        "partner, family, friend, work",
        True,
    ),
    (
        STEP,
        "min=10 with=alone",
        "min=10 with=other",
        "not for someone who fears",
        True,
    ),
    (
        STEP,
        "## Exercises {#exercises}",
        "## Exercises {#exercise}",
        "section exercises is missing",
        False,
    ),
    (
        STEP,
        "## Why it helps {#why-it-helps}",
        "## Why it helps",
        "heading has no id",
        True,
    ),
    (STEP, "{#ack-lines-1}", "{#ack-lines-w1}", "already used in line", True),
    (STEP, "{#ack-p1}", "", "item has no id", True),
    (STEP, "{#ack-p1}", "{#past-p1}", "also used in", False),
    (STEP, "{#goal}\n\n", "{#goal}\n\nMore.\n\n", "one paragraph", False),
    (
        STEP,
        "the way we work together? {for=work}",
        "it? {for=work,pet}",
        "partner, family, friend, work",
        False,
    ),
    (STEP, "step: 1", "step: 6", "which of the five", False),
    (STEP, "covers: [A1, ", "covers: [A1, Z9, ", "no point Z9", True),
    (STEP, "D1.1, ", "", "these points: D1.1.", False),
    (
        SIGN,
        "leads_to: [step-3a",
        "leads_to: [step-9",
        "no page with the id step-9",
        True,
    ),
    (
        SIGN,
        "(../steps/1-acknowledge.md#ack-catch)",
        "(../steps/9.md)",
        "leads nowhere",
        True,
    ),
    (SIGN, "#ack-catch)", "#ack-cat)", "part ack-cat", False),
    (
        SIGN,
        "{#jealousy-b}",
        "{#jealousy-b}\n- a {#c-c}\n",
        "1 to 2 items; it has 3",
        False,
    ),
    (
        SIGN,
        "## With care {#care}",
        "#### With care {#care}",
        "Leave out no level",
        True,
    ),
    (SIGN, "summary:", "sumary:", "no summary", False),
    (SIGN, "reviewed: 2026-11-24\n", "", "no date of review", False),
    (
        SIGN,
        "reviewer: not yet reviewed by a professional\n",
        "",
        "who reviewed",
        False,
    ),
    (
        SIGN,
        "order: 1",
        "order: 1\ncolour: red",
        "key colour means nothing",
        False,
    ),
    (
        SIGN,
        "order: 1",
        "for: [dog]\norder: 1",
        "partner, family, friend, work",
        False,
    ),
    (SIGN, "order: 1", "order: 1\norder: 2", "says again", False),
    (SIGN, "kind: sign", "kind: poem", "no such kind", True),
    (
        "signs/6-checking-and-control.md",
        "(../safety.md#if-you-do-this)",
        "(../faq.md)",
        "two doors",
        False,
    ),
    ("self-check.md", "- Once {value=1}\n", "", "{value=1}", False),
    ("self-check.md", "{#ground-b}", "", "no answer could be kept", True),
    (
        "self-check.md",
        "### hardly came up {#level-hardly}",
        "### hardly",
        "part level-hardly",
        False,
    ),
    (
        "checkin-daily.md",
        "- Not at all {value=0}",
        "- Not at all {value=9}",
        "different values from 0 to 4",
        False,
    ),
    (
        "checkin-daily.md",
        "{#trend-day-mood}",
        "{#trend-day}",
        "{#trend-day-mood}",
        False,
    ),
    (
        "checkin-daily.md",
        "{value=early}",
        "{value=soon}",
        "{value=early}",
        False,
    ),
    (
        "checkin-together.md",
        "{#together-win min=1}",
        "{#together-win}",
        "a time in its braces",
        True,
    ),
    (
        "checkin-together.md",
        "about=together-q-topic",
        "about=together-q-weather",
        "No question has the id together-q-weather",
        True,
    ),
    ("habits.md", "keeps=wins", "keeps=scores", "what is kept of it", True),
    (
        STEP,
        "{#ack-lines-w1 write=line}",
        "{#ack-lines-w1 write=song}",
        "write=line",
        False,
    ),
    ("helplines.md", "| 112 | - |", "| 112 |", "has 7 cells", True),
    ("evidence.md", "{says=source}", "", "where it comes from", False),
    ("evidence.md", "{says=who}", "", "who took part", False),
    ("evidence.md", "{says=limits}", "", "what it does not say", False),
    (
        "evidence.md",
        "- Source: Arikewuyo and others 2020. {says=source}\n",
        "",
        "where it comes from",
        False,
    ),
    (
        "evidence.md",
        "They make sense to us, but",
        "They helped 100 people, but",
        "where it comes from",
        False,
    ),
    (
        "asked/14-gossip.md",
        "## Safety first {#safety}",
        "## First {#first}",
        "section safety is missing",
        False,
    ),
    (
        "asked/06-setbacks.md",
        "See [Safety](../safety.md). You may",
        "You may",
        "must link to the page on safety",
        False,
    ),
    (
        "asked/04-money.md",
        "we found no trial",
        "we found 3 trials",
        "A figure stands on the page on evidence",
        False,
    ),
    (
        "faq.md",
        "{#faq-last}",
        "{#faq-last}\n\n## Empty? {#faq-empty}\n",
        "",
        False,
    ),
    ("helplines.md", LOOKED, "| - |", "is no date", True),
    (
        "helplines.md",
        LOOKED,
        "| 2030-01-01, not checked with the service |",
        "has not come yet",
        True,
    ),
    (
        "helplines.md",
        LOOKED,
        "| 2025-11-01, not checked with the service |",
        "more than 12 months ago",
        True,
    ),
    (
        "helplines.md",
        LOOKED,
        "| 2026-11-30 |",
        "whether the row was checked with the service",
        True,
    ),
    ("helplines.md", "| 112 |", "| - |", "no number", True),
    (
        "helplines.md",
        "| Monday to Friday, in the day | https://resp",
        "| See its site | https://resp",
        "no hours",
        True,
    ),
    (
        "helplines.md",
        "| Any time | https://www.samaritans.org |",
        "| Any time | - |",
        "no source",
        True,
    ),
    (
        "helplines.md",
        "| Crisis: distress, or thoughts of suicide | Sam",
        "| Sad | Sam",
        'words of the list "who": Sad',
        True,
    ),
    (
        "helplines.md",
        "{#ie place=country}",
        "{#ie place=land}",
        "what place it is",
        True,
    ),
    (
        "helplines.md",
        "{#eu place=region}",
        "{#eu}",
        "belongs to no place",
        False,
    ),
    (
        "tips.md",
        "## ",
        "Ring 0808 2000 247.\n\n## ",
        "0808 2000 247 looks like a phone number",
        True,
    ),
    (
        "tips.md",
        "## ",
        "Ring 116 123.\n\n## ",
        "116 123 looks like a phone number",
        True,
    ),
    (
        "tips.md",
        "## ",
        "Ring +44 20 7946 0958 now.\n\n## ",
        "+44 20 7946 0958",
        True,
    ),
    (
        "tips.md",
        "## ",
        "See https://example.org now.\n\n## ",
        "Addresses of sites",
        True,
    ),
    ("tips.md", "## ", "<b>x\n\n## ", "HTML", True),
    ("tips.md", "## ", "a\x1bb\n\n## ", "hidden control character", True),
    (
        "tips.md",
        "## ",
        "| a | b |\n| c | d |\n\n## ",
        "looks like a table",
        True,
    ),
    (
        "overview.md",
        "id: overview",
        "id: over-view",
        "the id overview, which the program opens",
        False,
    ),
    (
        "journal.md",
        "kind: journal",
        "kind: goals",
        "no page of the kind journal",
        False,
    ),
]


@pytest.mark.parametrize(
    ("path", "old", "new", "words", "same_line"),
    BREAKS,
    ids=lambda value: str(value)[:30],
)
def test_what_is_wrong_is_named_with_file_line_and_what_to_do(
    whole: Path, path: str, old: str, new: str, words: str, same_line: bool
) -> None:
    line = change(whole, path, old, new)
    problems = check(whole)
    assert problems
    found = [problem for problem in problems if words in problem.advice]
    assert found, [str(problem) for problem in problems]
    assert all(
        problem.advice.endswith((".", "}", "professional", "#my-exercise-1}"))
        for problem in problems
    )
    if same_line:
        assert (found[0].file, found[0].line) == (path, line)


@pytest.mark.parametrize(
    "text",
    [
        "From 1994 to 2001.",
        "On 2026-11-24.",
        "1, 2, 3, 4, 5, 6, 7, 8",
        "0.65 and 1,000,000",
        "a12345678",
    ],
)
def test_other_numbers_are_no_phone_numbers(whole: Path, text: str) -> None:
    change(whole, "tips.md", "## ", f"{text}\n\n## ")
    assert check(whole) == []


def test_the_page_on_safety_may_name_the_one_address(whole: Path) -> None:
    change(whole, "safety.md", "## ", "See https://findahelpline.com.\n\n## ")
    assert check(whole) == []


@pytest.mark.parametrize(
    ("count", "section"), [(1, "exercises"), (2, "prompts")]
)
def test_step_with_too_few_exercises_or_prompts_is_named(
    whole: Path, count: int, section: str
) -> None:
    text = (whole / STEP).read_text("utf-8")
    pattern = (
        r"(?ms)^### .*?(?=^##)"
        if section == "exercises"
        else r"(?m)^- .*\{#ack-p\d\}\n"
    )
    (whole / STEP).write_text(
        re.sub(pattern, "", text, count=5 - count), "utf-8"
    )
    assert (
        f"{section} needs"
        in the_one(check(whole), f"section {section} needs").advice
    )


def test_exercise_without_instructions_or_boxes_is_named(whole: Path) -> None:
    change(
        whole,
        STEP,
        "### Cost map",
        "### New {#ack-new min=5 with=alone evidence=practice}\n\nText.\n\n### Cost map",
    )
    problems = check(whole)
    assert (
        the_one(problems, "numbered instructions").line
        == the_one(problems, "item to tick").line
        > 1
    )


def test_empty_section_and_empty_faq_are_named(whole: Path) -> None:
    change(
        whole,
        SIGN,
        "## With care {#care}",
        "## Before {#before}\n\nx\n\n## With care {#care}\n\n## After {#after}",
    )
    (whole / "faq.md").write_text(page_text("faq", kind="faq"), "utf-8")
    problems = check(whole)
    assert the_one(problems, "section care is empty").file == SIGN
    assert the_one(problems, "There is no question here").file == "faq.md"


def test_table_of_helplines_must_be_there_and_begin_with_the_one_for_all(
    whole: Path,
) -> None:
    text = (whole / "helplines.md").read_text("utf-8")
    first = next(line for line in text.split("\n") if "findahelpline" in line)
    change(whole, "helplines.md", first + "\n", "")
    assert "The first row must be" in the_one(check(whole), "first row").advice
    (whole / "helplines.md").write_text(
        re.sub(r"(?m)^\|.*\n", "", text), "utf-8"
    )
    assert the_one(check(whole), "first row").line == 0


def test_table_without_one_of_its_columns_is_named(whole: Path) -> None:
    text = (whole / "helplines.md").read_text("utf-8")
    (whole / "helplines.md").write_text(
        re.sub(r"(?m)\|[^|\n]*\|$", "|", text), "utf-8"
    )
    problems = [each for each in check(whole) if "8 columns" in each.advice]
    assert {each.file for each in problems} == {"helplines.md"}


def test_page_reviewed_long_ago_is_a_warning(whole: Path) -> None:
    problems = check(whole, today=DAY + timedelta(days=370))
    reviews = [
        problem
        for problem in problems
        if "reviewed more than" in problem.advice
    ]
    assert len(reviews) == len(list(whole.rglob("*.md")))
    assert all(problem.warning for problem in reviews)
    assert all(
        not problem.warning for problem in problems if problem not in reviews
    )
    assert {problem.file for problem in problems if problem not in reviews} == {
        "helplines.md"
    }


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("big.md", b"x" * 10_000_000, "bigger than"),
        ("latin.md", page_text("latin").encode() + b"caf\xe9\n", "UTF-8"),
        ("none.md", b"## Hello\n", "three hyphens"),
        ("again.md", page_text("tips").encode(), ""),
    ],
)
def test_file_that_cannot_be_used_is_named_and_the_rest_checked(
    whole: Path, name: str, content: bytes, words: str
) -> None:
    (whole / name).write_bytes(content)
    change(whole, STEP, "evidence=writing", "evidence=magic")
    problems = check(whole)
    assert any(
        words in problem.advice
        for problem in problems
        if problem.file in (name, "tips.md")
    )
    assert the_one(problems, "tag magic").file == STEP


def test_missing_page_is_named_by_those_that_need_it(whole: Path) -> None:
    (whole / "safety.md").unlink()
    problems = check(whole)
    assert the_one(problems, "no page of the kind safety").file == "."
    assert {
        problem.file
        for problem in problems
        if "safety.md leads nowhere" in problem.advice
    } >= {STEP, "journal.md"}


def test_file_that_vanishes_while_it_is_checked_does_no_harm(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = index.read_source

    def read_but_one(folder: Path, path: str) -> str:
        if path == "tips.md":
            (folder / path).unlink()
        return read(folder, path)

    monkeypatch.setattr(folder_module, "read_source", read_but_one)
    assert "tips.md" not in {problem.file for problem in check(whole)}


def test_front_matter_that_two_readers_read_differently_is_named(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        folder_module, "read_plain", lambda front: {"id": Field("x", 2)}
    )
    assert len(
        [problem for problem in check(whole) if "two ways" in problem.advice]
    ) == len(list(whole.rglob("*.md")))


def test_folder_without_pages_says_so(tmp_path: Path) -> None:
    assert [problem.file for problem in check(tmp_path)] == ["."]
    assert [problem.file for problem in check(tmp_path / "nowhere")] == ["."]


def test_small_folder_lies_over_the_packaged_pages(write: Write) -> None:
    body = "See [safety](safety.md#danger) and [other](other.md#here).\n"
    write(
        "tips.md",
        page_text("tips", body, covers="[T0, T1, T2, T3, T4, T5]").replace(
            "covers: []\n", ""
        ),
        "own",
    )
    own = write("other.md", page_text("other", "## Here {#here}\n\nx\n"), "own")
    assert check(own) == []
    change(own, "tips.md", "#here", "#there")
    assert [(problem.file, problem.line) for problem in check(own)] == [
        ("tips.md", 12)
    ]


def test_small_folder_must_still_cover_what_the_page_it_replaces_covers(
    write: Write,
) -> None:
    own = write("tips.md", page_text("tips"), "own")
    assert "points: T0." in the_one(check(own), "these points").advice


def test_translation_lies_over_the_english_pages_beside_it(whole: Path) -> None:
    dutch = whole.parent / "nl"
    dutch.mkdir()
    shutil.copy(whole / "tips.md", dutch / "tips.md")
    change(dutch, "tips.md", "lang: en", "lang: nl")
    change(dutch, "tips.md", "## ", "Het is crazy https://a.org\n\n## ")
    problems = check(whole.parent, strict=True)
    assert [
        (problem.file, "Addresses" in problem.advice) for problem in problems
    ] == [("nl/tips.md", True)]
    assert [problem.file for problem in check(dutch)] == ["tips.md"]


def test_folder_with_a_folder_of_languages_and_one_of_pages_is_read_as_it_is(
    write: Write,
) -> None:
    own = write("signs/8-x.md", page_text("x", "<b>\n"), "own")
    assert {problem.file for problem in check(own)} == {"signs/8-x.md"}


@pytest.mark.parametrize(
    "figure",
    ["62 %", "62 percent", "94 studies", "1,200 people", "d = .65", "g = 0.34"],
)
@pytest.mark.parametrize(
    "file", ["tips.md", "steps/1-acknowledge.md", "tools/1-wait.md", "path.md"]
)
def test_a_figure_without_its_source_is_named_with_its_line(
    whole: Path, file: str, figure: str
) -> None:
    text = (whole / file).read_text("utf-8")
    (whole / file).write_text(f"{text}\nIt helped, with {figure}.\n", "utf-8")

    problem = the_one(check(whole), "has no source here")

    assert problem.file == file
    assert problem.line == text.count("\n") + 2
    assert figure in problem.advice


def test_the_same_figure_may_stand_on_the_page_on_evidence(
    whole: Path,
) -> None:
    text = (whole / "evidence.md").read_text("utf-8")
    assert re.search(r"\d+ studies", text)
    assert not [
        problem for problem in check(whole) if "no source" in problem.advice
    ]
