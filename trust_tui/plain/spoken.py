"""Says what stands on a screen in plain lines: whole words, top to bottom, no columns and no ornaments."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from textual.widget import Widget
from textual.widgets import Input, TextArea

from trust_tui.dialogs.form import SavedNote
from trust_tui.domain import clean, later, tr, trc
from trust_tui.plain.plain_words import plain, typed_instead, without_signs
from trust_tui.screen_table import SCREENS
from trust_tui.screens.mode_screen import ModeScreen
from trust_tui.widgets import (
    DrawnStyles,
    Framed,
    LabelledLine,
    Line,
    PageView,
    Pieces,
    Row,
    RowList,
    Words,
)
from trust_tui.widgets.page_targets import Place, What

CHART: Final = re.compile("[0-4\u00b7\u2581-\u2588 ]{10,}")
"""A chart in one line, which the sentence below it says in words."""

ORNAMENT: Final = re.compile(f" *-{{3,}}|{CHART.pattern}")
"""A drawn line, or a chart."""

LABEL: Final = 50
"""The longest label that stands before what is typed; what is longer stands above it."""

GAP: Final = "  "
"""Between two columns."""

BOXES: Final = {"[x]": later("ticked"), "[ ]": later("open")}


def title_of(screen: Framed[Any]) -> str:
    """What a screen is called, and who is in mind."""
    if isinstance(screen, ModeScreen):
        name = next(tr(one.title) for one in SCREENS if one.id == screen.MODE)
        who = screen.session.who
        return (
            tr("{screen}, about {who}", screen=name, who=plain(who))
            if who
            else name
        )
    return plain(screen.top_bar.title)


def is_main(screen: Framed[Any]) -> bool:
    """Whether it is one of the five screens, which no dialog was opened over."""
    return isinstance(screen, ModeScreen)


def is_page(screen: Framed[Any]) -> bool:
    """Whether it is a page to read that was opened from elsewhere."""
    rows = screen.query(RowList)
    return bool(screen.query(PageView)) and not rows and not is_main(screen)


def shown(screen: Framed[Any]) -> Iterator[Widget]:
    """The parts of a screen that are to be seen, in their order."""
    for widget in screen.query("*"):
        over = [one for one in widget.ancestors if isinstance(one, Widget)]
        if all(one.display for one in (widget, *over)):
            yield widget


def words_on(screen: Framed[Any], until: Widget | None = None) -> Iterator[str]:
    """What stands there beside lists, pages and fields; above one of them where one is given."""
    for widget in shown(screen):
        if widget is until:
            return
        if isinstance(widget, DrawnStyles) and widget.told:
            yield plain(widget.told)
        elif isinstance(widget, Words) and not isinstance(widget, SavedNote):
            said = widget.text if widget.said is None else widget.said
            text = plain(typed_instead(said))
            if text and not isinstance(widget.parent, LabelledLine):
                yield text


def label_of(widget: Widget) -> str:
    """What a field asks for."""
    if isinstance(widget.parent, LabelledLine):
        return plain(widget.parent.label)
    before = ""
    for sibling in widget.parent.children if widget.parent else ():
        if sibling is widget:
            break
        if isinstance(sibling, Words):
            before = plain(sibling.text)
    if widget.name:
        return plain(widget.name)
    if isinstance(widget, Line) and widget.placeholder:
        return placeholder_of(widget)
    if isinstance(widget, TextArea) and not before:
        return trc("a field to write in", "Text")
    return before


def is_short(label: str) -> bool:
    """Whether a label can stand before what is typed."""
    return 0 < len(label) <= LABEL and "\n" not in label


def placeholder_of(field: Input) -> str:
    """What stands in a field while it is empty."""
    return plain(typed_instead(field.placeholder))


def row_text(row: Row, *, skip: int = 0) -> str:
    """A row in one line, a comma before what stands in another column.

    Args:
        row: The row.
        skip: How many of its first pieces are left out.
    """
    if row.said is not None:
        return plain(row.said)
    columns = _columns([*row.left][skip:])
    columns += [text for text, _ in row.right]
    words = [plain(" ".join(part.split())) for part in columns]
    return ", ".join(filter(None, words))


def _columns(pieces: Pieces) -> list[str]:
    """What stands at the left of a row, parted where there is a gap."""
    columns = [""]
    for text, _ in pieces:
        if CHART.fullmatch(text):
            continue
        if text.startswith(GAP) or columns[-1].endswith(GAP):
            columns.append("")
        columns[-1] += text
    return columns


def own_numbers(rows: Sequence[Row]) -> bool:
    """Whether rows bring the numbers along that choose them."""
    marks = []
    for row in rows:
        pieces = [*row.left]
        if row.key:
            marks.append(pieces[0][0].strip() if len(pieces) > 1 else "")
    return bool(marks) and all(
        mark.replace("!", "0").isdecimal() for mark in marks
    )


def numbered(rows: RowList) -> tuple[list[str], dict[str, int]]:
    """The rows as lines, and the index of each that can be chosen by what is typed for it."""
    if not rows.rows:
        return [plain(typed_instead(line)) for line in rows.empty], {}
    has_own = len(rows.rows) < MOST and own_numbers(rows.rows)
    lines: list[str] = []
    chosen: dict[str, int] = {}
    for index, row in enumerate(rows.rows):
        if not row.key:
            lines.append(row_text(row))
            continue
        sign = str(len(chosen) + 1)
        if has_own:
            sign = next(iter(row.left))[0].strip()
        text = row_text(row, skip=int(has_own))
        lines.append(f"{sign}. {text}")
        chosen[sign] = index
    return list(filter(None, lines)), chosen


MOST: Final = 100
"""A list longer than this brings no numbers of its own along."""


def page_lines(page: PageView) -> tuple[list[str], dict[str, int]]:
    """A page as lines with a number behind each link and box, and the place for each number."""
    lines = [line.rstrip() for line in page.text.lines]
    indexes: dict[str, int] = {}
    terms: list[str] = []
    ends: dict[int, list[tuple[int, str]]] = {}
    places = sorted(enumerate(page.text.places), key=_is_term)
    for number, (index, place) in enumerate(places, 1):
        if place.what is What.TERM:
            terms.append(f"{number}. {_text_at(lines, place)}")
        else:
            line, _, end = place.parts[-1]
            ends.setdefault(line, []).append((end, str(number)))
        indexes[str(number)] = index
    for at, marks in ends.items():
        for end, sign in sorted(marks, reverse=True):
            before, after = lines[at][:end], lines[at][end:]
            box = BOXES.get(before[-len("[ ]") :])
            if box:
                said = f"{before[: -len('[ ]')]}[{sign}] {tr(box)}:"
            else:
                said = f"{before} [{sign}]"
            lines[at] = said + after
    whole = [without_signs(clean(line)).rstrip() for line in lines]
    if terms:
        whole += [
            "",
            tr("Words explained: {words}.", words=", ".join(map(plain, terms))),
        ]
    return list(_without_ornaments(whole)), indexes


def _is_term(numbered: tuple[int, Place]) -> bool:
    return numbered[1].what is What.TERM


def _without_ornaments(lines: Sequence[str]) -> Iterator[str]:
    """Lines without drawn rules and charts, and with one blank line where there are several."""
    is_blank = True
    for line in lines:
        if ORNAMENT.fullmatch(line):
            continue
        if line or not is_blank:
            yield line
        is_blank = not line


def _text_at(lines: Sequence[str], place: Place) -> str:
    line, start, end = place.parts[0]
    return lines[line][start:end]
