"""Signs: what distrust can look like, one page for each, and the self-check with its reading."""

from functools import partial
from typing import ClassVar, Final

from textual import work
from textual.binding import Binding, BindingType

from trust_tui import dialogs
from trust_tui.domain import APART, PageRead, SelfCheck, days_since, short_day
from trust_tui.library import what_next
from trust_tui.pictures import dot_line
from trust_tui.screens.list_page import ListPageScreen, Shown, index_row
from trust_tui.screens.reading_page import ReadingPage
from trust_tui.widgets import Row

READING: Final = "your-self-checks"
"""Key of the row that shows the reading."""


class SignsScreen(ListPageScreen):
    """The list of signs and the page of the one in focus."""

    MODE: ClassVar = "signs"
    ABOUT: ClassVar = "Signs of distrust that can show up in anyone, with what may help. Nothing here is a test of you."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "self_check", "Self-check", id="self-check")
    ]

    def reload(self) -> None:
        """List the signs."""
        library = self.session.library
        rows = [*index_row(library, "signs"), Row("", [])]
        read = {
            record.value.page
            for record in self.session.workbook.of(PageRead).all()
            if record.value.finished
        }
        rows += [
            Row(
                s.id,
                [(s.title, "text")],
                [("\u2713" if s.id in read else "", "box")],
            )
            for s in library.signs()
        ]
        checks = self.session.workbook.of(SelfCheck).about(self.session.shown)
        if checks:
            day = short_day(checks[0].value.day, self.session.today)
            rows += [
                Row("", []),
                Row(READING, [("Your self-checks", "text")], [(day, "quiet")]),
            ]
        self.list_rows(rows)

    def shown(self, key: str) -> Shown:
        """The page of a sign, or the reading of the self-checks."""
        if key == READING:
            checks = self.session.workbook.of(SelfCheck).about(
                self.session.shown
            )
            return Shown(
                title="Your self-checks",
                blocks=ReadingPage(
                    self.session.library, checks, dot_line
                ).blocks(),
            )
        library = self.session.library
        page = library.page(key)
        following = what_next(library, page.header, self.session.kind)
        return Shown(
            title=page.header.title, blocks=(*page.blocks, *following), id=key
        )

    @work
    async def action_self_check(self) -> None:
        """Do the self-check, then show its reading."""
        days = days_since(
            self.session.workbook.of(SelfCheck).about(self.session.shown),
            self.session.today,
        )
        if days is not None and 0 <= days < APART.days:
            text = self.session.library.text("self-check", "too-soon")
            answer = await self.prompter.choose(
                text.title,
                " ".join(text.paragraphs).replace("[days]", str(days)),
                [("no", "Leave it for now"), ("yes", "Do it now all the same")],
            )
            if answer != "yes":
                return
        new = partial(dialogs.self_check_form.SelfCheckForm, self.session)
        if await self.prompter.fill_in(new) is not None:
            self.show(READING)
