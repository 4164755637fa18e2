"""One trust question in four weeks, gone through by keyboard as four different people."""

from datetime import timedelta
from pathlib import Path as FilePath

import pytest
from msgspec.structs import replace

from tests.conftest import Open
from tests.support import MOMENT
from tests.support import Sitting as User
from trust_tui.cli.demo import StandingClock
from trust_tui.dialogs.page_reader import PageDialog
from trust_tui.domain import (
    Entry,
    ExerciseWork,
    Path,
    PathState,
    Relationship,
    SelfCheck,
    Settings,
    Sitting,
    route,
)
from trust_tui.domain.workbook import Workbook
from trust_tui.library import Library
from trust_tui.library.library import packaged_folder

DAY = MOMENT.date()
PROBLEM = "I look at their phone when it is late"


async def begin(
    user: User, part: str, *, fear: str = "No", company: str = ""
) -> None:
    """Begin a path, up to the first sitting."""
    await user.press("P")
    await user.choose(part)
    await user.choose(fear)
    if fear != "No":
        assert user.shows("In danger now")
        await user.press("escape")
    elif company:
        await user.choose(company)
    await user.type(PROBLEM)
    await user.press("enter", "enter")
    await user.until_shown("You set out with")


async def sit(user: User) -> None:
    """Do one sitting: begin, write a word where there is a field, keep the suggested act and plan."""
    await user.choose("Begin")
    screen = user.app.screen
    if isinstance(screen, PageDialog):
        await user.press("escape")
    elif not user.shows("One small act"):
        field = next(iter(screen.query("#writing Line, #writing Lines")), None)
        if field is not None:
            await user.press("tab")
            await user.type("a word of mine")
        await user.press("ctrl+s")
    await user.until_shown("One small act")
    await user.press("ctrl+s")


def sittings(workbook: Workbook) -> list[Sitting]:
    """The sittings kept."""
    workbook.refresh()
    return [record.value for record in workbook.of(Sitting).all()]


def path_of(workbook: Workbook) -> Path:
    workbook.refresh()
    (record,) = workbook.of(Path).all()
    return record.value


@pytest.mark.parametrize(
    ("part", "value", "company", "joint"),
    [
        ("I was hurt", "hurt", "Alone", False),
        ("I hurt somebody", "hurting", "Some of it together", True),
        ("Both of us", "both", "Some of it together", True),
        ("It is an old habit", "habit", "Alone", False),
    ],
)
async def test_four_people_go_through_it_to_the_end_page(
    start: Open,
    welcomed: Workbook,
    packaged: Library,
    part: str,
    value: str,
    company: str,
    joint: bool,
) -> None:
    way = route(
        packaged.sittings(),
        Path(part=value, problem=PROBLEM, day=DAY, joint=joint),
    )
    async with start((80, 24)) as user:
        await begin(user, part, company=company)
        for step in way:
            assert user.shows(packaged.text("path", step.id).title), step
            await sit(user)
            if not step.is_end:
                await user.until_shown("Today")
                await user.press("P")
        await user.until_shown("This is the end of it")
        await user.press("enter")
        await user.until_shown("Today")
    done = [sitting.sitting for sitting in sittings(welcomed)]
    assert sorted(done) == sorted(step.id for step in way)
    assert all(sitting.act and sitting.then for sitting in sittings(welcomed))
    kept = path_of(welcomed)
    assert (kept.state, kept.problem, kept.joint) == (
        PathState.ENDED,
        PROBLEM,
        joint,
    )
    assert {entry.value.text for entry in welcomed.of(Entry).all()}


async def test_who_stops_in_week_two_goes_on_in_week_nine(
    start: Open,
    welcomed: Workbook,
    packaged: Library,
    clock: StandingClock,
) -> None:
    async with start() as user:
        await begin(user, "I was hurt", company="Alone")
        for _ in range(8):
            await sit(user)
            await user.until_shown("Today")
            await user.press("P")
    seen = len(sittings(welcomed))
    clock.moment += timedelta(weeks=7)
    async with start() as user:
        assert user.shows("One trust question")
        await user.press("P")
        await user.until_shown("Good to see you")
        assert not user.shows("missed", "late")
        assert user.shows("Week 2")
        await sit(user)
        await user.until_shown("Kept. That is all for today.")
    assert len(sittings(welcomed)) == seen + 1


async def test_each_sitting_opens_with_what_was_written_last_time(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as user:
        await begin(user, "I was hurt", company="Alone")
        assert user.shows(PROBLEM)
        await sit(user)
        await user.press("P")
        assert user.shows(
            "Last time you wrote", "\u201ca word of mine", "Your act"
        )
        assert user.shows("is the next one in the row.")


async def test_the_self_check_chooses_what_comes_next_and_says_why(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    answers = {
        item.id: 4
        for item in packaged.self_check_items()
        if item.sign == "sign-jealousy"
    }
    welcomed.of(SelfCheck).keep(
        SelfCheck(day=DAY, answers=answers, about=welcomed.settings.current)
    )
    async with start() as user:
        await begin(user, "It is an old habit", company="Alone")
        title = packaged.header("sign-jealousy").title
        assert user.shows("Next: Catch the moment", f'"{title}"')


async def test_a_sitting_can_be_swapped_or_left_out(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as user:
        await begin(user, "I was hurt", company="Alone")
        assert user.shows("Next: Three honest lines")
        await user.choose("Leave this one out")
        assert user.shows("Next: When distrust fits")
        await user.choose("Another one instead")
        await user.choose("What it costs")
        await user.until_shown("Cost map")
    assert path_of(welcomed).left_out == ("see-lines",)


@pytest.mark.parametrize(
    ("choice", "says", "state"),
    [
        ("Pause for now", "It waits for you", PathState.PAUSED),
        ("Leave the four weeks", "stays in your journal", PathState.LEFT),
    ],
)
async def test_it_can_be_paused_or_left_without_a_word_of_blame(
    start: Open,
    welcomed: Workbook,
    choice: str,
    says: str,
    state: PathState,
) -> None:
    async with start() as user:
        await begin(user, "I was hurt", company="Alone")
        await user.choose(choice)
        assert user.shows(says)
        await user.press("enter")
        assert path_of(welcomed).state is state
        assert user.text.count("One trust question") == 1  # below *Do*
        await user.press("P")
        if state is PathState.PAUSED:
            assert user.shows("You set out with")
        else:
            assert user.shows("Which is nearest to you?")


async def test_where_there_is_fear_safety_comes_first_and_nothing_is_for_two(
    start: Open, welcomed: Workbook, data: FilePath
) -> None:
    async with start() as user:
        await begin(user, "Both of us", fear="Yes, or I am not sure")
    kept = path_of(welcomed)
    assert not kept.joint
    assert "fear" not in repr(kept)


async def test_nothing_is_for_two_where_that_was_ruled_out_since(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    assert about is not None
    welcomed.of(Path).keep(
        Path(part="both", problem=PROBLEM, day=DAY, joint=True, about=about)
    )
    one = welcomed.of(Relationship).get(about)
    assert one is not None
    welcomed.of(Relationship).change(one, Relationship(label="S", joint=False))
    async with start() as user:
        await user.press("P")
        await user.choose("Another one instead")
        await user.press("end")
        shown = user.text
        await user.press("home")
        shown += user.text
        assert "In my hands" in shown
        assert "Speaker and listener" not in shown


async def test_a_path_whose_exercise_was_removed_goes_on_and_says_so(
    start: Open, welcomed: Workbook, tmp_path: FilePath
) -> None:
    own = tmp_path / "own"
    (own / "steps").mkdir(parents=True)
    name = "steps/1-acknowledge.md"
    text = (packaged_folder() / "en" / name).read_text()
    (own / name).write_text(text.replace("{#ack-lines ", "{#other-lines "))
    async with start(library=Library([own, packaged_folder()])) as user:
        await begin(user, "I was hurt", company="Alone")
        assert user.shows(
            "Next: When distrust fits", "is no longer in the book."
        )


async def test_stepping_back_from_an_exercise_leaves_the_sitting_open(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as user:
        await begin(user, "I was hurt", company="Alone")
        await user.choose("Begin")
        await user.press("escape")
        await user.until_shown("Today")
        await user.press("P")
        assert user.shows("Next: Three honest lines")
    assert sittings(welcomed) == []


@pytest.mark.parametrize("size", [(60, 16), (60, 20), (80, 24)])
async def test_all_choices_are_in_view_at_every_size(
    start: Open, welcomed: Workbook, size: tuple[int, int]
) -> None:
    async with start(size) as user:
        await begin(user, "I was hurt", company="Alone")
        assert user.shows("Begin", "Leave the four weeks", PROBLEM)


async def test_an_exercise_that_is_written_need_not_be_done_again(
    start: Open, welcomed: Workbook
) -> None:
    async with start() as user:
        await begin(user, "I was hurt", company="Alone")
        await user.choose("Begin")
        await user.press("tab")
        await user.type("a word of mine")
        await user.press("ctrl+s")
        await user.until_shown("One small act")
        await user.press("escape")
        await user.press("P")
        await user.choose("Begin")
        assert user.shows("You have written in this one")
        await user.choose("Go on from there")
        await user.press("ctrl+s")
        await user.until_shown("Kept. That is all for today.")
    (sitting,) = sittings(welcomed)
    assert sitting.entries == tuple(r.id for r in welcomed.of(Entry).all())


def do_with_all_in_mind(workbook: Workbook, about: str | None) -> None:
    """S has done an exercise; a path about somebody is under way, all are in mind."""
    entry = workbook.of(Entry).keep(
        Entry(
            text="of S",
            day=DAY,
            answers="ack-lines",
            about=workbook.settings.current,
        )
    )
    workbook.of(ExerciseWork).keep(
        ExerciseWork(
            exercise="ack-lines",
            entries=(entry.id,),
            times_done=1,
            about=workbook.settings.current,
        )
    )
    workbook.of(Path).keep(
        Path(part="hurt", problem=PROBLEM, day=DAY, about=about)
    )
    workbook.set_settings(Settings(welcomed=DAY))


async def test_a_path_about_nobody_takes_nothing_of_what_is_about_somebody(
    start: Open, welcomed: Workbook
) -> None:
    do_with_all_in_mind(welcomed, None)
    of_s = welcomed.of(ExerciseWork).all()
    async with start() as user:
        await user.press("P")
        await sit(user)
        await user.until_shown("Kept. That is all for today.")
    (sitting,) = sittings(welcomed)
    (written,) = map(welcomed.of(Entry).get, sitting.entries)
    assert written is not None
    assert written.value.about is None
    works = welcomed.of(ExerciseWork).all()
    assert {work.value.about for work in works} == {None, of_s[0].value.about}
    assert all(work in works for work in of_s)


async def test_with_all_in_mind_a_sitting_is_about_whom_its_path_is_about(
    start: Open, welcomed: Workbook
) -> None:
    about = welcomed.settings.current
    do_with_all_in_mind(welcomed, about)
    async with start() as user:
        await user.press("P")
        assert user.shows("Week 1", "\u00b7 S")
        await user.choose("Begin")
        await user.choose("Do it again")
        await user.press("tab")
        await user.type("a word of mine")
        await user.press("ctrl+s", "ctrl+s")
        await user.until_shown("Kept. That is all for today.")
    (sitting,) = sittings(welcomed)
    assert sitting.about == about
    assert {entry.value.about for entry in welcomed.of(Entry).all()} == {about}
    (work,) = welcomed.of(ExerciseWork).all()
    assert work.value.times_done == 2


async def test_with_all_in_mind_a_path_knows_nothing_of_anybody_else(
    start: Open, welcomed: Workbook, packaged: Library
) -> None:
    answers = {
        item.id: 4
        for item in packaged.self_check_items()
        if item.sign == "sign-jealousy"
    }
    welcomed.of(SelfCheck).keep(
        SelfCheck(day=DAY, answers=answers, about=welcomed.settings.current)
    )
    welcomed.of(Path).keep(Path(part="habit", problem=PROBLEM, day=DAY))
    welcomed.set_settings(replace(welcomed.settings, current=None))
    async with start() as user:
        await user.press("P")
        assert user.shows("Next: Three honest lines", "This is the next one")
