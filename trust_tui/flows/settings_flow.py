"""What can be set: shown with what holds now, changed from within, and remembered in the configuration file."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final

from msgspec.structs import replace
from textual.app import App
from textual.binding import Binding

from trust_tui.config import THEMES, Config, ConfigProblem, Value
from trust_tui.config.key_names import pressed
from trust_tui.dialogs.pick import PickDialog
from trust_tui.dialogs.press_key import KeyDialog
from trust_tui.dialogs.ticks import TICK, TicksDialog
from trust_tui.domain import (
    NEVER,
    WEEKDAYS,
    ConfigError,
    ContentError,
    later,
    tr,
    trn,
    weekday_name,
)
from trust_tui.flows import lock_time
from trust_tui.keys import keymap
from trust_tui.library import Library, places_of
from trust_tui.prompter import Prompter
from trust_tui.session import Session
from trust_tui.theme import full_name
from trust_tui.widgets import Row

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

ONOFF: Final = ("on", "off")

STARTS: Final = {
    "screen": later("On the screen"),
    "reader": later("On the screen, for a screen reader"),
    "plain": later("In plain lines"),
}
"""How the program can begin."""

MOST_SHOWN: Final = 8
"""The most problems told at once."""

LAST: Final = 1 << 30
"""The line of a key that is only tried: where two want the same one, it gives way."""


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
        asked: dict[str, Callable[[], Awaitable[None]]] = {
            "theme": self._choose_theme,
            "day": self.choose_day_end,
            "week": self._choose_week_start,
            "back": self._choose_look_back,
            "lock": self._choose_lock,
            "habits": self._choose_habits,
            "tags": self._choose_tags,
            "year": self._choose_year_ago,
            "language": self._choose_language,
            "country": self.choose_country,
            "start": self._choose_start,
            "keys": self._choose_keys,
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

    async def _choose_look_back(self) -> None:
        days = [*range(len(WEEKDAYS)), NEVER]
        answer = await self._prompter.choose(
            tr("A look back at the week"),
            tr(
                "On that day the overview offers it. It takes three minutes, and can be asked for at any time."
            ),
            [(str(day), _on_weekday(day)) for day in days],
            chosen=str(self._session.workbook.settings.look_back),
        )
        if answer:
            await self._prompter.save_settings(look_back=int(answer))

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

    async def _choose_tags(self) -> None:
        read = self._session.workbook.settings.tags_read
        text = tr(
            "Trends say in one sentence which tag goes with a line, where that is hardly chance. They never say why."
        )
        answer = await self._prompter.choose(
            tr("What goes with my tags"),
            text,
            [(state, _told(state == "on").capitalize()) for state in ONOFF],
            chosen=ONOFF[not read],
        )
        if answer is None or (answer == "on") is read:
            return
        if await self._prompter.save_settings(tags_read=not read):
            self._prompter.notice(
                tr("What goes with your tags is {told}.", told=_told(not read))
            )

    async def _choose_start(self) -> None:
        config = self._session.config
        await _choose_start(self._prompter, config, self._set)

    async def _choose_year_ago(self) -> None:
        shown = self._session.workbook.settings.year_ago
        text = tr(
            "What you wrote on the same day a year ago. Never of a day with the tag hard, or one with a low mood."
        )
        answer = await self._prompter.choose(
            tr("A year ago"),
            text,
            [(state, _shown(state == "on").capitalize()) for state in ONOFF],
            chosen=ONOFF[not shown],
        )
        if answer is None or (answer == "on") is shown:
            return
        if await self._prompter.save_settings(year_ago=not shown):
            self._prompter.notice(
                tr("A year ago is {shown}.", shown=_shown(not shown))
            )

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

    async def _choose_keys(self) -> None:
        """Choose an action, then press the key it is to have."""
        actions = await asyncio.to_thread(keymap.all_actions, type(self._app))

        async def find(text: str) -> Sequence[Row]:
            words = text.casefold().split()
            return [
                Row(
                    action.id,
                    [(f"{action.name:<32} ", "text"), (action.id, "quiet")],
                    [(self._shown(action), "strong")],
                )
                for action in actions.values()
                if all(
                    word in f"{action.name} {action.id}".casefold()
                    for word in words
                )
            ]

        pick = PickDialog(
            tr("Keys"),
            find,
            placeholder=tr("Type part of what it does"),
            empty=tr("Nothing has these words."),
        )
        if not (id := await self._prompter.ask(pick)):
            return
        action = actions[id]
        key = await self._prompter.ask(KeyDialog(action.name))
        if not key:
            return
        try:
            usual = keymap.usual_keys(action)
            keys = pressed(usual if key in usual else [key])
        except ValueError as error:
            await self._prompter.show(tr("Not this key"), str(error))
            return
        config = self._session.config
        tried = replace(
            config,
            keys={**config.keys, id: keys},
            lines={**config.lines, id: LAST},
        )
        given, problems = keymap.usable(tried, type(self._app))
        if refused := [
            problem.advice for problem in problems if problem.line == LAST
        ]:
            await self._prompter.show(tr("Not this key"), *refused)
            return
        self._app.set_keymap(dict(given))
        await self._set(
            id,
            keys,
            tr("{name} has its new key.", name=action.name),
            action=True,
        )

    def _shown(self, action: keymap.Action) -> str:
        """The first key that an action has now."""
        keys = self._session.config.keys.get(action.id) or action.keys[0]
        return self._app.get_key_display(Binding(keys.split(",")[0], "", ""))

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


def _on_weekday(day: int) -> str:
    """A weekday by its number, as an answer: the name keeps its capital."""
    said = _weekday(day)
    return said[:1].upper() + said[1:]


def _weekday(day: int) -> str:
    """A weekday by its number, in the middle of a sentence."""
    if day == NEVER:
        return tr("never")
    return tr("on {weekday}", weekday=weekday_name(day))


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


def _shown(shown: bool) -> str:
    return tr("shown") if shown else tr("not shown")


def _told(read: bool) -> str:
    return tr("told") if read else tr("not told")


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
            weekday=_weekday(kept.look_back),
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
            told=_told(kept.tags_read),
        ),
        "year": tr(
            "A year ago, on the overview: {shown}",
            shown=_shown(kept.year_ago),
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
