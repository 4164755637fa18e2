"""What the configuration file says holds on the screen, faults in it are told, and settings are changed from within."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.conftest import MakeApp, Open
from tests.support import MOMENT, Sitting, session_of
from trust_tui.config import ConfigFile
from trust_tui.domain.errors import FullError
from trust_tui.domain.records import CheckIn, Entry, Habit
from trust_tui.domain.workbook import Workbook
from trust_tui.library.library import Library, packaged_folder
from trust_tui.messages import OpenTarget
from trust_tui.store.encryption import keyfile

PHRASE = "four words that rhyme"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the configuration is."""
    return tmp_path / "config.toml"


def saying(path: Path, text: str, *, is_kept: bool = True) -> ConfigFile:
    """The file, holding this."""
    path.write_text(text)
    return ConfigFile(path, is_kept=is_kept)


# What it says holds


async def test_the_colours_are_those_of_the_file(
    start: Open, welcomed: Workbook, path: Path
) -> None:
    async with start(config_file=saying(path, 'theme = "contrast"')) as session:
        assert session.app.theme == "trust-contrast"


async def test_the_helplines_of_the_place_in_the_file_stand_first(
    start: Open, welcomed: Workbook, path: Path
) -> None:
    config = saying(path, 'country = "gb-sct"')
    async with start((100, 60), config_file=config) as session:
        session.app.post_message(OpenTarget("helplines"))
        await session.until_shown("0800 027 1234")
        assert not session.shows("0808 2000 247")


async def test_a_place_that_the_helplines_do_not_have_is_told(
    start: Open, welcomed: Workbook, path: Path
) -> None:
    async with start(config_file=saying(path, 'country = "xx"')) as session:
        await session.until_shown("has no such place")


async def test_the_day_ends_when_the_file_says(
    start: Open, welcomed: Workbook, path: Path
) -> None:
    welcomed.set_settings(replace(welcomed.settings, day_ends=4))
    async with start(config_file=saying(path, "day_ends = 12")) as session:
        assert session.app.session.day_ends == 12
        await session.press("f4")
        assert session.row == "12:00"
        await session.choose("3:00")
        assert session.app.session.day_ends == 3
    welcomed.refresh()
    assert welcomed.settings.day_ends == 4
    assert path.read_text() == "day_ends = 3\n"


async def test_the_day_ends_as_the_workbook_says_where_the_file_says_nothing(
    start: Open, welcomed: Workbook, path: Path
) -> None:
    async with start(config_file=saying(path, "")) as session:
        await session.press("f4")
        await session.choose("3:00")
        assert session.app.session.day_ends == 3
    welcomed.refresh()
    assert welcomed.settings.day_ends == 3
    assert path.read_text() == ""


async def test_the_calendar_begins_with_the_day_chosen(
    start: Open, welcomed: Workbook, path: Path
) -> None:
    check_in = CheckIn(
        day=MOMENT.date(),
        answers={"day-settled": 3},
        about=welcomed.settings.current,
    )
    welcomed.of(CheckIn).keep(check_in)
    async with start(
        (100, 60), config_file=saying(path, 'week_start = "sunday"')
    ) as session:
        await session.press("5", "left_square_bracket", "down")
        assert session.shows("Su Mo Tu We Th Fr Sa")
        weeks = [line.partition("\u2502")[2].split() for line in session.lines]
        assert ["\u00b7", "\u00b7", "3\u2593"] in weeks


@pytest.mark.parametrize(("minutes", "seconds"), [(1, 59), (1, 61), (9, 500)])
async def test_it_locks_after_the_minutes_of_the_file(
    start: Open,
    welcomed: Workbook,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    minutes: int,
    seconds: int,
) -> None:
    monkeypatch.setattr(keyfile, "COST", 4)
    welcomed.set_passphrase(PHRASE)
    async with start(
        opened=False, config_file=saying(path, f"lock_minutes = {minutes}")
    ) as session:
        await session.until_shown("Type your passphrase to open")
        await session.paste(PHRASE)
        await session.press("enter")
        await session.until_shown("Another time until it locks")
        await session.press("enter")
        await session.until_shown("Today")
        last_key = session.app.idle_lock.idle_since
        monkeypatch.setattr(
            "trust_tui.program.idle_lock.monotonic", lambda: last_key + seconds
        )
        session.app.idle_lock.look_around()
        await session.settle()
        assert session.app.session.workbook.locked is (seconds > 60 * minutes)


async def unlock(session: Sitting) -> None:
    await session.until_shown("Type your passphrase to open")
    await session.paste(PHRASE)
    await session.press("enter")
    await session.until(lambda: session.app.session.ready, "the workbook")


@pytest.mark.usefixtures("cheap_passphrase")
async def test_another_time_until_it_locks_is_told_once_at_the_next_unlock(
    start: Open, welcomed: Workbook, path: Path
) -> None:
    welcomed.set_passphrase(PHRASE)
    told = "Another time until it locks"
    for text, is_told in [
        ("", False),
        ("lock_minutes = 60", True),
        ("lock_minutes = 60", False),
        ("", True),
    ]:
        file = saying(path, text)
        async with start(opened=False, config_file=file) as session:
            await unlock(session)
            await session.until_shown(told if is_told else "Today")
            assert session.shows(told) is is_told
            if is_told:
                await session.press("enter")
                await session.until_shown("Today")


@pytest.mark.usefixtures("cheap_passphrase")
async def test_a_time_until_it_locks_that_was_chosen_here_is_not_told(
    start: Open, welcomed: Workbook, path: Path
) -> None:
    welcomed.set_passphrase(PHRASE)
    async with start(opened=False, config_file=ConfigFile(path)) as session:
        await unlock(session)
        await session.until_shown("Today")
        await session.press("f2")
        await set_in(session, "Locks after: 5 minutes", "15 minutes")
        await session.press("q")
        session.app.idle_lock.look_around()
        await session.settle()
        assert not session.shows("Somewhere else")
    async with start(opened=False, config_file=ConfigFile(path)) as session:
        await unlock(session)
        await session.until_shown("Today")
        assert session.app.session.config.lock_minutes == 15
        assert not session.shows("Another time until it locks")


@pytest.mark.usefixtures("cheap_passphrase")
async def test_a_time_until_it_locks_that_is_changed_meanwhile_is_told_at_once(
    start: Open, welcomed: Workbook, path: Path
) -> None:
    welcomed.set_passphrase(PHRASE)
    file = saying(path, "lock_minutes = 2")
    async with start(size=(60, 20), opened=False, config_file=file) as session:
        await unlock(session)
        await session.until_shown("Another time until it locks")
        await session.press("enter")
        await session.until_shown("Today")
        ConfigFile(path).change("lock_minutes", 120)
        session.app.idle_lock.look_around()
        await session.until_shown("set to lock after 120 min")
        assert session.shows("holds from the next start")
        assert session.app.session.config.lock_minutes == 2


async def test_only_habits_of_the_file_are_offered(
    start: Open, welcomed: Workbook, path: Path, packaged: Library
) -> None:
    about = welcomed.settings.current
    for habit in ("habit-open", "habit-ask"):
        welcomed.of(Habit).keep(Habit(habit=habit, about=about))
    asked, shared = (
        packaged.text("habits", habit).title
        for habit in ("habit-ask", "habit-open")
    )
    async with start(
        config_file=saying(path, 'habits = ["habit-ask"]')
    ) as session:
        assert session.shows(asked)
        assert not session.shows(shared)
        await session.press("h")
        assert session.row.startswith(asked)
        assert not session.shows(shared)


async def test_where_no_habit_is_offered_it_is_said(
    start: Open, welcomed: Workbook, path: Path
) -> None:
    async with start(config_file=saying(path, "habits = []")) as session:
        await session.press("h")
        assert session.shows("None is offered")
        await session.press("enter", "n", "down", "q")
        assert session.shows("Today")


async def test_other_keys_work_and_are_shown(
    start: Open, welcomed: Workbook, path: Path
) -> None:
    text = '[keys]\n"app.search" = ["f11", "z"]\n"app.go-journal" = "J"\n"check-in" = "C"\n"app.leave" = "f10"\n'
    async with start((100, 70), config_file=saying(path, text)) as session:
        assert session.shows(
            "C check in", "F11 search", "F10 leave", "J Journal"
        )
        await session.press("slash")
        assert session.shows("Today")
        await session.press("f1")
        line = next(
            line for line in session.lines if line.rstrip().endswith("Search")
        )
        assert line.split()[:2] == ["F11", "z"]
        await session.press("escape", "J")
        assert session.mode == "journal"
        await session.resize(30, 10)
        assert session.shows("F10 leaves")
        assert await session.leave() is None
        assert await session.leave("f10") == 0


# What is wrong in it


async def test_what_is_wrong_is_told_after_the_start_and_the_rest_holds(
    start: Open, welcomed: Workbook, path: Path
) -> None:
    text = 'theme = "light"\nlanguage = "xx"\nhabits = ["[/x]", "a"]\nlock\n[keys]\nno.such = "f11"\napp.leave = "x"\n'
    async with start(
        (100, 40), opened=False, config_file=saying(path, text)
    ) as session:
        await session.until_shown("Left out of your settings")
        for said in (
            "line 2: There are no pages",
            "line 3:",
            "line 4:",
            "line 6: There is no such action",
            "line 7:",
        ):
            assert session.shows(said)
        await session.press("enter")
        assert session.shows("Today")
        assert session.app.theme == "trust-light"
        assert await session.leave() == 0


async def test_habits_that_are_not_there_are_told(
    start: Open, welcomed: Workbook, path: Path
) -> None:
    async with start(
        opened=False, config_file=saying(path, 'habits = ["habit-none"]')
    ) as session:
        await session.until_shown(
            "Not all of these habits are there: choose from"
        )


async def test_content_without_habits_does_not_make_the_file_wrong(
    start: Open, welcomed: Workbook, path: Path, tmp_path: Path
) -> None:
    (tmp_path / "en").mkdir()
    async with start(
        library=Library([tmp_path]),
        config_file=saying(path, 'habits = ["habit-none"]'),
    ) as session:
        assert not session.shows("Left out")


async def test_of_many_faults_the_first_are_told(
    start: Open, welcomed: Workbook, path: Path
) -> None:
    async with start(
        (80, 60), opened=False, config_file=saying(path, "wrong\n" * 20)
    ) as session:
        await session.until_shown("And 12 more")


async def test_a_first_run_with_a_faulty_file_is_welcomed_all_the_same(
    start: Open, path: Path
) -> None:
    async with start(
        opened=False, config_file=saying(path, "wrong")
    ) as session:
        await session.until_shown("Left out of your settings")
        await session.press("enter")
        await session.until_shown("Welcome")


# Changing it from within


async def test_other_colours_are_there_again_at_the_next_start(
    make_app: MakeApp, welcomed: Workbook, path: Path
) -> None:
    async with session_of(make_app(config_file=ConfigFile(path))) as session:
        await session.press("ctrl+t", "ctrl+t")
        assert session.shows("Colours: high contrast.")
    assert path.read_text().endswith('theme = "contrast"\n')
    async with session_of(make_app(config_file=ConfigFile(path))) as session:
        assert session.app.theme == "trust-contrast"


@pytest.mark.parametrize("case", ["kiosk", "protected", "broken"])
async def test_colours_that_cannot_be_remembered_hold_and_it_is_said(
    start: Open, welcomed: Workbook, path: Path, case: str
) -> None:
    file = saying(
        path,
        "# mine\n" if case != "broken" else "wrong\n",
        is_kept=case != "kiosk",
    )
    if case == "protected":
        path.chmod(0o400)
    before = path.read_text()
    async with start((100, 24), opened=False, config_file=file) as session:
        await session.until(lambda: session.app.session.ready)
        await session.press("enter" if case == "broken" else "ctrl+l", "ctrl+t")
        assert session.app.theme == "trust-light"
        assert session.shows("Colours: light.")
    assert path.read_text() == before


async def set_in(session: Sitting, setting: str, answer: str) -> None:
    """Choose an answer under a setting; the list of settings is open before and after."""
    await session.choose(setting)
    await session.choose(answer)


async def test_settings_are_changed_one_after_another(
    start: Open, welcomed: Workbook, path: Path
) -> None:
    async with start(config_file=ConfigFile(path)) as session:
        await session.press("f2")
        await set_in(session, "Colours: dark", "Light")
        assert session.row == "Colours: light"
        await set_in(session, "My day ends: 4:00", "Midnight")
        await set_in(session, "The week begins: Monday", "Saturday")
        await set_in(session, "Locks after: 5 minutes", "1 minute")
        await set_in(session, "that of the terminal", "en")
        assert session.shows(
            "Colours: light",
            "My day ends: midnight",
            "The week begins: Saturday",
            "Locks after: 1 minute without",
            "Language of the pages: en",
        )
        await set_in(session, "Helplines first for: no place", "New Zealand")
        assert session.row == "Helplines first for: New Zealand"
        await set_in(session, "Begins: on the screen", "for a screen reader")
        await set_in(session, "Begins: on the screen, for a", "In plain lines")
        assert session.row == "Begins: in plain lines"
        await session.press("q")
        assert session.shows("Today")
    config = ConfigFile(path).config
    assert (config.plain, config.reader) == (True, False)
    assert (
        config.theme,
        config.week_start,
        config.lock_minutes,
        config.language,
    ) == (
        "light",
        5,
        1,
        "en",
    )
    assert config.country == "nz"
    assert config.day_ends is None
    welcomed.refresh()
    assert welcomed.settings.day_ends == 0


async def test_stepping_back_from_a_setting_changes_nothing(
    start: Open, welcomed: Workbook, path: Path
) -> None:
    async with start(config_file=ConfigFile(path)) as session:
        await session.press("f2")
        for setting in (
            "Colours",
            "My day ends",
            "The week",
            "Locks",
            "Habits",
            "Language",
            "Keys",
        ):
            await session.choose(setting)
            await session.press("escape")
            assert session.shows("Keys ...")
    assert not path.exists()


async def test_habits_to_choose_from_are_ticked(
    start: Open, welcomed: Workbook, path: Path, packaged: Library
) -> None:
    habits = packaged.text("habits", "habits").parts
    first, *others = habits
    async with start(config_file=saying(path, "# mine\n")) as session:
        await session.press("f2")
        await session.choose("Habits to choose from: all")
        assert all(session.shows(f"[x] {habit.title}") for habit in habits)
        await session.choose(first.title)
        assert session.shows(f"[ ] {first.title}")
        await session.press("ctrl+s")
        assert session.row == f"Habits to choose from: {len(others)}"
        await session.press("q", "h")
        assert session.shows(others[0].title)
        assert not session.shows(first.title)
        await session.press("q", "f2")
        await session.choose("Habits to choose from")
        await session.press("a", "a", "ctrl+s")
        assert session.row == "Habits to choose from: none"
    assert path.read_text() == "# mine\nhabits = []\n"


@pytest.mark.parametrize("leave", ["ctrl+s", "escape"])
async def test_habits_that_stay_as_they_were_are_not_written(
    start: Open, welcomed: Workbook, path: Path, leave: str
) -> None:
    async with start(
        config_file=saying(path, 'habits = ["habit-ask"]\n')
    ) as session:
        await session.press("f2")
        await session.choose("Habits to choose from: 1")
        await session.press(*(["enter"] if leave == "escape" else []), leave)
        assert session.row == "Habits to choose from: 1"
    assert path.read_text() == 'habits = ["habit-ask"]\n'


async def test_without_pages_for_habits_there_is_nothing_to_choose(
    start: Open, welcomed: Workbook, path: Path, tmp_path: Path
) -> None:
    (tmp_path / "en").mkdir()
    async with start(
        library=Library([tmp_path]), config_file=ConfigFile(path)
    ) as session:
        await session.press("f2")
        await session.choose("Habits to choose from")
        assert session.shows("There are no habits to choose from")
        await session.press("enter")
        assert session.row == "Habits to choose from: all"


async def test_a_day_end_that_cannot_be_kept_is_said(
    start: Open, welcomed: Workbook, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_settings: object) -> None:
        raise FullError("Free some room and try again.")

    async with start(config_file=ConfigFile(path)) as session:
        monkeypatch.setattr(session.app.session.workbook, "set_settings", full)
        await session.press("f4", "down", "enter")
        assert session.shows("Free some room")


async def press_for(session: Sitting, name: str, key: str) -> None:
    """Choose an action among the keys and press another key for it."""
    await session.choose("Keys ...")
    await session.type(name)
    await session.press("enter")
    assert session.shows("Press the key for")
    await session.press(key)


async def test_a_key_is_changed_by_pressing_it(
    start: Open, welcomed: Workbook, path: Path
) -> None:
    path.write_text("# mine\n")
    async with start((100, 30), config_file=ConfigFile(path)) as session:
        await session.press("f2")
        await press_for(session, "app.search", "z")
        await session.press("escape")
        assert session.shows("z search")
        await session.press("f2", "end", "enter")
        await session.type("app.search")
        assert session.row.split() == ["Search", "app.search", "z"]
        await session.press("escape", "escape", "z")
        assert session.lines[0].strip().startswith("Search")
        await session.press("escape", "slash")
        assert session.shows("Today")
        await session.press("f2")
        await press_for(session, "app.search", "slash")
        await session.press("escape", "slash")
        assert session.lines[0].strip().startswith("Search")
    assert path.read_text() == '# mine\n\n[keys]\n"app.search" = "/"\n'


async def test_one_of_its_usual_keys_gives_an_action_all_of_them_back(
    start: Open, welcomed: Workbook, path: Path
) -> None:
    async with start(
        (100, 30),
        config_file=saying(path, "[keys]\n'journal.next-view' = 'z'\n"),
    ) as session:
        await session.press("5", "z")
        await session.press("f2")
        await press_for(session, "journal.next", "right_square_bracket")
        await session.press("escape")
    assert path.read_text() == '[keys]\n\'journal.next-view\' = ["]", "."]\n'


async def test_asked_for_a_key_one_can_step_back(
    start: Open, welcomed: Workbook, path: Path
) -> None:
    async with start(config_file=ConfigFile(path)) as session:
        await session.press("f2")
        await press_for(session, "app.search", "escape")
        assert session.shows("Keys ...")
    assert not path.exists()


@pytest.mark.parametrize(
    ("name", "key", "said"),
    [
        ("app.search", "c", "(check-in) has the key c too"),
        ("app.leave", "x", "This has to work while one types"),
        ("form.save", "s", "This key would type a letter there"),
        ("app.search", "ctrl+j", "A terminal takes Ctrl+J for"),
        ("app.search", "f20", "There is no such key"),
    ],
)
async def test_a_key_that_would_hide_something_is_refused(
    start: Open, welcomed: Workbook, path: Path, name: str, key: str, said: str
) -> None:
    async with start((100, 30), config_file=ConfigFile(path)) as session:
        await session.press("f2")
        await press_for(session, name, key)
        assert session.shows("Not this key")
        assert session.shows(said)
        await session.press("enter")
        assert session.shows("Keys ...")
    assert not path.exists()


@pytest.mark.parametrize(
    ("key", "shown"), [("f8", ""), ("f9", "safety"), ("f1", "Help")]
)
async def test_hiding_safety_and_help_work_while_a_key_is_asked_for(
    start: Open, welcomed: Workbook, path: Path, key: str, shown: str
) -> None:
    async with start(config_file=ConfigFile(path)) as session:
        await session.press("f2", "end", "enter", "enter")
        assert session.shows("Press the key for")
        await session.press(key)
        assert not session.shows("Press the key for")
        await session.press(key if key == "f8" else "escape")
        assert session.shows("Press the key for")
        assert await session.leave() == 0


async def test_no_word_and_no_name_of_the_user_comes_into_the_file(
    start: Open, welcomed: Workbook, path: Path
) -> None:
    welcomed.of(Entry).keep(
        Entry(
            text="zanzibar", day=MOMENT.date(), about=welcomed.settings.current
        )
    )
    async with start(config_file=ConfigFile(path)) as session:
        await session.press(
            "r",
            "enter",
            "ctrl+t",
            "h",
            "enter",
            "q",
            "f2",
            "down",
            "enter",
            "enter",
        )
    text = path.read_text()
    assert welcomed.settings.current is not None
    assert not any(
        word in text
        for word in ("zanzibar", welcomed.settings.current, "habit-")
    )
    assert [line for line in text.splitlines() if not line.startswith("#")] == [
        'theme = "light"'
    ]


def test_the_languages_are_those_of_the_folders(tmp_path: Path) -> None:
    for name in ("nl", "en", "pt_BR", "signs", "x"):
        (tmp_path / name).mkdir()
    (tmp_path / "de").write_text("")
    assert list(Library([tmp_path / "none", tmp_path]).shelves.languages()) == [
        "en",
        "nl",
        "pt_BR",
    ]
    assert list(Library([packaged_folder()]).shelves.languages()) == ["en"]
