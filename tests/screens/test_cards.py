"""Question cards for two: drawn one at a time, fenced off where there is fear, and hardly anything is kept."""

from pathlib import Path

import pytest

from tests.conftest import Open
from tests.support import MOMENT, Sitting
from trust_tui.domain import Entry, Relationship, RelationshipKind
from trust_tui.domain.workbook import Workbook
from trust_tui.library import Library

DAY = MOMENT.date()


def card_shown(session: Sitting, library: Library, kind: str) -> str:
    """Id of the card in view."""
    text = " ".join(session.text.split())
    (shown,) = [card.id for card in library.cards(kind) if card.text in text]
    return shown


async def draw(session: Sitting, depth: str) -> None:
    """Past the word of warning to the first card of a depth."""
    await session.press("K")
    assert session.shows("not for someone who fears the other person")
    await session.press("enter")
    await session.choose(depth)
    assert session.shows("Either of you may pass")


@pytest.mark.parametrize("kind", RelationshipKind)
async def test_each_card_of_a_depth_is_drawn_once_before_any_comes_again(
    start: Open, welcomed: Workbook, packaged: Library, kind: str
) -> None:
    about = welcomed.settings.current
    one = welcomed.of(Relationship).get(about or "")
    assert one is not None
    welcomed.of(Relationship).change(
        one, Relationship(label="S", kind=RelationshipKind(kind))
    )
    light = {c.id for c in packaged.cards(kind) if c.depth == "light"}
    async with start() as session:
        await draw(session, "Light")
        seen = []
        for _ in light:
            seen.append(card_shown(session, packaged, kind))
            await session.press("enter")
        assert set(seen) == light
        assert card_shown(session, packaged, kind) == seen[0]
        await session.press("escape")
        assert session.shows("Today")


async def test_nothing_but_favourites_is_on_the_disk_after_a_game(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    async with start() as session:
        await draw(session, "Deep")
        marked = card_shown(session, packaged, "partner")
        await session.press("f", "enter", "enter", "escape")
        await session.press("K", "enter")
        await session.choose("Favourites of yours")
        assert card_shown(session, packaged, "partner") == marked
        await session.press("f", "escape")
        await session.press("K", "enter")
        assert not session.shows("Favourites")
    welcomed.refresh()
    assert welcomed.of(Entry).all() == []
    assert welcomed.settings.favourites == ()


@pytest.mark.parametrize(("answer", "kept"), [("No", False), ("Yes", True)])
async def test_a_line_is_kept_only_where_both_say_so(
    start: Open,
    welcomed: Workbook,
    packaged: Library,
    data: Path,
    answer: str,
    kept: bool,
) -> None:
    async with start() as session:
        await draw(session, "Middle")
        card = card_shown(session, packaged, "partner")
        await session.press("k")
        await session.type("zanzibar")
        await session.press("enter")
        assert session.shows("Do you both want to keep this?")
        await session.choose(answer)
        assert session.shows("Either of you may pass")
        assert card_shown(session, packaged, "partner") != card
    welcomed.refresh()
    entries = [record.value for record in welcomed.of(Entry).all()]
    assert [entry.answers for entry in entries] == [card] * kept
    assert [entry.text for entry in entries] == ["zanzibar"] * kept
    on_disk = any(
        b"zanzibar" in path.read_bytes()
        for path in data.rglob("*")
        if path.is_file()
    )
    assert on_disk == kept


async def test_cards_are_not_offered_where_things_for_two_are_ruled_out(
    start: Open, welcomed: Workbook
) -> None:
    one = welcomed.of(Relationship).get(welcomed.settings.current or "")
    assert one is not None
    welcomed.of(Relationship).change(one, Relationship(label="S", joint=False))
    async with start() as session:
        await session.press("K")
        assert session.shows("Not offered here")
        assert not session.shows("Light")


async def test_with_nobody_in_mind_one_is_asked_to_choose_first(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.app.session.change_settings(current=None)
        await session.press("K")
        assert session.shows("Not offered here", "who is with you first")


@pytest.mark.parametrize("size", [(60, 16), (60, 20), (80, 24)])
async def test_a_card_and_its_keys_are_in_view_at_every_size(
    start: Open, welcomed: Workbook, size: tuple[int, int]
) -> None:
    async with start(size) as session:
        await draw(session, "Deep")
        assert session.shows("?", "Enter next", "Esc end")


@pytest.mark.parametrize("size", [(40, 12), (60, 16), (80, 24)])
async def test_the_keys_of_a_card_are_named_at_every_size(
    start: Open, welcomed: Workbook, size: tuple[int, int]
) -> None:
    async with start(size) as session:
        await session.press("K", "enter", "enter")
        said = " ".join(session.text.split())
        assert "f marks it" in said
        assert "k keeps a line of it." in said
        await session.press("f")
        assert "k keeps a line of it." in " ".join(session.text.split())
