"""Small content of our own, written as real files."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from trust_tui.library.check import content_folder as folder_module
from trust_tui.library.inline import FindPage
from trust_tui.library.library import Library, packaged_folder
from trust_tui.library.model import Header, Kind, Page, Problem
from trust_tui.library.parse import Passage, parse_page, passages_of

Write = Callable[..., Path]
Parse = Callable[..., tuple[Page, list[Problem]]]


def page_text(
    id: str, body: str = "", *, kind: str = "page", **keys: object
) -> str:
    """A content file with what every file needs."""
    front = {
        "id": id,
        "kind": kind,
        "title": id.capitalize(),
        "summary": "About it.",
        "order": 1,
        **keys,
    }
    lines = "\n".join(f"{key}: {value}" for key, value in front.items())
    return f"---\n{lines}\ncovers: []\nlang: en\nreviewed: 2026-11-24\nreviewer: nobody yet\n---\n{body}"


SELF_CHECK = """## Before {#intro}

Ours.

## Scale {#scale}

- Does not apply {value=na}
- Not at all {value=0}
- Every day {value=4}

## Ground {#items}

- They kept their word. {#ground-a}

## What it says {#reading}

### hardly came up {#level-hardly}

Close to nothing.
"""

SIGN = """This can show up in anyone.

## Look {#self-check}

- I asked again. {#ask-a}
- I looked twice. {#ask-b}
"""

STEP = """## Exercises {#exercises}

### First try {#try-one min=15 with=other evidence=practice for=partner,work}

If you fear them, see [Safety](../safety.md).

1. Sit down.
2. Write.

- What I saw {#try-one-w1 write=line}
- [ ] I wrote. {#try-one-1}
- [ ] I read it. {#try-one-2}

### Second try {#try-two with=alone}

No more.

## Write {#prompts}

- When was it? {#try-p1}
- No id here

## Done {#done}

- One line.

## Goal {#goal}

By [date] I will
write.
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file below a content folder and answers that folder."""

    def write_file(
        path: str, text: str | bytes, folder: str = "content/en"
    ) -> Path:
        file = tmp_path / folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(
            text
            if isinstance(text, bytes)
            else text.encode("utf-8", "surrogatepass")
        )
        return tmp_path / folder.split("/", maxsplit=1)[0]

    return write_file


@pytest.fixture
def library(write: Write) -> Library:
    """A library over a handful of pages of every kind that the program asks for."""
    write(
        "first.md",
        page_text("first", "See [safety](safety.md#danger).\n", order=2),
    )
    write(
        "zero.md",
        page_text(
            "zero", "## A {#a}\n\nText of a.\n\n### B {#b}\n\nText of b.\n"
        ),
    )
    write(
        "safety.md",
        page_text(
            "safety", "## Danger {#danger}\n\nCall.\n", kind="safety", order=9
        ),
    )
    write(
        "self-check.md",
        page_text("self-check", SELF_CHECK, kind="self-check", order=20),
    )
    daily = "## Today {#items}\n\n- How? {#day-how}\n  - Badly {value=0}\n  - Well {value=4}\n"
    write("daily.md", page_text("daily", daily, kind="checkin", order=21))
    write(
        "journal.md",
        page_text(
            "journal",
            "## Ask {#prompts}\n\n- Free? {#free-p1}\n",
            kind="journal",
            order=22,
        ),
    )
    write(
        "faq.md",
        page_text(
            "faq",
            "## Why? {#why}\n\nBecause.\n\n## No id?\n\nNo.\n",
            kind="faq",
            order=8,
        ),
    )
    words = "## Terms {#terms}\n\n### soft start {#term-soft forms=soft-starts}\n\nGentle.\n"
    write("words.md", page_text("words", words, kind="glossary", order=15))
    write(
        "signs/1-ask.md",
        page_text("sign-ask", SIGN, kind="sign", leads_to="[step-1]"),
    )
    write(
        "steps/2-later.md",
        page_text("step-2", "Later.\n", kind="step", step=2, order=1),
    )
    return Library(
        [
            write(
                "steps/1-try.md",
                page_text("step-1", STEP, kind="step", step=1, order=2),
            )
        ]
    )


@pytest.fixture
def parse() -> Parse:
    """Parses a body as the page `here` at here.md, beside which there.md is the page `there`."""

    def parse_body(body: str) -> tuple[Page, list[Problem]]:
        header = Header(
            id="here",
            kind=Kind.PAGE,
            title="Here",
            summary="",
            path="in/here.md",
        )
        problems: list[Problem] = []
        page = parse_page(
            body,
            header,
            {"there.md": "there", "in/here.md": "here"}.get,
            problems,
        )
        return page, problems

    return parse_body


@pytest.fixture
def pages_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test of the check breaks one page of forty: the others, which lead to the same pages, are read once."""
    monkeypatch.setattr(folder_module, "parse_page", _parse_once)
    monkeypatch.setattr(folder_module, "passages_of", _passages_of)


@cache
def _passages_of(source: str) -> tuple[Passage, ...]:
    return tuple(passages_of(source))


def _parse_once(
    source: str, header: Header, find_page: FindPage, problems: list[Problem]
) -> Page:
    """Read a page that was not read yet from the same words with the same answers to what it asks."""
    for answers, page, met in _read.get((source, header), ()):
        if all(find_page(path) == found for path, found in answers.items()):
            problems += met
            return page
    answers = {}
    met = []

    def find(path: str) -> str | None:
        return answers.setdefault(path, find_page(path))

    page = parse_page(source, header, find, met)
    _read.setdefault((source, header), []).append((answers, page, met))
    problems += met
    return page


_read: dict[
    tuple[str, Header], list[tuple[dict[str, str | None], Page, list[Problem]]]
] = {}


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A copy of the packaged pages to break."""
    folder = tmp_path / "whole" / "en"
    shutil.copytree(packaged_folder() / "en", folder)
    return folder
