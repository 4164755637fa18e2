"""`trust-tui self-check` and `exercise`: leads through one, question by question."""

import argparse
import json
from collections.abc import Sequence

from msgspec.structs import replace

from trust_tui.cli.context import (
    open_library,
    opened,
    questions_apart,
    today_of,
)
from trust_tui.cli.in_mind import as_typed, shown, whom
from trust_tui.cli.options import (
    past_day,
    refuse_together,
    refuse_without,
    selection,
)
from trust_tui.cli.page_text import print_blocks, print_safety_between
from trust_tui.cli.programme import list_exercises, one_of, works
from trust_tui.cli.record_lines import kept_or_nothing
from trust_tui.domain import (
    APART,
    NOBODY,
    Entry,
    ExerciseWork,
    Record,
    SelfCheck,
    Workbook,
    days_since,
    tags_in,
    ticked,
    tr,
)
from trust_tui.library import Exercise, Library
from trust_tui.plain.asking import (
    SCALE_HELP,
    Ask,
    TypedDraft,
    item_asked,
    words_asked,
    yes_or_no,
)
from trust_tui.plain.prompt import Prompt
from trust_tui.typeset import ListItem


def run_self_check(options: argparse.Namespace) -> int:
    """Ask the statements, keep the answers and print the reading; with `--read` print the last reading."""
    if not options.read:
        refuse_without(options, "read", "--read", "day", "first", "last")
    library = open_library(options)
    with opened(options) as workbook:
        about = whom(workbook, options)
        if not options.read:
            with questions_apart(options):
                record = _answer(options, library, workbook, about)
            if options.json:
                kept_or_nothing(record, workbook, options)
            if record is None or options.json:
                return 0
        today = today_of(workbook)
        wanted = selection(options, workbook, today)
        checks = list(
            filter(wanted.wants, workbook.of(SelfCheck).about(about or NOBODY))
        )
    if not checks and options.json:
        print(json.dumps(None))
        return 0
    if not checks:
        print(tr("There is no self-check yet: trust-tui self-check does one."))
        return 0
    # The reading is what nobody waits for who only answers.
    from trust_tui.screens.reading_page import ReadingPage  # noqa: PLC0415

    if not options.json:
        print()
    print_blocks(
        tr("Your self-checks"),
        ReadingPage(library, checks, today).blocks(),
        json_id="self-check" if options.json else "",
    )
    return 0


def _answer(
    options: argparse.Namespace,
    library: Library,
    workbook: Workbook,
    about: str | None,
) -> Record[SelfCheck] | None:
    """Ask, and keep what was answered; None where nothing was, or the user left."""
    today = today_of(workbook)
    days = days_since(workbook.of(SelfCheck).about(about or NOBODY), today)
    if days is not None and 0 <= days < APART.days:
        soon = library.text("self-check", "too-soon")
        text = " ".join(soon.paragraphs).replace("[days]", str(days))
        print(f"{soon.title}. {text}")
    items = library.self_check_items()
    key = f"self-check:new:{about or 'all'}"
    draft = TypedDraft(workbook.drafts, key, 0, about)
    earlier = draft.earlier()
    held = earlier.fields.get("answers", "{}") if earlier else "{}"
    answers: dict[str, int | None] = json.loads(held)
    print(f"{library.text('self-check', 'scale').title}. {tr(SCALE_HELP)}")
    asks = [item_asked(item, answers) for item in items]

    def note() -> None:
        if answers:
            draft.keep({}, answers)

    prompt = Prompt(lambda: print_safety_between(library))
    if not draft.lead(asks, prompt, note, as_typed(options, "self-check")):
        return None
    if not answers:
        print(tr("Nothing was answered, so nothing was kept."))
        return None
    value = SelfCheck(
        day=today,
        answers=answers,
        reviewed=library.header("self-check").reviewed,
        about=about,
    )
    record = workbook.of(SelfCheck).keep(value)
    draft.drop()
    print(tr("Kept."))
    return record


def run_exercise(options: argparse.Namespace) -> int:
    """List the exercises, read one, or do a round of one."""
    told = tr("the name of an exercise")
    refuse_without(options, "which", told, "read", "day", "tag", "title")
    if options.which is not None:
        for name in ("day", "tag", "title"):
            refuse_together(options, "read", name)
    library = open_library(options)
    with opened(options) as workbook:
        if options.which is None:
            about = shown(workbook, options)
            list_exercises(options, library, works(workbook, about))
            return 0
        about = whom(workbook, options)
        ids = [exercise.id for exercise in library.exercises.outlines()]
        exercise = library.exercises.one(one_of(options.which, ids, "exercise"))
        if options.read:
            json_id = exercise.id if options.json else ""
            print_blocks(exercise.title, exercise.blocks, json_id=json_id)
            return 0
        today = today_of(workbook)
        day = past_day(options.day, today)
        if day != today:
            options.day = day.isoformat()  # yesterday is another day tomorrow
        new = Entry(
            text="",
            title=(options.title or "").strip() or exercise.title,
            day=day,
            tags=tags_in(",".join(options.tag or ())),
            answers=exercise.id,
            about=about,
        )
        round = _Round(library, workbook, exercise, new)
        with questions_apart(options):
            print_blocks(exercise.title, exercise.blocks)
            command = as_typed(options, f"exercise {exercise.id}")
            record = round.lead(command)
        if options.json:
            kept_or_nothing(record, workbook, options)
        return 0


class _Round:
    """One round of an exercise: its fields, then its boxes; what is written becomes an entry."""

    def __init__(
        self,
        library: Library,
        workbook: Workbook,
        exercise: Exercise,
        new: Entry,
    ) -> None:
        about = new.about
        self._new = new
        self._library = library
        self._workbook = workbook
        self._exercise = exercise
        record = works(workbook, about or NOBODY).get(exercise.id)
        self._record = record
        self._value = (
            record.value
            if record
            else ExerciseWork(exercise=exercise.id, about=about)
        )
        key = f"exercise:{exercise.id}:{about or 'all'}"
        revision = record.revision if record else 0
        self._draft = TypedDraft(workbook.drafts, key, revision, about)
        self._texts: dict[str, str] = {}

    def lead(self, command: str) -> Record[ExerciseWork] | None:
        """Ask everything, and keep the round when it is done; None when the user left."""
        earlier = self._draft.earlier()
        if earlier is not None:
            for field in self._exercise.fields:
                self._texts[field.id] = earlier.fields.get(field.id, "")
        prompt = Prompt(lambda: print_safety_between(self._library))
        if not self._draft.lead(self._asks(), prompt, self._note, command):
            return None
        self._keep()
        self._draft.drop()
        print(tr("Done for now, and kept."))
        return self._record

    def _asks(self) -> Sequence[Ask]:
        ticks = [self._tick_asked(item) for item in self._exercise.ticks]
        fields = [
            words_asked(field.id, field.text, self._texts)
            for field in self._exercise.fields
        ]
        return [*fields, *ticks]

    def _tick_asked(self, item: ListItem) -> Ask:
        return lambda prompt: self._ask_tick(prompt, item.id, item.text)

    def _ask_tick(self, prompt: Prompt, id: str, label: str) -> None:
        """Ask whether a box is done; a tick is on the disk at once, as on the screen."""
        is_done = id in self._value.ticked
        print(f"\n{label}\n{tr('Done.') if is_done else tr('Open.')}")
        answer = yes_or_no(prompt, tr("Done? y or n:"))
        if answer not in (None, is_done):
            self._value = ticked(self._value, id)
            self._put()

    def _put(self) -> None:
        repository = self._workbook.of(ExerciseWork)
        before = self._record
        if before is None:
            self._record = repository.keep(self._value)
        else:
            self._record = repository.change(before, self._value)

    def _note(self) -> None:
        if any(self._texts.values()):
            self._draft.keep(self._texts, None)

    def _keep(self) -> None:
        """Count the round, and keep what was written as an entry with it."""
        written = []
        for field in self._exercise.fields:
            text = self._texts.get(field.id, "").strip()
            if text:
                written.append(f"{field.text}\n{text}")
        value = replace(
            self._value,
            ticked=(),
            written={},
            times_done=self._value.times_done + 1,
        )
        with self._workbook.batch():
            if written:
                entry = replace(self._new, text="\n\n".join(written))
                made = self._workbook.of(Entry).keep(entry)
                value = replace(value, entries=(*value.entries, made.id))
            self._value = value
            self._put()
