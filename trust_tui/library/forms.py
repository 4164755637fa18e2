"""From pages to what can be answered, done and written on: items, exercises, prompts, questions, steps."""

from collections.abc import Iterator

from trust_tui.domain import (
    ContentError,
    tr,
)
from trust_tui.library.model import (
    Choice,
    Exercise,
    Item,
    Page,
    Prompt,
    Question,
    Section,
    Step,
    split,
)
from trust_tui.typeset import Block, ListBlock, ListItem, Paragraph

_USUAL_MINUTES = "10"


def section_of(page: Page, id: str, kind: str = "") -> Section:
    """The section, or part of one, with that id; the one for a kind of relationship (`agenda-work`) if there is one.

    Raises:
        ContentError: The page has none.
    """
    section = (page.section(f"{id}-{kind}") if kind else None) or page.section(
        id
    )
    if section is None:
        raise ContentError(
            tr(
                "The page {page} has no part {part}. Run trust-tui check-content on its folder.",
                page=page.header.id,
                part=id,
            )
        )
    return section


def choices_of(items: tuple[ListItem, ...]) -> tuple[Choice, ...]:
    """The answers of a scale, in the order of the file, the one that does not apply last."""
    counted: list[Choice] = []
    rest: list[Choice] = []
    for item in items:
        value = item.attrs.get("value", "")
        if value.isascii() and value.isdecimal():
            counted.append(Choice(text=item.text, value=int(value)))
        elif value:
            rest.append(Choice(text=item.text, value=None))
    return (*counted, *rest)


def items_of(
    section: Section, scale: tuple[Choice, ...], sign: str = "", kind: str = ""
) -> tuple[Item, ...]:
    """The items of a section; an item without answers of its own takes the scale. Those without an id are left out."""
    return tuple(
        Item(
            id=item.id,
            text=item.said(kind),
            choices=choices_of(item.items) or scale,
            sign=sign,
        )
        for item in section.items
        if item.id
    )


def prompts_of(page: Page, kind: str = "") -> tuple[Prompt, ...]:
    """The questions to write on of a step page or the journal page, none if it has none."""
    section = page.section("prompts")
    items = section.items if section else ()
    return tuple(
        Prompt(id=item.id, text=item.said(kind), source=page.header.id)
        for item in items
        if item.id
    )


def questions_of(page: Page) -> tuple[Question, ...]:
    """The questions of a page of the FAQ."""
    return tuple(
        Question(
            id=section.id,
            text=section.title,
            blocks=section.blocks,
            page=page.header.id,
        )
        for section in page.sections
        if section.id
    )


def step_of(page: Page, kind: str = "") -> Step:
    """What a step page offers where a relationship of that kind is in mind; a part it lacks is empty."""
    exercises: list[Exercise] = []
    for part in _parts_of(page, "exercises"):
        if part.id:
            exercises.append(_exercise(part, page.header.id))
    done = page.section("done")
    return Step(
        page=page,
        exercises=tuple(exercises),
        prompts=prompts_of(page, kind),
        done=tuple(item.text for item in done.items) if done else (),
        goal=_goal_of(page, kind),
    )


def _parts_of(page: Page, id: str) -> tuple[Section, ...]:
    section = page.section(id)
    return section.parts if section else ()


def _goal_of(page: Page, kind: str) -> str:
    """The goal that a step suggests: the first paragraph below that heading."""
    section = page.section("goal")
    for block in section.blocks if section else ():
        if isinstance(block, Paragraph):
            return block.said(kind)
    return ""


def terms_of(page: Page) -> dict[str, Section]:
    """The terms of a glossary page by every lowercased form they are written in."""
    terms: dict[str, Section] = {}
    for part in split(page.blocks, 3):
        forms = part.heading.attrs.get("forms", "").split(",")
        for form in (
            part.title,
            *forms,
            *(form.replace("-", " ") for form in forms),
        ):
            if form.strip():
                terms.setdefault(form.strip().lower(), part)
    return terms


def _exercise(part: Section, step: str) -> Exercise:
    attrs = part.heading.attrs
    minutes = attrs.get("min", "")
    if not (minutes.isascii() and minutes.isdecimal()):
        minutes = _USUAL_MINUTES
    ticks: list[ListItem] = []
    fields: list[ListItem] = []
    for item in _items(part.blocks):
        if item.id and item.ticked is not None:
            ticks.append(item)
        if item.id and "write" in item.attrs:
            fields.append(item)
    return Exercise(
        id=part.id,
        title=part.title,
        step=step,
        minutes=int(minutes),
        joint=attrs.get("with") == "other",
        evidence=attrs.get("evidence", ""),
        audience=tuple(filter(None, attrs.get("for", "").split(","))),
        blocks=part.blocks,
        ticks=tuple(ticks),
        fields=tuple(fields),
    )


def _items(blocks: tuple[Block, ...]) -> Iterator[ListItem]:
    for block in blocks:
        if isinstance(block, ListBlock):
            for item in block.items:
                yield item
                yield from _items(item.blocks)
