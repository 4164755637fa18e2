"""The rules that one page must keep, each in words for its author."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import product
from typing import Final

from trust_tui.domain import OTHER, Path, PathStep, RelationshipKind, route
from trust_tui.library.forms import choices_of, step_of
from trust_tui.library.model import Exercise, Kind, Page, Problem, Section
from trust_tui.library.pieces import DEPTHS, DOES, ToolStep, tool_of
from trust_tui.library.required import (
    ANSWERED,
    FEWEST_CARDS,
    FEWEST_SITTINGS,
    FIGURE_SAYS,
    KEPT,
    LONGEST_TOOL,
    MOST_SITTINGS,
    PARTS,
    PATH_PARTS,
    SECTIONS,
    TREND_VALUES,
    VALUES,
)
from trust_tui.library.sittings import sittings_of, suggestion_of
from trust_tui.typeset import (
    Block,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    links_of,
    marked,
    worded,
)

_FIGURE: Final = re.compile(r"\d")
_RELATIONSHIPS: Final = tuple(RelationshipKind)
_ONLY_RELATIONSHIPS: Final = (
    f"After for stand only these words: {', '.join(_RELATIONSHIPS)}."
)


class PageRules:
    """The rules for one page.

    Args:
        safety: Id of the page on safety.
    """

    def __init__(self, page: Page, safety: str) -> None:
        self._page = page
        self._safety = safety

    def problems(self) -> Iterator[Problem]:
        """Everything that is wrong with the page by itself."""
        yield from self._headings()
        yield from self._ids()
        yield from self._needed()
        if not set(self._page.header.audience) <= set(_RELATIONSHIPS):
            yield self._problem(1, _ONLY_RELATIONSHIPS)
        for paragraph in worded(self._page.blocks):
            if not set(paragraph.wordings) <= set(_RELATIONSHIPS):
                yield self._problem(
                    paragraph.line,
                    f"Of what stands below this line: {_ONLY_RELATIONSHIPS}",
                )
        rules = _BY_KIND.get(self._page.header.kind)
        if rules is not None:
            yield from rules(self)

    def _problem(self, line: int, advice: str) -> Problem:
        return Problem(file=self._page.header.path, line=line, advice=advice)

    def _headings(self) -> Iterator[Problem]:
        level = 1
        for block in self._page.blocks:
            if not isinstance(block, Heading):
                continue
            if block.level > level + 1:
                advice = f"This heading has {block.level} signs #, the one above it {level}. Leave out no level."
                yield self._problem(block.line, advice)
            level = block.level
            if block.level == 2 and not block.id:
                yield self._problem(
                    block.line,
                    "This heading has no id. Put one at its end, such as {#my-part}.",
                )

    def _ids(self) -> Iterator[Problem]:
        seen: dict[str, int] = {}
        for part in marked(self._page.blocks):
            if part.id in seen:
                advice = f"The id {part.id} is already used in line {seen[part.id]}. Give this one an id of its own."
                yield self._problem(part.line, advice)
            seen.setdefault(part.id, part.line)
        for id in ANSWERED.get(self._page.header.kind, ()):
            for item in self._items(id):
                if not item.id:
                    advice = "This item has no id, so no answer could be kept. Put one at its end, such as {#my-item}."
                    yield self._problem(item.line, advice)

    def _needed(self) -> Iterator[Problem]:
        kind = self._page.header.kind
        for id in SECTIONS.get(kind, ()):
            section = self._page.section(id)
            if section is None:
                yield self._problem(
                    0,
                    f"The section {id} is missing. Add a heading ## that ends in {{#{id}}}.",
                )
            elif not section.blocks:
                yield self._problem(
                    section.heading.line,
                    f"The section {id} is empty. Write its text below this line.",
                )
        for id in PARTS.get(kind, ()):
            if self._page.section(id) is None:
                yield self._problem(
                    0,
                    f"The part {id} is missing. Add a heading ### that ends in {{#{id}}}.",
                )
        for (wanted, id), values in VALUES.items():
            section = self._page.section(id) if wanted is kind else None
            if section is not None:
                yield from self._exact(section, values)

    def _exact(
        self, section: Section, values: tuple[str, ...]
    ) -> Iterator[Problem]:
        if sorted(
            item.attrs.get("value", "") for item in section.items
        ) != sorted(values):
            wanted = ", ".join(f"{{value={value}}}" for value in values)
            yield self._problem(
                section.heading.line,
                f"The list below needs one item for each of these: {wanted}.",
            )

    def _count(
        self, id: str, count: int, least: int, most: int, what: str
    ) -> Iterator[Problem]:
        section = self._page.section(id)
        if section is not None and not least <= count <= most:
            advice = f"The section {id} needs {least} to {most} {what}; it has {count}."
            yield self._problem(section.heading.line, advice)

    def _sign(self) -> Iterator[Problem]:
        count = len(self._items("self-check"))
        yield from self._count("self-check", count, 1, 2, "items")
        doors = self._page.section("two-doors")
        if doors is not None:
            targets: list[str] = []
            for item in doors.items:
                targets += _pages_linked(item.blocks)
            if targets != [self._safety, self._safety]:
                advice = "The two doors are a list of two links, both to the page on safety."
                yield self._problem(doors.heading.line, advice)

    def _step(self) -> Iterator[Problem]:
        if self._page.header.step not in range(1, 6):
            yield self._problem(
                1,
                "A step page says in the line step: which of the five steps it is, 1 to 5.",
            )
        step = step_of(self._page)
        yield from self._count(
            "exercises", len(step.exercises), 3, 7, "exercises, each with an id"
        )
        yield from self._count(
            "prompts", len(step.prompts), 3, 4, "questions, each with an id"
        )
        yield from self._count("done", len(step.done), 1, 9, "items")
        goal = self._page.section("goal")
        if goal is not None:
            texts = [step.goal]
            for each in goal.blocks:
                if isinstance(each, Paragraph):
                    texts += each.wordings.values()
            has_blanks = all("[" in text for text in texts)
            if len(goal.paragraphs) != 1 or not has_blanks:
                advice = "The goal is one paragraph with at least one blank in square brackets, such as [date]."
                yield self._problem(goal.heading.line, advice)
        with_id = [part for part in self._parts("exercises") if part.id]
        for part, exercise in zip(with_id, step.exercises, strict=True):
            for advice in self._exercise(exercise, part):
                yield self._problem(part.heading.line, advice)

    def _exercise(self, exercise: Exercise, part: Section) -> Iterator[str]:
        if not _takes(part, 5, 20):
            yield "An exercise takes 5 to 20 minutes. Write the time in the braces, such as min=10."
        if part.heading.attrs.get("with") not in ("alone", "other"):
            yield "Say in the braces whether it is done alone or with the other person: with=alone or with=other."
        if not set(exercise.audience) <= set(_RELATIONSHIPS):
            yield _ONLY_RELATIONSHIPS
        lists = [block for block in part.blocks if isinstance(block, ListBlock)]
        if all(each.start is None for each in lists):
            yield "An exercise needs numbered instructions: lines that start with 1. and 2."
        if any(
            item.attrs["write"] not in ("line", "text")
            for item in exercise.fields
        ):
            yield "A field to write in is either write=line, for a line, or write=text, for more."
        if not exercise.ticks:
            yield "An exercise needs at least one item to tick, such as - [ ] I did it. {#my-exercise-1}"
        if exercise.joint and self._safety not in _pages_linked(part.blocks):
            yield (
                "An exercise with the other person must say that it is not for someone who fears them, and link to the"
                " page on safety."
            )

    def _together(self) -> Iterator[Problem]:
        for id in ("agenda", *(f"agenda-{kind}" for kind in _RELATIONSHIPS)):
            for part in self._parts(id):
                if not part.id or not _takes(part, 1, 30):
                    advice = "A part of the talk has an id and a time in its braces, such as {#together-win min=1}."
                    yield self._problem(part.heading.line, advice)
                yield from self._about_a_question(part)

    def _about_a_question(self, part: Section) -> Iterator[Problem]:
        """What a part of the talk is about is one of the questions."""
        known = [item.id for item in self._items("items")]
        about = part.heading.attrs.get("about")
        if about and about not in known:
            advice = f"No question has the id {about}, so its answers cannot be shown."
            yield self._problem(part.heading.line, advice)

    def _habits(self) -> Iterator[Problem]:
        for part in self._parts("habits"):
            if not part.id or part.heading.attrs.get("keeps") not in KEPT:
                advice = (
                    "A habit has in its braces an id, and what is kept of it: "
                    f"keeps= and one of {', '.join(KEPT)}."
                )
                yield self._problem(part.heading.line, advice)

    def _check_in(self) -> Iterator[Problem]:
        for item in self._items("items"):
            values: list[int] = []
            for choice in choices_of(item.items):
                if choice.value is not None:
                    values.append(choice.value)
            are_different = len(set(values)) == len(values)
            if len(values) < 2 or not are_different or max(values) > 4:
                advice = "This question needs its answers as a list below it, with different values from 0 to 4."
                yield self._problem(item.line, advice)
            trend = self._page.section(f"trend-{item.id}")
            if trend is None:
                advice = f"In the section trends, add a heading ### that ends in {{#trend-{item.id}}}, with its list."
                yield self._problem(item.line, advice)
            else:
                yield from self._exact(trend, TREND_VALUES)

    def _evidence(self) -> Iterator[Problem]:
        """Each method that was studied says where that is from, who took part, and what it does not say.

        Practice has no study to name, and still has to name one where it gives a figure.
        """
        for part in self._parts("methods"):
            said = {item.attrs.get("says", "") for item in part.items}
            is_practice = part.heading.attrs.get("grade") == "practice"
            if is_practice and not any(map(_FIGURE.search, part.paragraphs)):
                continue
            for wanted, what in FIGURE_SAYS.items():
                if wanted not in said:
                    advice = f"What was found here does not say {what}. Add an item that ends in {{says={wanted}}}."
                    yield self._problem(part.heading.line, advice)

    def _topic(self) -> Iterator[Problem]:
        """A page on a hard place leads to safety, and gives a figure only with the evidence behind it."""
        yield from self._leads_to_safety("safety")
        evidence = self._page.section("evidence")
        if evidence is None or "evidence" in _pages_linked(evidence.blocks):
            return
        if any(map(_FIGURE.search, evidence.paragraphs)):
            advice = "A figure stands on the page on evidence, with its source. Link to it there."
            yield self._problem(evidence.heading.line, advice)

    def _leads_to_safety(
        self,
        id: str,
        advice: str = "This section must link to the page on safety.",
    ) -> Iterator[Problem]:
        """A section that is there has a link to the page on safety."""
        section = self._page.section(id)
        if section and self._safety not in _pages_linked(section.blocks):
            yield self._problem(section.heading.line, advice)

    def _items(self, id: str) -> Sequence[ListItem]:
        """The items of a section, none where it is not there."""
        section = self._page.section(id)
        return section.items if section else ()

    def _parts(self, id: str) -> Sequence[Section]:
        """The parts of a section, none where it is not there."""
        section = self._page.section(id)
        return section.parts if section else ()

    def _tool(self) -> Iterator[Problem]:
        purpose = self._page.section("purpose")
        if purpose is not None and "evidence" not in purpose.heading.attrs:
            advice = "Say in the braces how good the evidence is, such as {#purpose evidence=practice}."
            yield self._problem(purpose.heading.line, advice)
        yield from self._leads_to_safety("not-now")
        steps = self._page.section("steps")
        if steps is None:
            return
        tool = tool_of(self._page)
        lines = (item.line for item in steps.items)
        for step, line in zip(tool.steps, lines, strict=True):
            for advice in _tool_step(step):
                yield self._problem(line, advice)
        if (
            sum(step.seconds for step in tool.steps if step.does != "wait")
            > LONGEST_TOOL
        ):
            advice = f"The steps take more than {LONGEST_TOOL} seconds. Make them fewer or shorter."
            yield self._problem(steps.heading.line, advice)

    def _cards(self) -> Iterator[Problem]:
        advice = (
            "Cards are for two: say that they are not for someone who fears the other, and link to the page on "
            "safety."
        )
        yield from self._leads_to_safety("intro", advice)
        for depth in DEPTHS:
            section = self._page.section(depth)
            if section is None:
                continue
            yield from self._count(
                depth, len(section.items), FEWEST_CARDS, 99, "cards"
            )
            for item in section.items:
                if not item.text.endswith("?"):
                    advice = "A card is one question, with a question mark at its end."
                    yield self._problem(item.line, advice)

    def _path(self) -> Iterator[Problem]:
        yield from self._leads_to_safety("intro")
        for step in (steps := sittings_of(self._page)):
            part = self._page.section(step.id)
            if part is None:
                continue
            for advice in _sitting(step, part):
                yield self._problem(part.heading.line, advice)
        for who, joint in product(PATH_PARTS, (False, True)):
            path = Path(part=who, problem="", day=date.min, joint=joint)
            count = len(route(steps, path))
            if not FEWEST_SITTINGS <= count <= MOST_SITTINGS:
                company = "two" if joint else "one alone"
                yield self._problem(
                    0,
                    f"The way of {who} for {company} has {count} sittings. "
                    f"It needs {FEWEST_SITTINGS} to {MOST_SITTINGS}.",
                )

    def _faq(self) -> Iterator[Problem]:
        if not self._page.sections:
            yield self._problem(
                0,
                "There is no question here. Write each as a heading ## with an id in braces.",
            )
        for section in self._page.sections:
            if not section.blocks:
                yield self._problem(
                    section.heading.line,
                    "This question has no answer. Write it below this line.",
                )


def _sitting(step: PathStep, part: Section) -> Iterator[str]:
    """What is wrong with a sitting."""
    does = [step.exercise, step.page, "end" if step.is_end else ""]
    if len(list(filter(None, does))) != 1:
        yield "A sitting says in its braces what is done: exercise=, page= or do=end."
    if not set(step.parts) <= set(PATH_PARTS):
        yield f"After part stand only these words: {', '.join(PATH_PARTS)}."
    if step.company not in ("", "alone", OTHER):
        yield "After with stands alone or other; leave it out for both."
    for what in ("act", "if", "then"):
        if not suggestion_of(part, what):
            yield f"A sitting ends with a small act and a plan: add an item that ends in {{says={what}}}."


def _takes(part: Section, least: int, most: int) -> bool:
    """Whether the heading of a part says how many minutes it takes, and they are as many as they may be."""
    minutes = part.heading.attrs.get("min", "")
    return minutes.isdecimal() and least <= int(minutes) <= most


def _pages_linked(blocks: tuple[Block, ...]) -> list[str]:
    """The pages that links lead to, in order."""
    return [target.partition("#")[0] for target in links_of(blocks)]


def _tool_step(step: ToolStep) -> Iterator[str]:
    if step.does not in DOES:
        yield f"What a step asks for is one of: {', '.join(f'do={does}' for does in DOES)}."
    if not 5 <= step.seconds <= 600:
        yield "A step says in its braces how long it takes, such as seconds=30; from 5 to 600."
    if (step.does == "write") != (step.write in ("line", "text")):
        yield "A step to write in says do=write and write=line, or write=text for more."
    if (step.does == "choose") != bool(step.choices):
        yield "A step to choose in says do=choose, and has its answers as a list below it, each with a value."
    if step.does == "breathe" and not 2 <= step.breath[0] < step.breath[1] <= 8:
        yield "Breathing out is longer than in, such as in=4 out=6; from 2 to 8 seconds each."


_BY_KIND: Final[dict[Kind, Callable[[PageRules], Iterator[Problem]]]] = {
    Kind.SIGN: PageRules._sign,
    Kind.STEP: PageRules._step,
    Kind.CHECK_IN: PageRules._check_in,
    Kind.TOGETHER: PageRules._together,
    Kind.HABITS: PageRules._habits,
    Kind.FAQ: PageRules._faq,
    Kind.EVIDENCE: PageRules._evidence,
    Kind.TOPIC: PageRules._topic,
    Kind.TOOL: PageRules._tool,
    Kind.CARDS: PageRules._cards,
    Kind.PATH: PageRules._path,
}
