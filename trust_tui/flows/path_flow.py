"""One trust question in four weeks: begins a path, and leads through one sitting of it at a time."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from msgspec.structs import replace

from trust_tui import dialogs, screens
from trust_tui.domain import (
    NOBODY,
    CheckIn,
    ContentError,
    Direction,
    Entry,
    ExerciseWork,
    Next,
    Path,
    PathState,
    PathStep,
    Record,
    SelfCheck,
    Sitting,
    TrustError,
    current_path,
    first_day,
    latest_work,
    next_sitting,
    person_of,
    read_line,
    reading_day,
    recent,
    route,
    series,
    sittings_on,
    tr,
)
from trust_tui.prompter import Prompter

PULL: Final = "day-pull"
LOOKED_BACK_ON_PULL: Final = "week-pull"
RECENT: Final = timedelta(days=14)


class PathFlow:
    """Leads through it. Nothing is locked: every sitting can be swapped, left out, paused or left."""

    def __init__(self, prompter: Prompter) -> None:
        self._prompter = prompter
        self._session = prompter.session

    async def begin(self, about: str | None = None) -> None:
        """Go on with the path there is with somebody, else with whoever is in mind, or begin one."""
        try:
            path = current_path(
                self._session.workbook, about or self._session.shown
            )
            path = path or await self._start()
            if path is not None:
                await self._go_on(path)
        except TrustError as error:
            await self._prompter.show_error(error)

    # The beginning

    async def _start(self) -> Record[Path] | None:
        """Ask for the part, for company, for the problem; None where the user steps back."""
        library = self._session.library
        part = await self._choose("parts", library.header("path").summary)
        if part is None:
            return None
        fear = await self._choose("fear")
        if fear is None:
            return None
        company: str | None = "alone"
        if fear == "yes":
            await self._prompter.ask(
                dialogs.page_reader.PageDialog(self._session, "safety")
            )
        elif self._may_be_two:
            company = await self._choose("company")
        if company is None:
            return None
        form = dialogs.path_forms.PathForm(
            self._session, part=part, joint=company == "other"
        )
        return await self._prompter.fill(form)

    async def _choose(self, part: str, before: str = "") -> str | None:
        """Ask a question of the content, its answers by their values."""
        library = self._session.library
        section = library.text("path", part)
        choices = [(item.attrs["value"], item.text) for item in section.items]
        texts = (before, section.title, *section.paragraphs)
        return await self._prompter.choose(
            library.header("path").title,
            "\n".join(filter(None, texts)),
            choices,
        )

    @property
    def _may_be_two(self) -> bool:
        """Whether things for two are not ruled out with who is in mind."""
        current = self._session.current
        return current is not None and current.value.joint

    # A sitting

    async def _go_on(self, path: Record[Path]) -> None:
        """Offer the next sitting, until one is begun or the user steps back."""
        if path.value.state is PathState.PAUSED:
            path = await self._change(path, state=PathState.UNDER_WAY)
        following = self._next(path)
        while following is not None:
            answer = await self._ask(path, following)
            if answer != "out":
                await self._follow(path, following, answer)
                return
            left_out = (*path.value.left_out, following.step.id)
            path = await self._change(path, left_out=left_out)
            following = self._next(path)
        await self._end(path)

    async def _follow(
        self, path: Record[Path], following: Next, answer: str | None
    ) -> None:
        """Do what was chosen of a sitting."""
        if answer == "begin":
            await self._sit(path, following.step)
        elif answer == "other":
            step = await self._swap(following.others)
            if step is not None:
                await self._sit(path, step)
        elif answer == "pause":
            await self._change(path, state=PathState.PAUSED)
            await self._say("paused")
        elif answer == "leave":
            await self._change(path, state=PathState.LEFT)
            await self._say("left")

    async def _ask(self, path: Record[Path], following: Next) -> str | None:
        library = self._session.library
        title = library.text("path", f"week-{following.step.week}").title
        return await self._prompter.ask(
            dialogs.path_forms.SittingDialog(
                self._session.titled(title, path.value.about),
                dialogs.path_words.opening(self._session, path, following),
                has_others=bool(following.others),
            )
        )

    async def _swap(self, others: Sequence[PathStep]) -> PathStep | None:
        library = self._session.library
        titles = [
            (step.id, library.text("path", step.id).title) for step in others
        ]
        chosen = await self._prompter.choose(
            tr("Another one instead"), tr("All of these are open."), titles
        )
        return next((step for step in others if step.id == chosen), None)

    async def _sit(self, path: Record[Path], step: PathStep) -> None:
        """Do what the sitting is made of, and end with an act and a plan."""
        entries: tuple[str, ...] | None = ()
        if step.exercise:
            entries = await self._done_or_do(path, step.exercise)
        elif step.page:
            await self._prompter.ask(
                dialogs.page_reader.PageDialog(self._session, step.page)
            )
        if entries is None:
            return
        sitting = Sitting(
            path=path.id,
            sitting=step.id,
            day=self._session.today,
            entries=entries,
            about=path.value.about,
        )
        form = dialogs.path_forms.SittingForm(self._session, sitting, step)
        if await self._prompter.fill(form) is None:
            return
        if step.is_end:
            await self._end(path)
            return
        self._prompter.freshen()
        self._prompter.notice(tr("Kept. That is all for today."))

    async def _done_or_do(
        self, path: Record[Path], exercise: str
    ) -> tuple[str, ...] | None:
        """An exercise that was written in since the path began and belongs to no sitting need not be done again."""
        workbook, about = self._session.workbook, path.value.about
        used: set[str] = set()
        for record in sittings_on(workbook, path):
            used.update(record.value.entries)
        for entry in workbook.of(Entry).about(about or NOBODY):
            if entry.value.day < path.value.day:
                break
            if entry.value.answers == exercise and entry.id not in used:
                return await self._offer_done(exercise, about, entry.id)
        return await self._exercise(exercise, about)

    async def _offer_done(
        self, exercise: str, about: str | None, entry: str
    ) -> tuple[str, ...] | None:
        """Ask whether to go on with what was written, or to do the exercise again."""
        answer = await self._prompter.choose(
            tr("You have written in this one"),
            tr(
                "It stands in your journal. You can go on from there to the end of this sitting."
            ),
            [("on", tr("Go on from there")), ("again", tr("Do it again"))],
        )
        if answer == "again":
            return await self._exercise(exercise, about)
        return (entry,) if answer == "on" else None

    async def _exercise(
        self, id: str, about: str | None
    ) -> tuple[str, ...] | None:
        """Do an exercise about somebody; the entry it led to, None where the user steps back."""
        session = self._session
        works = session.workbook.of(ExerciseWork).about(about or NOBODY)
        record = latest_work(works).get(id)
        before = record.value.entries if record else ()
        done: Record[Any] | None = await self._prompter.fill(
            dialogs.exercise.ExerciseForm(
                session, session.library.exercises.one(id), record, about
            )
        )
        if done is None:
            return None
        return tuple(
            entry for entry in done.value.entries if entry not in before
        )

    async def _end(self, path: Record[Path]) -> None:
        await self._change(path, state=PathState.ENDED)
        await self._say("ended")

    async def _say(self, part: str) -> None:
        self._prompter.freshen()
        section = self._session.library.text("path", part)
        await self._prompter.show(section.title, *section.paragraphs)

    async def _change(self, path: Record[Path], **changes: Any) -> Record[Path]:
        """Keep the path with other fields."""
        return await self._session.write(
            self._session.workbook.of(Path).change,
            path,
            replace(path.value, **changes),
        )

    # What comes next

    def _next(self, path: Record[Path]) -> Next | None:
        """The next sitting, by what is known of whom the path is about; nothing of anybody else."""
        session, about = self._session, path.value.about or NOBODY
        whom = person_of(session.workbook, about)
        company = path.value.joint and whom is not None and whom.value.joint
        steps = session.library.sittings()
        done = [
            record.value.sitting
            for record in sittings_on(session.workbook, path)
        ]
        exercises = session.library.exercises.outlines()
        return next_sitting(
            route(steps, replace(path.value, joint=company)),
            {*done, *path.value.left_out},
            {each.id for each in exercises if session.fits(each, whom)},
            signs=self._signs(about),
            is_pull_up=self._is_pull_up(about),
        )

    def _signs(self, about: str) -> Sequence[str]:
        """The signs that were most frequent in the last self-check."""
        session = self._session
        checks = session.workbook.of(SelfCheck).about(about)[:1]
        page = screens.reading_page.ReadingPage
        try:
            readings = [
                page(session.library, checks, session.today).reading
                for _ in checks
            ]
        except ContentError:
            return ()
        return [sign for reading in readings for sign in reading.most]

    def _is_pull_up(self, about: str) -> bool:
        """Whether the line of the pull has risen, or a look back was about the pull."""
        session = self._session
        today = session.today
        for entry in session.workbook.of(Entry).about(about):
            if today - entry.value.day > RECENT:
                break
            if entry.value.answers == LOOKED_BACK_ON_PULL:
                return True
        kept = session.workbook.of(CheckIn).about(about)
        check_ins = recent(kept, first_day(today))
        points = series(check_ins, PULL, first_day(today))
        reading = read_line(points, reading_day(kept, today))
        return reading.direction is Direction.MORE
