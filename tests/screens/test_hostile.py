"""Text that would steer a terminal, break a layout or be read as markup, in every place that takes text."""

import pytest

from tests.conftest import MakeApp, Open
from tests.screens.keys import new_goal, to_view
from tests.support import MOMENT, USUAL, Sitting, control_characters
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    Goal,
    GoalReview,
    Promise,
    Relationship,
    Win,
)
from trust_tui.domain.workbook import Workbook

STEERING = (
    "\x1b]52;c;ZXZpbA==\x07 \x1b[2J \x1b]0;t\x07 \x1b[?1049l",
    "\u009b2J \u009d0;t\u009c \x00 \x7f \x0e\x0f \x85",
    "\u202eesrever\u202c \u2066x\u2069 \u200f \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d",
    "broken \ud83d end \udc80",
    "a\u2028b\u2029c\ufeffd\x0be\x0cf\rg",
    "\u4f60\u597d\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1e8\U0001f1ed e\u0301\u0301 1\ufe0f\u20e3",
    "\ta\t\tb\t",
)
"""Escape codes, control characters, turns of direction, broken bytes, separators, wide characters, tabs."""

HOSTILE = {
    "markup": '[/me shrugs] [b]x[/b] [/] [@click=app.quit]y[/] [x y=" [link=https://e.org/]z[/] {x} %s $quiet \\',
    "markdown": "# h\n- [ ] box\n> q\n```\ncode\n[a](javascript:x) ![i](file:///etc/passwd) <script>",
    "steering": " ".join(STEERING),
    "steering first": "".join(reversed(STEERING)),
    "one long word": "x" * 10_000,
    "long wide word": "\u4f60" * 5_000,
    "many lines": "line\n" * 2_000,
    "blank": " \n\t ",
}

FORMS = (
    (["n"], 2),
    (new_goal(), 4),
    (["c", "1", "1", "1", "2", "1"], 2),
    (["r", "down", "enter", "enter"], 1),
)
"""The keys that lead to a form's first field, and the number of fields to fill in."""

NARROW = (60, 16)


def check_screen(session: Sitting) -> None:
    """Check that the program lives and that no drawn line holds what a terminal would obey."""
    assert session.app.is_running
    width = session.app.size.width
    for strip in session.app.screen._compositor.render_strips():
        assert not control_characters(
            "".join(segment.text for segment in strip)
        )
        assert strip.cell_length <= width
        assert not any(segment.control for segment in strip)


@pytest.mark.parametrize("size", [NARROW, USUAL])
@pytest.mark.parametrize("name", ["markdown", "long wide word", "many lines"])
async def test_whatever_was_kept_is_shown_harmless(
    start: Open, workbook: Workbook, name: str, size: tuple[int, int]
) -> None:
    text = HOSTILE[name]
    about = workbook.of(Relationship).keep(Relationship(label=text))
    workbook.set_settings(
        type(workbook.settings)(welcomed=MOMENT.date(), current=about.id)
    )
    day = MOMENT.date()
    values: list[Entry | CheckIn | Goal | Promise | Win] = [
        Entry(
            text=text,
            title=text,
            tags=(text, text),
            answers=text,
            day=day,
            about=about.id,
        ),
        Entry(text=text, day=day, about=about.id),
        CheckIn(
            day=day, answers={text: 3}, good=text, note=text, about=about.id
        ),
        Promise(text=text, to=text, about=about.id),
        Win(text=text, day=day, about=about.id),
        Goal(
            action=text,
            when=text,
            know=text,
            obstacle=text,
            then=text,
            why=text,
            earlier=(text,),
            reviews=(
                GoalReview(day=day, well=text, in_the_way=text, next=text),
            ),
            about=about.id,
        ),
    ]
    for value in values:
        workbook.of(type(value)).keep(value)
    async with start(size) as session:
        check_screen(session)
        await session.press("5")
        for _ in values:
            for keys in (("enter",), ("e",), ("escape", "escape", "down")):
                await session.press(*keys)
                check_screen(session)
        await session.press("d")
        check_screen(session)
        await session.press("escape", "r")
        check_screen(session)


@pytest.mark.parametrize(
    "name", ["steering first", "one long word", "many lines", "blank"]
)
async def test_whatever_is_pasted_is_shown_harmless_and_kept(
    start: Open, welcomed: Workbook, name: str
) -> None:
    text = HOSTILE[name]
    async with start() as session:
        for keys, fields in FORMS:
            await session.press(*keys)
            for _ in range(fields):
                await session.paste(text)
                check_screen(session)
                await session.press("tab")
            await session.press("ctrl+s")
            check_screen(session)
            while len(session.app.screen_stack) > 1:
                await session.press("escape")
                check_screen(session)
        for mode in ("1", *to_view("All")):
            await session.press(mode)
            check_screen(session)
    welcomed.refresh()
    if text.strip():
        assert len(welcomed.of(Entry).all()) == 1
    kept = [record.value.text for record in welcomed.of(Entry).all()]
    assert all(control_characters(entry) <= {"\n", "\t"} for entry in kept)


@pytest.mark.parametrize("name", ["markup", "steering", "one long word"])
async def test_whatever_is_searched_for_finds_something_or_nothing(
    start: Open, welcomed: Workbook, name: str
) -> None:
    welcomed.of(Entry).keep(
        Entry(
            text=HOSTILE[name],
            day=MOMENT.date(),
            about=welcomed.settings.current,
        )
    )
    async with start() as session:
        for keys in (["slash"], ["ctrl+p"], ["4", "f"]):
            await session.press(*keys)
            await session.paste(HOSTILE[name])
            check_screen(session)
            await session.press("enter", "escape", "escape")
            check_screen(session)


@pytest.mark.parametrize("name", ["markup", "steering", "one long word"])
async def test_a_draft_is_offered_harmless(
    start: Open, welcomed: Workbook, name: str
) -> None:
    async with start() as session:
        await session.press("n")
        await session.paste(HOSTILE[name])
        await session.leave()
    async with start() as session:
        check_screen(session)
        await session.press("enter")
        check_screen(session)


async def test_an_entry_is_edited_without_losing_what_it_holds(
    start: Open, welcomed: Workbook
) -> None:
    """Text that came from elsewhere keeps its harmless characters; the others are shown as marks."""
    text = "before \u4f60 e\u0301\n\tafter"
    record = welcomed.of(Entry).keep(
        Entry(text=text, day=MOMENT.date(), about=welcomed.settings.current)
    )
    async with start() as session:
        await session.press("5", "e", "shift+tab")
        await session.type("titled")
        await session.press("ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    changed = welcomed.of(Entry).get(record.id)
    assert changed is not None
    assert (changed.value.title, changed.value.text) == ("titled", text)


async def test_no_widget_takes_a_persons_text_for_an_action(
    make_app: MakeApp, welcomed: Workbook
) -> None:
    app = make_app()

    assert app.ENABLE_COMMAND_PALETTE is False
