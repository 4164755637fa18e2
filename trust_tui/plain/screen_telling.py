"""Tells what stands on a screen in parts, once, and knows what each number said there chooses."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from weakref import WeakKeyDictionary

from textual.widget import Widget
from textual.widgets import Input

from trust_tui.domain import tr
from trust_tui.plain import spoken
from trust_tui.plain.plain_words import plain, typed_instead
from trust_tui.plain.prompt import say
from trust_tui.widgets import Framed, PageView, RowList

PART: Final = 24
"""So many lines are said at once; an empty line goes on."""

SLACK: Final = 10
"""So many lines less are said where a paragraph ends there."""

FEW: Final = 6
"""So many lines may be others before all of them are told."""

SAME: Final = 2
"""So many rows of a list may be others where it is taken for one that was told before."""

Choice = tuple[Widget, int]
"""A list or page, and which of its rows or places."""


class ScreenTelling:
    """What was said of the screen in view, and what is left to say."""

    def __init__(self, said: Sequence[str] = ()) -> None:
        """Begin with nothing told.

        Args:
            said: The lines of the first screen that were said already, with a question behind them.
        """
        self._said = said
        self._heard = ""
        self._screen: object = None
        self._rest: list[str] = []
        self._stood: WeakKeyDictionary[object, Sequence[str]] = (
            WeakKeyDictionary()
        )
        self._dialogs: dict[str, Sequence[str]] = {}
        self.choices: Mapping[str, Choice] = {}

    @property
    def has_more(self) -> bool:
        """Whether something is left to say."""
        return bool(self._rest)

    def label(self, screen: Framed[Any]) -> str:
        """What stands before what is typed where an empty line does nothing."""
        if spoken.is_page(screen):
            return tr("b goes back. Or a number or command:")
        return tr("Number or command:") if self.choices else tr("Command:")

    def drop_rest(self) -> None:
        """Leave unsaid what is left: one goes elsewhere."""
        self._rest = []

    def forget_choices(self) -> None:
        """Have no number choose anything of a screen that is not in view any more."""
        self.choices = {}

    def tell_again(self, screen: Framed[Any]) -> None:
        """Have a screen told once more, even where nothing on it has changed."""
        self.tell_changes()
        self._stood.pop(screen, None)
        self._dialogs.clear()

    def tell_changes(self) -> None:
        """Have it said where one is, and what is new there since it was told last."""
        self._heard = ""

    def described(self, screen: Framed[Any]) -> Sequence[str]:
        """What stands on a screen: its title, then its lines."""
        lines, self.choices = _described(screen)
        return [spoken.title_of(screen), *lines]

    def is_known(self, screen: Framed[Any]) -> bool:
        """Whether all that stands on a screen was told last; from now on it was."""
        heard = "\n".join(self.described(screen))
        is_known = heard == self._heard and screen is self._screen
        self._heard, self._screen = heard, screen
        return is_known

    def tell(self, screen: Framed[Any]) -> bool:
        """Say what stands there, where it is new; True where that was done, and asked, already."""
        say_notice(screen)
        if self._rest and screen is self._screen:
            return False
        if self.is_known(screen):
            return False
        title, *lines = self.described(screen)
        said, self._said = list(self._said), ()
        if said and lines[: len(said)] == said:
            self._rest = lines[len(said) :]
            self._stood[screen] = lines
            return True
        say("", title)
        new = self._new_on(screen, title, lines)
        if new is not None:
            say(*new)
        else:
            self._say_part(screen, lines)
        return False

    def _new_on(
        self, screen: Framed[Any], title: str, lines: Sequence[str]
    ) -> Sequence[str] | None:
        """What is new on a screen since it was told; None where all of it is."""
        before, self._stood[screen] = self._stood.get(screen), lines
        if spoken.is_main(screen):
            self._dialogs.clear()
        if before is not None:
            return changes(before, lines)
        # A list that one comes back to from what it has led to is another dialog, which says the same.
        before, self._dialogs[title] = self._dialogs.get(title), lines
        if before is None or _words_of(before) != _words_of(lines):
            return None
        return changes(before, lines, most=SAME)

    def tell_more(self, screen: Framed[Any]) -> None:
        """Say the next part of what is left."""
        self._say_part(screen, self._rest)

    def _say_part(self, screen: Framed[Any], lines: Sequence[str]) -> None:
        """Say so much of it; the rest comes with an empty line."""
        end = _end_of_part(lines)
        say(*lines[:end])
        self._rest = list(lines[end:])
        if self._rest and not self._rest[0]:
            del self._rest[0]
        if not self._rest:
            _read_to_the_end(screen)


def changes(
    before: Sequence[str], lines: Sequence[str], most: int = FEW
) -> list[str] | None:
    """What is said where lines stand that were told before; None where more than so many are others."""
    told = dict(map(_numbered, before))
    stand = dict(map(_numbered, lines))
    new = [line for line in lines if _numbered(line)[0] not in told]
    gone = [text for text in told if told[text] and text not in stand]
    if len(new) + len(gone) > most:
        return None
    said = list(filter(None, new))
    if gone:
        said.append(tr("No longer here: {words}.", words="; ".join(gone)))
    if any(told.get(text, number) != number for text, number in stand.items()):
        said.append(
            tr("Some numbers are others now. An empty line says them all.")
        )
    return said


def _words_of(lines: Sequence[str]) -> Sequence[str]:
    """What stands beside numbered rows."""
    return [line for line in lines if not _numbered(line)[1]]


def _numbered(line: str) -> tuple[str, str]:
    """A line, and the number before it."""
    number, dot, rest = line.partition(". ")
    return (rest, number) if dot and number.isdecimal() else (line, "")


class WordsAround:
    """The words around the fields of a form, each said once."""

    def __init__(self) -> None:
        self._said: set[str] = set()

    def say_above(self, screen: Framed[Any], field: Widget | None) -> None:
        """Say what stands above a field, or beside all of them, and was not said yet."""
        words = list(spoken.words_on(screen, field))
        label = spoken.label_of(field) if isinstance(field, Input) else ""
        if spoken.is_short(label):
            self._said.add(label)  # it stands before what is typed
        say(*(line for line in words if line not in self._said))
        self._said.update(words)


def say_below(screen: Framed[Any], field: Widget) -> None:
    """Say what stands below a field that was given and is asked for again, such as why; even the same once more."""
    above = set(spoken.words_on(screen, field))
    say(*(line for line in spoken.words_on(screen) if line not in above))


def _end_of_part(lines: Sequence[str]) -> int:
    """Where to stop: before a blank line where there is one near, else amid the lines."""
    if len(lines) > PART:
        for end in range(PART, PART - SLACK, -1):
            # Nor is a heading left alone at the end.
            if not lines[end] and lines[end - 2]:
                return end
    return PART


def say_notice(screen: object) -> None:
    """Say what just happened, once."""
    if isinstance(screen, Framed) and (notice := screen.key_bar.said):
        say(plain(typed_instead(notice)))
        screen.key_bar.clear_notice()


def _read_to_the_end(screen: Framed[Any]) -> None:
    """A page that was said to its end counts as read."""
    for page in screen.query(PageView):
        if page.has_focus:
            page.action_edge(1)


def _described(
    screen: Framed[Any],
) -> tuple[list[str], dict[str, tuple[Widget, int]]]:
    lines = list(spoken.words_on(screen))
    choices: dict[str, tuple[Widget, int]] = {}
    for widget in spoken.shown(screen):
        if isinstance(widget, RowList):
            said, places = spoken.numbered(widget)
        elif isinstance(widget, PageView):
            said, places = spoken.page_lines(widget)
            if widget.title:
                lines += [plain(widget.title), ""]
        else:
            continue
        more = len(choices)
        if more:
            said = [_moved(line, more) for line in said]
        lines += said
        for sign, index in places.items():
            number = str(int(sign) + more) if sign.isdecimal() else sign
            choices[number] = (widget, index)
    return lines, choices


def _moved(line: str, by: int) -> str:
    """A numbered line with a higher number."""
    number, dot, rest = line.partition(". ")
    if not dot or not number.isdecimal():
        return line
    return f"{int(number) + by}. {rest}"
