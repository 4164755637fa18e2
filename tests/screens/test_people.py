"""Who is in mind: added, switched, kept apart."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.conftest import Open
from tests.support import MOMENT, Sitting
from trust_tui.domain.records import (
    CheckIn,
    Entry,
    Goal,
    Relationship,
    RelationshipKind,
    SelfCheck,
)
from trust_tui.domain.workbook import Workbook

DAY = MOMENT.date()


@pytest.mark.parametrize(("downs", "kind"), list(enumerate(RelationshipKind)))
async def test_someone_is_added_and_in_mind_at_once(
    start: Open, welcomed: Workbook, downs: int, kind: RelationshipKind
) -> None:
    async with start() as session:
        await session.press("r")
        await session.choose("Someone else")
        await session.press(*["down"] * downs, "enter")
        await session.type("M")
        await session.press("enter")
        await session.until(lambda: session.shows(f"M \u00b7 {kind}"))
    welcomed.refresh()
    person = welcomed.of(Relationship).get(welcomed.settings.current or "")
    assert person is not None
    assert person.value == Relationship(label="M", kind=kind)


async def test_without_a_label_the_kind_is_the_label(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("r")
        await session.choose("Someone else")
        await session.press("down", "enter", "enter")
        assert session.lines[0].endswith(" family")
    welcomed.refresh()
    assert {
        record.value.label for record in welcomed.of(Relationship).all()
    } == {
        "S",
        "family",
    }


async def test_what_is_about_one_is_not_shown_with_the_other(
    start: Open, welcomed: Workbook
) -> None:
    one = welcomed.settings.current
    other = welcomed.of(Relationship).keep(
        Relationship(label="Mother", kind=RelationshipKind.FAMILY)
    )
    welcomed.of(Entry).keep(Entry(text="about one", day=DAY, about=one))
    welcomed.of(Entry).keep(
        Entry(text="about the other", day=DAY, about=other.id)
    )
    async with start() as session:
        await session.press("5")
        assert session.shows("about one")
        assert not session.shows("about the other")

        await session.press("r")
        await session.choose("Mother")
        assert session.shows("Mother \u00b7 family", "about the other")
        assert not session.shows("about one")

        await session.press("r")
        await session.choose("All together")
        assert session.shows("about one", "about the other")
        assert session.lines[0].endswith(" all")
    welcomed.refresh()
    assert welcomed.settings.current is None


async def test_a_check_in_is_about_the_one_in_mind(
    start: Open, welcomed: Workbook
) -> None:
    one = welcomed.settings.current
    other = welcomed.of(Relationship).keep(
        Relationship(label="Mother", kind=RelationshipKind.FAMILY)
    )
    async with start() as session:
        await session.press("c", "1", "ctrl+s")
        await session.press("r")
        await session.choose("Mother")
        assert session.shows("Check in")
        assert not session.shows("Checked in today")
        await session.press("c", "4", "ctrl+s")
    welcomed.refresh()
    assert {record.value.about for record in welcomed.of(CheckIn).all()} == {
        one,
        other.id,
    }


async def test_someone_put_away_is_not_offered(
    start: Open, welcomed: Workbook
) -> None:
    repository = welcomed.of(Relationship)
    record = repository.keep(Relationship(label="Mother"))
    repository.change(record, replace(record.value, archived=True))
    async with start() as session:
        await session.press("r")
        assert session.shows("S  (partner)", "Someone else")
        assert not session.shows("Mother")
        await session.press("escape")
        assert session.lines[0].endswith("S \u00b7 partner")


async def test_leaving_the_question_changes_nothing(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("r")
        await session.choose("Someone else")
        await session.press("escape")
        assert session.mode == "overview"
        assert session.lines[0].endswith("S \u00b7 partner")
    welcomed.refresh()
    assert len(welcomed.of(Relationship).all()) == 1


async def test_the_kind_that_was_chosen_is_pointed_at_while_the_name_is_typed(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("r")
        await session.choose("Someone else")
        await session.press("down", "down", "enter")
        await session.type("Ada")
        assert session.row.strip() == "A friend"


@pytest.fixture
def mother(welcomed: Workbook) -> str:
    """Somebody else, with all in mind together."""
    one = welcomed.of(Relationship).keep(
        Relationship(label="Mother", kind=RelationshipKind.FAMILY),
        MOMENT + timedelta(minutes=1),
    )
    welcomed.set_settings(replace(welcomed.settings, current=None))
    return one.id


def under(session: Sitting, name: str) -> str:
    """What stands on the overview below a name, up to the next or a gap."""
    left = [line.split("\u2502")[0].strip() for line in session.lines]
    found = []
    for line in left[left.index(name) + 1 :]:
        if line in ("", "S", "Mother", "nobody"):
            break
        found.append(line)
    return "\n".join(found)


async def test_with_all_together_each_has_what_is_open_with_them(
    start: Open, welcomed: Workbook, mother: str
) -> None:
    welcomed.of(CheckIn).keep(
        CheckIn(day=DAY, answers={"day-mood": 2}, about=mother)
    )
    welcomed.of(Goal).keep(Goal(action="Ask about the garden", about=mother))
    welcomed.of(Goal).keep(Goal(action="Sleep", about=None))
    async with start() as session:
        await session.until_shown("Mother")
        assert "Check in " in under(session, "S")
        assert "Ask about" not in under(session, "S")
        assert "Checked in today" in under(session, "Mother")
        assert "Ask about the garden" in under(session, "Mother")
        assert "Sleep" in under(session, "nobody")
        assert "heck" not in under(session, "nobody")
        assert session.text.count("Three honest lines") == 1


@pytest.mark.parametrize(
    ("keys", "title", "kind"),
    [
        (["end", "up"], "Check in", CheckIn),
        (["end"], "Self-check", SelfCheck),
    ],
)
async def test_what_is_chosen_under_a_name_is_about_them(
    start: Open,
    welcomed: Workbook,
    mother: str,
    keys: list[str],
    title: str,
    kind: type[CheckIn | SelfCheck],
) -> None:
    async with start() as session:
        await session.until_shown("Mother")
        await session.press(*keys, "enter")
        await session.until_shown(f"{title} \u00b7 Mother")
        await session.press("3", "ctrl+s")
        await session.until_shown("Kept")
        if kind is SelfCheck:
            assert session.shows("Your self-checks \u00b7 Mother")
    welcomed.refresh()
    (kept,) = welcomed.of(kind).all()
    assert kept.value.about == mother


async def test_with_all_together_a_self_check_asks_whom_it_is_about(
    start: Open, welcomed: Workbook, mother: str
) -> None:
    async with start() as session:
        await session.press("2", "s")
        assert session.shows("Whom is it about?", "2 Mother")
        await session.press("2", "1", "ctrl+s")
        await session.until_shown("Kept")
    welcomed.refresh()
    (kept,) = welcomed.of(SelfCheck).all()
    assert kept.value.about == mother


async def test_the_lines_of_several_say_what_they_measure_and_their_names_whole(
    start: Open, welcomed: Workbook, mother: str
) -> None:
    friend = welcomed.of(Relationship).keep(Relationship(label="Konstantin"))
    for about in (mother, friend.id):
        welcomed.of(CheckIn).keep(
            CheckIn(day=DAY, answers={"day-settled": 2}, about=about)
        )
    async with start((80, 40)) as session:
        await session.until_shown("The last six weeks")
        heading = next(line for line in session.lines if "six weeks" in line)
        assert "settled" in heading.split("\u2502")[0]
        assert session.text.count("Konstantin ") == 2
