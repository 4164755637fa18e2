"""The typed values that content becomes. Nothing here reads a file."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from msgspec import Struct

from trust_tui.typeset import (
    Block,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    plain_spans,
)


class Kind(StrEnum):
    """What a content file is, as its front matter says."""

    PAGE = "page"
    SIGN = "sign"
    STEP = "step"
    RELATIONSHIP = "relationship"
    FAQ = "faq"
    SELF_CHECK = "self-check"
    CHECK_IN = "checkin"
    TOGETHER = "together"
    HABITS = "habits"
    GOALS = "goals"
    JOURNAL = "journal"
    HELPLINES = "helplines"
    EVIDENCE = "evidence"
    GLOSSARY = "glossary"
    SAFETY = "safety"
    TOUR = "tour"
    TOPIC = "topic"
    NOW = "now"
    TOOL = "tool"
    CARDS = "cards"
    WEEK = "week"
    PATH = "path"


class Header(Struct, frozen=True, kw_only=True):
    """The front matter of one file.

    Attributes:
        id: Stable id of the page, unique over the library.
        path: Where the file lies in its language folder, with forward slashes ("signs/1-jealousy.md").
        order: Position among the files of its folder, lowest first.
        step: 1-5 for a step page, else None; `part` is "a" or "b" where a step has two pages.
        leads_to: Page ids, best first.
        audience: Kinds of relationship the page is for (partner, family, friend, work); empty means all.
        covers: Ids of the coverage list the page deals with.
        minutes: Reading time in whole minutes, at least 1.
    """

    id: str
    kind: Kind
    title: str
    summary: str
    path: str
    order: int = 0
    step: int | None = None
    part: str = ""
    leads_to: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    scale: str = ""
    covers: tuple[str, ...] = ()
    lang: str = "en"
    reviewed: date | None = None
    reviewer: str = ""
    minutes: int = 1


def is_for(audience: Collection[str], kind: str) -> bool:
    """Whether what is for some kinds of relationship, or for all, is for one; where no kind is asked for it is."""
    return not kind or not audience or kind in audience


class Section(Struct, frozen=True, kw_only=True):
    """A heading and what stands under it up to the next heading of its level or above."""

    heading: Heading
    blocks: tuple[Block, ...]

    @property
    def id(self) -> str:
        """The id in the heading's braces, or empty."""
        return self.heading.id

    @property
    def title(self) -> str:
        """The heading as plain text."""
        return plain_spans(self.heading.spans)

    @property
    def items(self) -> tuple[ListItem, ...]:
        """All items of the section's own lists, in order, nested ones left out."""
        return tuple(
            item
            for block in self.blocks
            if isinstance(block, ListBlock)
            for item in block.items
        )

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The section's own paragraphs as plain text, in order."""
        return tuple(
            plain_spans(block.spans)
            for block in self.blocks
            if isinstance(block, Paragraph)
        )

    @property
    def parts(self) -> tuple["Section", ...]:
        """The sections one level below, in order."""
        return split(self.blocks, self.heading.level + 1)


class Page(Struct, frozen=True, kw_only=True):
    """A whole content file."""

    header: Header
    blocks: tuple[Block, ...]
    words: int = 0

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections of level 2, in order."""
        return split(self.blocks, 2)

    def section(self, id: str) -> Section | None:
        """The section, or the part of one, with that id; None when the page has none."""
        for section in self.sections:
            for candidate in (section, *section.parts):
                if candidate.id == id:
                    return candidate
        return None


class Choice(Struct, frozen=True, kw_only=True):
    """One answer of a scale; `value` is None for "does not apply", which is never counted."""

    text: str
    value: int | None


class Item(Struct, frozen=True, kw_only=True):
    """A question or statement that is answered on a scale.

    Attributes:
        choices: The answers in the order of the file, the one that does not apply last if there is one.
        sign: Id of the sign page the statement belongs to; empty for the ground items and the daily check-in.
    """

    id: str
    text: str
    choices: tuple[Choice, ...]
    sign: str = ""

    def answer_text(self, answer: int | None) -> str:
        """An answer in the words it was chosen by; empty when it is none of the choices."""
        for choice in self.choices:
            if choice.value == answer:
                return choice.text
        return ""


class Exercise(Struct, frozen=True, kw_only=True):
    """An exercise of a step page.

    Attributes:
        minutes: Length as the author gives it, 5-20.
        joint: True when it needs the other person.
        ticks: The boxes to tick, in order.
        fields: What may be written, in order; `attrs["write"]` is "line" or "text".
        blocks: Everything of the exercise, in order, for reading.
    """

    id: str
    title: str
    step: str
    minutes: int
    joint: bool
    evidence: str
    audience: tuple[str, ...] = ()
    blocks: tuple[Block, ...]
    ticks: tuple[ListItem, ...] = ()
    fields: tuple[ListItem, ...] = ()


class Prompt(Struct, frozen=True, kw_only=True):
    """A question to write on; `source` is the page it stands on."""

    id: str
    text: str
    source: str


class Step(Struct, frozen=True, kw_only=True):
    """A step page: what to do there, and the user's own idea of done.

    Attributes:
        goal: The goal template with its `[blanks]`, one paragraph.
        done: What done may look like, in order.
    """

    page: Page
    exercises: tuple[Exercise, ...]
    prompts: tuple[Prompt, ...]
    done: tuple[str, ...]
    goal: str


class Question(Struct, frozen=True, kw_only=True):
    """A question of the FAQ with its answer."""

    id: str
    text: str
    blocks: tuple[Block, ...]
    page: str = "faq"


class Problem(Struct, frozen=True, kw_only=True):
    """Something wrong in a content file, in words for its author.

    Attributes:
        file: Path of the file within the folder that was read.
        line: Line in the file, from 1; 0 when it concerns the whole file.
        advice: One sentence: what is wrong and what to do.
        warning: True when the page is shown all the same and nothing is lost.
    """

    file: str
    line: int
    advice: str
    warning: bool = False

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.advice}"


class Hit(Struct, frozen=True, kw_only=True):
    """A place found by a search.

    Attributes:
        target: `page-id` or `page-id#part`.
        title: Title of the page.
        heading: Heading of the section the hit stands in, or empty.
        excerpt: A line of text around the first hit, hits not marked.
        score: Higher is better; only comparable within one search.
    """

    target: str
    title: str
    heading: str
    excerpt: str
    score: float


def split(blocks: tuple[Block, ...], level: int) -> tuple[Section, ...]:
    """Cut blocks at the headings of a level; what stands before the first such heading is left out."""
    sections: list[Section] = []
    current: Heading | None = None
    held: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level <= level:
            if current is not None:
                sections.append(Section(heading=current, blocks=tuple(held)))
            current, held = (block if block.level == level else None), []
        else:
            held.append(block)
    if current is not None:
        sections.append(Section(heading=current, blocks=tuple(held)))
    return tuple(sections)
