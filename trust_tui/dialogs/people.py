"""Changes or removes someone the user has in mind."""

from typing import Any

from msgspec.structs import replace
from textual.app import App

from trust_tui.dialogs.confirm import ChoiceDialog, MessageDialog
from trust_tui.dialogs.relationship import RelationshipDialog
from trust_tui.domain.contents import ids_about
from trust_tui.domain.records import Record, Relationship
from trust_tui.errors import TrustError
from trust_tui.session import Session


async def manage(app: App[Any], session: Session) -> None:
    """Ask whom it is about and what to do, and do it."""
    people = session.workbook.of(Relationship).all()
    choices = [
        (r.id, r.value.label + ("  (put away)" if r.value.archived else ""))
        for r in reversed(people)
    ]
    chosen = await app.push_screen_wait(
        ChoiceDialog("Change or remove", "Whom is it about?", choices)
    )
    record = session.workbook.of(Relationship).get(chosen) if chosen else None
    if record is None:
        return
    value = record.value
    answer = await app.push_screen_wait(
        ChoiceDialog(
            value.label,
            "What would you like to do?",
            [
                ("edit", "Change the label or the kind"),
                (
                    "archive",
                    "Take it out again"
                    if value.archived
                    else "Put it away, and keep everything",
                ),
                (
                    "joint",
                    "Do not offer things for two"
                    if value.joint
                    else "Offer things for two again",
                ),
                ("delete", "Delete it and everything about it, for good"),
            ],
        )
    )
    if answer == "edit":
        await app.push_screen_wait(RelationshipDialog(session, record))
    elif answer == "delete":
        await _delete(app, session, record)
    elif answer:
        other = (
            replace(value, archived=not value.archived)
            if answer == "archive"
            else replace(value, joint=not value.joint)
        )
        await _attempt(app, session, record, other)


async def _attempt(
    app: App[Any], session: Session, record: Record[Relationship], value: Relationship
) -> None:
    try:
        await session.write(session.workbook.of(Relationship).change, record, value)
        if value.archived and session.workbook.settings.current == record.id:
            await session.change_settings(current=None)
    except TrustError as error:
        await app.push_screen_wait(MessageDialog(error.title, error.advice))


async def _delete(
    app: App[Any], session: Session, record: Record[Relationship]
) -> None:
    """Delete someone with everything about them, after saying how much that is."""
    ids = ids_about(session.workbook, record.id)
    count = "one record" if len(ids) == 1 else f"{len(ids)} records"
    text = (
        f"{record.value.label} and {count} about it are removed from the workbook, its trash, its backups and its "
        "drafts. Nothing brings them back. Copies made elsewhere, such as by the machine's own backup, may remain."
    )
    question = ChoiceDialog(
        "Delete for good?",
        text,
        [("no", "No, keep everything"), ("yes", "Yes, delete it all")],
    )
    if await app.push_screen_wait(question) != "yes":
        return
    try:
        if session.workbook.settings.current == record.id:
            await session.change_settings(current=None)
        await session.write(session.workbook.delete_for_good, [*ids, record.id])
        session.forget_drafts([*ids, record.id])
    except TrustError as error:
        await app.push_screen_wait(MessageDialog(error.title, error.advice))
