"""The program: opens the workbook beside the first paint, wires screens, dialogs and signals, and ends well."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import cached_property, partial
from pathlib import Path
from time import monotonic
from typing import ClassVar, Final

from textual import events, on, work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from trust_tui import commands, dialogs, screens
from trust_tui.desk import Desk
from trust_tui.domain.clock import Clock
from trust_tui.domain.records import CheckIn
from trust_tui.domain.workbook import Workbook
from trust_tui.errors import TrustError
from trust_tui.faults import note_fault
from trust_tui.later import load_one_by_one
from trust_tui.library.library import Library
from trust_tui.library.model import Kind, Paragraph, Span
from trust_tui.messages import (
    CheckInWanted,
    GoalWanted,
    OpenRecord,
    OpenTarget,
    ProblemsWanted,
    SelfCheckWanted,
    TogetherWanted,
    WriteWanted,
)
from trust_tui.screens.base import ModeScreen
from trust_tui.terminal.driver import TrustDriver
from trust_tui.terminal.guard import Guard
from trust_tui.theme import DARK, THEMES
from trust_tui.widgets.framed import Framed

REFRESH_SECONDS: Final = 1.0
"""How often other sessions' changes are looked for; they are shown within two seconds."""

LOAD_SECONDS: Final = 0.02
"""Rest between two modules that are loaded once the overview is up, so that keys go first."""

LOCK_SECONDS: Final = 300.0
"""A sealed workbook is locked after so long without a key."""

WITHOUT_WORKBOOK: Final = frozenset({"hide", "leave", "repaint", "safety", "help", "next_theme"})
"""What works before the workbook is open and while it is locked."""

AWAY: Final = timedelta(days=7)
"""After so many days without a check-in the user is greeted."""

PLACES: Final = {Kind.SIGN: "signs", Kind.STEP: "steps", Kind.FAQ: "faq"}
"""The screens that certain kinds of page have of their own."""

INDEXES: Final = {"signs": "signs", "steps": "steps"}
"""Pages of another kind that stand on one of the five screens all the same."""

KEY_NAMES: Final = {
    "up": "\u2191",
    "down": "\u2193",
    "left": "\u2190",
    "right": "\u2192",
    "enter": "Enter",
    "escape": "Esc",
    "backspace": "Backspace",
    "delete": "Del",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "space": "Space",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
    "shift+f6": "Shift+F6",
}
"""Keys as they are written on a keyboard."""

FAILED: Final = "Trust TUI had to stop because of a fault of its own. What you kept is safe, and so is your draft."


class TrustApp(App[int]):
    """The full-screen program. Ends with the exit status as its return value."""

    TITLE = "Trust"
    DEFAULT_MODE = "overview"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal"), (110, "-wide")]  # noqa: RUF012 - as Textual declares it
    CSS = """
    * { scrollbar-color: $rule; scrollbar-color-hover: $rule; scrollbar-color-active: $primary;
        scrollbar-background: $background; scrollbar-background-hover: $background;
        scrollbar-background-active: $background; scrollbar-corner-color: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(number), f"go('{mode}')", name, show=False, id=f"app.go-{mode}")
            for number, (mode, name) in enumerate(
                (
                    ("overview", "Overview"),
                    ("signs", "Signs"),
                    ("steps", "Steps"),
                    ("faq", "FAQ"),
                    ("journal", "Journal"),
                ),
                1,
            )
        ),
        Binding("slash", "search", "Search", id="app.search", key_display="/"),
        Binding("question_mark", "help", "Help", id="app.help", key_display="?"),
        Binding("exclamation_mark", "safety", "Safety", id="app.safety", key_display="!"),
        Binding("f1", "help", "Help", show=False, id="app.help-f1", priority=True),
        Binding("f9", "safety", "Safety", show=False, id="app.safety-f9", priority=True),
        Binding("ctrl+p", "palette", "Every command by name", show=False, id="app.palette"),
        Binding("r", "relationship", "Who is in mind", show=False, id="app.relationship"),
        Binding("f8,ctrl+g", "hide", "Hide the screen", show=False, id="app.hide", priority=True),
        Binding("f7", "lock", "Lock", show=False, id="app.lock"),
        Binding("f5", "passphrase", "Passphrase", show=False, id="app.passphrase"),
        Binding("f6", "back_up", "Make a backup", show=False, id="app.back-up"),
        Binding("shift+f6", "restore", "Go back to a backup", show=False, id="app.restore"),
        Binding("f4", "day_ends", "When my day ends", show=False, id="app.day-ends"),
        Binding("ctrl+t", "next_theme", "Other colours", show=False, id="app.theme"),
        Binding("ctrl+l", "repaint", "Draw the screen again", show=False, id="app.repaint", priority=True),
        Binding("ctrl+q,ctrl+c", "leave", "Leave", id="app.leave", key_display="^q", priority=True),
    ]

    def __init__(
        self,
        open_workbook: Callable[[], Workbook],
        library: Library,
        clock: Clock,
        *,
        ascii: bool = False,
        theme: str = DARK.name,
        keys: Mapping[str, str] | None = None,
        place: Path | None = None,
        kiosk: bool = False,
    ) -> None:
        """Prepare the program.

        Args:
            open_workbook: Opens what the user keeps; called once, in a thread, after the first paint.
            library: The content.
            clock: Tells the time.
            ascii: Draw with nothing but ASCII.
            theme: Name of the colours to start with.
            keys: Other keys by action id.
            place: The data folder. A fault of the program's own is noted there: places in the code, no values.
            kiosk: Offer nothing that leads out of the program, such as the user's own editor.
        """
        super().__init__(driver_class=TrustDriver)
        for known in THEMES:
            self.register_theme(known)
        self.set_reactive(App.theme, theme if theme in self.available_themes else DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())
        self._sheet_theme = self.theme
        self._open_workbook = open_workbook
        self.desk = Desk(library, clock, ascii=ascii, place=place, kiosk=kiosk)
        self._way: list[str] = []
        self._idle_since = monotonic()
        self._guard = Guard(self._hang_up, last_words=self._restore_terminal)
        if keys:
            self.set_keymap(dict(keys))
        self.add_mode("overview", lambda: screens.overview.OverviewScreen(self.desk))
        self.add_mode("signs", lambda: screens.signs.SignsScreen(self.desk))
        self.add_mode("steps", lambda: screens.steps.StepsScreen(self.desk))
        self.add_mode("faq", lambda: screens.faq.FaqScreen(self.desk))
        self.add_mode("journal", lambda: screens.journal.JournalScreen(self.desk))

    def get_key_display(self, binding: Binding) -> str:
        """The key as its cap says it."""
        key = binding.key
        return binding.key_display or KEY_NAMES.get(key) or super().get_key_display(binding)

    # Beginning and ending

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own variables, for as long as a theme without them is in force."""
        return dict(DARK.variables)

    def refresh_css(self, animate: bool = True) -> None:
        """Style again what stands on the screen in the colours of another theme.

        Textual asks for it with each screen that is shown the first time, and reads every sheet again then; but sheets
        change with the theme alone, and a screen is styled as it is mounted.
        """
        stack = [screen for screen in self.screen_stack if isinstance(screen, Framed)]
        if self._sheet_theme != self.theme or any(screen.styled_for not in ("", self.theme) for screen in stack):
            super().refresh_css(animate=animate)
            self._sheet_theme = self.theme
            for screen in stack:
                screen.styled_for = self.theme

    def on_mount(self) -> None:
        """Open the workbook once the overview is on the screen."""
        if not self.is_headless:
            self._guard.install()
        self.call_after_refresh(self._begin)

    @work
    async def _begin(self) -> None:
        """Open the workbook; then the first-run page, or what was left unsaved."""
        try:
            workbook = await asyncio.to_thread(self._open_workbook)
        except TrustError as error:
            await self._tasks.tell(error, "Nothing was changed.")
            self.exit(1)
            return
        self._load_next(load_one_by_one(screens, dialogs, commands))
        self._idle_since = monotonic()
        if self.desk.place is not None:
            dialogs.outside.wipe_left_behind(self.desk.place)
        await self._safekeeping.unlock(workbook)
        self.desk.lay_out(workbook)
        self._freshen()
        self.refresh_bindings()  # more works now than before
        self.set_interval(REFRESH_SECONDS, self._look_around)
        self.app_resume_signal.subscribe(self, self._lock_on_return)
        await self._safekeeping.tell_findings()
        if workbook.settings.welcomed is None:
            await self._safekeeping.welcome()
        else:
            self._greet()
        self._freshen()
        await self._safekeeping.offer_drafts()

    @cached_property
    def _tasks(self) -> "commands.tasks.Tasks":
        return commands.tasks.Tasks(self, self.desk, self._freshen, self._say)

    @cached_property
    def _safekeeping(self) -> "commands.safekeeping.Safekeeping":
        return commands.safekeeping.Safekeeping(self, self.desk, self._tasks, self._say)

    def _load_next(self, modules: Iterator[object]) -> None:
        """Load one module of those that were left out at the start, and the next one after the keys that wait."""
        if next(modules, None) is not None:
            self.set_timer(LOAD_SECONDS, partial(self._load_next, modules))

    def _freshen(self) -> None:
        if isinstance(self.screen, ModeScreen):
            self.screen.freshen()

    @work(exclusive=True, group="refresh")
    async def _look_around(self) -> None:
        """Show what another session has kept; lock when nobody has been there for a while."""
        if not self.desk.ready:
            return
        if self.desk.workbook.has_passphrase and monotonic() - self._idle_since > LOCK_SECONDS:
            self.action_lock()
            return
        try:
            if await self.desk.refresh():
                self._freshen()
        except TrustError:
            return  # said as soon as the user wants to keep something

    def _greet(self) -> None:
        """A word to someone who was away for a while; nothing is said of the days between."""
        last = next(iter(self.desk.workbook.of(CheckIn).all()), None)
        if last is not None and self.desk.today - last.value.day >= AWAY:
            self._say(" ".join(self.desk.library.text("checkin-daily", "welcome-back").paragraphs))

    def _hang_up(self) -> None:
        """The line is gone or the system wants us to end: keep the drafts, then go."""
        self._keep_drafts()
        self.exit(128 + (self._guard.signum or 1), return_code=128 + (self._guard.signum or 1))

    def _restore_terminal(self) -> None:
        """Give the terminal back before the guard ends the program by force."""
        if isinstance(self._driver, TrustDriver):
            self._driver.restore_now()

    def _keep_drafts(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Framed):
                try:
                    screen.keep_draft()
                except TrustError:
                    continue  # nobody is there to be told, and the draft before it stays on the disk

    def _fatal_error(self) -> None:
        """Leave after a fault of the program's own without showing what the user wrote."""
        self._keep_drafts()
        if self.desk.place is not None and self._exception is not None:
            note_fault(self.desk.place / "fault.txt", self._exception)
        self._exit_renderables.append(FAILED)
        self._return_code = 1
        self._close_messages_no_wait()

    async def on_unmount(self) -> None:
        """Let go of the store."""
        if self.desk.is_laid_out:
            self.desk.workbook.close()

    async def action_leave(self) -> None:
        """Leave now, from anywhere. No question; what is being typed stays as a draft."""
        self._keep_drafts()
        self.exit(0)

    # Hiding and locking

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While nothing is to be seen, nothing but coming back and leaving works; while it is locked, little more."""
        if isinstance(self.screen, ModalScreen) and not isinstance(self.screen, Framed):
            return action in ("hide", "leave", "repaint")
        if not self.desk.ready:
            return action in WITHOUT_WORKBOOK
        return True

    async def on_event(self, event: events.Event) -> None:
        """Note that somebody is there."""
        if isinstance(event, (events.Key, events.Paste)):
            self._idle_since = monotonic()
        await super().on_event(event)

    @work(group="hide")
    async def action_hide(self) -> None:
        """Show nothing until the same key; with a passphrase, until that too."""
        if isinstance(self.screen, dialogs.hidden.HiddenScreen):
            self.screen.dismiss(True)
            return
        self._keep_drafts()
        hidden = self.push_screen(dialogs.hidden.HiddenScreen(), wait_for_dismiss=True)
        await self._lock_store()
        await hidden
        await self._ask_to_unlock()

    @work(group="hide")
    async def action_lock(self) -> None:
        """Forget the key until the passphrase is given again. Without a passphrase there is nothing to lock."""
        if self.desk.ready and self.desk.workbook.has_passphrase:
            self._keep_drafts()
            await self._lock_store()
            await self._ask_to_unlock()
        elif self.desk.ready and not self.desk.workbook.has_passphrase:
            self._say("There is no passphrase to lock with. F8 hides the screen.")

    def _lock_on_return(self, _app: App[object]) -> None:
        """Whoever brings a stopped program back may be someone else."""
        if self.desk.ready and self.desk.workbook.has_passphrase:
            self.action_lock()

    async def _lock_store(self) -> None:
        if self.desk.ready and self.desk.workbook.has_passphrase:
            await asyncio.to_thread(self.desk.workbook.lock)

    async def _ask_to_unlock(self) -> None:
        await self._safekeeping.unlock(self.desk.workbook, text="It is locked. Type your passphrase to go on.")
        self.desk.version += 1
        self._freshen()

    @work
    async def action_passphrase(self) -> None:
        """Set, change or remove the passphrase."""
        await self._safekeeping.passphrase()

    @work
    async def action_back_up(self) -> None:
        """Make a backup now."""
        await self._safekeeping.back_up()

    @work
    async def action_restore(self) -> None:
        """Go back to a backup."""
        await self._safekeeping.restore()
        self._freshen()

    # Tasks

    @on(CheckInWanted)
    @work
    async def _check_in(self, event: CheckInWanted) -> None:
        await self._tasks.check_in(event.day)

    @on(WriteWanted)
    @work
    async def _write(self, event: WriteWanted) -> None:
        await self._tasks.write(event.prompt, event.answers)

    @on(GoalWanted)
    @work
    async def _set_goal(self, event: GoalWanted) -> None:
        await self._tasks.set_goal(event.template, event.source)

    @on(TogetherWanted)
    @work
    async def _together(self) -> None:
        await self._tasks.together()

    @on(SelfCheckWanted)
    async def _self_check(self) -> None:
        await self._go_to_mode("signs", "")
        if isinstance(self.screen, screens.signs.SignsScreen):
            self.screen.action_self_check()

    @work
    async def action_relationship(self) -> None:
        """Choose who is in mind, or add someone."""
        await self._tasks.choose_relationship()

    @work
    async def action_day_ends(self) -> None:
        """Ask at which hour the user's day ends."""
        await self._tasks.choose_day_end()

    def _say(self, text: str) -> None:
        if isinstance(self.screen, Framed):
            self.screen.notice(text)

    # Going somewhere

    @on(OpenTarget)
    async def _open_target(self, event: OpenTarget) -> None:
        await self._go_to(event.target)

    @on(OpenRecord)
    async def _open_record(self, event: OpenRecord) -> None:
        await self._go_to_mode("journal", event.id)

    @on(ProblemsWanted)
    async def _show_problems(self) -> None:
        lines = [Paragraph(spans=(Span(text=str(problem)),)) for problem in self.desk.library.problems]
        self.push_screen(dialogs.reader.PageDialog(self.desk, "", blocks=lines, title="Content that cannot be shown"))

    async def _go_to(self, target: str) -> None:
        """Open a place of the content: on the screen it has, or as a page over this one."""
        try:
            header, _ = self.desk.library.resolve(target)
        except TrustError as error:
            self.push_screen(dialogs.confirm.MessageDialog(error.title, error.advice))
            return
        if mode := PLACES.get(header.kind) or INDEXES.get(header.id):
            await self._go_to_mode(mode, target)
        else:
            self.push_screen(dialogs.reader.PageDialog(self.desk, target))

    async def _go_to_mode(self, mode: str, target: str) -> None:
        if isinstance(self.screen, ModeScreen) and mode != self.screen.MODE:
            self._way.append(self.screen.MODE)
        await self.switch_mode(mode)
        screen = self.screen
        if isinstance(screen, ModeScreen):
            screen.freshen()
            screen.call_after_refresh(screen.show, target)

    async def action_go(self, mode: str) -> None:
        """Show one of the five screens."""
        self._way.clear()
        await self.switch_mode(mode)

    async def action_step_back(self) -> None:
        """Back to the screen a link was followed from."""
        if self._way:
            await self.switch_mode(self._way.pop())

    def action_safety(self) -> None:
        """The safety page, over whatever is there."""
        if not (isinstance(self.screen, dialogs.reader.PageDialog) and self.screen.page_id == "safety"):
            self.push_screen(dialogs.reader.PageDialog(self.desk, "safety"))

    @work
    async def action_search(self) -> None:
        """Search everything."""
        target = await self.push_screen_wait(commands.choices.search_dialog(self.desk))
        if target and target.startswith(commands.choices.OWN_WORDS):
            await self._go_to_mode("journal", target.removeprefix(commands.choices.OWN_WORDS))
        elif target:
            await self._go_to(target)

    @work
    async def action_help(self) -> None:
        """Help for this screen, made from its keys."""
        if not isinstance(self.screen, dialogs.help.HelpDialog):
            await self._run(await self.push_screen_wait(commands.choices.help_dialog(self.screen)))

    @work
    async def action_palette(self) -> None:
        """Every command by name."""
        await self._run(await self.push_screen_wait(commands.choices.palette_dialog(self.screen)))

    async def _run(self, chosen: str | None) -> None:
        command = next((command for command in commands.listing.commands_on(self.screen) if command.id == chosen), None)
        if command is not None:
            await self.run_action(command.action, command.node)

    def action_next_theme(self) -> None:
        """Other colours: dark, light, high contrast."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def action_repaint(self) -> None:
        """Draw the whole screen again."""
        self.refresh(repaint=True)
