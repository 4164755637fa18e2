"""Plain language and what must never be said."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from scripts import grades
from trust_tui.library.check import language
from trust_tui.library.check.content_check import check_folder
from trust_tui.library.library import packaged_folder

from .test_check import change

LONG = "word " * 25 + "word"
HARD = "Organisational considerations necessitate comprehensive interdisciplinary collaboration. "

pytestmark = pytest.mark.usefixtures("pages_at_hand")


def strict(folder: Path) -> list[tuple[str, int, str]]:
    problems = check_folder(folder, strict=True, today=date(2026, 12, 1))
    return [
        (problem.file, problem.line, problem.advice) for problem in problems
    ]


@pytest.fixture
def tips(tmp_path: Path) -> Path:
    """A folder with a copy of one packaged page."""
    folder = tmp_path / "own"
    folder.mkdir()
    shutil.copy(packaged_folder() / "en" / "tips.md", folder)
    return folder


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{LONG}.", "has 26 words"),
        ("One. Two. Three. Four. Five.", "has 5 sentences"),
        ("You are crazy.", '"crazy"'),
        ("This is\nCRAZY.", '"crazy"'),
        ("It is your fault.", '"your fault"'),
        ("You could just\ntrust them.", '"just trust"'),
        ("It takes two.", '"it takes two"'),
        ("Don’t give up.", '"don\'t give up"'),
    ],
)
def test_hard_or_harmful_text_is_named_with_its_line(
    tips: Path, text: str, words: str
) -> None:
    line = change(tips, "tips.md", "## ", f"{text}\n\n## ")
    ((file, found, advice),) = strict(tips)
    assert file == "tips.md"
    assert found in (line, line + 1)
    assert words in advice


@pytest.mark.parametrize(
    "text",
    [
        "It is not your fault.",
        "There is no\nstreak.",
        "Crazyness",
        "A pretty cat",
    ],
)
def test_wordings_that_are_fine_and_other_words_pass(
    tips: Path, text: str
) -> None:
    change(tips, "tips.md", "## ", f"{text}\n\n## ")
    assert strict(tips) == []


def test_title_and_summary_are_read_too(tips: Path) -> None:
    change(tips, "tips.md", "title: ", "title: Toxic ")
    line = change(tips, "tips.md", "summary: ", f"summary: {'word ' * 20}")
    found = strict(tips)
    assert (
        "tips.md",
        line,
        "The summary has more than 20 words. Make it shorter.",
    ) in found
    assert any(
        '"toxic"' in advice and where == line - 1 for _, where, advice in found
    )


def test_hard_page_is_named_for_each_target(tips: Path) -> None:
    change(tips, "tips.md", "## ", f"{HARD * 3}\n\n" * 20 + "## ")
    advice = " ".join(advice for _, _, advice in strict(tips))
    for words in (
        "reads at grade",
        "reading ease",
        "SMOG",
        "Shorten it to 600",
    ):
        assert words in advice


def test_long_sentences_on_average_are_named(tips: Path) -> None:
    change(
        tips,
        "tips.md",
        "## ",
        "I go to the bus and then I sit down and look out at the sea.\n\n" * 200
        + "## ",
    )
    assert any("on average" in advice for _, _, advice in strict(tips))


def test_pages_for_hard_moments_must_be_simpler(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("textstat.flesch_kincaid_grade", lambda text: 6.5)
    named = {
        file for file, _, advice in strict(whole) if "at grade 6.5" in advice
    }
    folders = ("asked/[0-9]*.md", "tools/*.md", "cards/*.md")
    there = [path for pattern in folders for path in whole.glob(pattern)]
    topics = {path.relative_to(whole).as_posix() for path in there}
    assert named == topics | {
        "now.md",
        "path.md",
        "week.md",
        "safety.md",
        "self-check.md",
        "checkin-daily.md",
        "checkin-together.md",
    }


def test_page_without_text_has_no_grade(whole: Path) -> None:
    text = (whole / "moving-forward.md").read_text("utf-8")
    (whole / "moving-forward.md").write_text(
        text[: text.index("---\n", 4) + 4], "utf-8"
    )
    assert "moving-forward.md" not in {
        file for file, _, advice in strict(whole) if "grade" in advice
    }


def test_without_the_tool_one_sentence_says_what_to_install(
    tips: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language, "textstat", None)
    change(tips, "tips.md", "## ", "You are crazy.\n\n## ")
    found = strict(tips)
    assert [file for file, _, _ in found] == [".", "tips.md"]
    assert "trust-tui[dev]" in found[0][2]


def test_the_table_of_grades_is_what_the_pages_have() -> None:
    assert grades.PAGE.read_text("utf-8") == grades.HEAD + "".join(
        grades.rows()
    )


def test_each_page_is_as_easy_as_its_kind_has_to_be() -> None:
    for row in grades.rows():
        page, grade, most = row.split("|")[1:4]
        assert float(grade) <= int(most), page
