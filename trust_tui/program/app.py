"""The program: opens the workbook beside the first paint, wires screens, dialogs and signals, and ends well."""

import asyncio
import gc
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import ClassVar, Final

from textual import work
from textual.app import App
from textual.binding import Binding, BindingType

from trust_tui import dialogs, flows, keys, screens
from trust_tui.config import ConfigFile
from trust_tui.crash_note import note_fault
from trust_tui.domain.clock import Clock
from trust_tui.domain.records import CheckIn
from trust_tui.domain.workbook import Workbook
from trust_tui.errors import TrustError
from trust_tui.lazy_modules import load_one_by_one
from trust_tui.library.library import Library
from trust_tui.program.asking import Asking
from trust_tui.program.idle_lock import Guarding
from trust_tui.session import Session
from trust_tui.terminal.driver import TrustDriver
from trust_tui.terminal.guard import Guard
from trust_tui.theme import DARK, THEMES, full_name
from trust_tui.widgets.framed import Framed
from trust_tui.widgets.once import once

REFRESH_SECONDS: Final = 1.5
"""How often other sessions' changes are looked for; they are shown within two seconds."""

SWITCH_SECONDS: Final = 0.002
"""Rest after a switch of screen, in which it is styled and filled, before it is shown."""

LOAD_SECONDS: Final = 0.02
"""Rest between two modules or pages that are loaded once the overview is up, so that keys go first."""

LAST_KEYS_SECONDS: Final = 1.0
"""What was typed before the line dropped has so long to reach the draft."""

AWAY: Final = timedelta(days=7)
"""After so many days without a check-in the user is greeted."""

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
    "shift+f12": "Shift+F12",
}
"""Keys as they are written on a keyboard."""

FAILED: Final = "Trust TUI had to stop because of a fault of its own. What you kept is safe, and so is your draft."


class TrustApp(Asking, Guarding):
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
        Binding(
            "exclamation_mark", "safety", "Safety", id="app.safety", key_display="!"
        ),
        Binding("f1", "help", "Help", show=False, id="app.help-f1", priority=True),
        Binding(
            "f9", "safety", "Safety", show=False, id="app.safety-f9", priority=True
        ),
        Binding(
            "ctrl+p", "palette", "Every command by name", show=False, id="app.palette"
        ),
        Binding(
            "r", "relationship", "Who is in mind", show=False, id="app.relationship"
        ),
        Binding(
            "f8,ctrl+g",
            "hide",
            "Hide the screen",
            show=False,
            id="app.hide",
            priority=True,
        ),
        Binding("f7", "lock", "Lock", show=False, id="app.lock", priority=True),
        Binding("f5", "passphrase", "Passphrase", show=False, id="app.passphrase"),
        Binding(
            "f6",
            "back_up",
            "Make a backup",
            show=False,
            id="app.back-up",
            priority=True,
        ),
        Binding(
            "shift+f6", "restore", "Go back to a backup", show=False, id="app.restore"
        ),
        Binding(
            "f12",
            "export",
            "Write out what I kept (export)",
            show=False,
            id="app.export",
        ),
        Binding(
            "shift+f12",
            "bring_in",
            "Bring in what I wrote elsewhere (import)",
            show=False,
            id="app.import",
        ),
        Binding(
            "f3",
            "page_for_professional",
            "A page for a professional",
            show=False,
            id="app.page",
        ),
        Binding("f4", "day_ends", "When my day ends", show=False, id="app.day-ends"),
        Binding("0", "tour", "A tour of two minutes", show=False, id="app.tour"),
        Binding(
            "f2",
            "settings",
            "Settings (colours, keys, language, lock)",
            show=False,
            id="app.settings",
        ),
        Binding("ctrl+t", "next_theme", "Other colours", show=False, id="app.theme"),
        Binding(
            "ctrl+l",
            "repaint",
            "Draw the screen again",
            show=False,
            id="app.repaint",
            priority=True,
        ),
        Binding(
            "ctrl+q,ctrl+c",
            "leave",
            "Leave",
            id="app.leave",
            key_display="^q",
            priority=True,
        ),
    ]

    def __init__(
        self,
        open_workbook: Callable[[], Workbook],
        library: Library,
        clock: Clock,
        *,
        ascii: bool = False,
        theme: str = "",
        place: Path | None = None,
        kiosk: bool = False,
        config_file: ConfigFile | None = None,
    ) -> None:
        """Prepare the program.

        Args:
            open_workbook: Opens what the user keeps; called once, in a thread, after the first paint.
            library: The content.
            clock: Tells the time.
            ascii: Draw with nothing but ASCII.
            theme: Name of the colours to start with, where they are not those of the configuration.
            place: The data folder. A fault of the program's own is noted there: places in the code, no values.
            kiosk: Offer nothing that leads out of the program, such as the user's own editor.
            config_file: What the user has set for this login; None for nothing.
        """
        session = Session(
            library,
            clock,
            ascii=ascii,
            place=place,
            kiosk=kiosk,
            config_file=config_file,
        )
        super().__init__(session, driver_class=TrustDriver)
        for name in self.available_themes:
            self.unregister_theme(
                name
            )  # Textual looks among all of them for every line that is drawn
        for known in THEMES:
            self.register_theme(known)
        theme = theme or full_name(session.config.theme)
        self.set_reactive(
            App.theme, theme if theme in self.available_themes else DARK.name
        )
        self.stylesheet.set_variables(self.get_css_variables())
        self._sheet_theme = self.theme
        self._open_workbook = open_workbook
        self._guard = Guard(self._hang_up, last_words=self._restore_terminal)
        if session.config.keys:
            self.set_keymap(dict(keys.keymap.usable(session.config, type(self))[0]))
        self.add_mode("overview", lambda: screens.overview.OverviewScreen(self.session))
        self.add_mode("signs", lambda: screens.signs.SignsScreen(self.session))
        self.add_mode("steps", lambda: screens.steps.StepsScreen(self.session))
        self.add_mode("faq", lambda: screens.faq.FaqScreen(self.session))
        self.add_mode("journal", lambda: screens.journal.JournalScreen(self.session))

    def get_key_display(self, binding: Binding) -> str:
        """The key as its cap says it."""
        key = binding.key
        return (
            binding.key_display
            or KEY_NAMES.get(key)
            or super().get_key_display(binding)
        )

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
        if self._sheet_theme != self.theme or any(
            screen.styled_for not in ("", self.theme) for screen in stack
        ):
            super().refresh_css(animate=animate)
            self._sheet_theme = self.theme
            for screen in stack:
                screen.styled_for = self.theme

    def delay_update(self, delay: float = SWITCH_SECONDS) -> None:
        """Hold back pictures while another of the five screens comes up. Textual's own 0.05 s are most of a switch."""
        super().delay_update(delay)

    def on_mount(self) -> None:
        """Open the workbook once the overview is on the screen."""
        if not self.is_headless:
            self._guard.install()
        self.call_after_refresh(self._begin)

    @work(group="begin")
    async def _begin(self) -> None:
        """Open the workbook; then the first-run page, or what was left unsaved."""
        try:
            workbook = await asyncio.to_thread(self._open_workbook)
        except TrustError as error:
            await self.tasks.tell(error, "Nothing was changed.")
            self.exit(1)
            return
        pages = self.session.library.pages_beforehand(("signs", "steps"))
        self._prepare_next(chain(load_one_by_one(screens, dialogs, flows, keys), pages))
        self._idle_since = monotonic()
        if self.session.place is not None:
            dialogs.own_editor.wipe_left_behind(self.session.place)
        await self.safekeeping.unlock(workbook)
        self.session.attach(workbook)
        self.freshen()
        self.refresh_bindings()  # more works now than before
        self.set_interval(REFRESH_SECONDS, self._look_around)
        for signal in (self.app_suspend_signal, self.app_resume_signal):
            signal.subscribe(self, self._lock_around_stop, immediate=True)
        await self.safekeeping.tell_findings()
        if self.session.config_file.is_there:
            await self.choosing.tell_problems()
        if workbook.settings.welcomed is None:
            await self.safekeeping.welcome()
        else:
            self._greet()
        self.freshen()
        await self.safekeeping.offer_copies()
        self.freshen()
        await self.safekeeping.offer_drafts()

    def _prepare_next(self, pieces: Iterator[object]) -> None:
        """Load one of the modules and pages that were left out at the start, and the next after the keys that wait."""
        if next(pieces, None) is not None:
            once(self, LOAD_SECONDS, partial(self._prepare_next, pieces))
        elif not self.is_headless:
            gc.freeze()  # what is there now stays to the end and need not be looked through again
            gc.enable()

    def _greet(self) -> None:
        """A word to someone who was away for a while; nothing is said of the days between."""
        last = next(iter(self.session.workbook.of(CheckIn).all()), None)
        if last is not None and self.session.today - last.value.day >= AWAY:
            self.say(
                " ".join(
                    self.session.library.text(
                        "checkin-daily", "welcome-back"
                    ).paragraphs
                )
            )

    def _hang_up(self) -> None:
        """The line is gone or the system wants us to end: keep the drafts, then go."""
        self.keep_drafts()
        end = partial(self._end, 128 + (self._guard.signum or 1))
        if isinstance(self._driver, TrustDriver):
            self._driver.after_keys(end, LAST_KEYS_SECONDS)
        else:
            end()

    def _end(self, status: int) -> None:
        """Keep the drafts and end, once the keys before this one have reached the field they were typed in."""

        def end() -> None:
            self.keep_drafts()
            self.exit(status, return_code=status)

        if self.focused is None or not self.focused.call_later(end):
            end()

    def _restore_terminal(self) -> None:
        """Give the terminal back before the guard ends the program by force."""
        if isinstance(self._driver, TrustDriver):
            self._driver.restore_now()

    def _fatal_error(self) -> None:
        """Leave after a fault of the program's own without showing what the user wrote."""
        self.keep_drafts()
        if self.session.place is not None and self._exception is not None:
            note_fault(self.session.place / "fault.txt", self._exception)
        self._exit_renderables[:] = [FAILED]
        self._return_code = 1
        self._close_messages_no_wait()

    async def on_unmount(self) -> None:
        """Let go of the store."""
        if self.session.has_workbook:
            self.session.workbook.close()

    async def action_leave(self) -> None:
        """Leave now, from anywhere. No question; what is being typed stays as a draft."""
        self._end(0)

    def action_next_theme(self) -> None:
        """Other colours: dark, light, high contrast. They are there again at the next start."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self.keep_theme()

    def action_repaint(self) -> None:
        """Draw the whole screen again."""
        self.refresh(repaint=True)
