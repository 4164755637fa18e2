"""All of the content as the program sees it: what its pages hold that can be answered, written on or done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

from trust_tui.domain import (
    ContentError,
    PathStep,
    later,
    tr,
)
from trust_tui.library.exercise_index import ExerciseIndex
from trust_tui.library.forms import (
    choices_of,
    items_of,
    prompts_of,
    questions_of,
    section_of,
    step_of,
    terms_of,
)
from trust_tui.library.model import (
    Choice,
    Header,
    Item,
    Kind,
    Page,
    Problem,
    Prompt,
    Question,
    Section,
    Step,
    is_for,
)
from trust_tui.library.pages import Pages
from trust_tui.library.pieces import Card, Tool, cards_of, tool_of
from trust_tui.library.sittings import sittings_of

_READING: Final = frozenset(
    {
        Kind.PAGE,
        Kind.RELATIONSHIP,
        Kind.SAFETY,
        Kind.HELPLINES,
        Kind.EVIDENCE,
        Kind.GLOSSARY,
    }
)


def packaged_folder() -> Path:
    """The content that comes with the program: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "content"
    return inside if inside.is_dir() else package.parent / "content"


NO_STEP: Final = later(
    "The page {id} is not a step. Choose one from the list of steps."
)
NO_ANSWERS: Final = later(
    "The self-check has no answers to choose from. Run trust-tui check-content on its folder."
)


class Library(Pages):
    """The pages, and what they hold."""

    @cached_property
    def exercises(self) -> ExerciseIndex:
        """The exercises of the steps."""
        return ExerciseIndex(self, [step.id for step in self.steps()])

    def signs(self) -> Sequence[Header]:
        """The sign pages in their order."""
        return self.shelves.of_kind(Kind.SIGN)

    def steps(self) -> Sequence[Header]:
        """The step pages by step and part."""
        return tuple(
            sorted(
                self.shelves.of_kind(Kind.STEP),
                key=lambda header: (header.step or 99, header.part),
            )
        )

    def shelf(self) -> Sequence[Header]:
        """The pages to read for their own sake, in reading order; forms, signs, steps and the FAQ are left out."""
        return tuple(
            header for header in self.headers() if header.kind in _READING
        )

    def step(self, id: str, kind: str = "") -> Step:
        """What a step page offers, worded for a kind of relationship.

        Raises:
            ContentError: There is no such page, or it is not a step.
        """
        if self.header(id).kind is not Kind.STEP:
            raise ContentError(tr(NO_STEP, id=id))
        return step_of(self.page(id), kind)

    def sign_items(self, id: str) -> tuple[Item, ...]:
        """The statements of a sign page, answered on the scale of the self-check.

        Raises:
            ContentError: There is no such page, or it has no statements.
        """
        return items_of(
            section_of(self.page(id), "self-check"), self._scale, id
        )

    def self_check_items(self) -> tuple[Item, ...]:
        """The statements of the self-check: those of the signs in order, then those that belong to no sign.

        Raises:
            ContentError: The self-check page is missing or has no scale or items.
        """
        items: list[Item] = []
        for sign in self.signs():
            try:
                items.extend(self.sign_items(sign.id))
            except ContentError as error:
                self.shelves.note(
                    Problem(file=sign.path, line=0, advice=error.advice)
                )
        return (
            *items,
            *items_of(
                self.text(self.shelves.only_id(Kind.SELF_CHECK), "items"),
                self._scale,
            ),
        )

    def daily_items(self, kind: str = "") -> tuple[Item, ...]:
        """The questions of the daily check-in, worded for a kind of relationship.

        Raises:
            ContentError: The page is missing or has no items.
        """
        return items_of(
            self.text(self.shelves.only_id(Kind.CHECK_IN), "items"),
            (),
            kind=kind,
        )

    def sentences(self, part_id: str) -> dict[str, str]:
        """What may be said of a question of the daily check-in, by the values of the list in a part.

        Raises:
            ContentError: There is no such part.
        """
        lines = self.labels(self.shelves.only_id(Kind.CHECK_IN), part_id)
        return {value: line.text for value, line in lines.items()}

    def questions(self) -> tuple[Question, ...]:
        """The questions of all FAQ pages, in order."""
        return tuple(
            question
            for page in self._of_kind(Kind.FAQ)
            for question in questions_of(page)
        )

    def prompts(self, kind: str = "") -> tuple[Prompt, ...]:
        """The questions to write on, worded for a kind of relationship: those of the steps, then the free ones."""
        pages = (*self.steps(), *self.shelves.of_kind(Kind.JOURNAL))
        return tuple(
            prompt
            for page in self.readable(each.id for each in pages)
            for prompt in prompts_of(page, kind)
        )

    def week_prompts(self, kind: str = "") -> tuple[Prompt, ...]:
        """The questions of the look back at the week, worded for a kind of relationship."""
        return tuple(
            prompt
            for page in self._of_kind(Kind.WEEK)
            for prompt in prompts_of(page, kind)
        )

    def sittings(self) -> tuple[PathStep, ...]:
        """The sittings of the path, in order."""
        return tuple(
            sitting
            for page in self._of_kind(Kind.PATH)
            for sitting in sittings_of(page)
        )

    def tools(self, kind: str = "") -> tuple[Tool, ...]:
        """The tools for the minute in order, worded for a kind of relationship; those for other kinds are left out."""
        return tuple(
            tool_of(page, kind)
            for page in self._of_kind(Kind.TOOL)
            if is_for(page.header.audience, kind)
        )

    def cards(self, kind: str) -> tuple[Card, ...]:
        """The questions for two of a kind of relationship, light ones first."""
        return tuple(
            card
            for page in self._of_kind(Kind.CARDS)
            if is_for(page.header.audience, kind)
            for card in cards_of(page)
        )

    def tick_habits(self) -> tuple[str, ...]:
        """Ids of the habits that are ticked day by day, in order."""
        try:
            habits = section_of(
                self.outline(self.shelves.only_id(Kind.HABITS), "habits"),
                "habits",
            ).parts
        except ContentError:
            return ()
        return tuple(
            part.id
            for part in habits
            if part.heading.attrs.get("keeps") == "tick"
        )

    def terms(self) -> Mapping[str, Section]:
        """The terms of the glossary by every lowercased form they are written in; empty without a glossary."""
        return self._terms

    def pages_beforehand(self, ids: Iterable[str]) -> Iterator[object]:
        """Read the terms, the questions and some pages, a piece each time the next is asked for."""
        yield self.terms()
        yield self.questions()
        for id in ids:
            yield tuple(self.readable([id]))

    def _of_kind(self, kind: Kind) -> Iterator[Page]:
        """The pages of a kind in reading order, as far as they can be read."""
        return self.readable(header.id for header in self.shelves.of_kind(kind))

    @cached_property
    def _scale(self) -> tuple[Choice, ...]:
        choices = choices_of(
            self.text(self.shelves.only_id(Kind.SELF_CHECK), "scale").items
        )
        if not choices:
            raise ContentError(tr(NO_ANSWERS))
        return choices

    @cached_property
    def _terms(self) -> Mapping[str, Section]:
        terms: dict[str, Section] = {}
        for page in self._of_kind(Kind.GLOSSARY):
            terms = terms_of(page) | terms
        return terms
