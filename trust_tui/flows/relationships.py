"""Chooses who is in mind, adds someone, and changes or removes someone."""

import asyncio
from functools import partial

from msgspec.structs import replace

from trust_tui.dialogs.relationship import RelationshipForm
from trust_tui.domain import (
    NOBODY,
    Record,
    Relationship,
    TrustError,
    ids_about,
    relationship_word,
    told_held,
    tr,
    trn,
)
from trust_tui.prompter import Prompter
from trust_tui.screens.giving import Giving


class RelationshipFlow:
    """Leads through the list of people. Each method runs in a worker of the program."""

    def __init__(self, prompter: Prompter) -> None:
        self._prompter = prompter
        self._session = prompter.session
        self._giving = Giving(prompter)

    async def choose(self) -> None:
        """Choose who is in mind, add someone, or change or remove someone."""
        answer = await self._ask_who()
        if answer == "new":
            new = partial(RelationshipForm, self._session)
            first = not self._session.workbook.of(Relationship).all()
            record = await self._prompter.fill_in(new)
            answer = record.id if record else None
            if record is not None and first:
                await self._giving.offer_first(record)
        if answer == "manage":
            await self._manage()
        elif answer is not None:
            current = {"all": None, "nobody": NOBODY}.get(answer, answer)
            await self._prompter.save_settings(current=current)

    async def _ask_who(self) -> str | None:
        """Everyone in mind, all of them together, or someone new: an id, `all`, `new` or `manage`."""
        everyone = self._session.workbook.of(Relationship).all()
        choices = [
            (
                record.id,
                f"{record.value.label}  ({relationship_word(record.value.kind)})",
            )
            for record in self._session.people()
        ]
        choices.append(("all", tr("All together")))
        choices.append(("nobody", tr("About nobody")))
        choices.append(("new", tr("Someone else ...")))
        if everyone:
            choices.append(("manage", tr("Change or remove someone ...")))
        return await self._prompter.choose(
            tr("Choose a relationship"),
            tr(
                "Who do you have in mind? Check-ins, goals and entries are kept apart for each."
            ),
            choices,
            numbered=True,
        )

    async def _manage(self) -> None:
        """Ask whom it is about and what to do, and do it."""
        people = self._session.workbook.of(Relationship)
        choices = [
            (
                r.id,
                tr("{label}  (put away)", label=r.value.label)
                if r.value.archived
                else r.value.label,
            )
            for r in reversed(people.all())
        ]
        chosen = await self._prompter.choose(
            tr("Change or remove"), tr("Whom is it about?"), choices
        )
        record = people.get(chosen) if chosen else None
        if record is None:
            return
        match await self._ask_change(record.value):
            case "edit":
                await self._prompter.fill(
                    RelationshipForm(self._session, record)
                )
            case "delete":
                await self._delete(record)
            case "look":
                await self._prompter.save_settings(current=record.id)
            case "archive":
                archived = not record.value.archived
                await self._change(
                    record, replace(record.value, archived=archived)
                )
            case "joint":
                joint = not record.value.joint
                await self._change(record, replace(record.value, joint=joint))

    async def _ask_change(self, person: Relationship) -> str | None:
        put_away = tr("Put it away, and keep everything")
        offer = tr("Offer things for two again")
        look = [("look", tr("Read what is kept, and leave it put away"))]
        return await self._prompter.choose(
            person.label,
            tr("What would you like to do?"),
            [
                *(look if person.archived else ()),
                ("edit", tr("Change the label or the kind")),
                (
                    "archive",
                    tr("Take it out again") if person.archived else put_away,
                ),
                (
                    "joint",
                    tr("Do not offer things for two")
                    if person.joint
                    else offer,
                ),
                ("delete", tr("Delete it and everything about it, for good")),
            ],
        )

    async def _change(
        self, record: Record[Relationship], value: Relationship
    ) -> None:
        session = self._session
        try:
            await session.write(
                session.workbook.of(Relationship).change, record, value
            )
            if value.archived:
                await self._forget_current(record.id)
        except TrustError as error:
            await self._prompter.show_error(error)

    async def _forget_current(self, id: str) -> None:
        """Have nobody in mind, if it was this one."""
        if self._session.workbook.settings.current == id:
            await self._session.change_settings(current=None)

    async def _delete(self, record: Record[Relationship]) -> None:
        """Delete someone with everything about them, after saying how much that is."""
        ids = ids_about(self._session.workbook, record.id)
        count = trn("one record", "{count} records", len(ids))
        text = tr(
            "{label} and {records} about it are removed from the workbook, its trash, its backups and "
            "its drafts. Nothing brings them back. Copies made elsewhere, such as by the machine's own "
            "backup, may remain.",
            label=record.value.label,
            records=count,
        )
        answer = await self._prompter.choose(
            tr("Delete for good?"),
            text,
            [
                ("no", tr("No, keep everything")),
                ("yes", tr("Yes, delete it all")),
            ],
        )
        if answer != "yes":
            return
        session = self._session
        try:
            await self._forget_current(record.id)
            await session.write(
                session.workbook.delete_for_good, [*ids, record.id]
            )
            session.forget_drafts([*ids, record.id])
            left = await asyncio.to_thread(
                session.workbook.copies.holding, [*ids, record.id]
            )
        except TrustError as error:
            await self._prompter.show_error(error)
            return
        if left:
            await self._prompter.show(tr("Deleted here"), *told_held(left))
