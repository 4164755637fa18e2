"""The frame around every screen: one line above that says where one is, one line below with the keys that work."""

from asyncio import TimerHandle
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from rich.cells import cell_len, set_cell_size
from textual.app import RenderResult
from textual.binding import Binding
from textual.geometry import Size
from textual.keys import REPLACED_KEYS, key_to_character
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from trust_tui.domain import (
    later,
    tr,
)
from trust_tui.screen_table import SCREENS, ScreenEntry
from trust_tui.textual_patches import key_of, once
from trust_tui.widgets.drawn import CUT, DrawnStyles, wrapped

NOTICE_SECONDS = 3
"""How long a notice stands in place of the keys."""

SMALLEST: Final = Size(32, 10)
"""Below this size a plain message stands in place of the screen."""

NAMED: Final = 54
"""From this width on the top line names all five screens, and not the one in view alone."""

WIDE: Final = 72
"""From this width on both lines say everything in words."""

ALWAYS: Final = ("app.search", "app.help", "app.safety", "app.leave")
"""Ids of the commands that stand at the right end of the key line on every screen."""

WHILE_TYPING: Final = (
    ("app.help", "app.help-f1", "F1", later("help")),
    ("app.safety", "app.safety-f9", "F9", later("safety")),
)
"""Commands whose key types a character where one writes, and the key that is named there: its id, and as it comes;
what it does."""

BESIDES: Final = ("check-in", "journal.new-entry")
"""What stands after a screen's own keys, as it works on every screen."""

LESSER: Final = ("habits", "journal.break")
"""What stands last of all and gives way first: it is asked for once in a while."""

KEPT: Final = "journal.new-entry"
"""What gives way to nothing from `WIDE` on: someone who needs to write must not have to look for how."""

BACK: Final = "back"
"""Stands for the way back, whatever its id: it gives way to nothing."""

LATER: Final = ("journal.next-view", "journal.filter")
"""What stands behind the rest of a screen's own keys."""

LINKS: Final = ("page.next-link", "page.follow")
"""What a page has for its links: it stands last, as what one came for goes first."""

RANKS: Final = {
    BACK: 1,
    **dict.fromkeys(LATER, 1),
    **dict.fromkeys(LINKS, 4),
    **dict.fromkeys(BESIDES, 2),
    **dict.fromkeys(LESSER, 3),
}
"""Where commands stand behind a screen's own keys."""

Pair: TypeAlias = tuple[str, str]
"""A key as it is shown, and what it does."""


class TopBar(DrawnStyles):
    """The names of the five screens, or the title of a dialog, and who is in mind."""

    DEFAULT_CSS = """
    TopBar { height: 1; dock: top; background: $panel; }
    """

    def __init__(
        self,
        title: str = "",
        mode: str = "",
        who: Callable[[], str] | None = None,
    ) -> None:
        super().__init__()
        self._title = title
        self._mode = mode
        self._who = who

    @property
    def title(self) -> str:
        """The title of a dialog; empty for one of the five screens."""
        return self._title

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
        if self._title:
            right = [(f"{who} ", "quiet")] if who else []
            return self.draw(
                [(f" {self._title}", "heading")], width, right=right
            )
        wide = width >= WIDE
        left = [(" Trust ", "quiet")] if wide else []
        for entry in SCREENS:
            if width >= NAMED or entry.id == self._mode:
                left += self._tab(entry, wide=wide)
            else:
                left.append((f" {self._key_of(entry)}", "quiet"))
        room = width - sum(cell_len(text) for text, _ in left) - 2
        if cell_len(who) > room:
            who = f"{set_cell_size(who, room - 1)}{CUT}" if room > 1 else ""
        right = [(f"{who} ", "quiet")] if who else []
        return self.draw(left, width, right=right)

    def _key_of(self, entry: ScreenEntry) -> str:
        return key_of(self.app, f"app.go-{entry.id}", entry.key)

    def _tab(
        self, entry: ScreenEntry, *, wide: bool
    ) -> Sequence[tuple[str, str]]:
        """The key and the title of a screen, marked where it is the one in view."""
        key = self._key_of(entry)
        gap = " " if wide else ""
        if entry.id == self._mode:
            return [(gap, "text"), (f" {key} {tr(entry.title)} ", "place")]
        before, name = (f"{gap} ", "text"), (f" {tr(entry.title)}", "text")
        return [before, (key, "quiet"), name, (gap, "text")]


MOST_SAID: Final = 3
"""Lines that what just happened may take at most."""


class KeyBar(DrawnStyles):
    """The keys that work here, made from the bindings, or for a moment what just happened."""

    DEFAULT_CSS = """
    KeyBar { height: 1; dock: bottom; background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._notice = ""
        self._said = [""]
        self._notice_timer: TimerHandle | None = None

    def on_mount(self) -> None:
        """Follow the bindings as the focus moves."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def notice(self, text: str) -> None:
        """Say for a while what just happened in place of the keys; an earlier notice gives way to it."""
        if self._notice_timer:
            self._notice_timer.cancel()
        self._show(text)
        self._notice_timer = once(self, NOTICE_SECONDS, self.clear_notice)

    @property
    def said(self) -> str:
        """The notice that stands there, or empty."""
        return self._notice

    def clear_notice(self) -> None:
        """Back to the keys."""
        if self._notice:
            self._show("")

    def on_resize(self) -> None:
        """Break what is said anew."""
        self._show(self._notice)

    def _show(self, notice: str) -> None:
        """Say it, in as many lines as it takes."""
        self._notice = notice
        self._said = wrapped(notice, max(self.size.width - 2, 1))
        self.styles.height = min(len(self._said), MOST_SAID)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        always, here = self._commands()
        ids = ALWAYS if width >= WIDE else ALWAYS[1:]
        right = _pieces([always[id] for id in ids if id in always])
        if self._notice:
            # It may be drawn once more at its height of before.
            said = self._said[y] if y < len(self._said) else ""
            notice = [(f" {said}", "care")]
            is_alone = width < 100 or len(self._said) > 1
            return self.draw(notice, width, right=() if is_alone else right)
        room = width - sum(cell_len(text) for text, _ in right) - 2
        pairs = _fitting(here, room, wide=width >= WIDE)
        left = [(" ", "text"), *_pieces(pairs)]
        return self.draw(left, width, right=[*right, (" ", "text")], most=1)

    def _commands(self) -> tuple[Mapping[str, Pair], Mapping[Pair, str]]:
        """What works everywhere by its id, and what works here with its id, in the order in which it stands."""
        always: dict[str, Pair] = {}
        here: dict[Pair, str] = self._done_with_enter()
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            if not binding.show or not active.enabled or self._is_typed(key):
                continue
            pair = (
                self.app.get_key_display(binding),
                self._named(binding).lower(),
            )
            if binding.id in ALWAYS:
                always.setdefault(binding.id, pair)
            elif key == "escape":
                here[pair] = BACK
            else:
                here.setdefault(pair, binding.id or "")
        for id, instead, usual, said in WHILE_TYPING:
            key = key_of(self.app, instead, usual)
            always.setdefault(id, (key, tr(said)))
        names: set[str] = set()
        shown: dict[Pair, str] = {}
        for pair in sorted(here, key=lambda pair: RANKS.get(here[pair], 0)):
            # Of several keys for the same, the first is enough.
            if pair[1] not in names:
                names.add(pair[1])
                shown[pair] = here[pair]
        return always, shown

    def _done_with_enter(self) -> dict[Pair, str]:
        """What Enter does in a dialog that says so: the list in it takes the key, and knows no better name."""
        return {
            (self.app.get_key_display(one), tr(one.description).lower()): ""
            for one in type(self.screen).BINDINGS
            if isinstance(one, Binding) and one.key == "enter" and one.show
        }

    def _named(self, binding: Binding) -> str:
        """What a command is called here."""
        names: Mapping[str, str] = getattr(self.screen, "key_names", {})
        return names.get(binding.id or "") or tr(binding.description)

    def _is_typed(self, key: str) -> bool:
        """Whether the key types a character where the cursor is. Textual knows that of all but a few, such as `/`."""
        focused = self.screen.focused
        letter = key_to_character(REPLACED_KEYS.get(key, key))
        if focused is None or letter is None:
            return False
        return focused.check_consume_key(key, letter)

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
        needs = tr(
            "Trust TUI needs {width}x{height}.",
            width=SMALLEST.width,
            height=SMALLEST.height,
        )
        yours = tr(
            "Yours: {width}x{height}.", width=size.width, height=size.height
        )
        leaves = tr("{key} leaves.", key=key_of(self.app, "app.leave", "^q"))
        return f"{needs}\n{yours}\n{leaves}"


def _fitting(
    here: Mapping[Pair, str], room: int, *, wide: bool
) -> Sequence[Pair]:
    """The commands for which there is room. The last one gives way first, but for those that have to stay."""
    stay = {BACK, KEPT} if wide else {BACK}
    pairs = list(here)
    # Behind a lone one a cell is enough.
    while pairs and _width(pairs) > room + 2 * (len(pairs) == 1):
        others = [pair for pair in pairs if here[pair] not in stay]
        pairs.remove(others[-1] if others else pairs[-1])
    return pairs


def _width(pairs: Sequence[Pair]) -> int:
    """Cells that commands take."""
    return sum(cell_len(key) + cell_len(name) + 3 for key, name in pairs)


def _pieces(pairs: Sequence[Pair]) -> list[tuple[str, str]]:
    """Keys and what they do as pieces of a line."""
    pieces: list[tuple[str, str]] = []
    for key, name in pairs:
        gap = "  " if pieces else ""
        pieces += [(gap, "text"), (key, "strong"), (f" {name}", "quiet")]
    return pieces
