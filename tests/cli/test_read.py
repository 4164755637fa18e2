"""`trust-tui read` prints the content as text."""

from pathlib import Path

import pytest

from tests.cli.checks import SECRET, check_refused
from tests.cli.conftest import Program, Run
from tests.support import control_characters
from trust_tui.library.library import Library

PAGE = """---
id: tips
kind: page
title: Mine {title}
summary: A page of my own.
order: 1
covers: []
lang: en
reviewed: 2026-11-24
reviewer: me
---
Words of my own \x1b[2J.
"""


@pytest.mark.parametrize("arguments", [(), ("--list",)])
def test_without_a_page_the_pages_are_listed(
    run: Run, packaged: Library, arguments: tuple[str, ...]
) -> None:
    outcome = run("read", *arguments)

    assert (outcome.status, outcome.err) == (0, "")
    listed = [line.split(maxsplit=1) for line in outcome.text.splitlines()]
    assert listed == [
        [header.id, header.title] for header in packaged.headers()
    ]


def test_every_page_can_be_read_within_the_width(
    run: Run, packaged: Library
) -> None:
    for header in packaged.headers():
        outcome = run("read", header.id)

        assert (outcome.status, outcome.err) == (0, "")
        lines = outcome.text.splitlines()
        assert lines[:2] == [header.title, "=" * len(header.title)]
        assert max(map(len, lines)) <= 76
        assert control_characters(outcome.text) == {"\n"}


def test_the_rule_below_a_title_is_as_wide_as_the_title(
    run: Run, folder: Path
) -> None:
    own = folder / "content"
    own.mkdir(parents=True)
    (own / "tips.md").write_text(PAGE.replace("Mine {title}", "信頼のヒント"))

    title, rule = run("read", "tips").text.splitlines()[:2]

    assert (title, rule) == ("信頼のヒント", "=" * 12)


@pytest.mark.parametrize("arguments", [("safety",), ("read", "safety")])
def test_safety_says_nothing_of_keys_that_do_nothing_here(
    run: Run, arguments: tuple[str, ...]
) -> None:
    text = run(*arguments).text

    assert "To leave at once" not in text
    assert text.startswith("Safety\n======\n")
    assert "In danger now" in text


def test_the_pages_that_are_named_are_said_with_their_command(
    run: Run,
) -> None:
    text = run("read", "safety").text

    assert (
        "  trust-tui read helplines\n" in text.partition("Pages named here:")[2]
    )
    for line in text.partition("Pages named here:\n")[2].splitlines():
        assert run(*line.split()[1:]).status == 0, line


def test_the_statements_of_the_self_check_are_read_with_its_page(
    run: Run, packaged: Library
) -> None:
    text = run("read", "self-check").text

    items = packaged.self_check_items()
    assert len(items) == 15
    for item in items:
        assert f"- {item.text}\n" in text


def test_a_page_that_is_not_there_is_said(run: Run, folder: Path) -> None:
    check_refused(run("read", SECRET), 1)
    assert not folder.exists()


@pytest.mark.parametrize("place", ["--content", "beside the data"])
def test_a_page_of_ones_own_comes_first(
    run: Run, folder: Path, tmp_path: Path, place: str
) -> None:
    own = tmp_path / "own" if place == "--content" else folder / "content"
    own.mkdir(parents=True)
    (own / "tips.md").write_text(PAGE)
    options = ("--content", str(own)) if place == "--content" else ()

    outcome = run("read", "tips", *options)

    assert outcome.text.startswith("Mine {title}\n")
    assert "Words of my own " in outcome.text
    assert control_characters(outcome.text) == {"\n"}
    assert run("read", "overview", *options).status == 0


def test_a_content_folder_that_is_not_there_is_said(run: Run) -> None:
    check_refused(run("read", "safety", "--content", f"/nowhere/{SECRET}"), 2)


def test_only_ascii_is_drawn_where_the_locale_is_plain(
    program: Program,
) -> None:
    drawn = program("read", "overview", LC_ALL="C").text

    assert not set("\u2022\u25b8\u2502\u2500\u2013") & set(drawn)
