"""Every private name and every patch of Textual that the program leans on, outside of `terminal/`.

Each has a test in `tests/test_textual_patches.py` that fails when Textual changes what it leans on, and a line that
begins with "When it fails" and says what to do then. No other module of the program may use a private name of Textual.
"""

import asyncio
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from rich import cells
from rich.console import RenderableType
from rich.segment import Segment
from textual import events, strip
from textual._styles_cache import StylesCache
from textual.app import App, ScreenStackError
from textual.binding import Binding
from textual.color import Color
from textual.css.query import NoMatches
from textual.filter import ANSIToTruecolor
from textual.geometry import Offset
from textual.message_pump import MessagePump
from textual.screen import UPDATE_PERIOD, Screen
from textual.style import Style
from textual.timer import Timer
from textual.widget import MountError, Widget
from textual.worker import WorkerFailed

from trust_tui.terminal.driver import TrustDriver
from trust_tui.terminal.key_queue import TakesTurns, until_done

if TYPE_CHECKING:
    from textual.widgets import (
        TextArea,  # its ten modules are not needed at the start
    )

T = TypeVar("T")
W = TypeVar("W", bound=Widget)


# What Textual remembers


def remember_less() -> None:
    """Have Textual remember the colours of backgrounds without the widgets that asked, and lines as they are alone.

    With the colours it keeps up to 1,024 widgets that are long gone, and every line they showed, the user's words among
    them. And it gives every line seven places for forms of it that may be wanted again: making and freeing the empty
    places takes longer than they save, and more memory than the lines themselves.

    When it fails: look where `StylesCache` and `Strip` keep things now. If Textual keeps no widgets there any more, or
    no longer makes the caches of a line before they are used, the half in question goes.
    """
    StylesCache.get_inner_outer = staticmethod(_inner_and_outer)  # type: ignore[assignment]  # in place of Textual's
    strip.FIFOCache = _no_places  # type: ignore[assignment,attr-defined]  # as above


@lru_cache(maxsize=1024)
def _inner_and_outer(base: Color, background: Color) -> tuple[Style, Style]:
    """The look inside a widget's border and outside of it."""
    return Style(background=base + background), Style(background=base)


class _EmptyCache:
    """Stands where lines keep other forms of themselves, and keeps none."""

    __slots__ = ()

    def get(self, _key: object) -> None:
        """What is kept: nothing."""

    def __setitem__(self, _key: object, _value: object) -> None:
        """Let it go."""


_EMPTY_CACHE: Final = _EmptyCache()


def _no_places(_size: int) -> Any:
    """What stands there, the same for all lines."""
    return _EMPTY_CACHE


def leave_out(app: App[Any]) -> None:
    """Have an app do without what nobody sees of it, what Textual remembers among it.

    Else these are the two widgets that it puts on each screen for hints and notices of its own, and the look into every
    line for the sixteen colours of terminals, which no style of ours has.

    When it fails: find what `Screen._extend_compose` asks before it makes the widgets, and what `App.get_line_filters`
    chooses from. If colours of the terminal's own come out as others, drop the second half.
    """
    remember_less()
    app._disable_tooltips = app._disable_notifications = True
    app._filters[:] = [
        one for one in app._filters if not isinstance(one, ANSIToTruecolor)
    ]


def stop_watching_theme(widget: Widget) -> None:
    """Have the program let go of a field that is gone: it would keep every one, and its text, until colours change.

    When it fails: see where `DOMNode.watch` notes who watches the theme. If what is gone is taken out of it, drop this.
    """
    watching = getattr(widget.app, "__watchers", {}).get("theme", [])
    watching[:] = [watcher for watcher in watching if watcher[0] is not widget]


def forget_typed() -> None:
    """Have Rich forget what it measured and cut: every beginning of what was typed is among it, and of a passphrase.

    When it fails: find where `cell_len` and `Segment.split_cells` remember texts now. If they remember none, drop this.
    """
    cells.cached_cell_len.cache_clear()
    Segment._split_cells.cache_clear()


# Calls that are sure to come


def once(
    pump: MessagePump, seconds: float, call: Callable[[], object]
) -> asyncio.TimerHandle:
    """Have a screen, widget or the program call something, between two of its messages.

    Textual drops a timer of one tick when the program is held up.

    When it fails: if `set_timer` calls back however late it is, use that.

    Args:
        pump: What calls it. When it is gone by then, or about to go, nothing is called.
        seconds: How long from now.
        call: What is called.
    """

    def call_if_there() -> object:
        return call() if pump.is_running else None

    return asyncio.get_running_loop().call_later(
        seconds, pump.call_next, call_if_there
    )


async def until_mounted(screen: Screen[Any]) -> None:
    """Wait until a screen is there to take keys.

    When it fails: wait for whatever `MessagePump.is_mounted` is made of then.
    """
    await screen._mounted_event.wait()


# The program as a whole

MISSING_AT_THE_END: Final = (MountError, NoMatches, ScreenStackError)
"""How Textual says that what is asked of it needs something that is not there."""


def end_with_fault(app: App[Any], error: Exception) -> None:
    """Have a fault end an app, but not where something is only missing as it ends.

    Textual puts nothing up after `exit`, and what is under way then may want to: a call that follows a picture, say.

    When it fails: if `mount` and `query_one` work until the last message is handled, drop this.
    """
    cause = error.error if isinstance(error, WorkerFailed) else error
    if not (app._exit and isinstance(cause, MISSING_AT_THE_END)):
        App._handle_exception(app, error)


STYLE_SHEETS: Final = 1024
"""Parsed style sheets that are kept, more than there are classes of widgets."""


def keep_style_sheets(app: App[Any]) -> None:
    """Keep all style sheets parsed: of more than 64 Textual parses every one anew for each class that comes up.

    When it fails: look for what `Stylesheet.parse` keeps of sheets that have not changed.
    """
    app.stylesheet._parse_cache.maxsize = STYLE_SHEETS


class PatchedApp(TakesTurns[int]):
    """An app whose timers come, and that shows nothing of the user's when it breaks."""

    _handle_exception = end_with_fault

    def set_timer(self, *args: Any, **options: Any) -> Timer:
        """Call something once, late or not: Textual drops overdue calls, two of its own too, and the picture freezes.

        When it fails: look for how `Timer` skips ticks; a timer of one tick must not skip it.
        """
        timer = super().set_timer(*args, **options)
        timer._skip = False
        return timer

    def _display(
        self, screen: Screen[Any], renderable: RenderableType | None
    ) -> None:
        """Have the terminal's cursor stand on what is in focus, once everything has its place: screen readers go by it.

        When it fails: find where an app sends a picture, and set `cursor_position` before.
        """
        if isinstance(self.screen, PatchedScreen):
            self.cursor_position = self.screen.focus_place
        super()._display(screen, renderable)

    def _fatal_error(self) -> None:
        """Leave after a fault of the program's own. Textual would print its traceback with the values in it.

        When it fails: find what `App._handle_exception` calls to print a traceback, and take its place.
        """
        self._exit_renderables[:] = [self.on_fault(self._exception)]
        self._return_code = 1
        self._close_messages_no_wait()

    def on_fault(self, error: Exception | None) -> str:
        """Called after a fault of the program's own; what is said of it once the terminal is given back."""
        raise NotImplementedError


def in_context(app: App[Any]) -> AbstractContextManager[None]:
    """To do something as the program from outside of its messages, such as when a signal comes.

    When it fails: the app must be the active one while screens are pushed; see how `App.run_test` has it done.
    """
    return app._context()


def driver_of(app: App[Any]) -> TrustDriver | None:
    """Our own driver, which stands between a program and its terminal; None where there is none, or another one.

    When it fails: find what `App.run` makes of `driver_class`.
    """
    driver = app._driver
    return driver if isinstance(driver, TrustDriver) else None


def typed_for(action: str) -> str:
    """What may be typed in plain lines for an action, by its id."""
    return action.rpartition(".")[2].removeprefix("go-")


def key_of(app: App[Any], action: str, usual: str) -> str:
    """The key of an action that works everywhere, as it is shown; in plain lines what is typed for it.

    When it fails: find where `App.set_keymap` puts the keys.

    Args:
        app: The program.
        action: Its id.
        usual: What is shown where the user has given it no other key.
    """
    if app.has_class("-told"):
        return f'"{typed_for(action)}"'
    keys = app._keymap.get(action, "")
    return (
        app.get_key_display(Binding(keys.split(",")[0], "", ""))
        if keys
        else usual
    )


# Screens and fields


def breakpoint_classes(screen: Screen[Any]) -> Collection[str]:
    """The classes for the size of the app, to set them before the first layout and not after it.

    When it fails: if Textual sets them before a screen is composed, drop this.
    """
    app = screen.app
    wide, high = app.HORIZONTAL_BREAKPOINTS, screen.VERTICAL_BREAKPOINTS
    return {
        *screen._get_breakpoint_classes(app.size.width, wide or []),
        *screen._get_breakpoint_classes(app.size.height, high or []),
    }


def picture_of(screen: Screen[Any]) -> Sequence[str]:
    """The text of a screen as it is drawn, line by line.

    When it fails: see what `App.export_screenshot` takes the picture from.
    """
    return [
        "".join(map(_without_bar, strip))
        for strip in screen._compositor.render_strips()
    ]


def _without_bar(segment: Segment) -> str:
    """The text of a segment; blanks for what belongs to a scroll bar."""
    is_bar = segment.style is not None and "@mouse.down" in segment.style.meta
    return " " * segment.cell_length if is_bar else segment.text


MOST_TURNS: Final = 20
"""Turns of the event loop that a picture waits for what else is under way; a letter takes ten."""

MOST_LAYOUTS: Final = 6
"""How often a screen is laid out before it is drawn; one that comes up takes three."""


class _Drawing:
    """Draws a screen once for all that a key brings about, at most sixty times a second.

    Textual draws at once what has changed first, such as a letter, and 16 ms later what followed from it, such as the
    count of words. It draws after each layout too, of which a new screen takes three: widgets learn their sizes by the
    first, and the second has room for scrollbars. Here a picture waits until the messages that are under way have done
    what they do, and nothing is left to lay out.
    """

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen
        self._draws = self._is_due = False
        self.then: list[Callable[[], object]] = []
        """What to call after the next picture."""
        self.timer = screen.set_interval(
            UPDATE_PERIOD, self._draw, name="drawing", pause=True
        )

    def waits(self) -> bool:
        """Whether a picture has to wait, which is noted; the first of all goes out at once."""
        if self._draws or not self._screen.app._dom_ready:
            return False
        self._is_due = True
        self.timer.resume()
        return True

    async def _draw(self) -> None:
        """Draw what has changed, once nothing more does."""
        screen = self._screen
        for _ in range(MOST_LAYOUTS):
            await until_done(MOST_TURNS)
            if not (screen._layout_required or screen._scroll_required):
                break
            screen._on_timer_update()
        if screen.app._batch_count:
            self.timer.resume()
            return
        self._draws = True
        try:
            screen._on_timer_update()
            if self._is_due and screen.is_current:
                screen._compositor_refresh()
            self._is_due = False
        finally:
            self._draws = False
        waiting, self.then = self.then, []
        for callback in waiting:
            screen.call_later(callback)


def fills_while_it_lasts(kind: type[W]) -> type[W]:
    """Have widgets of a class fill nothing once they, or the program, end: Textual composes no more then.

    When it fails: if Textual shows no screen any more after `exit`, drop this.
    """
    handle = kind.on_event
    coming_up = (events.Mount, events.ScreenResume, events.Resize)

    async def on_event(self: W, event: events.Event) -> None:
        ends = self.app._exit or self._pruning or self._closing
        if not (ends and isinstance(event, coming_up)):
            await handle(self, event)

    kind.on_event = on_event  # type: ignore[assignment, method-assign]  # a class cannot say so
    return kind


@fills_while_it_lasts
class PatchedScreen(Screen[T]):
    """A screen that draws once for a key, says where its focus is, and may leave it on what is hidden."""

    @cached_property
    def _drawing(self) -> _Drawing:
        return _Drawing(self)

    @property
    def _update_timer(self) -> Timer:
        """What has the screen drawn.

        When it fails: find what `Screen._on_idle` resumes to have what is dirty drawn.
        """
        return self._drawing.timer

    def _compositor_refresh(self) -> None:
        """Send a picture, in its time."""
        if not self._drawing.waits():
            super()._compositor_refresh()

    @property
    def focus_place(self) -> Offset:
        """The cell at which what is in focus begins, where the terminal's cursor belongs."""
        return self.app.cursor_position

    def _reset_focus(
        self, widget: Widget, avoiding: list[Widget] | None = None
    ) -> None:
        """Leave the focus where it is where `keeps_focus` says so: what is typed goes on into the same field.

        Textual takes the focus from what is hidden and gives it to nobody, and letters would be commands from then on.

        When it fails: find what Textual calls for a widget with the focus that is hidden or removed.
        """
        if avoiding is not None or not self.keeps_focus(widget):
            super()._reset_focus(widget, avoiding)

    def keeps_focus(self, widget: Widget) -> bool:
        """Whether a widget that is hidden keeps the focus."""
        raise NotImplementedError


def after_picture(screen: Screen[Any], callback: Callable[[], object]) -> None:
    """Call something once what is on a screen of ours is to be seen.

    What Textual calls after a refresh comes after a layout, and before the picture.

    Args:
        screen: Which.
        callback: What is called, as a message would be.
    """
    if isinstance(screen, PatchedScreen):
        screen._drawing.then.append(callback)
        screen._drawing.timer.resume()


def replace_base(old: Screen[Any], new: Screen[Any]) -> None:
    """Put a screen in the place of the one that a mode began with, which is in view.

    Textual takes away what waits for the answer of the old one, and nothing waits for that of the first.

    When it fails: `switch_screen` alone may do by now.
    """
    old._push_result_callback(old.app, None)
    old.app.switch_screen(new)


def type_over_selection(field: "TextArea", text: str) -> None:
    """Put text in place of what is selected, as typing does: as one step of undo, with the cursor after it.

    When it fails: see what `TextArea` does with a paste.
    """
    if edit := field._replace_via_keyboard(text, *field.selection):
        field.move_cursor(edit.end_location)
        field.focus()
