"""Asks a row of questions, each of which can be gone back to; what is answered so far is a draft on the disk."""

import json
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from typing import Final

from trust_tui.domain import Draft, Drafts, EndedError, clean, later, tr
from trust_tui.library import Item
from trust_tui.plain.prompt import (
    LeaveError,
    Prompt,
    StepBackError,
    number_of,
)

CLEAR: Final = "x"
"""Takes away what stands."""

SCALE_HELP: Final = later(
    "A number answers, - does not apply, an empty line leaves it as it is, x takes the answer away. "
    "Nothing has to be answered."
)
LINE_HELP: Final = later(
    "An empty line leaves it as it is, x alone takes the words away."
)

Ask = Callable[[Prompt], None]
"""Asks one question and notes what was answered."""


def lead(asks: Sequence[Ask], prompt: Prompt, note: Callable[[], None]) -> bool:
    """Ask everything; False when the user left.

    Args:
        asks: The questions in their order.
        prompt: Reads the answers.
        note: Called after each answer, to have it on the disk.

    Raises:
        EndedError: The input ended.
    """
    at = 0
    while at < len(asks):
        try:
            asks[at](prompt)
            at += 1
            note()
        except StepBackError:
            if at == 0:
                print(tr("This is the first question."))
            at = max(0, at - 1)
        except LeaveError:
            return False
    return True


def ask_item(
    prompt: Prompt, item: Item, answers: MutableMapping[str, int | None]
) -> None:
    """Ask for an answer on a scale."""
    print(f"\n{item.text}")
    known = say_choices(item, answers)
    while (
        typed := number_of(prompt.line(tr("Answer:"), tr(SCALE_HELP)))
    ) != "":
        if typed.lower() == CLEAR and item.id in answers:
            del answers[item.id]
            return
        if typed in known:
            answers[item.id] = known[typed]
            return
        signs = ", ".join(known)
        print(tr("Type one of {signs}, or nothing.", signs=signs))


def say_choices(
    item: Item, answers: Mapping[str, int | None]
) -> Mapping[str, int | None]:
    """Say what can be answered, and what stands; the answer for each sign that can be typed."""
    known: dict[str, int | None] = {}
    for choice in item.choices:
        sign = "-" if choice.value is None else str(choice.value)
        known[sign] = choice.value
        print(f"  {sign}  {choice.text}")
    if item.id in answers:
        said = item.answer_text(answers[item.id])
        print(tr("It says: {words}", words=f"{said}."))
    return known


def item_asked(item: Item, answers: MutableMapping[str, int | None]) -> Ask:
    """The question for an item."""
    return lambda prompt: ask_item(prompt, item, answers)


def words_asked(id: str, label: str, texts: MutableMapping[str, str]) -> Ask:
    """The question for a line of words."""
    return lambda prompt: ask_words(prompt, id, label, texts)


def ask_words(
    prompt: Prompt, id: str, label: str, texts: MutableMapping[str, str]
) -> None:
    """Ask for a line of words."""
    print()
    old = texts.get(id, "")
    if old:
        print(tr("It says: {words}", words=clean(old)))
    typed = prompt.line(label, tr(LINE_HELP))
    if typed:
        texts[id] = "" if old and typed.lower() == CLEAR else typed


def yes_or_no(prompt: Prompt, label: str) -> bool | None:
    """Yes or no; None for an empty line."""
    while True:
        typed = prompt.line(
            label, tr("y is yes, n is no, an empty line leaves it.")
        )
        if not typed:
            return None
        if typed.lower() in ("y", "yes", "n", "no"):
            return typed[0].lower() == "y"
        print(tr("Type y or n, or nothing."))


class TypedDraft:
    """The draft of one row of questions, as the form on the screen has it."""

    def __init__(
        self, drafts: Drafts, key: str, revision: int, about: str | None
    ) -> None:
        """Prepare.

        Args:
            drafts: Those of the workbook.
            key: What is answered.
            revision: That of the record which is changed, 0 for a new one.
            about: Id of the relationship it is about.
        """
        self._drafts = drafts
        self._key = key
        self._revision = revision
        self._about = about
        self._is_there = False

    def earlier(self) -> Draft | None:
        """What an earlier session answered and did not keep; it is this session's from now on."""
        for draft in self._drafts.orphans():
            if draft.key == self._key:
                self._drafts.adopt(draft)
                self._is_there = True
                print(tr("What you had answered and not kept yet stands here."))
                return draft
        return None

    def keep(
        self, texts: Mapping[str, str], answers: Mapping[str, int | None] | None
    ) -> None:
        """Put it on the disk."""
        fields = dict(texts)
        if answers is not None:
            fields["answers"] = json.dumps(dict(answers), sort_keys=True)
        self._drafts.keep(
            Draft(
                key=self._key,
                fields={"about": self._about or "", **fields},
                revision=self._revision,
            )
        )
        self._is_there = True

    def drop(self) -> None:
        """Forget it, once what it held is kept."""
        self._drafts.drop(self._key)
        self._is_there = False

    def left(self, command: str) -> str:
        """What becomes of the answers when the questions end before their end, in a sentence."""
        if self._is_there:
            return tr(
                "What was answered is a draft: {command} goes on with it.",
                command=f"trust-tui {command}",
            )
        return tr("Nothing was changed.")

    def lead(
        self,
        asks: Sequence[Ask],
        prompt: Prompt,
        note: Callable[[], None],
        command: str,
    ) -> bool:
        """Ask everything; False when the user left, which is said.

        Raises:
            EndedError: The input ended.
        """
        try:
            done = lead(asks, prompt, note)
        except EndedError:
            raise EndedError(
                f"{tr('The answers ended early.')} {self.left(command)}"
            ) from None
        if not done:
            print(tr("Left."), self.left(command))
        return done
