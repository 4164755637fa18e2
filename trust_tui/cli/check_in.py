"""`trust-tui check-in`: the daily questions, line by line, for a screen reader or a plain terminal."""

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from trust_tui.cli.context import (
    open_library,
    opened,
    questions_apart,
    today_of,
    workbook_folder,
)
from trust_tui.cli.in_mind import as_typed, whom
from trust_tui.cli.options import past_day
from trust_tui.cli.page_text import print_safety_between
from trust_tui.cli.record_lines import kept_or_nothing
from trust_tui.domain import (
    CheckIn,
    Draft,
    EndedError,
    Record,
    Relationship,
    Workbook,
    clean,
    tags_in,
    tr,
)
from trust_tui.library import Library
from trust_tui.plain.asking import (
    SCALE_HELP,
    Ask,
    TypedDraft,
    ask_words,
    item_asked,
    words_asked,
)
from trust_tui.plain.prompt import Prompt

TAGS: Final = "tags"


def run(options: argparse.Namespace) -> int:
    """Ask each question, then keep the answers; what is skipped stays as it was."""
    library = open_library(options)
    with opened(options) as workbook:
        today = today_of(workbook)
        day = past_day(options.day, today)
        talk = _Talk(
            library,
            workbook,
            workbook_folder(options),
            day,
            whom(workbook, options),
        )
        if day != today:
            options.day = day.isoformat()  # yesterday is another day tomorrow
        talk.tag(options.tag or ())
        prompt = Prompt(lambda: print_safety_between(library))
        with questions_apart(options):
            record = None
            if talk.lead(prompt, as_typed(options, "check-in")):
                record = talk.keep()
                if record is None:
                    print(tr("Nothing was answered, so nothing was kept."))
            elif not options.json:
                return 0
        kept_or_nothing(record, workbook, options)
    return 0


class _Talk:
    """The check-in of a day about somebody, while it is answered."""

    def __init__(
        self,
        library: Library,
        workbook: Workbook,
        folder: Path,
        day: date,
        about: str | None,
    ) -> None:
        self._workbook = workbook
        self._folder = folder
        self._record = _checked_in(workbook, day, about)
        self._old = (
            self._record.value
            if self._record
            else CheckIn(day=day, answers={}, about=about)
        )
        self._answers = dict(self._old.answers)
        self._texts = {
            "good": self._old.good,
            "note": self._old.note,
            TAGS: ", ".join(self._old.tags),
        }
        self._revision = self._record.revision if self._record else 0
        key = f"check-in:{about or 'all'}:{day.isoformat()}"
        self._draft = TypedDraft(workbook.drafts, key, self._revision, about)
        person = workbook.of(Relationship).get(about) if about else None
        kind = person.value.kind if person else ""
        self._who = person.value.label if person else ""
        self._items = library.daily_items(kind)
        labels = library.labels("checkin-daily", "lines")
        self._labels = {
            "good": labels["day-good"].said(kind),
            "note": labels["day-note"].said(kind),
        }

    def tag(self, given: Sequence[str]) -> None:
        """Put tags beside those that stand."""
        tags = [self._texts[TAGS], *given]
        self._texts[TAGS] = ", ".join(filter(None, tags))

    @property
    def _value(self) -> CheckIn:
        texts = self._texts
        return replace(
            self._old,
            answers=self._answers,
            good=texts["good"],
            note=texts["note"],
            tags=tags_in(texts[TAGS]),
        )

    def lead(self, prompt: Prompt, command: str) -> bool:
        """Ask everything; False when the user left."""
        if self._who:
            print(tr("About {who}.", who=clean(self._who)))
        if self._record is not None:
            print(
                tr(
                    "A check-in of this day is kept already. What you skip stays."
                )
            )
        draft = self._draft.earlier()
        if draft is not None:
            self._take(draft)
        print(tr(SCALE_HELP))
        return self._draft.lead(self._asks(), prompt, self._note, command)

    def _asks(self) -> Sequence[Ask]:
        items = [item_asked(item, self._answers) for item in self._items]
        lines = [
            words_asked(id, label, self._texts)
            for id, label in self._labels.items()
        ]
        return [*items, *lines, self._ask_tags]

    def _ask_tags(self, prompt: Prompt) -> None:
        try:
            ask_words(
                prompt, TAGS, tr("Tags for the day, with commas:"), self._texts
            )
        except EndedError:
            return  # a script from before there were tags ends here

    def _take(self, draft: Draft) -> None:
        """Lay a draft over what is kept; answers that came since the draft was begun stay where it has none."""
        answers = json.loads(draft.fields.get("answers", "{}"))
        texts = {id: draft.fields.get(id, "") for id in self._texts}
        if draft.revision != self._revision:
            answers = {**self._answers, **answers}
            texts = {id: texts[id] or self._texts[id] for id in texts}
        self._answers.update(answers)
        self._texts.update(texts)

    def _note(self) -> None:
        """Put the answers on the disk as a draft: the line may be lost at any question."""
        if self._value != self._old:
            self._draft.keep(self._texts, self._answers)

    def keep(self) -> Record[CheckIn] | None:
        """Keep it, in the place of what was there; None where nothing is new."""
        value = self._value
        if value == self._old:
            return None
        repository = self._workbook.of(CheckIn)
        if self._record:
            record = repository.change(self._record, value)
        else:
            record = repository.keep(value)
        self._draft.drop()
        return record


def _checked_in(
    workbook: Workbook, day: date, about: str | None
) -> Record[CheckIn] | None:
    """The check-in of a day about somebody, or about nobody."""
    for record in workbook.of(CheckIn).about(about):
        if record.value.day < day:
            break
        if record.value.day == day and record.value.about == about:
            return record
    return None
