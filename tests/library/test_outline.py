"""The headings of a section, without the rest of the page."""

import shutil

import pytest
from msgspec.structs import replace

from trust_tui.library.compiled import FILE
from trust_tui.library.library import Library, packaged_folder
from trust_tui.library.outline import headings_of

LIBRARY = Library([packaged_folder()])


@pytest.fixture(scope="module")
def uncompiled(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The packaged content as Markdown alone."""
    folder = tmp_path_factory.mktemp("content") / "en"
    pages = shutil.ignore_patterns(FILE)
    shutil.copytree(packaged_folder() / "en", folder, ignore=pages)
    return Library([folder])


def test_only_the_headings_of_the_section_are_left() -> None:
    source = "## Why {#why}\n\n### No\n\n## Exercises {#exercises}\n\nText.\n\n### One {#a min=5}\n\n- x\n\n## Done\n"
    assert (
        headings_of(source, "exercises")
        == "## Exercises {#exercises}\n\n### One {#a min=5}"
    )


def test_what_stands_in_a_fence_is_no_heading() -> None:
    source = "## Exercises {#exercises}\n\n```\n### No\n## No\n```\n\n~~~~\n~~~\n### No\n~~~~\n\n### One {#a}\n"
    assert (
        headings_of(source, "exercises")
        == "## Exercises {#exercises}\n\n### One {#a}"
    )


def test_a_page_without_the_section_has_none() -> None:
    assert headings_of("## Why {#why}\n\n### Part {#part}\n", "exercises") == ""


@pytest.mark.parametrize("id", [header.id for header in LIBRARY.steps()])
def test_the_outline_names_the_exercises_of_the_page(
    uncompiled: Library, id: str
) -> None:
    whole = [
        replace(each, blocks=(), ticks=(), fields=())
        for each in LIBRARY.step(id).exercises
    ]
    for library in (uncompiled, Library([packaged_folder()])):
        outlines = library.exercises.outlines()
        assert [each for each in outlines if each.step == id] == whole


def test_the_outline_names_the_habits_that_are_ticked(
    uncompiled: Library,
) -> None:
    parts = LIBRARY.text("habits", "habits").parts
    ticked = tuple(
        part.id for part in parts if part.heading.attrs.get("keeps") == "tick"
    )
    assert uncompiled.tick_habits() == ticked
