"""The pages are in words of their own: none from the texts they draw on, and none said twice but on purpose."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from trust_tui.library.library import packaged_folder
from trust_tui.library.parse import passages_of

RUN: Final = 8
"""Words in a row that are somebody's own."""

HERE: Final = Path(__file__).parent
STOP: Final = "|"


def words_of(text: str) -> list[str]:
    """The words of a text without case, accents and apostrophes."""
    parts = unicodedata.normalize("NFKD", text.replace("’", "'").lower())
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    plain = re.sub(r"(?<=[a-z])'(?=[a-z])", "", plain)
    return re.findall(r"[a-z0-9]+", plain)


def runs_of(words: list[str]) -> Iterator[str]:
    for start in range(len(words) - RUN + 1):
        yield " ".join(words[start : start + RUN])


def digest(run: str) -> str:
    return hashlib.sha256(run.encode()).hexdigest()[:12]


def listed(name: str) -> list[str]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def pages() -> dict[str, list[list[str]]]:
    """The words of each paragraph, item, heading and cell, by page."""
    folder = packaged_folder() / "en"
    found = {}
    for path in sorted(folder.rglob("*.md")):
        passages = passages_of(path.read_text("utf-8"))
        page = path.relative_to(folder).as_posix()
        found[page] = [words_of(passage.text) for passage in passages]
    return found


@pytest.fixture(scope="module")
def sources() -> frozenset[str]:
    """Digests of the runs of the texts that the pages draw on."""
    return frozenset(listed("source_runs.txt"))


@pytest.mark.parametrize("name", ["README.md", "content/en"])
def test_no_run_of_eight_words_stands_in_a_source(
    name: str, sources: frozenset[str]
) -> None:
    place = HERE.parents[1] / name
    files = sorted(place.rglob("*.md")) if place.is_dir() else [place]
    shared = []
    for file in files:
        for run in runs_of(words_of(file.read_text("utf-8"))):
            if digest(run) in sources:
                shared.append((file.name, run))

    assert shared == []


@pytest.mark.parametrize(
    "source",
    [
        "ninety participants (32 men) were randomly assigned to and completed",
        "Abuse — is present in the relationship; we DO NOT recommend that",
    ],
)
def test_a_run_of_a_source_would_be_found(
    source: str, sources: frozenset[str]
) -> None:
    found = [run for run in runs_of(words_of(source)) if digest(run) in sources]

    assert found


def test_no_page_says_what_another_says_in_eight_words_but_on_purpose() -> None:
    purpose = [
        f" {' '.join(words_of(line))} " for line in listed("said_again.txt")
    ]
    first: dict[str, str] = {}
    again = set()
    for page, passages in pages().items():
        for words in passages:
            for run in runs_of(without(words, purpose)):
                if first.setdefault(run, page) != page and STOP not in run:
                    again.add((first[run], page, run))

    assert sorted(again) == []


def without(words: list[str], purpose: list[str]) -> list[str]:
    """The words with a stop in the place of each sentence that is said again on purpose."""
    text = f" {' '.join(words)} "
    for sentence in purpose:
        text = text.replace(sentence, f" {STOP} ")
    return text.split()


@pytest.mark.parametrize("sentence", listed("said_again.txt"))
def test_each_sentence_that_may_be_said_again_is(sentence: str) -> None:
    wanted = f" {' '.join(words_of(sentence))} "
    having = []
    for page, passages in pages().items():
        if any(wanted in f" {' '.join(words)} " for words in passages):
            having.append(page)

    assert len(having) > 1
