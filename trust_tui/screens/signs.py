"""Signs: what distrust can look like, one page for each, and the self-check with its reading."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar, Final

from textual import work
from textual.binding import Binding, BindingType

from trust_tui import dialogs
from trust_tui.domain import (
    APART,
    NOBODY,
    PageRead,
    Record,
    Relationship,
    SelfCheck,
    days_since,
    later,
    short_day,
    tr,
)
from trust_tui.library import what_next
from trust_tui.screens.list_page import ListPageScreen, Shown, index_row
from trust_tui.screens.reading_page import ReadingPage
from trust_tui.widgets import Row

READING: Final = "your-self-checks:"
"""Key of the row that shows the reading; whom it is about stands behind it."""


class SignsScreen(ListPageScreen):
    """The list of signs and the page of the one in focus."""

    MODE: ClassVar = "signs"
    ABOUT: ClassVar = later(
        "Signs of distrust that can show up in anyone, with what may help. Nothing here is a test of you."
    )
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
        if readings := self._readings():
            rows.append(Row("", []))
        for key, name in readings.items():
            day = short_day(self._checks(key)[0].value.day, self.session.today)
            rows.append(Row(key, [(name, "text")], [(day, "quiet")]))
        self.list_rows(rows)

    def _readings(self) -> Mapping[str, str]:
        """The rows of readings by their keys: one for each person in mind, as nobody's are mixed with another's."""
        session = self.session
        title = tr("Your self-checks")
        if session.shown is not None:
            rows = {f"{READING}{session.shown}": title}
        else:
            rows = {
                f"{READING}{one.id}": f"{title} \u00b7 {one.value.label}"
                for one in reversed(session.workbook.of(Relationship).all())
            }
            rows[f"{READING}{NOBODY}"] = title
        return {key: name for key, name in rows.items() if self._checks(key)}

    def _checks(self, key: str) -> Sequence[Record[SelfCheck]]:
        """The self-checks of a row."""
        about = key.removeprefix(READING)
        return self.session.workbook.of(SelfCheck).about(about)

    def shown(self, key: str) -> Shown:
        """The page of a sign, or the reading of the self-checks."""
        if key.startswith(READING):
            reading = ReadingPage(
                self.session.library,
                self._checks(key),
                self.session.today,
                drawn=not self.app.has_class("-told"),
            )
            title = self._readings().get(key, "")
            return Shown(title=title, blocks=reading.blocks())
        library = self.session.library
        page = library.page(key)
        following = what_next(library, page.header, self.session.kind)
        return Shown(
            title=page.header.title, blocks=(*page.blocks, *following), id=key
        )

    @work
    async def action_self_check(self, about: str | None = None) -> None:
        """Do the self-check about somebody, who is asked for where all are in mind, then show its reading."""
        about = await self.prompter.ask_if_all(tr("Self-check"), about)
        if about is None:
            return
        checks = self._checks(f"{READING}{about}")
        days = days_since(checks, self.session.today)
        if days is not None and 0 <= days < APART.days:
            text = self.session.library.text("self-check", "too-soon")
            answer = await self.prompter.choose(
                text.title,
                " ".join(text.paragraphs).replace("[days]", str(days)),
                [
                    ("no", tr("Leave it for now")),
                    ("yes", tr("Do it now all the same")),
                ],
            )
            if answer != "yes":
                return
        new = partial(
            dialogs.self_check_form.SelfCheckForm, self.session, whom=about
        )
        record = await self.prompter.fill_in(new)
        if record is not None:
            self.show(f"{READING}{record.value.about or NOBODY}")
