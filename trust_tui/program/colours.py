"""The colours in force: which come next, and which screens are styled in them already."""

from collections.abc import Sequence
from typing import Any

from trust_tui.textual_patches import PatchedApp, driver_of
from trust_tui.theme import OWN, THEMES, use_own_themes
from trust_tui.widgets import Framed


class Colours:
    """Knows the theme that the style sheet was read for.

    Textual asks for new styles with each screen that is shown the first time, and reads every sheet again then; but
    sheets change with the theme alone, and a screen is styled as it is mounted.

    Args:
        app: Before it runs.
        theme: Name of the theme to begin with.
    """

    def __init__(self, app: PatchedApp, theme: str) -> None:
        self._app = app
        use_own_themes(app, theme)
        self._sheet_theme = app.theme

    @property
    def are_old(self) -> bool:
        """Whether something stands on the screen in other colours than those in force."""
        known = {screen.styled_for for screen in self._screens()} - {""}
        return self._sheet_theme != self._app.theme or not known <= {
            self._app.theme
        }

    def note_styled(self) -> None:
        """Remember that everything is in the colours in force now, and have the terminal told of them or of none."""
        if driver := driver_of(self._app):
            driver.leave_out_colours(self._app.theme == OWN.name)
        self._sheet_theme = self._app.theme
        for screen in self._screens():
            screen.styled_for = self._app.theme

    def use_next(self) -> None:
        """Change to the next theme."""
        names = [theme.name for theme in THEMES]
        index = names.index(self._app.theme) + 1
        self._app.theme = names[index % len(names)]

    def _screens(self) -> Sequence[Framed[Any]]:
        stack = self._app.screen_stack
        return [screen for screen in stack if isinstance(screen, Framed)]
