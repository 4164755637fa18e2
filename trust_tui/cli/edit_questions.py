"""Asks for each field of a record that `trust-tui edit` is to change; what is answered is a draft until it is kept."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from trust_tui.cli.value_fields import Field, fields_of, with_fields
from trust_tui.domain import (
    CheckIn,
    Draft,
    Drafts,
    Entry,
    Record,
    SelfCheck,
    UsageError,
    about_of,
    clean,
    day_of,
    kind_of,
    later,
    tr,
)
from trust_tui.plain.asking import CLEAR, Ask, TypedDraft
from trust_tui.plain.prompt import Prompt

_HELP = later(
    "An empty line leaves it as it is, x alone takes the words or the day away."
)


class EditQuestions:
    """The fields of one record, while they are asked for. The form on the screen goes on with the same draft."""

    def __init__(
        self, drafts: Drafts, record: Record[Any], today: date, day_ends: int
    ) -> None:
        """Prepare.

        Args:
            drafts: Those of the workbook.
            record: What is changed.
            today: The user's day.
            day_ends: The hour at which it ends.

        Raises:
            UsageError: Another command asks for what is in such a record.
        """
        if isinstance(record.value, CheckIn | SelfCheck):
            raise UsageError(
                tr(
                    "Its answers are given with trust-tui {slug}.",
                    slug=kind_of(record.value).slug,
                )
            )
        kind = kind_of(record.value)
        self._record = record
        self._today = today
        self._day_ends = day_ends
        self._fields = fields_of(kind)
        self._old = {
            field.name: field.said(getattr(record.value, field.name))
            for field in self._fields
        }
        self._texts = dict(self._old)
        self._draft = TypedDraft(
            drafts,
            f"{kind.slug}:{record.id}",
            record.revision,
            about_of(record.value),
        )

    def lead(self, prompt: Prompt, command: str) -> Mapping[str, Any] | None:
        """Ask for everything. What is changed, by field; None when the user left, which is said.

        Raises:
            EndedError: The input ended.
        """
        draft = self._draft.earlier()
        if draft is not None:
            self._take(draft)
        if not self._draft.lead(self._asks(), prompt, self._note, command):
            return None
        return {
            field.name: field.read(self._texts[field.name], self._today)
            for field in self._fields
            if self._texts[field.name] != self._old[field.name]
        }

    def drop(self) -> None:
        """Forget the draft, once what it held is kept."""
        self._draft.drop()

    def _asks(self) -> Sequence[Ask]:
        return [self._asked(field) for field in self._fields]

    def _asked(self, field: Field) -> Ask:
        return lambda prompt: self._ask(prompt, field)

    def _ask(self, prompt: Prompt, field: Field) -> None:
        """Ask for one until what is typed can be in it."""
        held = self._texts[field.name]
        label = field.name.replace("_", " ").capitalize()
        print(f"{label}: {clean(held) or tr('nothing')}")
        label = tr("New words:") if field.holds == "text" else tr("Change to:")
        while (typed := prompt.line(label, tr(_HELP))) != "":
            wanted = "" if held and typed.lower() == CLEAR else typed
            try:
                self._texts[field.name] = self._read(field, wanted)
            except UsageError as error:
                print(error.advice)
            else:
                return

    def _read(self, field: Field, typed: str) -> str:
        """What was typed, a day by its date: tomorrow it is another."""
        value = field.read(typed, self._today)
        with_fields(self._record.value, {field.name: value})
        return field.said(value)

    def _take(self, draft: Draft) -> None:
        """Lay a draft over what is kept, one from the screen too."""
        for field in self._fields:
            typed = draft.fields.get(field.name, self._old[field.name])
            try:
                self._texts[field.name] = self._read(field, typed)
            except UsageError:
                continue  # the form lets any words stand where a day belongs

    def _note(self) -> None:
        """Put the answers on the disk as a draft, worded as the form words them."""
        if self._texts == self._old:
            return
        texts, record = dict(self._texts), self._record
        if (
            isinstance(record.value, Entry)
            and texts["day"] == self._old["day"]
            and record.value.day == day_of(record.made, self._day_ends)
        ):
            texts["day"] = f"{record.made:%Y-%m-%d %H:%M}"
        self._draft.keep(texts, None)
