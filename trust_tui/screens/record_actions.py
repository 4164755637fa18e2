"""What is done to the records of the journal: change, look back, set a state, delete, undo, and note something new."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from msgspec.structs import replace
from textual.binding import Binding, BindingType

from trust_tui import dialogs
from trust_tui.dialogs.record_forms import form_of
from trust_tui.domain import (
    ConflictError,
    Entry,
    Goal,
    JournalView,
    Record,
    TrustError,
    kind_of,
    kinds_in,
    later,
    name_of,
    one_line,
    tr,
    trn,
)
from trust_tui.messages import WriteWanted
from trust_tui.prompter import Prompter

UNDONE: Final = {
    "done": later("Taken back, U does it again: {what}"),
    "refused": later(
        "Not taken back: it was changed in another session since."
    ),
    "nothing": later("There is nothing to take back."),
}
REDONE: Final = {
    "done": later("Done again, u takes it back: {what}"),
    "refused": later(
        "Not done again: it was changed in another session since."
    ),
    "nothing": later("There is nothing to do again."),
}
"""What is said once it is done, where it was changed meanwhile, and where there is nothing."""


class RecordActions:
    """Leads through each of them. All run in a worker of the screen."""

    def __init__(self, prompter: Prompter) -> None:
        self._prompter = prompter
        self._session = prompter.session

    @staticmethod
    def offers(what: str, record: Record[Any]) -> bool:
        """Whether something can be done to a record; `what` is one of `OF_A_RECORD`."""
        match what:
            case "edit":
                return form_of(record) is not None
            case "review":
                return isinstance(record.value, Goal)
            case "star":
                return isinstance(record.value, Entry)
            case "state":
                return bool(kind_of(record.value).states)
        return True

    async def note_small(self) -> None:
        """A promise, a win or a limit."""
        kinds = kinds_in(JournalView.PROMISES)
        choices = [(kind.table, tr(kind.title)) for kind in kinds]
        table = await self._prompter.choose(
            tr("New"), tr("What would you like to note?"), choices
        )
        if table:
            await self._prompter.fill_in(
                partial(dialogs.small.SmallForm, self._session, table)
            )

    async def write_on_prompt(self) -> None:
        """Choose one of the journal's own questions and write on it."""
        library = self._session.library
        of_steps = {step.id for step in library.steps()}
        prompts = {}
        for prompt in library.prompts(self._session.kind):
            if prompt.source not in of_steps:
                prompts[prompt.id] = prompt.text
        answer = await self._prompter.choose(
            tr("Write on a question"),
            tr("Choose one. Ten minutes is plenty."),
            list(prompts.items()),
        )
        if answer:
            wanted = WriteWanted(prompts[answer], answer)
            self._prompter.app.post_message(wanted)

    async def edit(self, record: Record[Any]) -> None:
        """Change a record in its form."""
        form = form_of(record)
        if form is not None:
            await self._prompter.fill_in(partial(form, self._session))

    async def review(self, record: Record[Any]) -> None:
        """Look back at a goal."""
        await self._prompter.fill_in(
            partial(dialogs.goal.ReviewForm, self._session, record)
        )

    async def set_state(self, record: Record[Any]) -> None:
        """Ask where a goal or a promise stands, and keep it."""
        states = {
            str(key): tr(text)
            for key, text in kind_of(record.value).states.items()
        }
        answer = await self._prompter.choose(
            tr("Where it stands"),
            tr("All answers are equally good."),
            list(states.items()),
            chosen=record.value.state,
        )
        if answer is None:
            return
        value = replace(record.value, state=type(record.value.state)(answer))
        change = self._session.workbook.of(type(value)).change
        if await self._prompter.attempt(change, record, value):
            self._tell(tr("Kept: {state}.", state=states[answer]))

    async def delete(self, record: Record[Any]) -> None:
        """Move a record to the trash; nothing is asked, as one key brings it back."""
        delete = self._session.workbook.of(type(record.value)).delete
        if await self._prompter.attempt(delete, record):
            self._tell(
                tr(
                    "In the trash. u brings it back: {named}",
                    named=_named([record]),
                )
            )

    async def undo(self) -> None:
        """Take the last delete or change of this session back."""
        undo = self._session.workbook.undo
        await self._turn(undo, UNDONE)

    async def redo(self) -> None:
        """Do again what was taken back last."""
        redo = self._session.workbook.redo
        await self._turn(redo, REDONE)

    async def _turn(
        self,
        turn: Callable[[], Sequence[Record[Any]] | None],
        said: Mapping[str, str],
    ) -> None:
        try:
            records = await self._session.write(turn)
        except ConflictError:
            self._prompter.notice(tr(said["refused"]))
        except TrustError as error:
            await self._prompter.show_error(error)
        else:
            if records is None:
                self._tell(tr(said["nothing"]))
            else:
                self._tell(tr(said["done"], what=_named(records)))

    async def star(self, record: Record[Any]) -> None:
        """Give an entry a star, or take it away."""
        value = dialogs.tag_list.starred(record.value)
        change = self._session.workbook.of(type(value)).change
        if await self._prompter.attempt(change, record, value):
            self._prompter.freshen()

    async def show_trash(self) -> None:
        """Show the trash."""
        await self._prompter.ask(dialogs.trash_list.TrashDialog(self._session))
        self._prompter.freshen()

    async def turn_break(self) -> None:
        """Take a break from tracking, or end it."""
        paused = self._session.workbook.settings.tracking_paused
        part = self._session.library.text(
            "checkin-daily", "on-break" if paused else "break-offer"
        )
        turn = tr("Start again") if paused else tr("Take a break")
        answer = await self._prompter.choose(
            part.title,
            " ".join(part.paragraphs),
            [("no", tr("Leave it as it is")), ("yes", turn)],
        )
        if answer != "yes":
            return
        if await self._prompter.save_settings(tracking_paused=not paused):
            self._prompter.notice(tr("Kept."))

    def _tell(self, text: str) -> None:
        """Show what is kept now, and say what happened."""
        self._prompter.freshen()
        self._prompter.notice(text)


def _named(records: Sequence[Record[Any]]) -> str:
    """What records are, in a few words."""
    if len(records) != 1:
        return trn("{count} record", "{count} records", len(records))
    return one_line(name_of(records[0].value))[:60]


OF_A_RECORD: Final[
    Mapping[str, Callable[[RecordActions, Record[Any]], Awaitable[None]]]
] = {
    "edit": RecordActions.edit,
    "review": RecordActions.review,
    "state": RecordActions.set_state,
    "delete": RecordActions.delete,
    "star": RecordActions.star,
}
"""What is done to the record under the cursor."""

OF_ALL: Final[Mapping[str, Callable[[RecordActions], Awaitable[None]]]] = {
    "undo": RecordActions.undo,
    "redo": RecordActions.redo,
    "trash": RecordActions.show_trash,
    "break": RecordActions.turn_break,
    "prompt": RecordActions.write_on_prompt,
}
"""What is done whatever the cursor is on."""

JOURNAL_BINDINGS: Final[list[BindingType]] = [
    Binding(
        "right_square_bracket,full_stop",
        "view(1)",
        "Next view",
        id="journal.next-view",
        key_display="]",
    ),
    Binding(
        "left_square_bracket,comma",
        "view(-1)",
        "View before",
        show=False,
        id="journal.view-before",
    ),
    Binding(
        "p",
        "journal('prompt')",
        "Write on a question",
        show=False,
        id="journal.prompt",
    ),
    Binding("e", "record('edit')", "Edit", id="journal.edit"),
    Binding("v", "record('review')", "Look back", id="journal.review"),
    Binding("x", "record('state')", "Set state", id="journal.state"),
    Binding(
        "asterisk", "record('star')", "Star", show=False, id="journal.star"
    ),
    Binding("d,delete", "record('delete')", "Delete", id="journal.delete"),
    Binding("b", "journal('break')", "Break from tracking", id="journal.break"),
    Binding(
        "u,ctrl+z", "journal('undo')", "Undo", show=False, id="journal.undo"
    ),
    Binding(
        "U", "journal('redo')", "Do it again", show=False, id="journal.redo"
    ),
    Binding(
        "plus,equals_sign",
        "look('longer', 1)",
        "Longer",
        id="journal.longer",
        key_display="+",
    ),
    Binding(
        "minus",
        "look('longer', -1)",
        "Shorter",
        show=False,
        id="journal.shorter",
    ),
    Binding(
        "less_than_sign",
        "look('moved', -1)",
        "Earlier",
        show=False,
        id="journal.earlier",
    ),
    Binding(
        "greater_than_sign",
        "look('moved', 1)",
        "Later",
        show=False,
        id="journal.later",
    ),
    Binding("T", "journal('trash')", "Trash", show=False, id="journal.trash"),
    Binding("a", "give", "Give to somebody", show=False, id="journal.give"),
    Binding("f", "filter", "Filter", id="journal.filter"),
    Binding("number_sign", "tags", "Tags", show=False, id="journal.tags"),
    Binding("y", "months", "Calendar", show=False, id="journal.months"),
    Binding("m", "move", "Move to somebody", show=False, id="journal.move"),
]
"""The keys of the journal."""
