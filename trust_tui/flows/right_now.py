"""*Right now*, from anywhere: opens it, with the page on safety first where what was answered before suggests that."""

from functools import partial

from trust_tui import dialogs, screens
from trust_tui.domain import ContentError, SelfCheck
from trust_tui.prompter import Prompter


class RightNow:
    """Leads through it."""

    def __init__(self, prompter: Prompter) -> None:
        self._prompter = prompter
        self._session = prompter.session

    async def begin(self) -> None:
        """From the first question to what is kept of it."""
        form = partial(
            dialogs.moment.MomentForm,
            self._session,
            is_safety_first=self._is_safety_first,
        )
        await self._prompter.fill_in(form)

    def _is_safety_first(self) -> bool:
        """Whether things for two are ruled out with who is in mind, or the last self-check leads to safety.

        Nothing is kept that says that somebody is afraid.
        """
        current = self._session.current
        if current is not None and not current.value.joint:
            return True
        checks = self._session.workbook.of(SelfCheck).about(self._session.about)
        if not checks:
            return False
        page = screens.reading_page.ReadingPage
        try:
            session = self._session
            reading = page(session.library, checks[:1], session.today).reading
        except ContentError:
            return False
        return reading.care or reading.doubt_fits
