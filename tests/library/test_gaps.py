"""What a page lost that stands in place of another one: taken from that one, and said."""

from pathlib import Path

import pytest

from tests.library.conftest import Write, page_text
from trust_tui.domain.errors import ContentError
from trust_tui.library.library import Library

BEHIND = "## Said {#said}\n\n### One {#one}\n\nFirst.\n\n## Form {#form}\n\n- Name {#name}\n- Day {#day}\n"
STATES = "## States {#states}\n\n- open {value=open}\n- done {value=done}\n"


@pytest.fixture
def folders(write: Write) -> list[Path]:
    """A folder with a page of which parts are lost, and the one behind it."""
    own = write(
        "a.md",
        page_text(
            "a",
            "## Form {#form}\n\n- My day {#day}\n\n## States {#states}\n\n- o {value=open}\n",
        ),
        "own/en",
    )
    return [own, write("a.md", page_text("a", BEHIND + STATES), "behind/en")]


def test_a_part_that_is_lost_is_that_of_the_page_behind(
    folders: list[Path],
) -> None:
    library = Library(folders)

    assert library.text("a", "one").paragraphs == ("First.",)
    (problem,) = library.problems
    assert "The part one is missing" in problem.advice
    assert problem.file == "a.md"


def test_an_item_that_is_lost_is_that_of_the_page_behind(
    folders: list[Path],
) -> None:
    library = Library(folders)

    assert {
        id: item.text for id, item in library.labels("a", "form").items()
    } == {
        "day": "My day",
        "name": "Name",
    }
    assert {
        id: item.text for id, item in library.labels("a", "states").items()
    } == {
        "open": "o",
        "done": "done",
    }
    assert [
        problem.advice.split(" is missing")[0] for problem in library.problems
    ] == [
        "The item name of the part form",
        "The item done of the part states",
    ]


def test_the_page_is_read_as_it_is(folders: list[Path]) -> None:
    library = Library(folders)
    library.text("a", "one")

    assert library.page("a").section("one") is None


def test_without_a_page_behind_it_is_said_what_is_missing(
    folders: list[Path],
) -> None:
    with pytest.raises(ContentError, match="has no part one"):
        Library(folders[:1]).text("a", "one")


def test_what_nothing_has_is_said_to_be_missing(folders: list[Path]) -> None:
    with pytest.raises(ContentError, match="has no part two"):
        Library(folders).labels("a", "two")


def test_a_question_that_is_lost_is_not_asked(
    folders: list[Path], write: Write
) -> None:
    ask = "## Ask {#prompts}\n\n- One? {#p1}\n- Two? {#p2}\n"
    write("j.md", page_text("j", ask, kind="journal"), "behind/en")
    write(
        "j.md",
        page_text("j", "## Ask {#prompts}\n\n- One? {#p1}\n", kind="journal"),
        "own/en",
    )

    assert [prompt.id for prompt in Library(folders).prompts()] == ["p1"]
