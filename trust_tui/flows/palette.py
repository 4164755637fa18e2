"""The palette: every command of every screen by name, with the words people look for it by."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from msgspec import Struct
from textual.app import App
from textual.binding import Binding
from textual.screen import Screen

from trust_tui.dialogs.pick import PickDialog
from trust_tui.domain import (
    later,
    tr,
)
from trust_tui.keys.command_list import commands_on
from trust_tui.screen_table import SCREENS, ScreenEntry
from trust_tui.screens.mode_screen import ModeScreen
from trust_tui.widgets import Row

SYNONYMS: Final = {
    "app.go-overview": later("home start today open dashboard"),
    "app.go-signs": later("jealousy checking suspicion"),
    "app.go-steps": later("exercises programme path"),
    "app.go-faq": later("questions answers"),
    "app.go-journal": later(
        "diary timeline list everything entries trends charts"
    ),
    "app.search": later("find look for"),
    "app.safety": later("danger emergency help lines abuse"),
    "app.hide": later("boss key cover blank"),
    "app.lock": later("close seal"),
    "app.passphrase": later("password encrypt encryption seal protect secret"),
    "app.back-up": later("back up copy save safe"),
    "app.restore": later("recover old version"),
    "app.export": later(
        "write out remind reminder calendar ical csv json markdown pdf download print"
    ),
    "app.import": later("bring in jrnl daylio day one migrate merge"),
    "app.page": later("print therapist counsellor doctor summary report pdf"),
    "app.settings": later(
        "preferences configuration options language remind notification week habits"
    ),
    "app.theme": later("dark light contrast colors appearance night"),
    "app.relationship": later(
        "person people partner friend family about delete forget who"
    ),
    "app.leave": later("quit exit close"),
    "app.tour": later("introduction tutorial guide"),
    "check-in": "mood daily how am I",
    "journal.new-entry": later("diary entry note new journal"),
    "journal.trash": later("deleted bin recycle restore"),
    "journal.undo": later("take back revert"),
    "journal.redo": later("again"),
    "journal.break": later("pause stop tracking"),
    "journal.prompt": later("question prompt idea"),
    "journal.tags": later("tag label rename join list"),
    "journal.months": later("month year day date jump"),
    "journal.star": later("favourite mark"),
    "journal.filter": later("tag search narrow date"),
    "self-check": later("test questionnaire signs"),
    "habits": later("tips daily routine"),
    "together": later("couple both talk partner"),
    "steps.mark": later("done working progress"),
    "goals.new": later("plan intention resolution"),
    "small.new": later("wins promises limits boundary"),
    "erase": later("account remove wipe forget all"),
}
"""By the id of a command, words it is found by beside its name."""

MOVEMENT: Final = ("list.", "page.", "frame.", "scale.", "pick.", "text.")
"""How the ids of commands begin that only move about."""

ON_A_RECORD: Final = ("record(", "move")
"""How actions begin that need a record chosen first: from elsewhere they lead to the list and no further."""

TWICE: Final = frozenset(
    {
        *("overview.undo", "journal.undo", "overview.redo", "journal.redo"),
        *("people.give", "journal.give"),
    }
)
"""Commands that two screens have, and that do the same on both."""

PLACE: Final = "app.go-"


EXTRA: Final = (
    ("goals.new", later("Set a goal"), "app.flow('tasks.set_goal')"),
    (
        "small.new",
        later("Note a promise, a small win or a limit"),
        "app.flow('tasks.note_small')",
    ),
    (
        "erase",
        later("Delete everything I kept"),
        "app.flow('tasks.tell_of_erasing')",
    ),
)
"""Commands that have no key of their own: id, name, action."""


class Choice(Struct, frozen=True):
    """A command in the palette.

    Attributes:
        key: What the row stands for: its id, after the mode it belongs to if that is elsewhere.
        mode: The screen it belongs to; empty for one that works here.
        cap: Its keys as shown.
    """

    key: str
    id: str
    name: str
    mode: str
    action: str
    cap: str

    @property
    def rank(self) -> int:
        """Places first, then what works here, then what works elsewhere, movement last."""
        if self.id.startswith(PLACE):
            return 0
        if self.id.startswith(MOVEMENT):
            return 3
        return 2 if self.mode else 1

    @property
    def is_on_a_record(self) -> bool:
        """Whether a record has to be chosen first."""
        return self.action.startswith(ON_A_RECORD)

    def fits(self, words: Sequence[str]) -> bool:
        """Whether each word is in its name, or begins a synonym."""
        name = self.name.casefold().replace("-", " ")
        others = f" {tr(SYNONYMS.get(self.id, ''))} {self.mode}"
        return all(word in name or f" {word}" in others for word in words)


def choices_on(screen: Screen[Any]) -> Sequence[Choice]:
    """Everything that can be asked for from a screen, in the order in which it is listed."""
    here = [
        Choice(c.id, c.id, c.name, "", c.action, " ".join(c.keys[:3]))
        for c in commands_on(screen)
    ]
    names = {choice.name for choice in here}
    if isinstance(screen, ModeScreen):
        here += [Choice(id, id, tr(name), "", do, "") for id, name, do in EXTRA]
        mode = screen.MODE
        for entry in SCREENS:
            if entry.id != mode:
                for choice in _elsewhere(screen.app, entry):
                    if choice.name not in names or choice.id not in TWICE:
                        names.add(choice.name)
                        here.append(choice)
    return sorted(here, key=lambda choice: choice.rank)


def _elsewhere(app: App[Any], entry: ScreenEntry) -> Iterator[Choice]:
    """The commands of another screen."""
    for binding in entry.load().__dict__["BINDINGS"]:
        if isinstance(binding, Binding) and binding.id:
            cap = app.get_key_display(binding)
            yield Choice(
                f"{entry.id}:{binding.id}",
                binding.id,
                tr(binding.description),
                entry.id,
                binding.action,
                f"{tr(entry.title)}  {cap}",
            )


def palette_dialog(choices: Sequence[Choice]) -> PickDialog:
    """Every command by name; answers with the key of the one chosen."""

    async def find(text: str) -> Sequence[Row]:
        words = text.casefold().replace("-", " ").split()
        found = [choice for choice in choices if choice.fits(words)]
        if words:
            # Whoever types a name means the command that is called so.
            found.sort(key=lambda choice: not _is_named(choice, words))
        return [
            Row(
                choice.key,
                [(choice.name, "text")],
                [(choice.cap, "quiet")],
                said=choice.name,
            )
            for choice in found
        ]

    return PickDialog(
        tr("Commands"),
        find,
        placeholder=tr("Type part of a command"),
        empty=tr("No command has these words."),
    )


def _is_named(choice: Choice, words: Sequence[str]) -> bool:
    spaced = f" {choice.name}".casefold()
    return all(f" {word}" in spaced for word in words)
