"""Plain language: how hard a page is to read, and what it must never say. For authors; needs the development tools."""

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from trust_tui.library.model import Header, Kind, Problem
from trust_tui.library.parse import Passage

try:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import textstat
except ImportError:
    textstat = None

_SENTENCE: Final = re.compile(r"(?<=[.!?])[\"')\]”’]*\s+")
_ADDRESS: Final = re.compile(r"https?://\S+|(?<!\S)\S+\.(org|com|uk|au)\S*")
_WORD: Final = re.compile(r"\w")
_SIMPLEST: Final = frozenset(
    {
        Kind.SAFETY,
        Kind.SELF_CHECK,
        Kind.CHECK_IN,
        Kind.TOGETHER,
        Kind.TOPIC,
        Kind.NOW,
        Kind.WEEK,
        Kind.PATH,
        Kind.TOOL,
        Kind.CARDS,
    }
)
_ANY_LENGTH: Final = frozenset(
    {Kind.FAQ, Kind.GLOSSARY, Kind.EVIDENCE, Kind.HELPLINES}
)
_LISTS: Final = Path(__file__).with_name("lists")
_LONG_SENTENCE: Final = 25
_FEWEST_FOR_SMOG: Final = 30


def missing_tool() -> str:
    """A sentence that says what to install, empty when the tool for reading grades is there."""
    if textstat is not None:
        return ""
    return (
        "The reading grade was not measured: the tool for it is missing. "
        'Install it with pip install "trust-tui[dev]".'
    )


def language_problems(
    header: Header, lines: dict[str, int], passages: list[Passage]
) -> Iterator[Problem]:
    """Where a page is harder to read than it should be.

    Args:
        lines: Line of each key of the front matter.
        passages: The page's runs of text.
    """

    def problem(line: int, advice: str) -> Problem:
        return Problem(file=header.path, line=line, advice=advice)

    if len(header.summary.split()) > 20:
        yield problem(
            lines.get("summary", 1),
            "The summary has more than 20 words. Make it shorter.",
        )
    lengths: list[int] = []
    texts: list[str] = []
    instead = 0
    for passage in passages:
        text = _readable(passage.text)
        sentences = list(filter(_WORD.search, _SENTENCE.split(text)))
        texts.append(text)
        lengths += [len(sentence.split()) for sentence in sentences]
        if passage.instead:
            instead += len(text.split())
        for advice in _sentences(passage, sentences):
            yield problem(passage.line, advice)
    most = _longest(header, sum(passage.tag == "h3" for passage in passages))
    for advice in _whole(header, " ".join(texts), lengths, instead, most):
        yield problem(0, advice)


def _readable(text: str) -> str:
    text = _ADDRESS.sub("site", " ".join(text.split()))
    return text if text[-1] in ".!?" else f"{text}."


def _sentences(passage: Passage, sentences: list[str]) -> Iterator[str]:
    for sentence in sentences:
        length = len(sentence.split())
        if length > _LONG_SENTENCE:
            start = " ".join(sentence.split()[:6])
            yield f'The sentence "{start} ..." has {length} words. Cut it in two, at most {_LONG_SENTENCE} each.'
    if passage.tag == "p" and not passage.listed and len(sentences) > 4:
        yield f"The paragraph has {len(sentences)} sentences. Divide it, at most 4 each."


def _longest(header: Header, parts: int) -> int:
    """The most words of a page; a step page has 100 more for each exercise over five, the path all sittings."""
    if header.path.startswith("steps/"):
        return 1000 + 100 * max(0, parts - 5)
    if header.kind is Kind.PATH:
        return 2000
    return 500 if header.kind is Kind.SAFETY else 600


def _whole(
    header: Header, text: str, lengths: list[int], instead: int, most: int
) -> Iterator[str]:
    words = sum(lengths)
    if not words:
        return
    shown = words - instead
    if shown > most and header.kind not in _ANY_LENGTH:
        yield f"The page has {shown} words. Shorten it to {most}, or make two pages of it."
    if words > 14 * len(lengths):
        yield f"The sentences have {words / len(lengths):.1f} words on average. Bring that to 14: cut long ones in two."
    if textstat is None:
        return
    found = _measured(text)
    limit = hardest(header.kind)
    if found.grade > limit:
        yield f"The page reads at grade {found.grade}; it should be at most {limit}. Use shorter words and sentences."
    if found.ease < 65:
        yield f"The reading ease is {found.ease}; it should be at least 65. Use shorter words."
    if len(lengths) >= _FEWEST_FOR_SMOG and found.smog > 10:
        yield f"The SMOG grade is {found.smog}; it should be at most 10. Use fewer words of three syllables and more."


class Measured(NamedTuple):
    """How hard a text is to read.

    Attributes:
        grade: Years of school, by Flesch and Kincaid.
        ease: By Flesch, to 100 and above for the easiest.
        smog: Years of school, by the words of three syllables and more.
    """

    grade: float
    ease: float
    smog: float


def reading_grades(passages: Iterable[Passage]) -> Measured:
    """How hard a page is to read, all its text together; needs the tool."""
    return _measured(" ".join(_readable(each.text) for each in passages))


def hardest(kind: Kind) -> int:
    """The highest grade for a kind of page."""
    return 6 if kind in _SIMPLEST else 7


def _measured(text: str) -> Measured:
    return Measured(
        textstat.flesch_kincaid_grade(text),
        textstat.flesch_reading_ease(text),
        textstat.smog_index(text),
    )


class _Banned(NamedTuple):
    """A phrase that must not be said, and the wordings around it that are fine."""

    phrase: str
    pattern: re.Pattern[str]
    allowed: tuple[re.Pattern[str], ...]

    def is_fine(self, found: re.Match[str]) -> bool:
        """Whether the phrase stands within one of the wordings that are fine."""
        for pattern in self.allowed:
            for around in pattern.finditer(found.string):
                if (
                    around.start() <= found.start()
                    and found.end() <= around.end()
                ):
                    return True
        return False


def never_said(
    header: Header, lines: dict[str, int], passages: list[Passage]
) -> Iterator[Problem]:
    """Phrases of the list of what must never be said, each with its line; title and summary count too."""
    front = (
        Passage(lines.get(key, 1), key, False, text)
        for key, text in _front(header)
    )
    for passage in (*front, *passages):
        text = passage.text.replace("’", "'")
        for banned in _banned():
            for found in banned.pattern.finditer(text):
                if not banned.is_fine(found):
                    line = passage.line + text.count("\n", 0, found.start())
                    advice = f'The phrase "{banned.phrase}" can hurt or claims too much. Say it in another way.'
                    yield Problem(file=header.path, line=line, advice=advice)


def _front(header: Header) -> tuple[tuple[str, str], ...]:
    return ("title", header.title), ("summary", header.summary)


@cache
def _banned() -> tuple[_Banned, ...]:
    banned: list[_Banned] = []
    for line in (_LISTS / "never_say.txt").read_text("utf-8").splitlines():
        phrase, _, wordings = line.partition("\t")
        if phrase.strip() and not phrase.startswith("#"):
            allowed = tuple(
                _pattern(wording)
                for wording in wordings.split("|")
                if wording.strip()
            )
            banned.append(_Banned(phrase.strip(), _pattern(phrase), allowed))
    return tuple(banned)


def _pattern(phrase: str) -> re.Pattern[str]:
    words = r"\s+".join(
        re.escape(word) for word in phrase.replace("’", "'").split()
    )
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
