"""The parts that screens share, each alone in a small program."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from tests.conftest import Open
from tests.support import MOMENT
from trust_tui.domain import Workbook
from trust_tui.library.model import Choice, Item, Section
from trust_tui.screens.journal_views import ViewBar
from trust_tui.screens.timeline_rows import MOST_KEPT, Recent, RecordRows
from trust_tui.textual_patches import once
from trust_tui.theme import DARK
from trust_tui.typeset.blocks import (
    Block,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Span,
    Verse,
)
from trust_tui.typeset.layout import lay_out
from trust_tui.widgets import frame, scale_form
from trust_tui.widgets.fields import Line
from trust_tui.widgets.framed import Framed
from trust_tui.widgets.long_field import Lines
from trust_tui.widgets.page_targets import What, places_in
from trust_tui.widgets.page_view import PageView
from trust_tui.widgets.row_list import Row, RowList
from trust_tui.widgets.scale_form import ScaleForm

TODAY = MOMENT.date()
W = TypeVar("W", bound=Widget)


class Host(App[None]):
    """Shows one widget."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self._widget = widget

    def compose(self) -> ComposeResult:
        """The widget."""
        yield self._widget


@asynccontextmanager
async def alone(
    widget: W, size: tuple[int, int] = (40, 10)
) -> AsyncIterator[tuple[W, Pilot[None], list[Message]]]:
    """A widget in a program of its own, with the focus, and the messages it sends."""
    said: list[Message] = []

    def hear(message: Message) -> None:
        if not any(
            message is heard for heard in said
        ):  # one that bubbles comes by more than once
            said.append(message)

    app = Host(widget)
    async with app.run_test(size=size, message_hook=hear) as pilot:
        widget.focus()
        await pilot.pause()
        yield widget, pilot, said


def lines(widget: Widget) -> list[str]:
    """What the widget shows."""
    return [
        "".join(segment.text for segment in strip).rstrip()
        for strip in widget.screen._compositor.render_strips()
    ]


def rows(*keys: str) -> list[Row]:
    """A row for each key; one without a key is a heading."""
    return [Row(key, [(key or "heading", "text")]) for key in keys]


# Lists


async def test_a_list_without_rows_says_so_and_takes_every_key() -> None:
    async with alone(RowList(empty=["Nothing yet."])) as (widget, pilot, said):
        await pilot.press(
            "down", "up", "pagedown", "pageup", "home", "end", "enter"
        )
        assert widget.key == ""
        assert lines(widget)[0].strip() == "Nothing yet."
        assert not any(isinstance(message, RowList.Chosen) for message in said)


async def test_the_cursor_passes_over_headings() -> None:
    async with alone(RowList()) as (widget, pilot, _):
        widget.set_rows(rows("", "a", "", "", "b", ""))
        assert widget.key == "a"
        await pilot.press("down")
        assert widget.key == "b"
        await pilot.press("down", "end")
        assert widget.key == "b"
        await pilot.press("home")
        assert widget.key == "a"


async def test_a_list_of_headings_alone_has_no_cursor() -> None:
    async with alone(RowList()) as (widget, pilot, said):
        widget.set_rows(rows("", ""))
        await pilot.press("down", "enter")
        assert (widget.cursor, widget.key) == (-1, "")
        assert not any(isinstance(message, RowList.Chosen) for message in said)


async def test_the_cursor_stays_on_its_row_when_rows_come_and_go() -> None:
    async with alone(RowList()) as (widget, _, _said):
        widget.set_rows(rows("a", "b", "c"), key="b")
        widget.set_rows(rows("new", "a", "b", "c"))
        assert widget.key == "b"
        widget.set_rows(rows("new", "a", "c"))
        assert widget.key == "c"
        widget.set_rows(rows("new"))
        assert widget.key == "new"
        widget.set_rows(())
        assert widget.key == ""


async def test_a_key_that_is_not_there_is_not_selected() -> None:
    async with alone(RowList()) as (widget, _, _said):
        widget.set_rows(rows("a", "b"))
        assert widget.select("b")
        assert not widget.select("z")
        assert widget.key == "b"


async def test_paging_never_leaves_the_list() -> None:
    async with alone(RowList()) as (widget, pilot, _):
        widget.set_rows(rows(*map(str, range(25))))
        await pilot.press("pagedown")
        assert widget.key == "9"
        await pilot.press(*["pagedown"] * 5)
        assert widget.key == "24"
        await pilot.press(*["pageup"] * 9)
        assert widget.key == "0"


async def test_a_heading_above_the_first_row_comes_into_view_again() -> None:
    async with alone(RowList()) as (widget, pilot, _):
        widget.set_rows(rows("", *map(str, range(30))))
        await pilot.press("end", *["up"] * 29)
        assert lines(widget)[0].strip() == "heading"


async def test_moving_past_the_last_row_shows_what_stands_below_it() -> None:
    async with alone(RowList()) as (widget, pilot, _):
        widget.set_rows(rows(*map(str, range(12)), "", ""))
        await pilot.press(*["down"] * 12)
        assert widget.key == "11"
        assert lines(widget)[-1].strip() == "heading"


async def test_a_row_that_is_too_long_is_cut_and_says_so() -> None:
    async with alone(RowList(), (20, 4)) as (widget, _, _said):
        widget.set_rows([Row("a", [("x" * 50, "text")], [("end", "quiet")])])
        assert lines(widget)[0].endswith("\u2026 end")
        assert len(lines(widget)[0]) == 20


async def test_wide_letters_take_two_cells() -> None:
    async with alone(RowList(), (20, 4)) as (widget, _, _said):
        widget.set_rows([Row("a", [("\u754c" * 30, "text")])])
        assert lines(widget)[0].count("\u754c") <= 9


def test_what_was_drawn_is_not_made_again_until_there_is_too_much_of_it() -> (
    None
):
    made: list[int] = []

    class Numbers(Sequence[int]):
        """Numbers that are made as they are read."""

        def __len__(self) -> int:
            return 10_000

        def __getitem__(self, index: Any) -> Any:
            made.append(index)
            return index

    recent = Recent(Numbers())
    assert (recent[3], recent[3], recent[4], len(recent)) == (3, 3, 4, 10_000)
    assert made == [3, 4]
    assert str(recent[5:7]) == str(slice(5, 7))
    for index in range(2 * MOST_KEPT):
        assert recent[index] == index
    assert recent[3] == 3
    assert made.count(3) == 2


async def test_many_rows_cost_what_the_visible_ones_cost() -> None:
    drawn: list[str] = []

    def draw(record: Any) -> Row:
        drawn.append(record)
        return Row(str(record), [(str(record), "text")])

    numbers: Sequence[Any] = range(100_000)
    made = RecordRows(numbers, draw)
    async with alone(RowList()) as (widget, pilot, _):
        widget.set_rows(made, key="3")
        await pilot.press("end")
        assert widget.key == "99999"
        assert len(drawn) < 1_000
        assert [row.key for row in made[2:4]] == ["2", "3"]


# Scales


def item(id: str, *values: int | None, text: str = "How?") -> Item:
    return Item(
        id=id,
        text=text,
        choices=tuple(
            Choice(text=f"word {value}", value=value) for value in values
        ),
    )


FIVE = (0, 1, 2, 3, 4)


async def test_a_form_without_items_takes_every_key() -> None:
    async with alone(ScaleForm()) as (form, pilot, _):
        form.set_items((), {})
        await pilot.press(
            "down", "up", "space", "3", "minus", "x", "right", "left"
        )
        assert form.answers == {}


async def test_only_answers_that_an_item_has_can_be_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with alone(ScaleForm()) as (form, pilot, _):
        form.set_items([item("a", 0, 2, 4)], {})
        await pilot.press("1", "2", "minus")
        assert form.answers == {}  # typed on at speed
        monkeypatch.setattr(scale_form, "HELD_SECONDS", 0.0)
        await pilot.press("3")
        assert form.answers == {}
        await pilot.press("2")
        assert form.answers == {"a": 2}


async def test_going_past_either_end_is_told() -> None:
    async with alone(ScaleForm()) as (form, pilot, said):
        form.set_items([item("a", *FIVE), item("b", *FIVE)], {})
        await pilot.press("up", "down", "down")
        assert [m.step for m in said if isinstance(m, ScaleForm.Left)] == [
            -1,
            1,
        ]
        assert form.cursor == 1


async def test_the_arrows_go_through_the_answers_and_stop_at_the_ends() -> None:
    async with alone(ScaleForm()) as (form, pilot, _):
        form.set_items([item("a", *FIVE, None)], {})
        await pilot.press("left")
        assert form.answers == {"a": None}
        await pilot.press("right", "left", "left")
        assert form.answers == {"a": 3}
        await pilot.press(*["left"] * 9)
        assert form.answers == {"a": 0}


async def test_the_arrows_go_on_from_an_answer_the_item_has_no_more() -> None:
    async with alone(ScaleForm()) as (form, pilot, _):
        form.set_items([item("a", 0, 2, 4)], {"a": 3})
        await pilot.press("right")
        assert form.answers["a"] in (0, 2, 4)


async def test_taking_an_answer_away_is_told_once() -> None:
    async with alone(ScaleForm()) as (form, pilot, said):
        form.set_items([item("a", *FIVE)], {"a": 1})
        await pilot.press("x", "x")
        assert form.answers == {}
        assert (
            sum(isinstance(message, ScaleForm.Changed) for message in said) == 1
        )


async def test_an_answer_of_an_item_no_longer_asked_stays() -> None:
    async with alone(ScaleForm()) as (form, pilot, _):
        form.set_items([item("a", *FIVE)], {"gone": 3})
        await pilot.press("1")
        assert form.answers == {"gone": 3, "a": 1}


async def test_the_item_in_focus_is_always_in_view() -> None:
    async with alone(ScaleForm()) as (form, pilot, _):
        form.set_items(
            [item(str(n), *FIVE, text=f"Question {n}") for n in range(15)], {}
        )
        for number in range(15):
            assert any(f"Question {number}" in line for line in lines(form))
            await pilot.press("down")
        for number in range(14, -1, -1):
            assert any(f"Question {number}" in line for line in lines(form))
            await pilot.press("up")


async def test_one_at_a_time_shows_one_and_marks_its_answer() -> None:
    async with alone(ScaleForm(one=True)) as (form, pilot, _):
        form.set_items(
            [
                item("a", *FIVE, None, text="First?"),
                item("b", *FIVE, text="Second?"),
            ],
            {"a": 2},
        )
        assert any("1 of 2" in line for line in lines(form))
        assert not any("Second?" in line for line in lines(form))
        form.one = False
        await pilot.pause()
        assert any("Second?" in line for line in lines(form))


async def test_answers_run_over_several_lines_where_it_is_narrow() -> None:
    async with alone(ScaleForm(), (24, 12)) as (form, _, _said):
        form.set_items([item("a", *FIVE)], {})
        shown = [line for line in lines(form) if "word" in line]
        assert len(shown) > 1
        assert form.tallest == 1 + len(shown) + 1


# Pages


def heading(text: str, id: str = "") -> Heading:
    return Heading(spans=(Span(text=text),), level=2, id=id)


def paragraph(*spans: Span) -> Paragraph:
    return Paragraph(spans=spans)


def link(text: str, target: str) -> Paragraph:
    return paragraph(Span(text=text, link=target))


async def test_an_empty_page_takes_every_key() -> None:
    async with alone(PageView()) as (page, pilot, said):
        page.show(())
        await pilot.press(
            "down",
            "up",
            "space",
            "pageup",
            "end",
            "home",
            "right",
            "left",
            "enter",
        )
        assert page.text.contents == []
        assert page.text.find("a") == []
        assert page.part == ""
        assert not any(
            isinstance(message, (PageView.Followed, PageView.Ticked))
            for message in said
        )


async def test_links_are_gone_to_in_order_and_followed() -> None:
    blocks: list[Block] = [
        link("one", "a"),
        link("two", "b"),
        *(paragraph(Span(text="x")) for _ in range(20)),
    ]
    async with alone(PageView()) as (page, pilot, said):
        page.show(blocks)
        await pilot.press(
            "enter", "right", "enter", "right", "enter", "left", "enter"
        )
        assert [m.id for m in said if isinstance(m, PageView.Followed)] == [
            "a",
            "b",
            "a",
        ]


async def test_past_the_last_link_is_the_end_and_before_the_first_the_top() -> (
    None
):
    blocks: list[Block] = [
        *(paragraph(Span(text="x")) for _ in range(9)),
        link("one", "a"),
    ]
    blocks += [paragraph(Span(text="y")) for _ in range(30)]
    async with alone(PageView()) as (page, pilot, _):
        page.show(blocks)
        await pilot.press("right")
        assert any("one" in line for line in lines(page))
        await pilot.press("right")
        assert page.scroll_offset.y == page.max_scroll_y
        await pilot.press("left")
        assert any("one" in line for line in lines(page))
        await pilot.press("left")
        assert page.scroll_offset.y == 0


async def test_a_box_is_ticked_by_its_id_and_drawn_where_it_was() -> None:
    boxes = ListBlock(
        items=tuple(
            ListItem(
                blocks=(paragraph(Span(text=f"do {id}")),), id=id, ticked=False
            )
            for id in ("a", "b")
        )
    )
    async with alone(PageView()) as (page, pilot, said):
        page.show([boxes])
        await pilot.press("right", "right", "enter")
        assert [m.id for m in said if isinstance(m, PageView.Ticked)] == ["b"]
        page.set_ticked({"b"})
        assert [line.strip()[:3] for line in lines(page)[:2]] == ["[ ]", "[x]"]
        await pilot.press("enter")
        assert [m.id for m in said if isinstance(m, PageView.Ticked)] == [
            "b",
            "b",
        ]


async def test_the_part_at_the_top_stays_there_when_the_width_changes() -> None:
    blocks: list[Block] = []
    for name in "abcdef":
        blocks += [
            heading(f"Part {name}", name),
            paragraph(Span(text="word " * 60)),
        ]
    async with alone(PageView(), (60, 12)) as (page, pilot, _):
        page.show(blocks, title="Title", anchor="d")
        assert page.part == "d"
        await pilot.resize_terminal(40, 12)
        assert page.part == "d"
        assert lines(page)[0].strip() == "Part d"


async def test_an_anchor_that_is_not_there_shows_the_top() -> None:
    async with alone(PageView()) as (page, _, _said):
        page.show(
            [
                heading("Part", "a"),
                *(paragraph(Span(text="x")) for _ in range(30)),
            ],
            anchor="z",
        )
        assert page.scroll_offset.y == 0


async def test_hits_are_marked_and_the_line_wanted_is_in_view() -> None:
    blocks: list[Block] = [
        paragraph(Span(text=f"word {number}")) for number in range(40)
    ]
    async with alone(PageView()) as (page, _, _said):
        page.show(blocks)
        found = page.text.find("word 31")
        assert [text for _, text in found] == ["word 31"]
        page.mark("word", found[0][0])
        assert any("word 31" in line for line in lines(page))


async def test_hits_stay_marked_where_they_stand_when_the_width_changes() -> (
    None
):
    blocks: list[Block] = [
        paragraph(Span(text="some words before it " * 6 + "needle"))
    ]
    async with alone(PageView(), (60, 12)) as (page, pilot, _):
        page.show(blocks)
        page.mark("needle", page.text.find("needle")[0][0])
        await pilot.resize_terminal(40, 12)
        marked = page.drawn_style("mark")
        assert [
            segment.text
            for y in range(page.size.height)
            for segment in page.render_line(y)
            if segment.style == marked
        ] == ["needle"]


async def test_the_same_blocks_are_known_again() -> None:
    blocks = [paragraph(Span(text="x"))]
    async with alone(PageView()) as (page, _, _said):
        page.show(blocks, title="A")
        assert page.is_showing(list(blocks), "A")
        assert not page.is_showing(blocks, "B")
        assert not page.is_showing([], "A")


# Places


def term(id: str) -> Section:
    return Section(
        heading=heading(id, id), blocks=(paragraph(Span(text="means")),)
    )


def test_places_come_from_top_to_bottom() -> None:
    blocks = (
        paragraph(
            Span(text="A soft start, and "), Span(text="a link", link="page")
        ),
        ListBlock(
            items=(
                ListItem(
                    blocks=(paragraph(Span(text="do it")),),
                    id="box",
                    ticked=False,
                ),
            )
        ),
    )
    found = places_in(lay_out(blocks, 60), {"soft start": term("term-soft")})

    assert [(place.what, place.target) for place in found] == [
        (What.TERM, "term-soft"),
        (What.LINK, "page"),
        (What.TICK, "box"),
    ]


def test_a_word_in_a_heading_or_a_link_is_not_explained() -> None:
    blocks = (
        heading("Soft start"),
        paragraph(Span(text="soft start", link="page")),
    )

    assert [
        place.what
        for place in places_in(lay_out(blocks, 60), {"soft start": term("t")})
    ] == [What.LINK]


def test_a_link_over_two_lines_is_one_place() -> None:
    blocks = (
        paragraph(Span(text="a very long link of many words", link="page")),
    )
    (place,) = places_in(lay_out(blocks, 12), {})

    assert len(place.parts) > 1
    assert place.line == 0


def test_a_page_of_the_users_own_words_has_no_places() -> None:
    assert not places_in(
        lay_out((Verse(text="[a](b) - [ ] soft start"),), 60), {}
    )


# Charts


# The names of the views


@pytest.mark.parametrize(("width", "shown"), [(80, "Trends"), (30, "1 of 6")])
async def test_the_views_are_named_as_far_as_there_is_room(
    width: int, shown: str
) -> None:
    async with alone(ViewBar(), (width, 4)) as (bar, pilot, _):
        assert any(shown in line for line in lines(bar))
        bar.view = 1
        await pilot.pause()
        assert any("Entries" in line for line in lines(bar))


Make = Callable[[], Widget]


@pytest.mark.parametrize("make", [RowList, ScaleForm, PageView])
async def test_a_part_that_has_no_room_draws_nothing_and_takes_keys(
    make: Make,
) -> None:
    widget = make()
    widget.styles.height = 0
    async with alone(widget, (1, 1)) as (_, pilot, _said):
        if isinstance(widget, RowList):
            widget.set_rows(rows("a", "b"))
        elif isinstance(widget, ScaleForm):
            widget.set_items([item("a", *FIVE)], {})
        elif isinstance(widget, PageView):
            widget.show([link("a", "b")], anchor="x")
        await pilot.press("down", "right", "end", "home", "enter")
        assert pilot.app.is_running


# Fields


async def test_a_field_to_read_takes_no_paste() -> None:
    async with alone(Lines("as it was")) as (field, pilot, _):
        field.read_only = True
        pilot.app.post_message(events.Paste("new"))
        await pilot.pause()
        assert field.text == "as it was"


async def test_a_paste_of_nothing_changes_nothing() -> None:
    async with alone(Vertical()) as (box, pilot, _):
        with pilot.app._context():
            field = Line("as it was")
            await box.mount(field)
        field.focus()
        pilot.app.post_message(events.Paste("\n"))
        pilot.app.post_message(events.Paste(""))
        await pilot.pause()
        assert field.value.strip() == "as it was"


# The frame


class Bare(Framed[None]):
    """A frame around nothing."""


async def test_a_frame_around_nothing_takes_keys() -> None:
    app = Host(Widget())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = Bare(title="Bare")
        await app.push_screen(screen)
        screen.keep_draft()
        await pilot.press("escape", "x")
        assert app.screen is screen
        assert lines(screen.key_bar)[0].strip() == "Bare"


async def test_a_notice_is_not_taken_away_when_the_time_of_an_earlier_one_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Host(Widget())
    async with app.run_test(size=(80, 24)):
        screen = Bare(title="Bare")
        await app.push_screen(screen)
        monkeypatch.setattr(frame, "NOTICE_SECONDS", 0)
        screen.notice("First")
        monkeypatch.undo()
        screen.notice("Second")
        over = asyncio.Event()
        once(screen, 0, over.set)
        await over.wait()
        assert "Second" in lines(screen.key_bar)[-1]


async def test_a_short_notice_may_be_drawn_at_the_height_of_a_long_one() -> (
    None
):
    app = Host(Widget())
    async with app.run_test(size=(40, 24)) as pilot:
        screen = Bare(title="Bare")
        await app.push_screen(screen)
        bar = screen.key_bar
        screen.notice("What just happened takes more lines than one here.")
        await pilot.pause()
        assert bar.size.height == 2
        screen.notice("Short.")
        assert [line.strip() for line in lines(bar)[-2:]] == ["Short.", ""]


async def test_what_is_due_as_a_screen_goes_is_not_called() -> None:
    due: list[asyncio.TimerHandle] = []
    called: list[str] = []

    class Going(Bare):
        async def _message_loop_exit(self) -> None:
            due[0]._run()
            await super()._message_loop_exit()

    app = Host(Widget())
    async with app.run_test(size=(80, 24)):
        screen = Going(title="Going")
        await app.push_screen(screen)
        due.append(once(screen, 60, lambda: called.append("called")))
        await app.pop_screen()
        assert called == []


@pytest.mark.parametrize("height", [2, 3, 24])
async def test_no_heading_holds_up_who_goes_by_pages(height: int) -> None:
    rows = []
    for number in range(9):
        rows += [Row("", [("month", "heading")]), Row("", [("day", "quiet")])]
        rows.append(Row(str(number), [(str(number), "text")]))
    async with alone(RowList(), size=(40, height)) as (widget, pilot, _):
        widget.set_rows(rows)
        for key, end in (("pagedown", "8"), ("pageup", "0")):
            for _ in range(9):
                await pilot.press(key)
            assert widget.key == end


async def test_the_cursor_of_the_terminal_stands_where_the_next_letter_will(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("4", "f")
        for keys, typed in (
            (["t", "r"], "tr"),
            (["left"], "t"),
            (["end"], "tr"),
        ):
            await session.press(*keys)
            place = session.app.cursor_position
            line = session.lines[place.y]
            assert line[: place.x].strip() == typed
        await session.press(*["x"] * 60, "left", "right")

        def before() -> str:
            place = session.app.cursor_position
            return session.lines[place.y][place.x - 1]

        await session.until(lambda: before() == "x", "the end in view")
