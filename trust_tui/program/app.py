"""The app: takes keys, signals and wishes of the screens, and hands each to the part of the program that answers it."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.dom import DOMNode

from trust_tui import keys
from trust_tui.domain import Workbook
from trust_tui.messages import (
    FlowWanted,
    OpenRecord,
    OpenTarget,
    ProblemsWanted,
    SelfCheckWanted,
)
from trust_tui.program.bindings import BINDINGS, KEY_NAMES
from trust_tui.program.colours import Colours
from trust_tui.program.ending import Ending
from trust_tui.program.flow_set import Flows
from trust_tui.program.idle_lock import IdleLock
from trust_tui.program.key_gate import KeyGate
from trust_tui.program.navigator import Navigator
from trust_tui.program.preload import Preloader
from trust_tui.program.startup import Startup
from trust_tui.prompter import Prompter
from trust_tui.screen_table import SCREENS
from trust_tui.session import Session
from trust_tui.terminal.driver import TrustDriver
from trust_tui.textual_patches import PatchedApp, leave_out
from trust_tui.theme import DARK, OWN, first_theme

SWITCH_SECONDS: Final = 0.002
"""Rest after a switch of screen, in which it is styled and filled, before it is shown."""


class TrustApp(PatchedApp):
    """The full-screen program. Ends with the exit status as its return value.

    Attributes:
        session: What screens work with.
        prompter: Talks with the user.
        flows: What can be asked for from anywhere.
        navigator: Goes to screens and pages.
        idle_lock: Hides and locks.
        ending: Leads out of the program.
    """

    TITLE = "Trust"
    DEFAULT_MODE = SCREENS[0].id
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal"), (110, "-wide")]  # noqa: RUF012 - as Textual declares it
    CSS = """
    * { scrollbar-color: $rule; scrollbar-color-hover: $rule; scrollbar-color-active: $primary;
        scrollbar-background: $background; scrollbar-background-hover: $background;
        scrollbar-background-active: $background; scrollbar-corner-color: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = BINDINGS
    URGENT = frozenset({"hide", "leave", "lock", "safety", "repaint"})
    BESIDE = frozenset({"begin", "draft", "refresh", "read"})

    def __init__(
        self,
        open_workbook: Callable[[], Workbook],
        session: Session,
        *,
        theme: str = "",
        resumes: str = "",
        begins: str = "",
        asks_first: bool = False,
        may_start_anew: bool = False,
        is_told: bool = False,
    ) -> None:
        """Prepare the program.

        Args:
            open_workbook: Opens what the user keeps; called once, in a thread, after the first paint.
            session: What screens work with, still without a workbook.
            theme: Name of the colours to start with, where they are not those of the configuration.
            resumes: `locked` or `hidden` where the program started anew to forget what it had in memory.
            begins: The flow to go into once the workbook is open, such as `right_now.begin`; empty for none.
            asks_first: Whether that flow is gone into before the workbook is open, and its question drawn first.
            may_start_anew: Whether it may do that, at a terminal.
            is_told: Whether it is led in plain lines: what it asks at its start is waited for then.
        """
        super().__init__(driver_class=TrustDriver)
        leave_out(self)
        self.session = session
        self.prompter = Prompter(self, session)
        self.flows = Flows(self.prompter)
        self.navigator = Navigator(self.prompter)
        self.ending = Ending(self, session, may_start_anew=may_start_anew)
        self.idle_lock = IdleLock(
            self,
            self.prompter,
            self.flows,
            self.ending.keep_drafts,
            self.ending.start_anew,
        )
        self._resumes = resumes
        self.set_class(is_told, "-told")
        self._key_gate = KeyGate(self.prompter)
        self._preloader = Preloader(self, session.library)
        self._startup = Startup(
            self.prompter,
            self.flows,
            self.idle_lock,
            self._preloader,
            self._key_gate,
            open_workbook,
            begins,
            asks_first=asks_first,
        )
        self._colours = Colours(
            self, theme or first_theme(session.config.theme)
        )
        if session.config.reader:
            self.is_read_out = True
            self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow")]
        if session.config.keys:
            self.set_keymap(
                dict(keys.keymap.usable(session.config, type(self))[0])
            )
        for id, make in self._startup.modes():
            self.add_mode(id, make)

    # Colours

    @property
    def keeps_colours_of_terminal(self) -> bool:
        """Whether none of ours are sent."""
        return self.theme == OWN.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own variables, for as long as a theme without them is in force."""
        return dict(DARK.variables)

    def refresh_css(self, animate: bool = True) -> None:
        """Style again what stands on the screen in the colours of another theme."""
        if self._colours.are_old:
            self._colours.note_styled()
            super().refresh_css(animate=animate)

    def action_next_theme(self) -> None:
        """Other colours: dark, light, high contrast, the terminal's. They are there again at the next start."""
        self._colours.use_next()
        self.run_worker(self.flows.settings.keep_theme(), group="theme")

    # Screens and keys

    def delay_update(self, delay: float = SWITCH_SECONDS) -> None:
        """Hold back pictures while another of the five screens comes up. Textual's own 0.05 s are most of a switch."""
        super().delay_update(delay)

    async def push_screen_wait(
        self, screen: Any, *, mode: str | None = None
    ) -> Any:
        """Show a dialog and wait for its answer; None where it is there already, as if the user had stepped back."""
        with self._key_gate.asked(screen, mode) as is_first:
            if not is_first:
                return None
            return await super().push_screen_wait(screen, mode=mode)

    def get_key_display(self, binding: Binding) -> str:
        """The key as its cap says it."""
        return (
            binding.key_display
            or KEY_NAMES.get(binding.key)
            or super().get_key_display(binding)
        )

    def copy_to_clipboard(self, text: str) -> None:
        """Copy what was chosen. Textual empties the terminal's clipboard when nothing was."""
        if text:
            super().copy_to_clipboard(text)

    def check_action(
        self, action: str, parameters: tuple[object, ...]
    ) -> bool | None:
        """While nothing is to be seen, nothing but coming back and leaving works; while it is locked, little more."""
        return self._key_gate.allows(action, parameters)

    async def run_action(
        self,
        action: Any,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key asks for, once the workbook is open where it needs that; the keys after it wait their turn."""
        if self._key_gate.needs_workbook(action, default_namespace):
            self._act_later(action, default_namespace)
            return True
        return await super().run_action(action, default_namespace, namespaces)

    @work(exclusive=True, group="later")
    async def _act_later(self, action: Any, node: DOMNode | None) -> None:
        if await self._key_gate.opened():
            await self.run_action(action, node)
            self._key_gate.let_go()

    async def on_event(self, event: events.Event) -> None:
        """Note that somebody is there. What is typed while a screen comes up waits until it is there to take it."""
        if isinstance(event, (events.Key, events.Paste)):
            if self.ending.is_under_way:
                return  # a dialog that it asks for would find no screen to stand on
            self.idle_lock.note_key()
            self._preloader.note_key()
            if (typed := await self._key_gate.meant(event)) is None:
                return
            event = typed
        await super().on_event(event)

    # Beginning and ending

    def on_mount(self) -> None:
        """Open the workbook once the overview, or the first question, is on the screen."""
        if not self.is_headless:
            self.ending.watch_line()
        if self._resumes:
            self.idle_lock.resume(self._resumes)
        self._startup.begin()

    def on_fault(self, error: Exception | None) -> str:
        """Leave after a fault of the program's own without showing what the user wrote."""
        return self.ending.after_fault(error)

    async def on_unmount(self) -> None:
        """Let go of the store."""
        if self.session.has_workbook:
            self.session.workbook.close()

    # What keys ask for

    async def action_leave(self) -> None:
        """Leave now, from anywhere. No question; what is being typed stays as a draft."""
        self.ending.leave(0)

    def action_repaint(self) -> None:
        """Draw the whole screen again."""
        self.refresh(repaint=True)

    def action_hide(self) -> None:
        """Show nothing until the same key; with a passphrase, until that too."""
        self.idle_lock.start_hide()

    def action_lock(self) -> None:
        """Forget the key until the passphrase is given again."""
        self.idle_lock.start_lock()

    async def action_go(self, mode: str) -> None:
        """Show one of the five screens."""
        await self.navigator.go(mode)

    async def action_step_back(self) -> None:
        """Back to the screen a link was followed from."""
        await self.navigator.step_back()

    def action_safety(self) -> None:
        """The safety page, over whatever is there."""
        self.navigator.show_safety()

    @work
    async def action_search(self) -> None:
        """Search everything."""
        await self.navigator.search()

    @work
    async def action_help(self) -> None:
        """Help for this screen, made from its keys."""
        await self.navigator.show_help()

    @work
    async def action_palette(self) -> None:
        """Every command by name."""
        await self.navigator.show_palette()

    @work
    async def action_flow(self, name: str) -> None:
        """Go through one of the flows, such as `protection.restore`."""
        await self.flows.run(name)

    async def action_tour(self, move: str = "begin", to: int = 0) -> None:
        """Show the program in a few stops; awaited, so that the next key waits for the stop.

        Args:
            move: `begin`, `step` by some stops, `go_to` one of them from 0, or `end`.
            to: How far, or where.
        """
        await self.flows.tour.move(move, to)

    # What screens ask for

    @on(OpenTarget)
    async def _open_target(self, event: OpenTarget) -> None:
        await self.navigator.go_to(event.target)

    @on(OpenRecord)
    async def _open_record(self, event: OpenRecord) -> None:
        await self.navigator.go_to_mode("journal", event.id)

    @on(ProblemsWanted)
    def _show_problems(self) -> None:
        self.navigator.show_problems()

    @on(SelfCheckWanted)
    async def _self_check(self, event: SelfCheckWanted) -> None:
        await self.navigator.self_check(event.about)

    @on(FlowWanted)
    @work
    async def _start_flow(self, event: FlowWanted) -> None:
        await self.flows.run(event.flow, *event.given)
