"""Pages: read, linked, filtered; where one was and what was read."""

import asyncio
from pathlib import Path

import pytest

from tests.conftest import Open
from tests.screens.test_piled_up_keys import Held
from tests.support import Sitting
from trust_tui.config import ConfigFile
from trust_tui.dialogs.reading_progress import ReadingMemory
from trust_tui.domain.records import PageRead
from trust_tui.domain.workbook import Workbook
from trust_tui.library.library import Library


async def follow_to(session: Sitting, mode: str) -> None:
    """Follow the links of the page in view, one after the other, until one leads to a screen."""
    seen = set()
    for _ in range(60):
        await session.press("right", "enter")
        if session.mode == mode:
            return
        if len(session.app.screen_stack) > 1:
            seen.add(session.lines[0])
            await session.press("escape")
    raise AssertionError(
        f"No link leads to {mode}, only to {seen}:\n{session.text}"
    )


async def test_a_link_leads_from_a_sign_to_a_step_and_back(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    sign = packaged.signs()[0]
    async with start() as session:
        await session.press("2")
        await session.choose(sign.title[:20])
        assert session.shows(sign.title)
        await follow_to(session, "steps")

        for _ in range(5):
            if session.mode == "signs":
                break
            await session.press("escape")
        assert session.mode == "signs"
        await session.press("tab")
        assert session.shows(sign.title)


async def test_every_sign_and_step_can_be_read(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    async with start((100, 60)) as session:
        for key, headers in (("2", packaged.signs()), ("3", packaged.steps())):
            await session.press(key, "home")
            for header in headers:
                await session.go_down_to(header.title[:20])
                page = [
                    line.partition("\u2502")[2].strip()
                    for line in session.lines
                ]
                assert any(line.startswith(header.title[:40]) for line in page)


@pytest.mark.parametrize("number", range(0, 12, 5))
async def test_a_page_of_the_shelf_opens_and_closes(
    start: Open, welcomed: Workbook, packaged: Library, number: int
) -> None:
    header = packaged.shelf()[number]
    async with start() as session:
        await session.press("tab")
        await session.choose(header.title[:25])
        assert header.title in session.lines[0]
        await session.press("q")
        assert session.mode == "overview"
        assert session.shows("Read")


async def test_a_page_read_to_its_end_is_marked(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    header = packaged.shelf()[0]
    async with start() as session:
        await session.press("tab")
        before = next(
            line for line in session.lines if header.title[:25] in line
        )
        await session.choose(header.title[:25])
        await session.press("end", "q")
        after = next(
            line for line in session.lines if header.title[:25] in line
        )
        assert before != after
    welcomed.refresh()
    (read,) = welcomed.of(PageRead).all()
    assert (read.value.page, read.value.finished) == (header.id, True)


async def test_a_page_left_as_its_end_is_seen_has_one_mark(
    start: Open, welcomed: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as session:
        held = Held(monkeypatch, session.app.session.workbook.of(PageRead))
        memory = ReadingMemory(session.app.session)
        session.app.run_worker(memory.keep("a-page", "", finished=True))
        await session.until(held.begun.is_set, rests=False)
        session.app.run_worker(memory.keep("a-page", "part", finished=False))
        for _ in range(10):  # it looks whether there is a mark
            await asyncio.sleep(0)
        held.go_on()
        await session.settle()
    welcomed.refresh()
    (read,) = welcomed.of(PageRead).all()
    assert read.value.finished


async def test_a_page_opens_where_it_was_left(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    header = packaged.shelf()[0]
    async with start() as session:
        await session.press("tab")
        await session.choose(header.title[:25])
        top = session.lines[2:8]
        await session.press("pagedown", "q")
    welcomed.refresh()
    (read,) = welcomed.of(PageRead).all()
    assert read.value.place
    async with start() as session:
        await session.press("tab")
        await session.choose(header.title[:25])
        assert session.lines[2:8] != top


async def test_a_link_leads_back_to_the_place_it_was_followed_from(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    async with start() as session:
        await session.press("2")
        await session.choose(packaged.signs()[0].title[:20])
        await session.press("pagedown")
        for _ in range(3):
            while len(session.app.screen_stack) == 1:
                await session.press("right", "enter")
            await session.press("escape", "1", "2")
            assert not session.shows("This can show up in anyone")


async def test_a_page_is_gone_about_by_keyboard(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("exclamation_mark")
        top = session.text
        await session.press("j")
        assert session.text != top
        await session.press("k")
        assert session.text == top
        await session.press("space")
        further = session.text
        assert further != top
        await session.press("end", "g")
        assert session.text == top
        await session.press("G", "pageup", "home")
        assert session.text == top


async def test_the_links_of_a_page_are_gone_through_in_both_directions(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("exclamation_mark")
        for key in ("right", "left"):
            for _ in range(25):
                await session.press(key)
        await session.resize(100, 40)
        await session.press("right")
        assert session.app.screen.focused is not None


async def test_questions_are_filtered_as_one_types(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    questions = packaged.questions()
    about_phones = next(q for q in questions if "phone" in q.text)
    other = questions[0]
    async with start((120, 40)) as session:
        await session.press("4")
        assert session.shows(other.text[:30], about_phones.text[:30])
        await session.press("f")
        await session.type("phone")
        assert session.shows(about_phones.text[:30])
        assert not session.shows(other.text[:30])
        await session.press("enter", "enter", "escape", "escape")
        assert session.shows(other.text[:30])


async def test_a_filter_that_fits_nothing_says_so(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("4", "f")
        await session.type("qqq")
        assert session.shows("No question has these words")
        await session.press("enter", "enter", "escape")
        assert not session.shows("No question has these words")


async def test_an_answer_is_shown_for_each_question(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    async with start((120, 60)) as session:
        await session.press("4", "home")
        for question in packaged.questions():
            await session.go_down_to(question.text[:25])
            page = "\n".join(
                line.partition("\u2502")[2] for line in session.lines
            )
            assert question.text[:40] in page


async def test_no_text_of_a_page_is_taken_for_a_command(
    start: Open, welcomed: Workbook
) -> None:
    """Links to other places are never opened, only shown."""
    async with start((100, 60)) as session:
        await session.press("slash")
        await session.type("evidence")
        await session.press("enter")
        for _ in range(5):
            await session.press("right", "enter")
        assert session.app.is_running


async def test_search_leads_to_a_question(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    question = packaged.questions()[-1]
    async with start((100, 40)) as session:
        await session.press("slash")
        await session.paste(question.text)
        await session.until_shown(question.text[:20])
        await session.press("enter")
        assert session.mode == "faq"
        assert session.shows(question.text[:30])


async def test_a_place_is_chosen_on_the_page_of_helplines(
    start: Open, welcomed: Workbook, tmp_path: Path
) -> None:
    file = ConfigFile(tmp_path / "config.toml")
    async with start((100, 40), config_file=file) as session:
        await session.press("!", "right", "enter")
        assert session.shows("Helplines", "o your place")
        assert not session.shows("0800 733 843")
        await session.press("o")
        await session.choose("New Zealand")
        await session.until_shown("0800 733 843")
    assert file.config.country == "nz"
