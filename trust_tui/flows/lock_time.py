"""After how long it locks is in a plain file; a sealed workbook notes it, so that a change from outside is noticed."""

from os import uname
from typing import Final

from trust_tui.config import LOCK_MINUTES
from trust_tui.domain import (
    later,
    tr,
)
from trust_tui.prompter import Prompter

CHANGED: Final = later(
    "It locks after {now} min without a key, and until now it was {before} min here. If you did not change that in "
    "config.toml, somebody else did: {key} changes it back."
)


async def show_changed(prompter: Prompter) -> None:
    """Beside a sealed workbook, say when it locks after another time than when it was last open on this machine."""
    session = prompter.session
    workbook = session.workbook
    if not workbook.has_passphrase or workbook.read_only:
        return
    now = session.config.lock_minutes
    before = workbook.settings.lock_minutes.get(uname().nodename, LOCK_MINUTES)
    if now != before:
        key = prompter.key_of("app.settings", "F2")
        text = tr(CHANGED, now=now, before=before, key=key)
        await prompter.show(tr("Another time until it locks"), text)
        await note(prompter)


async def note(prompter: Prompter) -> None:
    """Keep in the workbook after how long it locks on this machine."""
    session = prompter.session
    noted = dict(session.workbook.settings.lock_minutes)
    noted[uname().nodename] = session.config.lock_minutes
    await prompter.save_settings(lock_minutes=noted)
