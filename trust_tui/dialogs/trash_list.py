"""The trash: what was deleted in the last 30 days, to bring back or to delete for good."""

import asyncio
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from trust_tui.dialogs.confirm import ChoiceDialog, MessageDialog
from trust_tui.domain import (
    StoreError,
    day_of,
    name_of,
    one_line,
    short_day,
    told_held,
    tr,
)
from trust_tui.session import Session
from trust_tui.widgets import Dialog, Row, RowList


class TrashDialog(Dialog[bool]):
    """Enter brings a record back; `x` deletes it for good, after a question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "choose",
            "Bring back",
            id="trash.restore",
            key_display="Enter",
        ),
        Binding("x", "for_good", "Delete for good", id="trash.for-good"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(tr("Trash"))
        self.session = session

    def compose_body(self) -> ComposeResult:
        """The list."""
        yield RowList(
            id="trash",
            empty=[
                tr("The trash is empty."),
                tr("What you delete stays here for 30 days."),
            ],
        )

    def on_mount(self) -> None:
        """Fill it."""
        self._show()
        self.query_one(RowList).focus()

    def _show(self) -> None:
        rows = [
            Row(
                item.record.id,
                [(one_line(name_of(item.record.value)), "text")],
                [(self._day(item.deleted), "quiet")],
            )
            for item in self.session.workbook.trash()
        ]
        self.query_one(RowList).set_rows(rows)

    def _day(self, deleted: datetime) -> str:
        """The user's day on which something was deleted."""
        day = day_of(deleted, self.session.day_ends)
        return short_day(day, self.session.today)

    @on(RowList.Chosen)
    @work
    async def _restore(self, event: RowList.Chosen) -> None:
        try:
            await self.session.write(self.session.workbook.restore, [event.key])
        except StoreError as error:
            await self._tell(error.title, error.advice)
            return
        self._show()
        self.notice(tr("Brought back."))

    def action_choose(self) -> None:
        """Bring the record in focus back."""
        self.query_one(RowList).action_choose()

    @work
    async def action_for_good(self) -> None:
        """Delete the record in focus for good."""
        key = self.query_one(RowList).key
        if not key:
            return
        text = tr(
            "It is removed from the workbook, its trash, its backups and its drafts. Nothing brings it back. "
            "Copies made elsewhere, such as by the machine's own backup, may remain."
        )
        question = ChoiceDialog(
            tr("Delete for good?"),
            text,
            [
                ("no", tr("No, leave it in the trash")),
                ("yes", tr("Yes, for good")),
            ],
        )
        if await self.app.push_screen_wait(question) != "yes":
            return
        workbook = self.session.workbook
        try:
            await self.session.write(workbook.delete_for_good, [key])
            left = await asyncio.to_thread(workbook.copies.holding, [key])
        except StoreError as error:
            await self._tell(error.title, error.advice)
            return
        self._show()
        if left:
            await self._tell(tr("Deleted here"), *told_held(left))
        else:
            self.notice(tr("Gone for good."))

    async def _tell(self, title: str, *sentences: str) -> None:
        """Say what is too long for the key line."""
        await self.app.push_screen_wait(MessageDialog(title, *sentences))
