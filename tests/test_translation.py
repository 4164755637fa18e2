"""The words of plain mode go through gettext: a made-up language shows each that has escaped."""

import ast
import gettext
import io
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import (
    Program,
    program,  # noqa: F401 - a fixture
)
from trust_tui.domain import SystemClock, translation
from trust_tui.domain.records import Settings
from trust_tui.domain.translation import look_for, tr, trc, trn
from trust_tui.store import open_workbook

ROOT = Path(__file__).parents[1]
FOR_AUTHORS = frozenset({"check_content", "demo"})
"""Commands for those who write content, which speak English."""

TOLD = sorted(
    path
    for package in ("flows", "transfer", "cli")
    for path in (ROOT / "trust_tui" / package).glob("*.py")
    if path.stem not in FOR_AUTHORS
)
PLAIN = sorted((ROOT / "trust_tui" / "plain").glob("*.py"))

SAY = frozenset({"print", "say", "ask", "line", "UsageError", "EndedError"})
"""What hands words to somebody."""

SHOW = frozenset(
    {
        *("notice", "choose", "show", "LinesDialog", "TicksDialog"),
        *("print", "confirmed", "UsageError", "StoreError"),
    }
)
"""What shows words of a flow or command."""

MARKED = frozenset({"tr", "trn", "trc", "later"})
"""What has them translated."""


@pytest.fixture(autouse=True)
def no_catalogue() -> Iterator[None]:
    yield
    translation.use(gettext.NullTranslations())


def name_of(call: ast.Call) -> str:
    function = call.func
    return getattr(function, "id", getattr(function, "attr", ""))


def escaped(node: ast.AST) -> Iterator[str]:
    """The words below a node that no call has translated."""
    if isinstance(node, ast.Call) and name_of(node) in MARKED:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if sum(map(str.isalpha, node.value)) > 1:
            yield node.value
        return
    for child in ast.iter_child_nodes(node):
        yield from escaped(child)


def said_untranslated(tree: ast.AST, sayers: frozenset[str] = SAY) -> list[str]:
    return [
        words
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and name_of(node) in sayers
        for argument in (*node.args, *(one.value for one in node.keywords))
        for words in escaped(argument)
    ]


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.stem)
def test_no_word_of_plain_mode_is_said_untranslated(path: Path) -> None:
    assert said_untranslated(ast.parse(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "path", TOLD, ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_no_sentence_of_a_flow_or_command_is_told_untranslated(
    path: Path,
) -> None:
    tree = ast.parse(path.read_text("utf-8"))

    said = said_untranslated(tree, SHOW)

    assert [words for words in said if words[0].isupper()] == []


@pytest.mark.parametrize(
    "code",
    [
        'print("Some words")',
        'say(f"{number} words")',
        'raise UsageError("No such thing." + more)',
    ],
)
def test_the_rule_finds_what_it_should(code: str) -> None:
    assert said_untranslated(ast.parse(code))


def test_a_made_up_language_shows_in_every_question(
    program: Program,  # noqa: F811 - as above
    surroundings: Path,
) -> None:
    folder = surroundings / "workbook"
    clock = SystemClock()
    workbook = open_workbook(folder, clock=clock)
    workbook.set_settings(Settings(welcomed=clock.now().date()))
    workbook.close()
    prelude = (
        "import gettext\n"
        "from trust_tui.domain import translation\n"
        "class MadeUp(gettext.NullTranslations):\n"
        "    def gettext(self, text): return f'<{text}>'\n"
        "    def ngettext(self, one, many, count): return f'<{many}>'\n"
        "    def pgettext(self, context, text): return f'<{text}>'\n"
        "translation.use(MadeUp())"
    )
    typed = b"\n\n?\n999\nnothing\ncheck-in\n?\n9\nx\n3\nq\n"

    text = program("plain", stdin=typed, prelude=prelude).text

    for words in (
        "Trust TUI in plain lines. ? helps at every question.",
        "Enter goes on:",
        "Number or command:",
        "The numbers go from 1 to",
        "Answer:",
        "Type one of",
        "A number answers",
        "A command may have the number of a row behind it.",
    ):
        assert words in text
        assert text.count(f"<{words}") == text.count(words), words


# Catalogues


def catalogue(words: Mapping[str, str], plural: str) -> bytes:
    """A compiled catalogue."""
    head = f"Content-Type: text/plain; charset=UTF-8\nPlural-Forms: {plural}\n"
    pairs = [
        (one.encode(), other.encode())
        for one, other in sorted({"": head, **words}.items())
    ]
    at = 28 + 16 * len(pairs)
    tables: list[list[int]] = [[], []]
    blob = b""
    for side in (0, 1):
        for pair in pairs:
            tables[side] += [len(pair[side]), at + len(blob)]
            blob += pair[side] + b"\0"
    count = len(pairs)
    start = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0)
    numbers = [*tables[0], *tables[1]]
    return start + struct.pack(f"<{len(numbers)}I", *numbers) + blob


PLURAL = "nplurals=3; plural=(n==1 ? 0 : n<5 ? 1 : 2);"


def put(folder: Path, language: str, data: bytes) -> None:
    place = folder / language / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "trust-tui.mo").write_bytes(data)


def test_words_plurals_and_contexts_come_from_the_catalogue(
    tmp_path: Path,
) -> None:
    words = {
        "About {who}.": "\u00dcber {who}.",
        "one\0{count} things": "eins\0{count} zwei\0{count} viele",
        "a field\x04Text": "Feld",
    }
    put(tmp_path, "de", catalogue(words, PLURAL))

    look_for([tmp_path / "none", tmp_path / "de"])

    assert tr("About {who}.", who="{count}") == "\u00dcber {count}."
    assert trn("one", "{count} things", 3) == "3 zwei"
    assert trn("one", "{count} things", 9) == "9 viele"
    assert trc("a field", "Text") == "Feld"
    assert tr("Not there.") == "Not there."


def test_a_catalogue_says_what_the_standard_library_reads_in_it(
    tmp_path: Path,
) -> None:
    words = {
        "Left.": "Weg.",
        "one\0{count} things": "eins\0{count} zwei",
        "a field\x04Text": "Feld",
        "Empty.": "",
    }
    data = catalogue(words, PLURAL)
    put(tmp_path, "de", data)
    usual = gettext.GNUTranslations(io.BytesIO(data))

    look_for([tmp_path / "de"])

    for text in ("Left.", "Not there.", "one"):
        assert tr(text) == usual.gettext(text).partition("\0")[0]
    for count in range(12):
        text = usual.ngettext("one", "{count} things", count)
        if count in range(1, 5):
            assert trn("one", "{count} things", count) == text.format(
                count=count
            )
    assert trn("one", "{count} things", 9) == "9 things"  # a form is missing
    assert trn("none", "{count} of them", 1) == "none"
    assert tr("Empty.") == "Empty."
    assert trc("a field", "Text") == usual.pgettext("a field", "Text")
    assert trc("elsewhere", "Text") == "Text"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no catalogue",
        catalogue({}, "n")[:40],
        catalogue({"Left.": "Fort."}, PLURAL)[:-8],
        catalogue({"Left.": "Fort."}, "plural=__import__('os');"),
        catalogue({}, PLURAL).replace(b"charset=UTF-8", b"charset=XYZ-8"),
    ],
)
def test_a_catalogue_that_cannot_be_read_is_passed_over(
    tmp_path: Path, data: bytes
) -> None:
    put(tmp_path / "first", "de", data)
    put(tmp_path / "second", "de", catalogue({"Left.": "Weg."}, PLURAL))

    look_for([tmp_path / "first" / "de", tmp_path / "second" / "de"])

    assert tr("Left.") == "Weg."
