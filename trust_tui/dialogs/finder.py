"""Search everywhere: own words and pages in two groups, the place that matches marked, a look at the hit beside it."""

import asyncio
from asyncio import TimerHandle
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from trust_tui.dialogs.pick import PickDialog
from trust_tui.domain import (
    NOBODY,
    Filter,
    Record,
    UsageError,
    about_of,
    kind_of,
    later,
    one_line,
    summary_of,
    texts_of,
    tr,
    trn,
)
from trust_tui.session import Session
from trust_tui.textual_patches import once
from trust_tui.typeset import Block
from trust_tui.widgets import PageView, Row, RowList, marked

OWN_WORDS: Final = "record:"
"""Begins the answer of the search when it is something the user wrote; the record's id follows."""

OTHERS: Final = "others"
"""Key of the row that takes in what is about others than who is in mind."""

MOST_OWN: Final = 50
"""The most records shown among the hits."""

LOOK_SECONDS: Final = 0.07
"""From the last move to the look at what stands under the cursor."""

EXCERPT: Final = 76

HELP: Final = (
    later("Nothing found yet."),
    "",
    later('#tag   -word   "exact phrase"'),
    later("who:label   kind:entry"),
    later("from:march   to:yesterday"),
    "on:2026-03-02",
    "is:starred   is:untagged",
)

Look = Callable[[str], tuple[str, Sequence[Block]]]
"""The title and the blocks to show beside a row, by its key."""


class _Group:
    """Records found: those that are shown, and how many there are in all. Twenty years of them are not held."""

    def __init__(self) -> None:
        self.shown: list[Record[Any]] = []
        self.number = 0

    def add(self, record: Record[Any]) -> None:
        """Take one in."""
        self.number += 1
        if self.number <= MOST_OWN:
            self.shown.append(record)


class _Own(Struct):
    """Records found, by whom they are about; those about others are counted alone unless they are wanted."""

    here: _Group
    nobody: _Group
    others: int = 0


class FinderDialog(PickDialog):
    """Answers with the target of a page, or with `OWN_WORDS` and the id of a record."""

    DEFAULT_CSS = """
    FinderDialog #pick-rows { width: 1fr; max-width: 86; }
    FinderDialog #look { display: none; width: 1fr; max-width: 80; border-left: solid $rule; }
    FinderDialog.-wide #look { display: block; }
    """

    def __init__(
        self, session: Session, look: Look, *, own_first: bool
    ) -> None:
        """Ask.

        Args:
            session: What is searched.
            look: What to show beside a row.
            own_first: Whether the user's own words stand before the pages.
        """
        super().__init__(
            tr("Search"),
            self._found,
            placeholder=tr("Type a word or two"),
            empty=[tr(line) for line in HELP],
        )
        self._session = session
        self._look_at = look
        self._own_first = own_first
        self._wants_others = False
        self._timer: TimerHandle | None = None

    def compose_list(self) -> ComposeResult:
        """The list, and the page of the row under the cursor."""
        with Horizontal():
            yield from super().compose_list()
            yield PageView(id="look")

    async def _found(self, text: str) -> Sequence[Row]:
        try:
            wanted = self._session.filter_of(text)
        except UsageError as error:
            return [Row("", [(error.advice, "care")])]
        own = await asyncio.to_thread(self._own, wanted)
        groups = [
            _own_rows(tr("Yours"), own.here, wanted, self._session),
            _own_rows(tr("About nobody"), own.nobody, wanted, self._session),
            _others_row(own.others),
        ]
        # What asks for tags, people, kinds or days asks for what the user wrote.
        if wanted.is_of_words:
            hits = await asyncio.to_thread(self._page_rows, wanted)
            groups.insert(len(groups) if self._own_first else 0, hits)
        rows: list[Row] = []
        for group in filter(None, map(list, groups)):
            rows += [Row("", []), *group] if rows else group
        return rows

    def _own(self, wanted: Filter) -> _Own:
        """What the user wrote, in a thread."""
        own = _Own(here=_Group(), nobody=_Group())
        shown = self._session.shown
        takes_all = shown is None or self._wants_others or wanted.names_people
        for record in self._session.workbook.search(wanted):
            about = about_of(record.value) or NOBODY
            if kind_of(record.value).view is None:
                continue
            if takes_all or about == shown:
                own.here.add(record)
            elif about == NOBODY:
                own.nobody.add(record)
            else:
                own.others += 1
        return own

    def _page_rows(self, wanted: Filter) -> list[Row]:
        rows = []
        for hit in self._session.search.find(" ".join(wanted.texts)):
            heading = hit.title
            if hit.heading and hit.heading != hit.title:
                heading = f"{hit.title}: {hit.heading}"
            places = wanted.places(hit.excerpt)
            rows += [
                Row(hit.target, [(heading, "strong")]),
                Row(
                    "",
                    [("    ", "text"), *marked(hit.excerpt, places, "quiet")],
                ),
            ]
        return [Row("", [(tr("Pages"), "heading")]), *rows] if rows else []

    @on(RowList.Moved)
    def _look_soon(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = once(self, LOOK_SECONDS, self._look_now)

    def _look_now(self) -> None:
        page, key = (
            self.query_one("#look", PageView),
            self.query_one(RowList).key,
        )
        if page.display and key and key != OTHERS:
            title, blocks = self._look_at(key)
            page.show(blocks, title=title)

    def action_choose(self) -> None:
        """Take the row under the cursor, or take in what is about others."""
        if self.query_one(RowList).key == OTHERS:
            self._wants_others = True
            self.look_again()
        else:
            super().action_choose()


def _own_rows(
    title: str,
    found: _Group,
    wanted: Filter,
    session: Session,
) -> Iterator[Row]:
    if not found.number:
        return
    count = str(found.number)
    if found.number > MOST_OWN:
        count = tr(
            "the latest {shown} of {number}", shown=MOST_OWN, number=count
        )
    yield Row("", [(title, "heading"), (f"  {count}", "quiet")])
    for record in found.shown:
        value = record.value
        words, day = summary_of(value, session.today)
        title = one_line(words)
        mark = tr(kind_of(value).mark)
        places = wanted.places(title)
        yield Row(
            f"{OWN_WORDS}{record.id}",
            [(mark, "quiet"), *marked(title, places)],
            [(day, "quiet")],
        )
        excerpt = "" if places else _excerpt(record, wanted)
        if excerpt:
            pieces = marked(excerpt, wanted.places(excerpt), "quiet")
            yield Row("", [("    ", "text"), *pieces])


def _excerpt(record: Record[Any], wanted: Filter) -> str:
    """About a line around the first place that matches; empty where none does."""
    for text in map(one_line, texts_of(record.value)):
        places = wanted.places(text)
        if places:
            return _around(text, places[0][0])
    return ""


def _around(text: str, at: int) -> str:
    start = text.rfind(" ", 0, max(at - EXCERPT // 3, 0)) + 1
    end = text.rfind(" ", start, start + EXCERPT)
    if end <= at or len(text) - start <= EXCERPT:
        end = start + EXCERPT
    before = "… " if start else ""
    after = " …" if end < len(text) else ""
    return f"{before}{text[start:end]}{after}"


def _others_row(count: int) -> Sequence[Row]:
    if not count:
        return ()
    text = trn(
        "One more is about others", "{count} more are about others", count
    )
    return [
        Row(
            OTHERS,
            [(text, "text")],
            [("Enter", "quiet")],
            said=text,
        )
    ]
