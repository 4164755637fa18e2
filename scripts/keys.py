"""Writes the key table of docs/KEYS.md from the program's own bindings.

usage: python scripts/keys.py            put the table into docs/KEYS.md, between its two marks
       python scripts/keys.py --check    change nothing; status 1 when the table there is out of date
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Never

from textual.binding import Binding
from textual.dom import DOMNode

from trust_tui.domain.clock import SystemClock
from trust_tui.keys.keymap import owners
from trust_tui.library.library import Library
from trust_tui.program.app import TrustApp
from trust_tui.screen_table import SCREENS
from trust_tui.session import Session

DOCUMENT: Final = Path(__file__).parents[1] / "docs" / "KEYS.md"
BEGIN: Final = (
    "<!-- keys: begin (made by scripts/keys.py; do not edit by hand) -->"
)
END: Final = "<!-- keys: end -->"

HEADINGS: Final[Mapping[str, str]] = {
    "TrustApp": "Everywhere",
    "ModeScreen": "On each of the five screens",
    **{
        screen.class_name.partition(":")[2]: f"{screen.key} {screen.title}"
        for screen in SCREENS
    },
    "Framed": "Going back",
    "ListPageScreen": "A list with a page beside it",
    "RowList": "In a list",
    "PageView": "On a page",
    "PageDialog": "A page over the screen",
    "ScaleForm": "Answering on a scale",
    "Lines": "In a field of many lines",
    "Dialog": "In every dialog",
    "FormDialog": "In every form",
    "Form": "In every form",
    "CheckInForm": "Check-in",
    "SelfCheckForm": "Self-check",
    "EntryForm": "Journal entry",
    "ExerciseForm": "Exercise",
    "BlanksDialog": "The blanks of a goal",
    "TalkPart": "Check-in together",
    "BeginningPart": "Check-in together: its first page",
    "AnswersDialog": "Check-in together: answers",
    "AgreementDialog": "Check-in together: what you agree on",
    "HabitsDialog": "Habits",
    "TrashDialog": "Trash",
    "MonthsDialog": "Calendar of the journal",
    "PickDialog": "Search and commands",
    "UnlockDialog": "Giving the passphrase",
    "NewPassphraseDialog": "Setting a passphrase",
    "WelcomeDialog": "First page",
    "TourDialog": "The tour",
    "MessageDialog": "A message",
    "WaitDialog": "While something takes a moment",
    "LinesDialog": "A question for a line or two",
    "TicksDialog": "A list to tick",
    "ReportDialog": "A text before a choice",
}
"""Heading by the name of the class that brings the keys, in the order of the table; another class comes last."""


@dataclass(frozen=True, slots=True)
class Row:
    """One command: its keys as written on a keyboard, what it does, and the id it can be named by."""

    keys: tuple[str, ...]
    name: str
    id: str


def key_table() -> str:
    """The whole table as Markdown."""
    app = TrustApp(_no_workbook, Session(Library([]), SystemClock()))
    groups: dict[str, list[Row]] = {}
    for owner in _owners():
        heading = HEADINGS.get(owner.__name__, _in_words(owner.__name__))
        group = groups.setdefault(heading, [])
        group += [row for row in _rows(app, owner) if row not in group]
    known = _known_ids(groups.get(HEADINGS["TrustApp"], ()))
    first, *others = [
        _lines(heading, rows, known) for heading, rows in groups.items() if rows
    ]
    folded = [
        "<details>",
        "<summary>The keys of each screen, list, page and form</summary>",
        "",
        *others,
        "</details>",
    ]
    return "\n".join([first, *folded])


def _no_workbook() -> Never:
    raise AssertionError("The table needs no workbook.")


def _owners() -> Sequence[type[DOMNode]]:
    """Every class of the program that brings keys of its own, in the order of the headings."""
    order = list(HEADINGS)
    return sorted(
        owners(TrustApp),
        key=lambda kind: (
            order.index(kind.__name__) if kind.__name__ in order else len(order)
        ),
    )


def _in_words(name: str) -> str:
    return " ".join(re.findall(r"[A-Z][a-z]*", name)).capitalize()


def _rows(app: TrustApp, owner: type[DOMNode]) -> Iterator[Row]:
    """The commands a class brings along; keys of the same action stand in one row."""
    rows: dict[tuple[str, str], Row] = {}
    for given in owner.__dict__["BINDINGS"]:
        binding = given if isinstance(given, Binding) else Binding(*given)
        keys = tuple(
            _written(app, key.strip()) for key in binding.key.split(",")
        )
        known = rows.get((binding.action, binding.description))
        rows[(binding.action, binding.description)] = Row(
            keys=(*known.keys, *keys) if known else keys,
            name=binding.description,
            id=_joined(known.id, binding.id or "")
            if known
            else binding.id or "",
        )
    yield from rows.values()


def _joined(ids: str, id: str) -> str:
    return ids if id in ids.split(", ") else f"{ids}, {id}"


def _written(app: TrustApp, key: str) -> str:
    """A key as its cap says it."""
    shown = app.get_key_display(Binding(key, "", ""))
    return (
        f"Ctrl+{shown[1:].upper()}" if re.fullmatch(r"\^\S+", shown) else shown
    )


def _known_ids(rows: Iterable[Row]) -> frozenset[str]:
    return frozenset(id for row in rows for id in row.id.split(", "))


def _lines(
    heading: str, rows: Sequence[Row], everywhere: frozenset[str]
) -> str:
    """One group; what works everywhere is not said again."""
    told = [
        row
        for row in rows
        if heading == HEADINGS["TrustApp"] or row.id not in everywhere
    ]
    lines = [f"**{heading}**", "", "| Key | Does | Id |", "|---|---|---|"]
    lines += [
        f"| {' '.join(_code(key) for key in row.keys)} | {row.name} | {_ids(row.id)} |"
        for row in told
    ]
    return "\n".join([*lines, ""])


def _code(key: str) -> str:
    return "`` ` ``" if key == "`" else f"`{key}`".replace("|", "\\|")


def _ids(ids: str) -> str:
    return " ".join(f"`{id}`" for id in ids.split(", ") if id)


def renewed(text: str) -> str:
    """The document with the table as it has to be.

    Raises:
        ValueError: The marks are not there.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(
            f"docs/KEYS.md has no {BEGIN} followed by {END}: put both back."
        )
    return f"{before}{BEGIN}\n\n{key_table()}\n\n{END}{after}"


def main(arguments: Sequence[str]) -> int:
    """Renew the table, or look whether that is needed."""
    text = DOCUMENT.read_text("utf-8")
    try:
        wanted = renewed(text)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    if "--check" in arguments:
        if wanted != text:
            print(
                "The key table of docs/KEYS.md is out of date: run python scripts/keys.py.",
                file=sys.stderr,
            )
        return int(wanted != text)
    if wanted != text:
        DOCUMENT.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
