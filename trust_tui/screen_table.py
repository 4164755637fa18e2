"""The five screens, written down once: their order, keys and titles, and the class of each."""

from pkgutil import resolve_name
from typing import Any, Final

from msgspec import Struct

from trust_tui.domain import later


class ScreenEntry(Struct, frozen=True):
    """One of the five.

    Attributes:
        id: Its mode, and what stands in `app.go-...`.
        key: The key it has as the program comes.
        title: What the top line calls it.
        class_name: The class, as an object reference: loaded when the screen is first shown.
    """

    id: str
    key: str
    title: str
    class_name: str

    def make(self, session: Any) -> Any:
        """The screen, which works with a session."""
        return self.load()(session)

    def load(self) -> type[Any]:
        """The class of the screen."""
        screen: type[Any] = resolve_name(self.class_name)
        return screen


SCREENS: Final = (
    ScreenEntry(
        "overview",
        "1",
        later("Overview"),
        "trust_tui.screens.overview:OverviewScreen",
    ),
    ScreenEntry(
        "signs", "2", later("Signs"), "trust_tui.screens.signs:SignsScreen"
    ),
    ScreenEntry(
        "steps", "3", later("Steps"), "trust_tui.screens.steps:StepsScreen"
    ),
    ScreenEntry("faq", "4", later("FAQ"), "trust_tui.screens.faq:FaqScreen"),
    ScreenEntry(
        "journal",
        "5",
        later("Journal"),
        "trust_tui.screens.journal:JournalScreen",
    ),
)
"""The screens in their order."""
