"""What stopped people at their first tries of the program stays mended; other tests show most of it."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.conftest import Open
from tests.support import BAR, MOMENT
from trust_tui.domain import CheckIn, Entry, Relationship, SelfCheck, Workbook
from trust_tui.library import Library
from trust_tui.pictures import dot_line

DAY = MOMENT.date()


def test_the_exercise_on_a_summary_leads_to_the_page_made_for_it(
    packaged: Library,
) -> None:
    exercise = packaged.exercises.one("help-summary")
    assert "F3" in str(exercise.blocks)
    assert "trust-tui page" in str(exercise.blocks)
    assert "trust-tui export" not in str(exercise.blocks)


async def test_no_sentence_of_a_self_check_has_a_full_stop_before_a_colon(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    answers: dict[str, int | None] = {
        item.id: 1 for item in packaged.self_check_items()
    }
    about = welcomed.settings.current
    welcomed.of(SelfCheck).keep(
        SelfCheck(day=DAY, answers=answers, about=about)
    )
    async with start(size=(110, 60)) as session:
        await session.press("2", "end")
        assert session.shows("self-check")
        assert ".:" not in session.text
        assert "aken together" not in session.text


async def test_with_all_together_the_self_checks_of_each_are_a_reading_of_its_own(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    mother = welcomed.of(Relationship).keep(Relationship(label="Mother")).id
    items = packaged.self_check_items()
    for about, answer in ((welcomed.settings.current, 0), (mother, 4)):
        answers: dict[str, int | None] = {item.id: answer for item in items}
        for back in (30, 0):
            day = DAY - timedelta(days=back)
            welcomed.of(SelfCheck).keep(
                SelfCheck(day=day, answers=answers, about=about)
            )
    welcomed.set_settings(replace(welcomed.settings, current=None))
    async with start(size=(110, 200)) as session:
        await session.press("2")
        await session.go_down_to("Your self-checks \u00b7 Mother")
        often = session.text
        await session.press("home")
        await session.go_down_to("Your self-checks \u00b7 S")
        never = session.text
    full, empty = dot_line(4).strip("0 4"), dot_line(0).strip("0 4")
    assert full in often
    assert empty not in often
    assert empty in never
    assert full not in never


async def test_no_bars_that_differ_are_called_the_same(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    about = welcomed.settings.current
    for back, answer in ((10, 2), (9, 2), (3, 4), (0, 4)):
        welcomed.of(CheckIn).keep(
            CheckIn(
                day=DAY - timedelta(days=back),
                answers={"day-word": answer},
                about=about,
            )
        )
    async with start(size=(109, 40)) as session:
        await session.until_shown("my word")
        line = next(line for line in session.lines if "my word" in line)
        assert len(set(line) & set(BAR)) == 2
        assert session.shows("too early to say")
    for item in packaged.daily_items():
        said = packaged.sentences(f"trend-{item.id}").values()
        assert not any("the same" in sentence for sentence in said)


async def test_what_was_kept_about_someone_put_away_is_read_as_they_are(
    start: Open, welcomed: Workbook
) -> None:
    people = welcomed.of(Relationship)
    mother = people.keep(Relationship(label="Mother", archived=True))
    welcomed.of(Entry).keep(Entry(text="zanzibar", day=DAY, about=mother.id))
    async with start() as session:
        await session.press("r")
        await session.choose("Change or remove someone")
        await session.choose("Mother")
        await session.choose("Read what is kept")
        assert session.lines[0].endswith("Mother \u00b7 partner")
        await session.press("5")
        assert session.shows("zanzibar")
    welcomed.refresh()
    kept = people.get(mother.id)
    assert kept is not None
    assert kept.value.archived


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_no_keys_of_the_help_are_glued_to_what_they_do(
    start: Open, welcomed: Workbook, size: tuple[int, int]
) -> None:
    async with start(size=size) as session:
        await session.press("question_mark")
        seen = ""
        for _ in range(40):
            seen += session.text
            await session.press("pagedown")
        assert "Backspace" in seen
        assert "qBack" not in seen
        assert "BackspaceBack" not in seen
        assert ")app." not in seen


async def test_the_title_of_an_exercise_stands_once_on_its_page(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    exercise = packaged.exercises.one("ack-lines")
    entry = Entry(
        text="What happens\ntea",
        title=exercise.title,
        day=DAY,
        answers=exercise.id,
        about=welcomed.settings.current,
    )
    welcomed.of(Entry).keep(entry)
    async with start(size=(80, 24)) as session:
        await session.press("5", "enter")
        assert session.text.count(exercise.title) == 1


async def test_the_way_to_the_journal_is_told_elsewhere_alone(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as session:
        for place, told in (
            ("1", "Kept. 5 opens the journal."),
            ("5", "Kept."),
        ):
            await session.press(place, "n", *"A word", "ctrl+s")
            await session.until_shown("Kept.")
            assert session.lines[-1].strip() == told
