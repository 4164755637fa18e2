"""The tags there are: how often each is there, which are nearly alike, to look for one, rename it or join it."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import ClassVar, Final

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from trust_tui.dialogs.lines import Asked, LinesDialog
from trust_tui.domain import (
    STARRED,
    CheckIn,
    Entry,
    TrustError,
    Workbook,
    filter_of_tag,
    plain_letters,
    renamed_tag,
    tags_in,
    tags_of,
    tr,
)
from trust_tui.session import Session
from trust_tui.widgets import Dialog, Row, RowList

TABLES: Final = (Entry.TABLE, CheckIn.TABLE)
"""What has tags of its own."""

UNTAGGED: Final = "is:untagged"
ALIKE: Final = 0.8
"""How much two tags are alike that are perhaps meant for one, of 1."""


class TagsDialog(Dialog[str]):
    """Answers with the filter for the tag that was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Show", id="tags.show", key_display="Enter"),
        Binding("e", "rename", "Rename or join", id="tags.rename"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(tr("Tags"))
        self._session = session

    def compose_body(self) -> ComposeResult:
        """The list."""
        yield RowList(
            id="tags",
            empty=[
                tr("No tags yet."),
                tr("Write #tag in an entry, or in its last line."),
            ],
        )

    def on_mount(self) -> None:
        """Count them."""
        self.query_one(RowList).focus()
        self._show()

    @work(exclusive=True)
    async def _show(self, tag: str = "") -> None:
        names, counts, bare = await asyncio.to_thread(
            count_tags, self._session.workbook
        )
        rows = [
            Row(
                f"#{names[one]}",
                [(f"#{names[one]}", "text")],
                [(beside, "quiet")],
            )
            for one, beside in _beside(names, counts).items()
        ]
        if bare and rows:
            text = tr("Entries without a tag")
            rows.append(
                Row(UNTAGGED, [(text, "quiet")], [(str(bare), "quiet")])
            )
        self.query_one(RowList).set_rows(rows, key=tag)

    @on(RowList.Chosen)
    def _choose(self, event: RowList.Chosen) -> None:
        key = event.key
        tag = key.removeprefix("#")
        self.dismiss(key if tag == key else filter_of_tag(tag))

    def action_choose(self) -> None:
        """Show what has the tag under the cursor."""
        self.query_one(RowList).action_choose()

    @work
    async def action_rename(self) -> None:
        """Give the tag under the cursor another name; that of another tag joins the two."""
        old = self.query_one(RowList).key
        if not old.startswith("#"):
            return
        question = LinesDialog(
            tr("Rename a tag"),
            tr(
                "Type the name of another tag to join the two. u in the journal takes it back."
            ),
            [Asked(label=tr("Name"), value=old[1:])],
            _one_tag,
        )
        new = await self.app.push_screen_wait(question)
        if new is None or new == old[1:]:
            return
        try:
            count = await self._session.write(
                rename_tag, self._session.workbook, old[1:], new
            )
        except TrustError as error:
            self.notice(f"{error.title}: {error.advice}")
            return
        self._show(f"#{new}")
        self.notice(tr("Changed in {number}.", number=count))


def _one_tag(given: Sequence[str]) -> str:
    """The name that was typed.

    Raises:
        ValueError: It is none.
    """
    tags = tags_in(given[0])
    if len(tags) != 1 or '"' in tags[0]:
        raise ValueError(tr("Write one tag, without commas or quotes."))
    return tags[0]


def count_tags(
    workbook: Workbook,
) -> tuple[Mapping[str, str], Counter[str], int]:
    """The tags as spelled last, by their plain letters; how often each is there; how many entries have none."""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    bare = 0
    for record in workbook.timeline(TABLES):
        tags = tags_of(record.value)
        bare += not tags and isinstance(record.value, Entry)
        for tag in tags:
            plain = plain_letters(tag)
            names.setdefault(plain, tag)
            counts[plain] += 1
    return names, counts, bare


def _beside(
    names: Mapping[str, str], counts: Counter[str]
) -> Mapping[str, str]:
    """What stands beside each tag, the most used first: its count, and one that is nearly alike."""
    beside = {}
    for tag, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        others = [other for other in names if other != tag]
        alike = get_close_matches(tag, others, n=1, cutoff=ALIKE)
        hint = ""
        if alike:
            hint = tr("like #{tag}", tag=names[alike[0]]) + "  "
        beside[tag] = f"{hint}{count}"
    return beside


def rename_tag(workbook: Workbook, old: str, new: str) -> int:
    """Rename a tag wherever it is, in one change; in how many records.

    Raises:
        ConflictError: One of them was changed meanwhile; nothing was written.
    """
    count = 0
    with workbook.batch():
        for record in workbook.timeline(TABLES):
            value = renamed_tag(record.value, old, new)
            if value != record.value:
                workbook.of(type(value)).change(record, value)
                count += 1
    return count


def starred(entry: Entry) -> Entry:
    """The entry with a star, or without the one it has: the tag that stands for it, as in jrnl."""
    tags = tuple(tag for tag in entry.tags if tag != STARRED)
    return replace(
        entry, tags=tags if len(tags) < len(entry.tags) else (*tags, STARRED)
    )
