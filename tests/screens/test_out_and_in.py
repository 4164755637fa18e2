"""Writing out, bringing in and the page for a professional, from the keyboard."""

import json
import stat
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.conftest import Open
from tests.support import MOMENT, Sitting
from trust_tui.domain.cancellable_task import STOPPED
from trust_tui.domain.errors import StoppedError
from trust_tui.domain.records import CheckIn, Entry, Relationship
from trust_tui.domain.workbook import Workbook
from trust_tui.flows.export_flow import ExportFlow

JRNL = (
    "[2026-03-01 10:00] One\n\n[2026-03-02 10:00] Two\n\n[2026-03-03 10:00] \n"
)
DAYLIO = "full_date,time,mood,note\n2026-03-01,10:00,So So,a note\n"
NAMES = ("Export", "Import", "A page for a professional")


@pytest.fixture
def home(surroundings: Path) -> Path:
    """The user's home."""
    return surroundings


@pytest.fixture
def full(welcomed: Workbook) -> Workbook:
    """Two entries, one of them long ago, and a check-in."""
    about = welcomed.settings.current
    welcomed.of(Entry).keep(
        Entry(
            text="a walk [/x]", title="Sunday", day=MOMENT.date(), about=about
        )
    )
    welcomed.of(Entry).keep(
        Entry(text="long ago", day=MOMENT.date().replace(year=2025))
    )
    welcomed.of(CheckIn).keep(
        CheckIn(day=MOMENT.date(), answers={"day-mood": 3}, about=about)
    )
    return welcomed


async def command(session: Sitting, name: str) -> None:
    """Give a command by its name."""
    await session.press("ctrl+p")
    await session.paste(name)
    await session.press("enter")


async def typed(session: Sitting, text: str) -> None:
    """Put another text into the line that has the focus."""
    await session.press("end", "ctrl+u")
    await session.paste(text)
    await session.press("enter")


def says(session: Sitting, text: str) -> bool:
    """Whether a sentence is on the screen, on one line or on several."""
    return text in " ".join(session.words.split())


# Out


async def test_everything_is_written_to_a_file_for_the_user_alone(
    start: Open, full: Workbook, home: Path
) -> None:
    async with start() as session:
        await command(session, NAMES[0])
        await session.choose("JSON: everything")
        await session.choose("Everything")
        await session.until_shown("How it begins")
        assert session.shows(
            "entries: 2",
            "days: 2025-11-24 to 2026-11-24",
            '{"format":"trust-tui"',
        )
        assert session.shows("It will not be protected")
        await session.choose("Choose where")
        assert session.shows("~/export-2026-11-24.json")
        assert says(session, "It is not protected there")
        await session.press("enter")
        await session.until_shown("It is in ~/export-2026-11-24.json")
        await session.press("enter")
        assert session.shows("Today")
    written = home / "export-2026-11-24.json"
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert len(json.loads(written.read_bytes())["records"]["entries"]) == 2


async def choose_part(session: Sitting) -> None:
    """Ask for what was kept about S since the first of the month."""
    await session.press("f12")
    await session.choose("JSON: everything")
    await session.choose("A part of it")
    await typed(session, "1 nov")
    await typed(session, "today")
    await session.choose("S  (partner)")


async def test_a_part_is_chosen_by_days_person_and_kind(
    start: Open, full: Workbook, home: Path
) -> None:
    async with start() as session:
        await choose_part(session)
        await session.until_shown("Which kinds?")
        assert session.shows("[x] check-ins", "[x] entries")
        await session.choose("relationships")
        await session.choose("check-ins")
        await session.press("ctrl+s")
        await session.until_shown("How it begins")
        await session.choose("Choose where")
        await typed(session, f"{home}/mine.json")
        await session.until_shown("It is in ~/mine.json")
    records = json.loads((home / "mine.json").read_bytes())["records"]
    assert [entry["title"] for entry in records["entries"]] == ["Sunday"]
    assert not records["check_ins"]


async def test_stopping_while_it_is_counted_writes_nothing(
    start: Open, full: Workbook, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise StoppedError(STOPPED)

    async with start() as session:
        monkeypatch.setattr(ExportFlow, "_count", stopped)
        await choose_part(session)
        await session.until_shown(STOPPED)
        await session.press("enter")
        assert session.shows("Today")


async def test_notes_go_to_a_folder_of_their_own(
    start: Open, full: Workbook, home: Path
) -> None:
    async with start() as session:
        await session.press("f12")
        await session.choose("Markdown")
        await session.choose("Everything")
        await session.until_shown("How it begins")
        await session.choose("Choose where")
        await session.press("enter")
        await session.until_shown("It is in ~/export-2026-11-24.")
    files = [
        path
        for path in (home / "export-2026-11-24").rglob("*")
        if path.is_file()
    ]
    assert any("a walk" in path.read_text() for path in files)
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


async def test_a_name_in_use_is_not_written_over_and_another_is_proposed(
    start: Open, full: Workbook, home: Path
) -> None:
    (home / "export-2026-11-24.txt").write_text("mine")
    async with start() as session:
        await session.press("f12")
        await session.choose("text form of jrnl")
        await session.choose("Everything")
        await session.until_shown("How it begins")
        await session.choose("Choose where")
        assert session.shows("~/export-2026-11-24-2.txt")
        await typed(session, "~/export-2026-11-24.txt")
        await session.until_shown("There is a file of that name already")
        await session.press("enter")
        assert session.shows("Today")
    assert (home / "export-2026-11-24.txt").read_text() == "mine"


async def test_the_workbooks_own_folder_and_a_folder_that_is_not_there_are_refused(
    start: Open, full: Workbook, data: Path, home: Path
) -> None:
    async with start(place=data) as session:
        await session.press("f12")
        await session.choose("A calendar")
        await session.choose("Everything")
        await session.until_shown("How it begins")
        await session.choose("Choose where")
        await typed(session, "")
        assert session.shows("Type the name of a file or folder")
        await typed(session, "~nobody-of-that-name/x")
        assert session.shows("There is no such user")
        await typed(session, str(data))
        assert says(session, "the workbook's own folder")
        await typed(session, "/no/such/folder/x.ics")
        await session.until_shown("There is no such folder to write into")
    assert not list(data.glob("export*"))


@pytest.mark.parametrize("steps", range(5))
async def test_one_can_step_back_anywhere_and_nothing_is_written(
    start: Open, full: Workbook, home: Path, steps: int
) -> None:
    before = set(home.iterdir())
    async with start() as session:
        await session.press("f12")
        for key in ("enter", "down enter", "ctrl+s", "enter", "ctrl+s")[:steps]:
            await session.press(*key.split())
        await session.press("escape")
        await session.until_shown("Today")
    assert set(home.iterdir()) == before


async def test_a_day_that_is_none_is_said_and_the_days_stay(
    start: Open, full: Workbook
) -> None:
    async with start() as session:
        await session.press("f12", "enter", "down", "enter")
        await session.paste("soon")
        await session.press("ctrl+s")
        assert session.shows("soon", "Write the day like yesterday")
        await typed(session, "today")
        await session.paste("yesterday")
        await session.press("ctrl+s")
        assert session.shows("turn them round")


# In


async def test_a_file_is_brought_in_after_a_look_and_taken_back_as_a_whole(
    start: Open, full: Workbook, home: Path
) -> None:
    (home / "journal.txt").write_text(JRNL)
    async with start() as session:
        await command(session, NAMES[1])
        await session.paste("journal.txt")
        await session.press("enter")
        await session.until_shown("The times in it name no time zone")
        await typed(session, "+02:00")
        await session.choose("S  (partner)")
        await session.until_shown("What it would add")
        assert session.shows(
            "Read: 3",
            "Would add: 2 (entries 2)",
            "Already here: 0",
            "Skipped: 1",
            "line 5",
        )
        assert len(full.of(Entry).all()) == 2
        await session.choose("Add 2, as one change")
        await session.until_shown("Added: 2")
        full.refresh()
        new = [
            entry
            for entry in full.of(Entry).all()
            if entry.value.day.month == 3
        ]
        assert [entry.value.text for entry in new] == ["Two", "One"]
        assert {entry.value.about for entry in new} == {full.settings.current}
        assert {str(entry.made.utcoffset()) for entry in new} == {"2:00:00"}
        await session.press("5", "u")
        await session.until(
            lambda: full.refresh() or len(full.of(Entry).all()) == 2
        )


async def test_what_is_here_already_adds_nothing(
    start: Open, full: Workbook, home: Path
) -> None:
    (home / "journal.txt").write_text(JRNL)
    async with start() as session:
        for again in (False, True):
            await session.press("shift+f12")
            if again:
                await session.choose("Import a file or folder")
            await session.paste(str(home / "journal.txt"))
            await session.press("enter")
            await session.until_shown("The times in it name no time zone")
            await typed(session, "UTC")
            await session.press("enter")
            await session.until_shown("What it would add")
            if session.shows("Add 2"):
                await session.choose("Add 2")
                await session.until_shown("Added: 2")
        assert session.shows("Already here: 2")
        await session.press("enter")
        assert session.shows("Today")


async def test_an_import_can_be_taken_back_after_a_restart(
    start: Open, full: Workbook, home: Path
) -> None:
    (home / "journal.txt").write_text(JRNL)
    async with start() as session:
        await session.press("shift+f12")
        await session.paste("journal.txt")
        await session.press("enter")
        await session.until_shown("The times in it name no time zone")
        await typed(session, "UTC")
        await session.press("enter")
        await session.until_shown("What it would add")
        await session.choose("Add 2")
        await session.until_shown("Added: 2")
    full.refresh()
    (two, _) = [
        entry for entry in full.of(Entry).all() if entry.value.day.month == 3
    ]
    full.of(Entry).change(two, replace(two.value, text="mine now"))
    async with start() as session:
        await session.press("shift+f12")
        await session.choose("Take back what I brought in (today)")
        assert session.shows("Take it back?")
        await session.press("enter")
        assert session.shows("Today")
        await session.press("shift+f12")
        await session.choose("Take back what I brought in (today)")
        await session.choose("Yes, take it back")
        await session.until_shown("Taken back: 1")
        assert session.shows("Left as it is, changed since: 1")
        await session.press("enter", "shift+f12")
        assert session.shows("The file or folder")
    full.refresh()
    assert sorted(entry.value.text for entry in full.of(Entry).all()) == [
        "a walk [/x]",
        "long ago",
        "mine now",
    ]


async def test_what_is_in_doubt_is_asked_and_the_person_in_mind_comes_first(
    start: Open, full: Workbook, home: Path
) -> None:
    about = full.of(Relationship).keep(Relationship(label="Zed"))
    full.of(Relationship).keep(Relationship(label="Later"))
    full.set_settings(replace(full.settings, current=about.id))
    (home / "mine.txt").write_text("[03/02/2026 21:15] One.\nText.\n")
    async with start() as session:
        await session.press("shift+f12")
        await session.paste("~/mine.txt")
        await session.press("enter")
        await session.until_shown("The times in it name no time zone")
        await session.press("enter")
        await session.until_shown("Whom is it about?")
        await session.press("enter")
        await session.until_shown("1 date with two readings")
        await session.choose("The month: 3/2 is in March")
        await session.until_shown("What it would add")
        assert session.shows("This looks like jrnl's text")
        assert session.shows("First: 2026-03-02 21:15")
        await session.choose("Add 1")
        await session.until_shown("Added: 1")
    full.refresh()
    assert [
        (one.value.day.isoformat(), one.value.about)
        for one in full.of(Entry).all()
        if one.value.title == "One."
    ] == [("2026-03-02", about.id)]


async def test_a_mood_of_ones_own_is_asked_for(
    start: Open, full: Workbook, home: Path
) -> None:
    (home / "moods.csv").write_text(DAYLIO)
    async with start() as session:
        await session.press("shift+f12")
        await session.paste("~/moods.csv")
        await session.press("enter")
        await session.until_shown("The times in it name no time zone")
        await session.press("enter", "enter")
        await session.until_shown("A mood of your own")
        assert session.shows("so so")
        await session.press("down", "down", "down", "enter")
        await session.until_shown("What it would add")
        await session.choose("Add 2")
        await session.until_shown("Added: 2")
    full.refresh()
    assert [
        r.value.answers
        for r in full.of(CheckIn).all()
        if r.value.day.month == 3
    ] == [{"day-mood": 2}]


@pytest.mark.parametrize(
    "name", ["nothing-there", ".", "/etc/shadow-of-nothing", "x" * 300]
)
async def test_what_cannot_be_read_is_one_sentence_and_nothing_is_changed(
    start: Open, full: Workbook, name: str, home: Path
) -> None:
    async with start() as session:
        await session.press("shift+f12")
        await session.paste(name)
        await session.press("enter")
        await session.until(
            lambda: (
                session.shows("Not read") or session.shows("Whom is it about?")
            )
        )
        await session.press("enter")
    assert len(full.of(Entry).all()) == 2


@pytest.mark.parametrize("stage", range(4))
async def test_one_can_step_back_from_an_import_anywhere(
    start: Open, full: Workbook, home: Path, stage: int
) -> None:
    (home / "moods.csv").write_text(DAYLIO)
    async with start() as session:
        await session.press("shift+f12")
        await session.paste("moods.csv")
        for shown in (
            "The times in it",
            "Whom is it about?",
            "A mood of your own",
            "What it would add",
        )[:stage]:
            await session.press("enter")
            await session.until_shown(shown)
        await session.press("escape")
        await session.until_shown("Today")
    assert len(full.of(Entry).all()) == 2


# A page


async def test_a_page_holds_the_entries_that_were_ticked(
    start: Open, full: Workbook, home: Path
) -> None:
    about = full.settings.current
    full.of(Entry).keep(
        Entry(text="not for others", day=MOMENT.date(), about=about)
    )
    async with start() as session:
        await command(session, NAMES[2])
        assert session.shows("2026-09-30", "2026-11-24")
        await session.press("ctrl+s")
        await session.choose("S  (partner)")
        assert session.shows("[x] Goals")
        await session.choose("Goals")
        assert session.shows("[ ] Goals")
        await session.press("ctrl+s")
        assert session.shows("[ ] Sunday", "[ ] not for others")
        await session.choose("Sunday")
        await session.press("ctrl+s")
        await session.type("AB")
        await session.press("enter")
        await session.until_shown("This is what it says")
        assert session.shows("Written by me, not a measurement")
        await session.press("tab", "end", "tab")
        await session.choose("Choose where")
        await session.choose("HTML")
        await session.press("enter")
        await session.until_shown("It is in ~/export-2026-11-24.html")
    page = (home / "export-2026-11-24.html").read_text()
    assert "a walk" in page
    assert "AB" in page
    assert "not for others" not in page
    assert (
        stat.S_IMODE((home / "export-2026-11-24.html").stat().st_mode) == 0o600
    )


@pytest.mark.parametrize("stage", range(7))
async def test_one_can_step_back_from_a_page_anywhere(
    start: Open, full: Workbook, home: Path, stage: int
) -> None:
    before = set(home.iterdir())
    async with start() as session:
        await session.press("f3")
        keys = (
            "ctrl+s",
            "enter",
            "ctrl+s",
            "ctrl+s",
            "ctrl+s",
            "down enter",
            "enter",
        )
        for key in keys[:stage]:
            await session.press(*key.split())
        await session.press("escape")
        await session.until_shown("Today")
    assert set(home.iterdir()) == before


async def test_none_is_chosen_where_there_is_nobody_and_nothing(
    start: Open, workbook: Workbook, home: Path
) -> None:
    workbook.set_settings(workbook.settings.__class__(welcomed=MOMENT.date()))
    assert not workbook.of(Relationship).all()
    async with start() as session:
        await session.press("f3", "ctrl+s")
        assert session.shows("What is on it?")
        await session.press("a", "a", "a", "ctrl+s")
        assert session.shows("Tick at least one row")
        await session.press("a", "ctrl+s")
        assert session.shows("By whom?")
        await session.press("ctrl+s")
        await session.until_shown("This is what it says")


# A kiosk


async def test_a_kiosk_offers_no_way_out_or_in(
    start: Open, full: Workbook
) -> None:
    async with start(kiosk=True) as session:
        for name in NAMES:
            await session.press("ctrl+p")
            await session.paste(name)
            assert session.shows("No command has these words")
            await session.press("escape")
        await session.press("f12", "shift+f12", "f3")
        assert session.shows("Today")
