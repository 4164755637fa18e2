"""What is about nobody is offered to somebody, and every record can be moved: nothing is out of reach."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from msgspec.structs import replace

from trust_tui.domain import (
    KINDS,
    NOBODY,
    ConflictError,
    ExerciseWork,
    Habit,
    Record,
    Relationship,
    StepMark,
    Workbook,
    about_of,
    one_line,
    person_of,
    relationship_word,
    summary_of,
    tr,
    trn,
)
from trust_tui.prompter import Prompter
from trust_tui.session import Session
from trust_tui.typeset import Block, Paragraph, Span
from trust_tui.widgets import Row

GIVE: Final = "give"
"""Key of the row that offers what is about nobody."""

ALL: Final = "all:"
SOME: Final = "some"
LEAVE: Final = "leave"

ONE_EACH: Final = frozenset({ExerciseWork.TABLE, Habit.TABLE, StepMark.TABLE})
"""Kinds that say how something stands with a person. They are given with the rest, and alone are nothing to offer."""

GIVEN: Final = tuple(
    table
    for table, kind in KINDS.items()
    if "about" in kind.value.__struct_fields__
)
"""The tables of what is about somebody."""

OFFERED: Final = tuple(table for table in GIVEN if table not in ONE_EACH)
"""The tables of which something about nobody is worth an offer."""


def about_nobody(session: Session) -> Sequence[Record[Any]]:
    """What could be given to somebody; nothing where there is nobody to give it to."""
    if not session.people():
        return ()
    return session.workbook.timeline(OFFERED, NOBODY)


def offered(session: Session) -> Sequence[Record[Any]]:
    """What is offered to somebody: what is about nobody, without what the user has left so."""
    records = about_nobody(session)
    until = session.workbook.settings.left_alone
    if not until:
        return records
    return [record for record in records if _made(record) > until]


def _made(record: Record[Any]) -> int:
    """When a record was made, in microseconds since 1970."""
    return round(record.made.timestamp() * 1_000_000)


def offer_rows(session: Session) -> Sequence[Row]:
    """The line that offers what is about nobody; none where there is nothing to give."""
    count = len(offered(session))
    if not count:
        return ()
    said = trn(
        "One record is about nobody", "{count} records are about nobody", count
    )
    return [
        Row(
            GIVE,
            [(said, "text")],
            [("a", "quiet")],
        )
    ]


def offer_page(session: Session) -> Sequence[Block]:
    """What stands beside that line."""
    people = session.people()
    said = [
        trn(
            "One record is about nobody in particular.",
            "{count} records are about nobody in particular.",
            len(offered(session)),
        ),
        tr("a gives all of it to whom you choose, and u takes that back."),
        tr(
            "Enter asks first: there you can leave it about nobody, and it is offered no more. "
            "To give a single record to somebody, go to it and press m."
        ),
    ]
    if len(people) == 1:
        said[1] = tr(
            "a gives all of it to {label}, and u takes that back.",
            label=people[0].value.label,
        )
    text = " ".join(said)
    return [Paragraph(spans=(Span(text=text),))]


def give_all(
    workbook: Workbook, records: Iterable[Record[Any]], id: str | None
) -> int:
    """Have records be about somebody, in one change; how many they are.

    Raises:
        ConflictError: One of them was changed meanwhile, or the person is gone; nothing was written.
    """
    count = 0
    with workbook.batch():
        if id is not None and workbook.of(Relationship).get(id) is None:
            raise ConflictError(tr("That person is gone. Nothing was moved."))
        for record in records:
            repository = workbook.of(type(record.value))
            repository.change(record, replace(record.value, about=id))
            count += 1
    return count


class Giving:
    """Leads through both. Runs in a worker of the screen."""

    def __init__(self, prompter: Prompter) -> None:
        self._prompter = prompter
        self._session = prompter.session

    async def give(self, *, asks: bool = False) -> None:
        """Give what is about nobody to the one person there is, or to whom the user chooses.

        Args:
            asks: Whether to ask though there is one person only; so it is for what was left about nobody, too.
        """
        records = list(offered(self._session))
        if not records:
            records, asks = list(about_nobody(self._session)), True
        if not records:
            self._prompter.notice(tr("Nothing is about nobody."))
            return
        people = self._session.people()
        if len(people) == 1 and not asks:
            await self._give_all(people[0])
            return
        answer = await self._ask_whom(len(records), people)
        if answer == SOME:
            await self._give_some(records)
        elif answer == LEAVE:
            await self._leave(records)
        elif answer is not None:
            await self._give_all(self._person(answer.removeprefix(ALL)))

    async def offer_first(self, person: Record[Relationship]) -> None:
        """Ask whether what was kept before there was anybody is about the first person."""
        records = offered(self._session)
        if not records:
            return
        count, label = len(records), person.value.label
        answer = await self._prompter.choose(
            tr("Is it about {label}?", label=label),
            trn(
                "One record is about nobody, as they were kept before you had anybody in mind.",
                "{count} records are about nobody, as they were kept before you had anybody in mind.",
                count,
            ),
            [
                ("no", tr("No, leave it about nobody")),
                ("yes", tr("Yes, all of it is about {label}", label=label)),
            ],
        )
        if answer == "yes":
            await self._give_all(person)
        elif answer == "no":
            await self._leave(records)

    async def _leave(self, records: Sequence[Record[Any]]) -> None:
        """Offer these no more."""
        before = self._session.workbook.settings.left_alone
        until = max(before, *map(_made, records))
        if await self._prompter.save_settings(left_alone=until):
            self._prompter.freshen()
            self._prompter.notice(
                tr("Left about nobody. a gives it all the same.")
            )

    async def move(self, record: Record[Any]) -> None:
        """Move one record to another person, or to nobody."""
        chosen = await self._whose(tr("Move it"), about_of(record.value))
        if chosen is None:
            return
        person = self._person(chosen)
        if chosen == (about_of(record.value) or NOBODY):
            return
        await self._write([record], person)

    async def _ask_whom(
        self, count: int, people: Sequence[Record[Relationship]]
    ) -> str | None:
        choices = [(LEAVE, tr("Leave it about nobody"))]
        choices += [
            (f"{ALL}{one.id}", tr("All to {label}", label=one.value.label))
            for one in people
        ]
        choices.append((SOME, tr("Some of it ...")))
        return await self._prompter.choose(
            tr("About nobody"),
            trn(
                "One record is about nobody. Whom is it about? u takes it back.",
                "{count} records are about nobody. Whom is it about? u takes it back.",
                count,
            ),
            choices,
        )

    async def _give_some(self, records: Sequence[Record[Any]]) -> None:
        today = self._session.today
        rows = []
        for record in records:
            title, beside = summary_of(record.value, today)
            rows.append((record.id, one_line(title), beside))
        ticked = await self._prompter.tick(tr("Which of it?"), rows)
        if not ticked:
            return
        chosen = await self._whose(tr("Whom is it about?"), None)
        if chosen:
            some = [record for record in records if record.id in ticked]
            await self._write(some, self._person(chosen))

    async def _whose(self, title: str, now: str | None) -> str | None:
        """Ask for somebody: an id, or `NOBODY`."""
        choices = [
            (
                one.id,
                f"{one.value.label}  ({relationship_word(one.value.kind)})",
            )
            for one in self._session.people()
        ]
        choices.append(("nobody", tr("Nobody in particular")))
        answer = await self._prompter.choose(
            title, tr("Whom is it about?"), choices, chosen=now or ""
        )
        return NOBODY if answer == "nobody" else answer

    def _person(self, id: str) -> Record[Relationship] | None:
        return person_of(self._session.workbook, id)

    async def _give_all(self, person: Record[Relationship] | None) -> None:
        if person is None:
            self._prompter.notice(tr("That person is gone. Nothing was moved."))
            return
        about = self._session.workbook.timeline(GIVEN, NOBODY)
        if offered(self._session):
            until = self._session.workbook.settings.left_alone
            about = [record for record in about if _made(record) > until]
        taken = _standing(self._session.workbook.timeline(ONE_EACH, person.id))
        records = [r for r in about if taken.isdisjoint(_standing([r]))]
        await self._write(records, person)

    async def _write(
        self,
        records: Sequence[Record[Any]],
        person: Record[Relationship] | None,
    ) -> None:
        id = person.id if person else None
        if await self._prompter.attempt(
            give_all, self._session.workbook, list(records), id
        ):
            self._prompter.freshen()
            self._prompter.notice(
                trn(
                    "One record is about {label} now. u takes it back.",
                    "{count} records are about {label} now. u takes it back.",
                    len(records),
                    label=person.value.label if person else tr("nobody"),
                )
            )


def _standing(records: Iterable[Record[Any]]) -> set[tuple[str, str]]:
    """What is said how it stands: there is one such record for a person and an exercise, a habit or a step."""
    found = set()
    for record in records:
        value = record.value
        if isinstance(value, ExerciseWork):
            found.add((value.TABLE, value.exercise))
        elif isinstance(value, Habit):
            found.add((value.TABLE, value.habit))
        elif isinstance(value, StepMark):
            found.add((value.TABLE, value.step))
    return found
