"""Help, the palette, search and safety: there from everywhere."""

import pytest

from tests.conftest import Open
from tests.support import MOMENT, Sitting
from trust_tui.domain import Entry
from trust_tui.domain.workbook import Workbook
from trust_tui.flows.palette import choices_on
from trust_tui.library.library import Library
from trust_tui.screen_table import SCREENS

EVERYWHERE = ("1", "2", "3", "4", "5")


def shown_bindings(session: Sitting) -> set[tuple[str, str]]:
    """Key and description of everything that the key line may show."""
    return {
        (
            session.app.get_key_display(active.binding),
            active.binding.description,
        )
        for active in session.app.screen.active_bindings.values()
        if active.binding.show and active.enabled
    }


@pytest.mark.parametrize("key", EVERYWHERE)
async def test_help_lists_every_key_that_works_here(
    start: Open, welcomed: Workbook, key: str
) -> None:
    async with start((80, 70)) as session:
        await session.press(key)
        keys = shown_bindings(session)
        await session.press("question_mark")
        assert session.lines[0].strip().startswith("Help")
        listed = session.lines
        missing = {
            (cap, name)
            for cap, name in keys
            if not any(
                cap in line.split(name)[0] for line in listed if name in line
            )
        }
        assert not missing
        await session.press("escape")
        assert session.app.screen is session.app.screen_stack[0]


async def test_help_does_what_its_row_says(
    start: Open, welcomed: Workbook
) -> None:
    async with start((80, 70)) as session:
        await session.press("f1")
        await session.choose("Write")

        assert "New entry" in session.lines[0]


async def test_help_in_a_dialog_is_about_the_dialog(
    start: Open, welcomed: Workbook
) -> None:
    async with start((80, 70)) as session:
        await session.press("n", "f1")
        assert session.shows("Keep")
        assert not session.shows("Check in")
        await session.press("f1")
        await session.press("escape")
        assert "New entry" in session.lines[0]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("journal", "Nothing here yet"),
        ("check in", "How settled"),
        ("who", "Someone else"),
        ("write", "New entry"),
    ],
)
async def test_the_palette_runs_a_command_by_its_name(
    start: Open, welcomed: Workbook, typed: str, shown: str
) -> None:
    async with start() as session:
        await session.press("ctrl+p")
        await session.type(typed)
        await session.press("enter")
        await session.until_shown(shown)


@pytest.mark.parametrize(
    ("typed", "named", "shown"),
    [
        ("dark", "Other colours", "Today"),
        ("diary", "Journal", ""),
        ("print", "A page for a professional", ""),
        ("remind", "Settings", ""),
        ("delete account", "Delete everything", "trust-tui erase"),
        ("goal", "Set a goal", "What I will do"),
        ("promise", "Note a promise", "What would you like to note?"),
        ("win", "Note a promise", ""),
        ("self-check", "Self-check", "1 of"),
        ("trash", "Trash", "The trash is empty"),
        ("undo", "Undo", ""),
        ("mark", "Mark", ""),
        ("break", "Break from tracking", ""),
        ("question", "Write on a question", "Ten minutes is plenty"),
        ("tag", "Filter", "#tag"),
        ("habits", "Habits", ""),
    ],
)
async def test_the_palette_lists_what_people_look_for_and_leads_there(
    start: Open, welcomed: Workbook, typed: str, named: str, shown: str
) -> None:
    async with start() as session:
        await session.press("ctrl+p")
        await session.type(typed)
        await session.go_down_to(named)
        if shown:
            await session.press("enter")
            await session.until_shown(shown)


async def test_the_palette_begins_with_places_and_ends_with_movement(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        names = [choice.name for choice in choices_on(session.app.screen)]
    assert names[:5] == ["Overview", "Signs", "Steps", "FAQ", "Journal"]
    moving = names.index("Next row")
    assert {"First row", "Last row", "Row before"} <= set(names[moving - 3 :])
    assert names.index("Trash") < moving


@pytest.mark.parametrize("key", EVERYWHERE)
async def test_no_command_is_listed_twice(
    start: Open, welcomed: Workbook, key: str
) -> None:
    async with start((80, 70)) as session:
        await session.press(key)
        listed = [
            (choice.mode, choice.name)
            for choice in choices_on(session.app.screen)
        ]
        assert sorted(set(listed)) == sorted(listed)


@pytest.mark.parametrize("place", EVERYWHERE)
async def test_every_command_of_every_screen_is_in_the_palette(
    start: Open, welcomed: Workbook, place: str
) -> None:
    async with start() as session:
        await session.press(place)
        listed = {choice.name for choice in choices_on(session.app.screen)}
        for entry in SCREENS:
            for binding in entry.load().BINDINGS:
                if entry.key != place:
                    assert binding.description in listed


async def test_what_is_done_to_a_record_is_not_done_from_elsewhere(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    welcomed.of(Entry).keep(
        Entry(text="zanzibar", day=MOMENT.date(), about=about)
    )
    async with start() as session:
        await session.press("ctrl+p")
        await session.type("delete")
        await session.go_down_to("Delete  ")
        await session.press("enter")
        await session.until_shown("Go to the record first")
        assert session.mode == "journal"
        assert session.shows("zanzibar")
    assert len(welcomed.of(Entry).all()) == 1


async def test_the_palette_says_when_no_command_has_the_words(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("ctrl+p")
        await session.type("zzz")
        assert session.shows("No command has these words")
        await session.press("enter", "escape")
        assert session.shows("Today")


async def test_the_palette_names_no_command_that_is_not_ours(
    start: Open, welcomed: Workbook
) -> None:
    async with start((80, 70)) as session:
        await session.press("ctrl+p")

        assert not any(
            word in session.text
            for word in ("Screenshot", "Maximize", "Theme", "Suspend")
        )


async def test_search_finds_a_page_while_typing_and_opens_it(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    title = packaged.header("wellbeing").title
    async with start() as session:
        await session.press("slash")
        await session.type("your own mind")
        await session.until_shown(title)
        await session.press("enter")
        assert title in session.lines[0]
        await session.press("q")
        assert session.mode == "overview"


async def test_search_leads_to_the_screen_a_page_belongs_to(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    sign = packaged.signs()[0]
    async with start() as session:
        await session.press("slash")
        await session.paste(sign.title)
        await session.until_shown(sign.title)
        await session.press("down", "up", "pagedown", "pageup", "home", "enter")
        assert session.mode == "signs"
        await session.press("escape", "escape")
        assert session.mode == "overview"


async def test_search_says_when_it_finds_nothing(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("slash")
        assert session.shows("Nothing found yet")
        await session.type("qqqzzz")
        await session.press("enter")
        assert session.shows("Nothing found yet")


@pytest.mark.parametrize("key", ["exclamation_mark", "f9"])
@pytest.mark.parametrize(
    "place", [*EVERYWHERE, "slash", "question_mark", "ctrl+p", "n", "c", "r"]
)
async def test_safety_opens_from_everywhere_and_closes_back(
    start: Open, welcomed: Workbook, packaged: Library, place: str, key: str
) -> None:
    if key == "exclamation_mark" and place in ("slash", "ctrl+p", "n"):
        pytest.skip("A field takes what is typed; F9 is for these.")
    async with start() as session:
        await session.press(place)
        before = session.words
        await session.press(key)
        assert packaged.header("safety").title in session.lines[0]
        await session.press(key)
        await session.press("escape")
        assert session.words == before


async def test_safety_leads_to_the_helplines_and_back(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    async with start((100, 60)) as session:
        await session.press("exclamation_mark")
        title = packaged.header("helplines").title
        for _ in range(12):
            await session.press("right", "enter")
            if title in session.lines[0]:
                break
            if packaged.header("safety").title not in session.lines[0]:
                await session.press("backspace")
        assert title in session.lines[0]
        await session.press("backspace")
        assert packaged.header("safety").title in session.lines[0]
        await session.press("backspace")
        assert session.mode == "overview"
        assert session.shows("Today")


async def test_letters_are_text_where_there_is_a_field(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        await session.press("n")
        await session.type("1q?!/rcn")

        assert session.shows("1q?!/rcn")
        assert "New entry" in session.lines[0]


async def test_the_key_line_names_keys_that_work(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        line = session.lines[-1]
        assert all(
            word in line
            for word in ("check in", "search", "help", "safety", "leave")
        )


async def test_the_key_line_names_keys_that_work_where_one_writes(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        assert session.shows("/ search", "? help", "! safety")
        await session.press("n")
        assert session.shows("F1 help", "F9 safety", "^q leave")
        assert not session.shows("/ search")
        await session.press("f9")
        assert session.shows("In danger now")
