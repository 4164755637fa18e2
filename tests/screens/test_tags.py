"""Tags are listed with their counts, renamed and joined, and an entry can have a star."""

from tests.conftest import Open
from tests.support import MOMENT
from trust_tui.domain import CheckIn, Entry, Workbook, renamed_tag, tags_of

DAY = MOMENT.date()


def keep(workbook: Workbook) -> None:
    about = workbook.settings.current
    for text, tags in (
        ("one #walk", ("mother",)),
        ("two", ("walks",)),
        ("three #Walk", ()),
        ("four", ()),
    ):
        workbook.of(Entry).keep(
            Entry(text=text, tags=tags, day=DAY, about=about)
        )
    workbook.of(CheckIn).keep(
        CheckIn(day=DAY, answers={}, tags=("mother",), about=about)
    )


async def test_tags_are_listed_with_counts_and_lead_to_what_has_them(
    start: Open, welcomed: Workbook
) -> None:
    keep(welcomed)
    async with start() as session:
        await session.press("5", "number_sign")
        await session.until_shown("#mother")
        assert session.shows("like #walks  2", "Entries without a tag")
        await session.go_down_to("#mother")
        assert session.row.endswith("2")
        await session.go_down_to("like #walks")
        await session.press("enter")
        await session.until(lambda: not session.shows("two"))
        assert session.shows("one #walk", "three #Walk")


async def test_two_tags_are_joined_and_taken_apart_again(
    start: Open, welcomed: Workbook
) -> None:
    keep(welcomed)
    async with start() as session:
        await session.press("5", "number_sign")
        await session.go_down_to("like #walks")
        await session.press("e", "ctrl+u")
        await session.type("two, tags")
        await session.press("enter")
        await session.until_shown("Write one tag")
        await session.press("ctrl+u")
        await session.type("walks")
        await session.press("enter")
        await session.until_shown("Changed in 2.")
        assert "#walks" in session.row and session.row.endswith("3")
        await session.press("escape", "u")
        await session.until_shown("Taken back, U does it again: 2 records")
    welcomed.refresh()
    texts = {entry.value.text for entry in welcomed.of(Entry).all()}
    assert texts == {"one #walk", "two", "three #Walk", "four"}


async def test_what_has_no_tag_is_shown(
    start: Open, welcomed: Workbook
) -> None:
    keep(welcomed)
    async with start() as session:
        await session.press("5", "number_sign")
        await session.until_shown("Entries without a tag")
        await session.press("end", "enter")
        await session.until(lambda: not session.shows("two"))
        assert session.shows("four")


async def test_a_star_is_given_found_and_taken_away(
    start: Open, welcomed: Workbook
) -> None:
    keep(welcomed)
    async with start() as session:
        await session.press("5")
        await session.go_down_to("three")
        await session.press("asterisk")
        await session.until_shown("* three")
        await session.press("f")
        await session.type("is:starred")
        await session.until(lambda: not session.shows("two"))
        assert session.shows("* three")
        await session.press("enter", "asterisk")
        await session.until_shown("Nothing here fits")


def test_a_tag_is_renamed_in_its_field_and_in_the_text() -> None:
    entry = Entry(text="#Café, #cafes and c#cafe", tags=("cafe", "b"), day=DAY)
    renamed = renamed_tag(entry, "cafe", "b")
    assert renamed.tags == ("b",)
    assert renamed.text == "#b, #cafes and c#cafe"


def test_a_tag_with_a_blank_takes_the_place_of_one_in_a_text() -> None:
    entry = Entry(text="a #walk today", title="#walk", day=DAY)
    renamed = renamed_tag(entry, "walk", "long walk")
    assert renamed.tags == ("long walk",)
    assert renamed.text == "a long walk today"
    assert tags_of(renamed) == ("long walk",)


def test_a_tag_is_renamed_in_a_check_in_too() -> None:
    value = CheckIn(day=DAY, answers={}, note="slept #badly", tags=("b",))
    renamed = renamed_tag(value, "badly", "well")
    assert tags_of(renamed) == ("b", "well")


async def test_a_tag_with_a_blank_leads_to_what_has_it_and_is_renamed(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    for text, tags in (("one", ("slept badly",)), ("badly two", ("slept",))):
        welcomed.of(Entry).keep(
            Entry(text=text, tags=tags, day=DAY, about=about)
        )
    async with start() as session:
        await session.press("5", "number_sign")
        await session.choose("#slept badly")
        await session.until(lambda: not session.shows("badly two"))
        assert session.shows("one")
        await session.press("escape", "number_sign", "home")
        await session.go_down_to("#slept badly")
        await session.press("e", *["backspace"] * 5)
        await session.type("long")
        await session.press("enter")
        await session.until_shown("Changed in 1.")
        assert "#slept long" in session.row
        await session.press("e")
        await session.type(", b")
        await session.press("enter")
        assert session.shows("Write one tag")
