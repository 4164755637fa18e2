"""`trust-tui check-in`: the daily questions, line by line, for a screen reader or a plain terminal."""

import argparse
import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from trust_tui.cli.context import open_library, opened, today_of
from trust_tui.cli.options import past_day, whom
from trust_tui.cli.read import print_safety
from trust_tui.domain import (
    FILLED_BACK,
    CheckIn,
    Draft,
    EndedError,
    Record,
    Relationship,
    UsageError,
    tags_in,
)
from trust_tui.library import Item, Library
from trust_tui.plain.prompt import LeaveError, Prompt, StepBackError

if TYPE_CHECKING:
    from trust_tui.store.workbook import StoreWorkbook

CLEAR: Final = "x"
"""Takes away what stands."""

SCALE_HELP: Final = (
    "A number answers, - does not apply, an empty line leaves it as it is, x takes the answer away. "
    "Nothing has to be answered."
)
LINE_HELP: Final = (
    "An empty line leaves it as it is, x alone takes the words away."
)


def run(options: argparse.Namespace) -> int:
    """Ask each question, then keep the answers; what is skipped stays as it was."""
    library = open_library(options)
    with opened(options) as workbook:
        today = today_of(workbook)
        day = past_day(options.day, today) or today
        if not 0 <= (today - day).days <= FILLED_BACK:
            raise UsageError(
                f"A check-in is for today or one of the {FILLED_BACK} days before."
            )
        about = whom(workbook, options)
        talk = _Talk(library, workbook, day, about)
        try:
            done = talk.lead(Prompt(lambda: print_safety(library)))
        except EndedError:
            raise EndedError(
                f"The answers ended early. {talk.what_stays}"
            ) from None
        if not done:
            print(f"Left. {talk.what_stays}")
            return 0
        if not talk.has_news:
            print("Nothing was answered, so nothing was kept.")
            return 0
        record = talk.keep()
    if options.json:
        print(json.dumps({"id": record.id}))
    else:
        print("Kept.")
    return 0


class _Talk:
    """The check-in of a day about somebody, while it is answered."""

    def __init__(
        self,
        library: Library,
        workbook: "StoreWorkbook",
        day: date,
        about: str | None,
    ) -> None:
        self._workbook = workbook
        self._key = f"check-in:{about or 'all'}:{day.isoformat()}"
        self._record = _checked_in(workbook, day, about)
        self._old = (
            self._record.value
            if self._record
            else CheckIn(day=day, answers={}, about=about)
        )
        self._value = self._old
        person = workbook.of(Relationship).get(about) if about else None
        kind = person.value.kind if person else ""
        self._who = person.value.label if person else ""
        self._items = library.daily_items(kind)
        labels = library.labels("checkin-daily", "lines")
        self._good, self._note = (
            labels[id].said(kind) for id in ("day-good", "day-note")
        )

    @property
    def has_news(self) -> bool:
        """Whether something was answered that was not kept before."""
        return self._value != self._old

    def lead(self, prompt: Prompt) -> bool:
        """Ask everything; False when the user left."""
        if self._who:
            print(f"About {self._who}.")
        if self._record is not None:
            print(
                "A check-in of this day is kept already. What you skip stays."
            )
        self._go_on_with_draft()
        print(SCALE_HELP)
        asks = self._asks()
        at = 0
        while at < len(asks):
            try:
                asks[at](prompt)
                at += 1
                self._keep_draft()
            except StepBackError:
                if at == 0:
                    print("This is the first question.")
                at = max(0, at - 1)
            except LeaveError:
                return False
        return True

    def _asks(self) -> Sequence[Callable[[Prompt], None]]:
        def scale(item: Item) -> Callable[[Prompt], None]:
            return lambda prompt: self._ask_item(prompt, item)

        return [
            *map(scale, self._items),
            lambda prompt: self._ask_line(prompt, "good", self._good),
            lambda prompt: self._ask_line(prompt, "note", self._note),
            self._ask_tags,
        ]

    def _ask_item(self, prompt: Prompt, item: Item) -> None:
        answers = dict(self._value.answers)
        print(f"\n{item.text}")
        known: dict[str, int | None] = {}
        for choice in item.choices:
            sign = "-" if choice.value is None else str(choice.value)
            known[sign] = choice.value
            print(f"  {sign}  {choice.text}")
        if item.id in answers:
            print(f"It says: {item.answer_text(answers[item.id])}.")
        while (typed := _digits(prompt.line("Answer:", SCALE_HELP))) != "":
            if typed.lower() == CLEAR and item.id in answers:
                del answers[item.id]
                break
            if typed in known:
                answers[item.id] = known[typed]
                break
            print(f"Type one of {', '.join(known)}, or nothing.")
        self._value = replace(self._value, answers=answers)

    def _ask_line(self, prompt: Prompt, field: str, label: str) -> None:
        print()
        if old := getattr(self._value, field):
            print(f"It says: {old}")
        typed = prompt.line(label, LINE_HELP)
        if typed:
            text = "" if typed.lower() == CLEAR and old else typed
            self._value = replace(self._value, **{field: text})

    def _ask_tags(self, prompt: Prompt) -> None:
        print()
        if old := self._value.tags:
            print(f"It says: {', '.join(old)}")
        try:
            typed = prompt.line("Tags for the day, with commas:", LINE_HELP)
        except EndedError:
            return  # a script from before there were tags ends here
        if typed:
            tags = () if typed.lower() == CLEAR and old else tags_in(typed)
            self._value = replace(self._value, tags=tags)

    def _go_on_with_draft(self) -> None:
        """Begin with what an earlier session answered and did not keep."""
        drafts = self._workbook.drafts
        for draft in drafts.orphans():
            if draft.key == self._key:
                drafts.adopt(draft)
                self._value = self._with(draft)
                print("What you had answered and not kept yet stands here.")
                return

    def _with(self, draft: Draft) -> CheckIn:
        """What is kept, with a draft over it; answers that came since the draft was begun stay where it has none."""
        fields = draft.fields
        answers = json.loads(fields.get("answers", "{}"))
        good, note = fields.get("good", ""), fields.get("note", "")
        tags = tags_in(fields.get("tags", ""))
        if draft.revision != self._revision:
            answers = {**self._old.answers, **answers}
            good, note = good or self._old.good, note or self._old.note
            tags = tags or self._old.tags
        return replace(
            self._old, answers=answers, good=good, note=note, tags=tags
        )

    @property
    def _revision(self) -> int:
        return self._record.revision if self._record else 0

    @property
    def what_stays(self) -> str:
        """What becomes of the answers when the questions end before their end."""
        if self.has_news:
            return "What was answered is a draft: trust-tui check-in goes on with it."
        return "Nothing was changed."

    def _keep_draft(self) -> None:
        """Put the answers on the disk as a draft after each question: the line may be lost at any of them."""
        if not self.has_news:
            return
        value = self._value
        answers = json.dumps(dict(value.answers), sort_keys=True)
        fields = {
            "answers": answers,
            "good": value.good,
            "note": value.note,
            "tags": ", ".join(value.tags),
        }
        self._workbook.drafts.keep(
            Draft(
                key=self._key,
                fields={"about": value.about or "", **fields},
                revision=self._revision,
            )
        )

    def keep(self) -> Record[CheckIn]:
        """Keep it, in the place of what was there."""
        repository = self._workbook.of(CheckIn)
        record = (
            repository.change(self._record, self._value)
            if self._record
            else repository.keep(self._value)
        )
        self._workbook.drafts.drop(self._key)
        return record


def _checked_in(
    workbook: "StoreWorkbook", day: date, about: str | None
) -> Record[CheckIn] | None:
    """The check-in of a day about somebody, or about nobody."""
    for record in workbook.of(CheckIn).about(about):
        if record.value.day < day:
            break
        if record.value.day == day and record.value.about == about:
            return record
    return None


def _digits(typed: str) -> str:
    """A number in the digits of any script as one in ours."""
    return str(int(typed)) if typed.isdecimal() else typed
