"""The frame around every screen: one line above that says where one is, one line below with the keys that work."""

from asyncio import TimerHandle
from collections.abc import Callable, Mapping
from typing import Final

from rich.cells import cell_len
from textual.app import RenderResult
from textual.geometry import Size
from textual.keys import REPLACED_KEYS, key_to_character
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from trust_tui.screen_table import SCREENS
from trust_tui.textual_patches import key_of, once
from trust_tui.widgets.drawn import DrawnStyles

NOTICE_SECONDS = 8
"""How long a notice stands in place of the keys."""

SMALLEST: Final = Size(60, 16)
"""Below this size a plain message stands in place of the screen."""

WIDE: Final = 72
"""From this width on both lines say everything in words."""

ALWAYS: Final = ("app.search", "app.help", "app.safety", "app.leave")
"""Ids of the commands that stand at the right end of the key line on every screen."""

WHILE_TYPING: Final = (
    ("app.help", "app.help-f1", "F1"),
    ("app.safety", "app.safety-f9", "F9"),
)
"""Commands whose key types a character where one writes, and the key that is named there: its id, and as it comes."""

BESIDES: Final = ("check-in", "journal.new-entry")
"""What stands after a screen's own keys, as it works on every screen."""

LESSER: Final = ("habits",)
"""What stands last of all and gives way first: it is asked for once in a while."""

KEPT: Final = "journal.new-entry"
"""What gives way to nothing from `WIDE` on: someone who needs to write must not have to look for how."""


class TopBar(DrawnStyles):
    """The names of the five screens, or the title of a dialog, and who is in mind."""

    DEFAULT_CSS = """
    TopBar { height: 1; dock: top; background: $panel; }
    """

    def __init__(
        self, title: str = "", mode: str = "", who: Callable[[], str] | None = None
    ) -> None:
        super().__init__()
        self._title = title
        self._mode = mode
        self._who = who

    def add_to_title(self, text: str) -> None:
        """Show more behind the title."""
        self.set_title(f"{self._title} \u00b7 {text}")

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title = title
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        who = self._who() if self._who else ""
        right = [(f"{who} ", "quiet")] if who else []
        if self._title:
            return self.draw([(f" {self._title}", "heading")], width, right=right)
        wide = width >= WIDE
        left = [(" Trust ", "quiet")] if wide else []
        for entry in SCREENS:
            key = key_of(self.app, f"app.go-{entry.id}", entry.key)
            name = entry.title
            if entry.id == self._mode:
                left += [(" " if wide else "", "text"), (f" {key} {name} ", "place")]
            else:
                left += [
                    ("  " if wide else " ", "text"),
                    (key, "quiet"),
                    (f" {name}", "text"),
                ]
                left += [(" ", "text")] if wide else []
        return self.draw(left, width, right=right)


class KeyBar(DrawnStyles):
    """The keys that work here, made from the bindings, or for a moment what just happened."""

    DEFAULT_CSS = """
    KeyBar { height: 1; dock: bottom; background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._notice = ""
        self._notice_timer: TimerHandle | None = None

    def on_mount(self) -> None:
        """Follow the bindings as the focus moves."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def notice(self, text: str) -> None:
        """Say for a while what just happened in place of the keys; an earlier notice gives way to it."""
        if self._notice_timer:
            self._notice_timer.cancel()
        self._notice = text
        self.refresh()
        self._notice_timer = once(self, NOTICE_SECONDS, self.clear_notice)

    def clear_notice(self) -> None:
        """Back to the keys."""
        if self._notice:
            self._notice = ""
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        own: list[tuple[str, str]] = []
        besides: list[tuple[str, str]] = []
        lesser: list[tuple[str, str]] = []
        kept: list[tuple[str, str]] = []
        back: list[tuple[str, str]] = []
        always: dict[str, tuple[str, str]] = {}
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            if not binding.show or not active.enabled or self._is_typed(key):
                continue
            pair = (self.app.get_key_display(binding), binding.description.lower())
            if binding.id in ALWAYS:
                always.setdefault(binding.id, pair)
            elif key == "escape":
                back.append(pair)
                kept.append(pair)
            elif pair not in own and pair not in besides:
                (
                    besides
                    if binding.id in BESIDES
                    else lesser
                    if binding.id in LESSER
                    else own
                ).append(pair)
                kept += [pair] if binding.id == KEPT and width >= WIDE else []
        for id, instead, usual in WHILE_TYPING:
            always.setdefault(
                id, (key_of(self.app, instead, usual), id.removeprefix("app."))
            )
        here = [*(pair for pair in own if pair not in back), *back, *besides, *lesser]
        right = self._right(always, width)
        if self._notice:
            return self.draw(
                [(f" {self._notice}", "care")],
                width,
                right=right if width >= 100 else (),
            )
        room = width - sum(cell_len(text) for text, _ in right) - 2
        while (
            here
            and sum(cell_len(key) + cell_len(name) + 3 for key, name in here) > room
        ):
            here.remove(
                next((pair for pair in reversed(here) if pair not in kept), here[-1])
            )
        return self.draw(
            [(" ", "text"), *_pairs(here)], width, right=[*right, (" ", "text")], most=1
        )

    def _is_typed(self, key: str) -> bool:
        """Whether the key types a character where the cursor is. Textual knows that of all but a few, such as `/`."""
        focused, letter = (
            self.screen.focused,
            key_to_character(REPLACED_KEYS.get(key, key)),
        )
        return (
            focused is not None
            and letter is not None
            and focused.check_consume_key(key, letter)
        )

    @staticmethod
    def _right(
        always: Mapping[str, tuple[str, str]], width: int
    ) -> list[tuple[str, str]]:
        """The commands that work everywhere; where it is narrow, fewer of them are named."""
        ids = ALWAYS if width >= WIDE else ALWAYS[1:]
        return _pairs([always[id] for id in ids if id in always])

    def _follow(self, _screen: Screen[object]) -> None:
        self.refresh()


class TooSmall(Widget):
    """Stands in place of a screen that has no room."""

    DEFAULT_CSS = """
    TooSmall { display: none; width: 1fr; height: 1fr; content-align: center middle; text-align: center; }
    """

    def render(self) -> RenderResult:
        """Say what is needed, in as few cells as there may be."""
        size = self.app.size
        needs = f"Trust TUI needs {SMALLEST.width}x{SMALLEST.height}."
        return f"{needs}\nYours: {size.width}x{size.height}.\n{key_of(self.app, 'app.leave', '^q')} leaves."


def _pairs(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Keys and what they do as pieces of a line."""
    pieces: list[tuple[str, str]] = []
    for key, name in pairs:
        pieces += [
            ("  " if pieces else "", "text"),
            (key, "strong"),
            (f" {name}", "quiet"),
        ]
    return pieces
