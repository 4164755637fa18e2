"""Gathers the words of the program for translators: the template of a catalogue, docs/trust-tui.pot.

usage: python scripts/translations.py            write the template
       python scripts/translations.py --check    say whether it is true; status 1 where it is not
"""

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[1]
PACKAGE: Final = ROOT / "trust_tui"
TEMPLATE: Final = ROOT / "docs" / "trust-tui.pot"

HEAD: Final = """\
# The words of Trust TUI, gathered by scripts/translations.py. How to translate them: docs/TRANSLATING.md.
msgid ""
msgstr ""
"Project-Id-Version: trust-tui\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"
"""


ESCAPES: Final = (("\\", r"\\"), ('"', r"\""), ("\n", r"\n"), ("\t", r"\t"))
"""What stands otherwise in a catalogue, and how."""


class Words(NamedTuple):
    """What a translator is asked for once.

    Attributes:
        context: What it means here; empty for a sentence that means one thing everywhere.
        one: In English.
        many: The form for many; empty for a sentence about no number.
    """

    context: str
    one: str
    many: str


MARKED: Final[Mapping[str, tuple[int, int, int]]] = {
    "tr": (-1, 0, -1),
    "later": (-1, 0, -1),
    "trn": (-1, 0, 1),
    "latern": (-1, 0, 1),
    "trc": (0, 1, -1),
    "laterc": (0, 1, -1),
    "Binding": (-1, 2, -1),
    "_hidden": (-1, 2, -1),
}
"""The calls that have words translated: which arguments are the context, the words, and the form for many.

The descriptions of bindings are translated where they are shown, as the classes that bear them are made before a
language is known.
"""


def words_in(path: Path) -> Iterator[Words]:
    """The words of a module, in its order."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            places = MARKED.get(name_of(node))
            if places is not None:
                yield from _words_of(node, places)


def name_of(call: ast.Call) -> str:
    """What a call calls."""
    name: str = getattr(call.func, "id", getattr(call.func, "attr", ""))
    return name


def _words_of(call: ast.Call, places: tuple[int, int, int]) -> Iterator[Words]:
    context, one, many = (_text(call, place) for place in places)
    if one:
        yield Words(context, one, many)


def _text(call: ast.Call, place: int) -> str:
    """An argument that is a text; empty for none, and for a value known only when it is run."""
    if not 0 <= place < len(call.args):
        return ""
    argument = call.args[place]
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return ""


def gathered() -> Mapping[Words, list[str]]:
    """All words, each with the modules that have it."""
    found: dict[Words, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        where = path.relative_to(ROOT).as_posix()
        for words in words_in(path):
            places = found.setdefault(words, [])
            if where not in places:
                places.append(where)
    # A catalogue has a sentence once: that about a number stands for the one about one thing alone, too.
    for words in [words for words in found if words.many]:
        alone = found.pop(words._replace(many=""), [])
        found[words] = sorted({*found[words], *alone})
    return found


def template() -> str:
    """The template."""
    parts = [HEAD]
    for words, places in sorted(gathered().items()):
        lines = [f"#: {place}" for place in places]
        if "{" in words.one + words.many:
            lines.append("#, python-brace-format")
        if words.context:
            lines.append(f"msgctxt {_quoted(words.context)}")
        lines.append(f"msgid {_quoted(words.one)}")
        if words.many:
            lines.append(f"msgid_plural {_quoted(words.many)}")
            lines += ['msgstr[0] ""', 'msgstr[1] ""']
        else:
            lines.append('msgstr ""')
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _quoted(text: str) -> str:
    for sign, written in ESCAPES:
        text = text.replace(sign, written)
    return f'"{text}"'


def main(arguments: list[str]) -> int:
    """Write the template, or look whether it is true."""
    if "--check" in arguments:
        is_true = TEMPLATE.read_text("utf-8") == template()
        if not is_true:
            print("docs/trust-tui.pot is out of date: make translations")
        return 0 if is_true else 1
    TEMPLATE.write_text(template(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
