"""Every dialog takes every hostile string: nothing ends the program, nothing steers the terminal."""

from typing import Final

import pytest
from textual import events
from textual.geometry import Region
from textual.widgets import Input, TextArea

from tests.conftest import Open
from tests.hostile.showing import (
    FORBIDDEN,
    as_shown,
    check_screen,
    check_strips,
    shadow_of,
)
from tests.hostile.strings import HOSTILE, SHORT
from tests.screens.keys import new_goal, to_view
from tests.support import MOMENT, Sitting
from trust_tui.domain.records import CheckIn, Entry, Goal, Promise, Win
from trust_tui.domain.workbook import Workbook
from trust_tui.widgets.fields import Line
from trust_tui.widgets.long_field import Lines

SMALL = [*to_view("Promises & wins"), "n"]

FORMS: Final[dict[str, tuple[list[str], int]]] = {
    "entry": (["n"], 3),
    "changed entry": ([*to_view("Entries"), "e"], 3),
    "goal": (new_goal(), 4),
    "look back": ([*to_view("Goals"), "v"], 3),
    "promise": ([*SMALL, "enter"], 3),
    "win": ([*SMALL, "down", "enter"], 1),
    "limit": ([*SMALL, "down", "down", "enter"], 1),
    "relationship": (["r", "end", "up", "enter"], 1),
    "check-in": (["c"], 2),
    "exercise": (["3", "down", "down", "enter", "tab"], 0),
    "search": (["slash"], 1),
    "commands": (["ctrl+p"], 1),
    "find in page": (["2", "tab", "f"], 1),
    "filter": (["4", "f"], 1),
    "new passphrase": (["f5"], 2),
    "bring in": (["shift+f12"], 1),
    "where to write": (["f12", "enter", "enter", "down", "enter"], 1),
    "the days of a page": (["f3"], 2),
    "together, the first": (["t", "enter"], 1),
    "together, the agreement": (
        ["t", "enter", "ctrl+s", "enter", "ctrl+s", "enter", "ctrl+s"],
        2,
    ),
}
"""The keys to each place with fields, and how many fields there are at least."""


ALL_STRINGS: Final = (
    "entry",
    "relationship",
    "check-in",
    "search",
    "commands",
    "find in page",
    "filter",
    "exercise",
)
"""The dialogs whose first field takes all of them."""


def test_the_list_is_long_enough() -> None:
    assert len(HOSTILE) >= 200
    assert len(set(HOSTILE.values())) >= 300
    assert max(map(len, HOSTILE.values())) >= 10_000


@pytest.fixture
def lived_in(welcomed: Workbook) -> Workbook:
    """A workbook with something of each kind."""
    about = welcomed.settings.current
    for value in (
        Entry(text="words", day=MOMENT.date(), about=about),
        Goal(action="ask", about=about),
        Promise(text="ring", about=about),
        Win(text="a talk", day=MOMENT.date(), about=about),
        CheckIn(day=MOMENT.date(), answers={"day-mood": 3}, about=about),
    ):
        welcomed.of(type(value)).keep(value)
    return welcomed


async def put_in(field: Line | Lines, text: str) -> None:
    """Put a text into an empty field as a paste does, the cursor at its start; the emptying itself goes unnoticed."""
    with field.prevent(Input.Changed, TextArea.Changed):
        if isinstance(field, Line):
            field.value = ""
        else:
            field.text = ""
    if isinstance(field, Line):
        field.on_paste(events.Paste(text))
        field.cursor_position = 0
    else:
        field.on_paste(events.Paste(text))
        field.move_cursor((0, 0))


def held(field: Line | Lines) -> str:
    """What stands in a field."""
    return field.value if isinstance(field, Line) else field.text


def fields_of(session: Sitting) -> list[Line | Lines]:
    """The fields of the screen in view."""
    found = [
        *session.app.screen.query(Input),
        *session.app.screen.query(TextArea),
    ]
    assert all(isinstance(field, (Line, Lines)) for field in found), (
        "a field of Textual's own takes control characters"
    )
    return [field for field in found if isinstance(field, (Line, Lines))]


@pytest.mark.parametrize("form", FORMS)
async def test_every_field_takes_hostile_strings_and_shows_them_harmless(
    start: Open, lived_in: Workbook, form: str
) -> None:
    """All fields are of two classes; where one of them is used in its own way, it takes every string, else a fourth."""
    keys, least = FORMS[form]
    async with start() as session:
        await session.press(*keys)
        for _ in range(
            20 if form == "together, the agreement" else 0
        ):  # past all that is talked about
            if session.app.screen.query(Input):
                break
            await session.press("enter")
        fields = fields_of(session)
        assert len(fields) >= least, session.text
        for number, field in enumerate(fields):
            before = held(field)
            width = max(1, field.size.width)
            shadow = shadow_of(Region(0, 0, width, max(1, field.size.height)))
            strings = (
                HOSTILE.items()
                if number == 0 and form in ALL_STRINGS
                else list(SHORT.items())[number::4]
            )
            for name, text in strings:
                await put_in(field, text)
                one_line = isinstance(field, Line)
                expected = as_shown(text, one_line=one_line)
                assert held(field).rstrip("\n") == expected.rstrip("\n"), name
                strips = [
                    field.render_line(y) for y in range(field.size.height)
                ]
                check_strips(strips, shadow)
                if (
                    one_line
                    and expected.isprintable()
                    and not getattr(field, "password", False)
                ):
                    start_of_it = expected[: max(1, width // 2 - 4)]
                    assert start_of_it.strip() in "".join(
                        strip.text for strip in strips
                    ), name
            await put_in(field, before)
            await session.settle()
        check_screen(session, shadow_of(Region(0, 0, *session.app.size)))
        assert session.app.is_running


def is_kept_without_harm(text: str) -> bool:
    """Whether a text holds nothing that steers; a line feed and a tab are words' own."""
    return not set(text) & (FORBIDDEN - {"\t", "\n"})


BATCH = 24


@pytest.mark.parametrize("part", range(3))
async def test_forms_filled_with_hostile_strings_are_kept_and_shown(
    start: Open, lived_in: Workbook, part: int
) -> None:
    """Each string goes through the whole program once: pasted by the terminal, kept, listed, and shown."""
    texts = list(HOSTILE.values())[part::3]
    keys = {"n": 3, "goal": 4, "promise": 2, "win": 1}
    async with start() as session:
        shadow = shadow_of(Region(0, 0, *session.app.size))
        batches = [texts[at : at + BATCH] for at in range(0, len(texts), BATCH)]
        for number, batch in enumerate(batches):
            form = list(keys)[number % len(keys)]
            await session.press(
                *(FORMS["entry"] if form == "n" else FORMS[form])[0]
            )
            of_words = [
                field for field in fields_of(session) if field.id != "entry-day"
            ]
            for field in of_words[: keys[form]]:
                field.focus()
                await session.settle()
                for text in batch:
                    session.app.post_message(events.Paste(text))
                await session.settle()
                check_screen(session, shadow)
            await session.press("ctrl+s")
            check_screen(session, shadow)
            while len(session.app.screen_stack) > 1:
                await session.press("escape")
            await session.press("1")
            check_screen(session, shadow)
        await session.press("5")
        for _ in range(len(batches) + 5):
            await session.press("down")
            check_screen(session, shadow)
    lived_in.refresh()
    kept = lived_in.timeline(["entries", "goals", "promises", "wins"], None)
    assert len(kept) > len(batches)
    assert all(
        is_kept_without_harm(str(getattr(record.value, "text", "")))
        for record in kept
    )
