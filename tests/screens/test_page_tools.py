"""What can be done on any page: its contents, finding words, a word explained, what comes next, the place kept."""

import pytest

from tests.conftest import Open
from tests.support import Sitting
from trust_tui.domain.records import PageRead
from trust_tui.domain.workbook import Workbook
from trust_tui.library.library import Library
from trust_tui.library.next_links import targets
from trust_tui.widgets.page_view import PageView


async def open_page(session: Sitting, library: Library, id: str) -> None:
    """Open a page from the shelf."""
    await session.press("1", "tab")
    await session.choose(library.header(id).title[:25])


def first_line(session: Sitting) -> str:
    """The first line of the text in view."""
    return next(line.strip() for line in session.lines[2:] if line.strip())


def without_scroll_bar(session: Sitting) -> list[str]:
    return [line[:78].rstrip() for line in session.lines]


def marked(session: Sitting) -> list[str]:
    """The pieces of text that are drawn as hits."""
    view = session.app.screen.query_one("#page", PageView)
    style = view.drawn_style("mark")
    return [
        s.text
        for strip in session.app.screen._compositor.render_strips()
        for s in strip
        if s.style == style
    ]


async def test_the_contents_of_a_page_lead_to_its_headings(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    headings = [section.title for section in packaged.page("safety").sections]
    async with start() as session:
        await session.press("exclamation_mark", "i")
        assert session.shows("In this page", headings[0], headings[2])
        await session.choose(headings[2])
        assert first_line(session) == headings[2]
        await session.press("i")
        assert headings[2] in session.row
        await session.press("escape")
        assert first_line(session) == headings[2]


async def test_a_page_without_headings_says_so(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("5", "tab", "i")

        assert session.shows("This page has no headings")


async def test_find_shows_the_lines_and_marks_every_hit(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("exclamation_mark", "f")
        await session.type("safe")
        assert session.row.casefold().count("safe")
        await session.press("down")
        line = session.row.strip()
        await session.press("enter")
        assert any(line[:40] in shown for shown in session.lines)
        assert marked(session)
        assert {hit.casefold() for hit in marked(session)} == {"safe"}


async def test_find_says_when_there_is_nothing_and_changes_nothing(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("exclamation_mark")
        before = without_scroll_bar(session)
        await session.press("f")
        await session.type("qqqzzz")
        assert session.shows("No line of this page has it")
        await session.press("enter", "escape")
        assert without_scroll_bar(session) == before


async def test_find_works_on_what_the_user_wrote(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    async with start() as session:
        await session.press("2")
        await session.choose(packaged.signs()[0].title[:20])
        await session.press("f")
        await session.type("jealous")
        await session.press("enter")
        assert marked(session)


async def test_a_word_is_explained_below_the_page_until_the_next_step(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    meanings = {
        section.id: " ".join(section.paragraphs)
        for section in packaged.terms().values()
    }
    async with start((100, 50)) as session:
        await session.press("3")
        await session.choose(packaged.header("step-3a").title)
        for _ in range(40):
            await session.press("right")
            if (
                session.app.screen.query_one("#page", PageView)
                .text.places[place_of(session)]
                .what.value
                == "term"
            ):
                break
        before = session.text
        await session.press("enter")
        explained = " ".join(session.text.split())
        assert session.text != before
        assert any(
            " ".join(text.split())[:40] in explained
            for text in meanings.values()
        )
        await session.press("down")
        assert not any(
            " ".join(text.split())[:40] in " ".join(session.text.split())
            for text in meanings.values()
        )


def place_of(session: Sitting) -> int:
    return session.app.screen.query_one("#page", PageView)._place


async def test_the_end_of_a_page_names_what_comes_next(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    first = packaged.shelf()[0]
    following = packaged.header(targets(packaged, first)[0]).title
    async with start() as session:
        await open_page(session, packaged, first.id)
        await session.press("end")
        assert session.shows("What next", following)
        await session.press("left", "enter")
        assert following in session.lines[0]


async def test_coming_back_the_place_is_kept(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    title = packaged.header("safety").title
    async with start() as session:
        await session.press("exclamation_mark", "end")
        page = session.app.screen.query_one("#page", PageView)
        place = ""
        for _ in range(20):
            await session.press("left")
            place = page.part
            await session.press("enter")
            if title not in session.lines[0]:
                break
        assert title not in session.lines[0]
        assert place
        await session.press("q")
        assert title in session.lines[0]
        assert page.part == place


async def test_the_way_back_leads_over_every_page(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    async with start((100, 60)) as session:
        await session.press("exclamation_mark")
        titles = [session.lines[0]]
        for _ in range(8):
            await session.press("right", "enter")
            if session.lines[0] != titles[-1]:
                titles.append(session.lines[0])
        assert len(titles) > 2
        back = [session.lines[0]]
        for _ in range(9):
            await session.press("backspace")
            if session.lines[0] != back[-1]:
                back.append(session.lines[0])
        assert back[:-1] == titles[::-1]
        assert session.shows("Today")


@pytest.mark.parametrize("mode", ["2", "3"])
async def test_a_page_read_to_its_end_keeps_its_mark_and_its_top(
    start: Open, welcomed: Workbook, packaged: Library, mode: str
) -> None:
    header = packaged.signs()[0] if mode == "2" else packaged.steps()[0]
    async with start() as session:
        await session.press(mode)
        await session.choose(header.title[:20])
        await session.press("end", "escape")
        welcomed.refresh()
        (read,) = [
            record.value
            for record in welcomed.of(PageRead).all()
            if record.value.page == header.id
        ]
        assert (read.finished, read.place) == (True, "")
        await session.press("enter", "pagedown", "escape")
    welcomed.refresh()
    (read,) = [
        record.value
        for record in welcomed.of(PageRead).all()
        if record.value.page == header.id
    ]
    assert (read.finished, read.place) == (True, "")


async def test_a_sign_is_left_at_the_part_one_was_reading(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    header = packaged.signs()[0]
    async with start() as session:
        await session.press("2")
        await session.choose(header.title[:20])
        await session.press("pagedown", "escape")
        welcomed.refresh()
        place = next(
            r.value.place
            for r in welcomed.of(PageRead).all()
            if r.value.page == header.id
        )
        assert place
    async with start() as session:
        await session.press("2")
        await session.choose(header.title[:20])
        assert session.app.screen.query_one("#page", PageView).part == place


async def test_the_frequent_questions_are_filtered_and_the_answer_searched(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    question = packaged.questions()[3]
    async with start((100, 40)) as session:
        await session.press("4", "f")
        await session.paste(question.text)
        assert (
            sum(q.text[:20] in session.text for q in packaged.questions()) >= 1
        )
        await session.press("enter", "enter", "f")
        assert "Find in page" in session.lines[0]
        await session.press("escape", "escape", "escape")
        assert session.shows(packaged.questions()[0].text[:20])
        await session.press("escape")
        assert session.mode == "faq"
