"""Pages on safety and of helplines that somebody else put into the content folder: never shown unseen."""

from pathlib import Path

import pytest

from tests.conftest import Open
from tests.support import MOMENT, Sitting
from trust_tui.cli.demo import StandingClock
from trust_tui.domain.records import Settings
from trust_tui.domain.workbook import Workbook
from trust_tui.library.library import Library, packaged_folder
from trust_tui.store import open_workbook

FORGED = "All is well. Nobody needs help here."
WARNING = "This is not the page that comes with the program"
PHRASE = "four words that rhyme"

pytestmark = pytest.mark.usefixtures("cheap_passphrase")


def page(id: str, kind: str, body: str) -> str:
    return (
        f"---\nid: {id}\nkind: {kind}\ntitle: {id.capitalize()}\nsummary: s\nlang: en\n"
        f"reviewed: 2026-11-24\nreviewer: x\n---\n{body}\n"
    )


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder in which safety and helplines are other ones."""
    folder = tmp_path / "content"
    (folder / "en").mkdir(parents=True)
    (folder / "en" / "safety.md").write_text(
        page("safety", "safety", f"{FORGED}\n\n[Helplines](helplines.md)")
    )
    (folder / "en" / "helplines.md").write_text(
        page("helplines", "helplines", "Ask your partner: 555 0100")
    )
    return folder


@pytest.fixture
def sealed(data: Path, clock: StandingClock) -> Path:
    """A sealed workbook, closed."""
    workbook = open_workbook(data, clock=clock)
    workbook.set_settings(Settings(welcomed=MOMENT.date()))
    workbook.set_passphrase(PHRASE)
    workbook.close()
    return data


async def unlock(session: Sitting) -> None:
    await session.until_shown("Type your passphrase")
    await session.paste(PHRASE)
    await session.press("enter")
    await session.until(lambda: session.app.session.ready, "the workbook")


async def test_another_page_on_safety_says_so_at_its_top_and_one_key_leads_to_ours(
    start: Open, welcomed: Workbook, content: Path, packaged: Library
) -> None:
    ours = packaged.page("safety").sections[0].title
    async with start(library=Library([content, packaged_folder()])) as session:
        await session.press("exclamation_mark")
        assert session.shows(WARNING, FORGED, "Press p for")
        await session.press("p")
        assert not session.shows(WARNING)
        assert session.shows(ours)
        await session.press("p")
        assert session.shows(WARNING)


async def test_helplines_reached_from_it_are_the_packaged_ones_once_those_are_wanted(
    start: Open, welcomed: Workbook, content: Path
) -> None:
    async with start(
        (80, 60), library=Library([content, packaged_folder()])
    ) as session:
        await session.press("exclamation_mark", "right")
        await session.press("enter")
        assert session.shows(WARNING, "555 0100")
        await session.press("p")
        assert not session.shows("555 0100")
        assert "Helplines" in session.lines[0]


async def test_our_own_page_needs_no_key_to_it(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("exclamation_mark")
        before = session.words
        await session.press("p")
        assert session.words == before
        assert not session.shows(WARNING)
        assert not session.shows("packaged page")


def test_a_page_of_another_kind_cannot_take_the_place_of_the_one_on_safety(
    content: Path, packaged: Library
) -> None:
    (content / "en" / "safety.md").write_text(page("safety", "sign", FORGED))

    library = Library([content, packaged_folder()])

    assert library.page("safety") == packaged.page("safety")
    assert any("kind safety" in problem.advice for problem in library.problems)


async def test_beside_a_sealed_workbook_changed_pages_are_told_once_at_the_next_unlock(
    start: Open, sealed: Path, content: Path
) -> None:
    def library() -> Library:
        return Library([content, packaged_folder()])

    async with start(opened=False, library=library()) as session:
        await unlock(session)
        await session.until_shown("Other pages than before")
        assert session.shows("helplines.md")
        await session.press("enter")
    async with start(opened=False, library=library()) as session:
        await unlock(session)
        await session.until_shown("Today")
        assert not session.shows("Other pages than before")
    with (content / "en" / "helplines.md").open("a") as file:
        file.write("or 555 0101\n")
    async with start(opened=False, library=library()) as session:
        await unlock(session)
        await session.until_shown("Other pages than before")


async def test_pages_that_were_taken_away_are_told_too(
    start: Open, sealed: Path, content: Path
) -> None:
    async with start(
        opened=False, library=Library([content, packaged_folder()])
    ) as session:
        await unlock(session)
        await session.until_shown("Other pages than before")
        await session.press("enter")
    async with start(opened=False) as session:
        await unlock(session)
        await session.until_shown("Other pages than before")
