"""Running text: in which style, with which marks, how many cells it takes, and broken into lines of a given width."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate, filterfalse
from typing import Final, NamedTuple

from trust_tui.typeset.blocks import Span


class Style(StrEnum):
    """How a piece of a line is meant to look; the colours are the theme's affair."""

    TEXT = "text"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    HEADING = "heading"
    SUBHEADING = "subheading"
    LINK = "link"
    QUIET = "quiet"
    QUOTE = "quote"
    BOX = "box"
    MARK = "mark"


class Run(NamedTuple):
    """Text in one style; `link` is the number of the link it belongs to, 0 for none."""

    text: str
    style: Style
    link: int = 0


class Marks(NamedTuple):
    """Marks with the space that follows them; `bullets` alternate as lists are nested."""

    bullets: tuple[str, str]
    quote: str
    rule: str
    box: str
    filled: str
    ascii: bool


UNICODE: Final = Marks(("• ", "– "), "│ ", "─", "[ ] ", "[x] ", False)
ASCII: Final = Marks(("* ", "- "), "| ", "-", "[ ] ", "[x] ", True)

_NEAREST: Final = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "…": "...",
        "•": "*",
        "●": "*",
        "○": "o",
        "\xa0": " ",
        "→": "->",
    }
)

_SPACES: Final = re.compile(r"[ \t\n]+")
_NARROW: Final = re.compile(
    r"[ -~\xa1-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e]*\Z"
)
"""Text of which every character certainly takes one cell."""
_JOINER: Final = "\u200d"
_WIDE: Final = frozenset({"W", "F"})
_JOINED: Final = frozenset({"Mn", "Me", "Cf"})


_NEVER_FIRST: Final = frozenset(
    "、。，．・：；？！‼⁇⁈⁉）〕］｝〉》」』】〙〗｠»’”…‥〜゠–—々〻ゝゞヽヾ゛゜ー"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ,.!?:;)]}%％°℃‰"
)
"""What no line of Japanese or Chinese begins with (JIS X 4051, GB/T 15834): it stays with the letter before it."""

_NEVER_LAST: Final = frozenset("（〔［｛〈《「『【〘〖｟«‘“([{￥＄£¥$")
"""What no such line ends with: it stays with the letter after it."""


def wrap(runs: Sequence[Run], width: int) -> list[list[Run]]:
    """Break runs into lines. No line is wider than the width, which is at least 2; no line is empty."""
    if len(runs) == 1:
        text, style, link = runs[0]
        text = _SPACES.sub(" ", text)
        return [
            [Run(text[start:end], style, link)]
            for start, end in _breaks(text, width)
        ]
    tidy = [run._replace(text=_SPACES.sub(" ", run.text)) for run in runs]
    ends = list(accumulate(len(run.text) for run in tidy))
    text = "".join(run.text for run in tidy)
    lines: list[list[Run]] = []
    at = 0
    for start, end in _breaks(text, width):
        line: list[Run] = []
        while ends[at] <= start:
            at += 1
        while True:
            cut = min(end, ends[at])
            if cut > start:
                line.append(tidy[at]._replace(text=text[start:cut]))
            start = cut
            if cut == end:
                break
            at += 1
        lines.append(line)
    return lines


def runs_of(spans: Sequence[Span], base: Style, links: list[str]) -> list[Run]:
    """Spans as runs. A link gets the next number, its target is added to the links; an outside address is spelt out."""
    runs: list[Run] = []
    last = ""
    for span in spans:
        if not span.link:
            runs.append(Run(span.text, _style(span, base)))
        elif "://" in span.link:
            runs.append(Run(span.text, _style(span, base)))
            if span.link.rstrip("/") != span.text.strip().rstrip("/"):
                runs.append(Run(f" ({span.link})", Style.QUIET))
        else:
            if span.link != last:
                links.append(span.link)
            runs.append(Run(span.text, Style.LINK, len(links)))
        last = span.link
    return runs


def _style(span: Span, base: Style) -> Style:
    if base is not Style.TEXT:
        return base
    if span.strong:
        return Style.STRONG
    if span.emphasis:
        return Style.EMPHASIS
    return Style.CODE if span.code else base


def _breaks(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Start and end of each line, spaces at its ends left out."""
    # Cells before each character; not needed where each character takes one.
    sums: list[int] | None = None
    if not _NARROW.match(text):
        sums = list(accumulate(map(cells_of, text), initial=0))
    length = len(text)
    start = 0
    while start < length:
        if text[start] == " ":
            start += 1
            continue
        if sums is None:
            limit = start + width
        else:
            limit = bisect_right(sums, sums[start] + width) - 1
        if limit >= length:
            end = length
        elif text[limit] == " ":
            end = limit
        else:
            end = text.rfind(" ", start, limit)
            if sums is not None:
                end = max(end, _between_wide(text, start, limit))
            if end <= start:
                end = limit
        yield start, start + len(text[start:end].rstrip(" "))
        start = end


def _between_wide(text: str, start: int, limit: int) -> int:
    """The last place up to a limit where a line may break beside a wide character; -1 when there is none."""
    for at in range(limit, start, -1):
        width, before = cells_of(text[at]), cells_of(text[at - 1])
        is_joined = width == 0 or _JOINER in text[at - 1 : at + 1]
        is_kept = text[at] in _NEVER_FIRST or text[at - 1] in _NEVER_LAST
        if not (is_joined or is_kept) and 2 in (width, before):
            return at
    return -1


def cells(text: str) -> int:
    """Cells of one line of harmless text. Letters with marks take one, East Asian letters and emoji two."""
    return len(text) if text.isascii() else sum(map(cells_of, text))


@lru_cache(maxsize=4096)
def cells_of(character: str) -> int:
    """Cells of one character: 0, 1 or 2."""
    if unicodedata.east_asian_width(character) in _WIDE:
        return 2
    if character == "\xad":
        return 1
    return 0 if unicodedata.category(character) in _JOINED else 1


def cut(text: str, width: int) -> tuple[str, str]:
    """The longest start of the text that fits into a width of at least 2, at least one character; and the rest."""
    used = 0
    for at, character in enumerate(text):
        used += cells_of(character)
        if used > width and at:
            return text[:at], text[at:]
    return text, ""


def plain_runs(runs: Sequence[Run], marks: Marks) -> Sequence[Run]:
    """The runs as they are, or in ASCII where the marks are."""
    if not marks.ascii:
        return runs
    return [run._replace(text=to_ascii(run.text)) for run in runs]


def to_ascii(text: str) -> str:
    """The nearest ASCII: quotes and dashes made straight, accents dropped, `?` for what has no likeness."""
    if text.isascii():
        return text
    bare = unicodedata.normalize("NFKD", text.translate(_NEAREST))
    kept = "".join(filterfalse(unicodedata.combining, bare))
    return kept.encode("ascii", "replace").decode("ascii")
