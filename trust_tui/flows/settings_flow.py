"""What can be set: shown with what holds now, changed from within, and remembered in the configuration file."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final

from textual.app import App

from trust_tui.config import THEMES, Config, ConfigProblem, Value
from trust_tui.dialogs.ticks import TICK, TicksDialog
from trust_tui.domain import (
    WEEKDAYS,
    ConfigError,
    ContentError,
    later,
    tr,
    trn,
    weekday_name,
)
from trust_tui.flows import lock_time
from trust_tui.flows.key_choice import KeyChoice
from trust_tui.flows.workbook_settings import (
    WorkbookSettings,
    shown_words,
    told_words,
    weekday_words,
)
from trust_tui.keys import keymap
from trust_tui.library import Library, places_of
from trust_tui.prompter import Prompter
from trust_tui.session import Session
from trust_tui.theme import full_name

COLOURS: Final[Mapping[str, str]] = dict(
    zip(
        THEMES,
        (
            later("Dark"),
            later("Light"),
            later("High contrast"),
            later("Those of the terminal"),
        ),
        strict=True,
    )
)
MINUTES: Final = (1, 2, 5, 10, 15, 30, 60)
"""The times to choose from after which it locks; the file may name others."""

HABITS: Final = later(
    "Only those you tick are offered as small habits. What you noted for the others is kept."
)

STARTS: Final = {
    "screen": later("On the screen"),
    "reader": later("On the screen, for a screen reader"),
    "plain": later("In plain lines"),
}
"""How the program can begin."""

MOST_SHOWN: Final = 8
"""The most problems told at once."""


def wrong_in(
    config: Config, library: Library, app: type[App[int]]
) -> Sequence[ConfigProblem]:
    """Everything in the configuration that cannot be used, by line."""
    problems = [*config.problems, *keymap.usable(config, app)[1]]
    if config.habits:
        try:
            known = {part.id for part in library.text("habits", "habits").parts}
        except ContentError:
            known = set(
                config.habits
            )  # said among what is wrong with the content
        if not known.issuperset(config.habits):
            advice = tr(
                "Not all of these habits are there: choose from {names}.",
                names=", ".join(sorted(known)),
            )
            problems.append(
                ConfigProblem(line=config.lines["habits"], advice=advice)
            )
    languages = library.shelves.languages()
    known = {name.replace("-", "_").lower() for name in languages}
    asked = config.language.replace("-", "_").lower()
    if asked and not {asked, asked.partition("_")[0]} & known:
        advice = tr(
            "There are no pages in this language: there are {names}.",
            names=", ".join(languages),
        )
        problems.append(
            ConfigProblem(line=config.lines["language"], advice=advice)
        )
    if config.country and config.country not in _places_in(library):
        advice = tr(
            "The page on helplines has no such place: choose one in the settings, with F2."
        )
        problems.append(
            ConfigProblem(line=config.lines["country"], advice=advice)
        )
    return sorted(problems, key=lambda problem: problem.line)


class SettingsFlow:
    """Leads through the settings. Each method runs in a worker of the program."""

    def __init__(self, prompter: Prompter) -> None:
        self._prompter = prompter
        self._app = prompter.app
        self._session = prompter.session
        self._writing = asyncio.Lock()

    async def show_problems(self) -> None:
        """Say what is wrong with the configuration file, if anything is; the rest of it holds."""
        problems = await asyncio.to_thread(
            wrong_in,
            self._session.config,
            self._session.library,
            type(self._app),
        )
        if problems:
            lines = [str(problem) for problem in problems[:MOST_SHOWN]]
            if len(problems) > MOST_SHOWN:
                lines.append(
                    trn(
                        "And one more: trust-tui doctor names them all.",
                        "And {count} more: trust-tui doctor names them all.",
                        len(problems) - MOST_SHOWN,
                    )
                )
            await self._prompter.show(tr("Left out of your settings"), *lines)

    async def show(self) -> None:
        """Show what is set, and change one thing after another until the user steps back."""
        chosen: str | None = "theme"
        workbook = WorkbookSettings(self._prompter)
        asked: dict[str, Callable[[], Awaitable[None]]] = {
            "theme": self._choose_theme,
            "day": self.choose_day_end,
            "week": self._choose_week_start,
            "back": workbook.choose_look_back,
            "lock": self._choose_lock,
            "habits": self._choose_habits,
            "tags": workbook.choose_tags,
            "year": workbook.choose_year_ago,
            "language": self._choose_language,
            "country": self.choose_country,
            "start": self._choose_start,
            "keys": KeyChoice(self._prompter, self._set).choose,
        }
        while chosen:
            labels = _labels(self._session, await self._place())
            text = tr(
                "What you choose is in config.toml, a plain file; nothing of what you write is in it."
            )
            chosen = await self._prompter.choose(
                tr("Settings"), text, list(labels.items()), chosen=chosen
            )
            if chosen:
                await asked[chosen]()

    async def keep_theme(self) -> None:
        """Have the colours of now at the next start as well."""
        name = next(
            name for name in THEMES if full_name(name) == self._app.theme
        )
        await self._set(
            "theme",
            name,
            tr("Colours: {colour}.", colour=tr(COLOURS[name]).lower()),
        )

    async def choose_day_end(self) -> None:
        """Ask at which hour the user's day ends. The file says it where it did before, else the workbook."""
        answer = await self._prompter.choose(
            tr("When your day ends"),
            tr(
                "What you keep before this hour of the night still counts for the day before."
            ),
            [(str(hour), _hour(hour).capitalize()) for hour in range(13)],
            chosen=str(self._session.day_ends),
        )
        if answer is None:
            return
        if self._session.config.day_ends is None:
            await self._prompter.save_settings(day_ends=int(answer))
        else:
            await self._set(
                "day_ends",
                int(answer),
                tr("Your day ends: {hour}.", hour=_hour(int(answer))),
            )

    async def _choose_theme(self) -> None:
        answer = await self._prompter.choose(
            tr("Colours"),
            "",
            [(key, tr(name)) for key, name in COLOURS.items()],
            chosen=self._session.config.theme,
        )
        if answer:
            self._app.theme = full_name(answer)
            await self.keep_theme()

    async def _choose_week_start(self) -> None:
        names = {day: weekday_name(n) for n, day in enumerate(WEEKDAYS)}
        answer = await self._prompter.choose(
            tr("The first day of the week"),
            tr("Calendars begin with it."),
            list(names.items()),
            chosen=WEEKDAYS[self._session.config.week_start],
        )
        if answer:
            await self._set(
                "week_start",
                answer,
                tr("The week begins: {name}.", name=names[answer]),
            )

    async def _choose_lock(self) -> None:
        now = self._session.config.lock_minutes
        times = [
            (str(minutes), _minutes(minutes))
            for minutes in sorted({*MINUTES, now})
        ]
        text = tr(
            "A workbook with a passphrase is locked after so long without a key."
        )
        answer = await self._prompter.choose(
            tr("When it locks itself"), text, times, chosen=str(now)
        )
        if answer:
            await self._set(
                "lock_minutes",
                int(answer),
                tr(
                    "Locks after {minutes} without a key.",
                    minutes=_minutes(int(answer)),
                ),
            )
            await lock_time.note(self._prompter)

    async def _choose_habits(self) -> None:
        config = self._session.config
        try:
            parts = (
                await asyncio.to_thread(
                    self._session.library.text, "habits", "habits"
                )
            ).parts
        except ContentError:
            await self._prompter.show(
                tr("Settings"), tr("There are no habits to choose from.")
            )
            return
        offered = {part.id for part in parts if config.offers(part.id)}
        question = TicksDialog(
            tr("Habits to choose from"),
            f"{tr(HABITS)} {tr(TICK)}",
            [(part.id, part.title, "") for part in parts],
            offered,
        )
        answer = await self._prompter.ask(question)
        if answer is not None and answer != offered:
            habits = [part.id for part in parts if part.id in answer]
            await self._set(
                "habits",
                habits,
                tr(
                    "Habits to choose from: {number} of {all}.",
                    number=len(habits),
                    all=len(parts),
                ),
            )

    async def _choose_start(self) -> None:
        config = self._session.config
        await _choose_start(self._prompter, config, self._set)

    async def _choose_language(self) -> None:
        languages = [
            (name, name) for name in self._session.library.shelves.languages()
        ]
        text = tr(
            "Pages that are not there in it come in English. It holds from the next start on."
        )
        answer = await self._prompter.choose(
            tr("Language of the pages"),
            text,
            languages,
            chosen=self._session.config.language,
        )
        if answer:
            await self._set(
                "language",
                answer,
                tr("The pages come in it from the next start on."),
            )

    async def choose_country(self) -> None:
        """Ask for which place the helplines are shown first."""
        places = await self._places()
        if not places:
            await self._prompter.show(
                tr("Settings"), tr("There are no places to choose from.")
            )
            return
        answer = await self._prompter.choose(
            tr("Helplines first for"),
            tr(
                "The page on helplines begins with the lines for it, seven at most. Nothing is looked up."
            ),
            list(places.items()),
            chosen=self._session.config.country,
        )
        if answer:
            await self._set(
                "country",
                answer,
                tr("Helplines first for: {places}.", places=places[answer]),
            )

    async def _place(self) -> str:
        """The name of the place that the helplines are shown first for; empty when there is none."""
        country = self._session.config.country
        return (await self._places()).get(country, "") if country else ""

    async def _places(self) -> Mapping[str, str]:
        return await asyncio.to_thread(_places_in, self._session.library)

    async def _set(
        self, name: str, value: Value, message: str, *, action: bool = False
    ) -> None:
        """Change a setting now and in the file; what cannot be written is shown, and holds all the same."""
        async with self._writing:
            try:
                await asyncio.to_thread(
                    self._session.config_file.change, name, value, action=action
                )
            except ConfigError as error:
                message = f"{message} {error.advice}"
        self._session.version += 1
        self._prompter.notice(message)


def _places_in(library: Library) -> Mapping[str, str]:
    """The names of the places on the page of helplines by their ids."""
    try:
        page = library.page("helplines")
    except ContentError:
        return {}
    return {place.id: place.title for place in places_of(page)}


async def _choose_start(
    prompter: Prompter,
    config: Config,
    set: Callable[[str, Value, str], Awaitable[None]],
) -> None:
    """Ask how the next start is to be, and set what has it so."""
    now = _start(config)
    text = tr(
        "From the next start. trust-tui plain leads through the program in plain lines at any time."
    )
    choices = [(start, tr(name)) for start, name in STARTS.items()]
    answer = await prompter.choose(
        tr("How it begins"), text, choices, chosen=now
    )
    if answer is None or answer == now:
        return
    said = tr("Begins: {how}, from the next start.", how=_said(answer))
    for name in ("plain", "reader"):
        if getattr(config, name) != (name == answer):
            await set(name, name == answer, said)


def _said(start: str) -> str:
    """How the program begins, in the middle of a sentence."""
    return tr(STARTS[start]).lower()


def _start(config: Config) -> str:
    """How the program begins now."""
    if config.plain:
        return "plain"
    return "reader" if config.reader else "screen"


def _hour(hour: int) -> str:
    return f"{hour}:00" if hour else tr("midnight")


def _offered(config: Config) -> str:
    if config.habits is None:
        return tr("all")
    return str(len(config.habits)) if config.habits else tr("none")


def _labels(session: Session, place: str) -> dict[str, str]:
    """What each setting is now, in words; `place` is that of the helplines."""
    config, kept = session.config, session.workbook.settings
    return {
        "theme": tr(
            "Colours: {colour}", colour=tr(COLOURS[config.theme]).lower()
        ),
        "day": tr("My day ends: {hour}", hour=_hour(session.day_ends)),
        "week": tr(
            "The week begins: {weekday}",
            weekday=weekday_name(config.week_start),
        ),
        "back": tr(
            "A look back at the week: {weekday}",
            weekday=weekday_words(kept.look_back),
        ),
        "lock": tr(
            "Locks after: {minutes} without a key",
            minutes=_minutes(config.lock_minutes),
        ),
        "habits": tr(
            "Habits to choose from: {offered}", offered=_offered(config)
        ),
        "tags": tr(
            "What goes with my tags: {told}",
            told=told_words(kept.tags_read),
        ),
        "year": tr(
            "A year ago, on the overview: {shown}",
            shown=shown_words(kept.year_ago),
        ),
        "language": tr(
            "Language of the pages: {language}",
            language=config.language or tr("that of the terminal"),
        ),
        "country": tr(
            "Helplines first for: {place}",
            place=place or tr("no place chosen"),
        ),
        "start": tr("Begins: {how}", how=_said(_start(config))),
        "keys": tr("Keys ..."),
    }


def _minutes(minutes: int) -> str:
    return trn("1 minute", "{count} minutes", minutes)
