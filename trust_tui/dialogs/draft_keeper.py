"""Keeps what is typed into a form on the disk, within a second, until it is saved or thrown away."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final

from textual.widget import Widget

from trust_tui.domain import (
    Draft,
    Record,
    StoreError,
    person_of,
    tr,
)
from trust_tui.session import Session
from trust_tui.textual_patches import (
    after_picture,
    fills_while_it_lasts,
    once,
)
from trust_tui.widgets import Framed

DRAFT_SECONDS: Final = 0.9
"""How long after a change the draft is put on the disk: with the writing itself less than one second of typing."""

REST_SECONDS: Final = 0.3
"""How long nothing was typed when it is said that the draft is kept. Said earlier, it would go with the next letter: a
line that comes and goes beside what one writes, and bytes for a picture of its own within the time of a letter."""


AGAIN_SECONDS: Final = 20.0
"""How long after a draft could not be kept that is tried again, where nothing more is typed."""


@fills_while_it_lasts
class DraftedForm(Widget):
    """What a draft is kept of."""

    about: str | None
    record: Record[Any] | None

    def fields(self) -> Mapping[str, str]:
        """What stands in the fields, for the draft."""
        raise NotImplementedError

    def drafted(self) -> Mapping[str, str]:
        """All that goes into the draft."""
        return self.fields()

    def notice(self, text: str) -> None:
        """Put a notice into the key line."""
        raise NotImplementedError

    def after_picture(self, callback: Callable[[], object]) -> None:
        """Call something once what is there is to be seen."""
        after_picture(self.screen, callback)

    def on_draft_kept(self) -> None:
        """Called when the typing rests and all of it is on the disk."""


def return_to(form: DraftedForm, session: Session, draft: Draft) -> str:
    """Have a form be about whom its draft was typed about, whoever is in mind now; says what is shown."""
    about = draft.fields.get("about", form.about or "")
    if form.record is None and about != (form.about or ""):
        whom = person_of(session.workbook, about)
        form.about = whom.id if whom else None
        if whom and isinstance(form.screen, Framed):
            form.screen.top_bar.add_to_title(whom.value.label)
        elif about:
            return tr(
                "Whom this was about is no longer in your list. Your words are all here."
            )
    return tr("This is what you had typed and not kept yet.")


class DraftKeeper:
    """The draft of one form.

    Attributes:
        key: Says what is edited.
        revision: That of the record which is changed, when the typing began; 0 for something new.
        rests: True until the form is filled, so that what it holds before takes no draft's place, and while it is saved
            or thrown away, so that no draft is written of what is kept or gone by then.
    """

    def __init__(
        self,
        form: DraftedForm,
        session: Session,
        key: str,
        revision: int,
    ) -> None:
        """Prepare.

        Args:
            form: What is typed into.
            session: What screens work with.
            key: What is edited.
            revision: That of the record which is changed.
        """
        self._form = form
        self.key = key
        self.revision = revision
        self.rests = True
        self._session = session
        self._opened: Mapping[str, str] = {}
        self._written: Mapping[str, str] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._again: asyncio.TimerHandle | None = None
        self._touched_at = 0.0
        self._one_at_a_time = asyncio.Lock()
        self._dropped = False

    @property
    def earlier(self) -> Draft | None:
        """What was typed under this key before, and not kept."""
        return self._session.drafts.get(self.key)

    def begin(self) -> None:
        """Take what stands in the form for what it was opened with."""
        self.rests = False
        self._opened = self._written = dict(self._form.drafted())

    def go_on(self, draft: Draft) -> None:
        """Take what stands in the form for what is in a draft."""
        self.revision = draft.revision or self.revision
        self._written = dict(self._form.drafted())

    @property
    def has_news(self) -> bool:
        """Whether something stands in the form that was not there when it was opened."""
        return dict(self._form.drafted()) != dict(self._opened)

    def touched(self) -> None:
        """Note that something was typed: the draft follows within a second."""
        self._touched_at = asyncio.get_running_loop().time()
        if self._timer is None:
            self._timer = once(self._form, DRAFT_SECONDS, self.follow)

    def follow(self) -> None:
        """Have the draft be what stands in the form, without waiting for more."""
        self._timer = None
        if not self.rests and dict(self._form.drafted()) != dict(self._written):
            self._form.run_worker(self._put(self._make()), group="draft")

    def _make(self) -> Draft:
        self._written = dict(self._form.drafted())
        return Draft(
            key=self.key,
            fields={"about": self._form.about or "", **self._written},
            revision=self.revision,
        )

    async def _put(self, draft: Draft) -> None:
        """Keep the draft, or drop it where nothing is left of what was typed."""
        try:
            async with self._one_at_a_time:
                if self._dropped:
                    return
                if not self.has_news:
                    await self._session.drop_draft(self.key)
                    return
                await self._session.keep_draft(draft)
        except StoreError as error:
            self._form.notice(f"{error.title}: {error.advice}")
            self._try_again_later()
            return
        self._tell_kept()

    def _try_again_later(self) -> None:
        """Have what could not be kept be kept once that can be."""
        self._written = {}
        if self._again is not None:
            self._again.cancel()
        self._again = once(self._form, AGAIN_SECONDS, self.follow)

    def _tell_kept(self) -> None:
        """Say that all is kept, once the typing rests; of what was typed since, the next draft says so."""
        if self._timer is not None:
            return
        loop = asyncio.get_running_loop()
        left = self._touched_at + REST_SECONDS - loop.time()
        if left > 0:
            once(self._form, left, self._tell_kept)
        else:
            self._form.on_draft_kept()

    def write_now(self) -> None:
        """Put the draft on the disk before this returns.

        Raises:
            StoreError: It is not there.
        """
        if self.rests:
            return
        if self.has_news:
            self._session.keep_draft_now(self._make())
        elif self.earlier is not None:
            self._session.workbook.drafts.drop(self.key)

    async def write(self) -> None:
        """Put the draft on the disk, or drop it where the form is as it was opened.

        Raises:
            StoreError: It is not there.
        """
        if not self.has_news:
            await self.forget()
            return
        async with self._one_at_a_time:
            await self._session.keep_draft(self._make())

    async def forget(self) -> None:
        """Drop the draft of what is kept. A failure is not worth a word: the next start offers the draft again."""
        with suppress(StoreError):
            await self.drop()

    async def drop(self) -> None:
        """Drop the draft once one that is on its way has come to the disk, and write no other.

        Raises:
            StoreError: It is still there.
        """
        rested, self.rests = self.rests, True
        try:
            async with self._one_at_a_time:
                await self._session.drop_draft(self.key)
                self._dropped = True
        finally:
            self.rests = rested
