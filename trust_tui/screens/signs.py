"""Signs: what distrust can look like, one page for each."""

from typing import ClassVar

from trust_tui.screens.list_page import ListPageScreen, Shown
from trust_tui.widgets.row_list import Row


class SignsScreen(ListPageScreen):
    """The list of signs and the page of the one in focus."""

    MODE: ClassVar = "signs"
    ABOUT: ClassVar = "Signs of distrust that can show up in anyone, with what may help. Nothing here is a test of you."

    def reload(self) -> None:
        """List the signs."""
        library = self.desk.library
        rows = [Row("signs", [(library.header("signs").title, "text")]), Row("", [])]
        rows += [Row(sign.id, [(sign.title, "text")]) for sign in library.signs()]
        self.rows.set_rows(rows)
        self.show_row(self.rows.key)

    def shown(self, key: str) -> Shown:
        """The page of a sign."""
        page = self.desk.library.page(key)
        return Shown(title=page.header.title, blocks=page.blocks)
