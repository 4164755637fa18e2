"""Setting, changing and removing the passphrase, so that a kill at any moment leaves the one state or the other.

What counts is whether `key.age` is there. Setting: `key.coming.age` announces it, every file gets a sealed copy, then
`key.age` appears, then the plain files are wiped. Removing: `key.going.age` announces it, every file gets a plain
copy, then `key.age` goes, then the sealed files go. `finish_turning` sees at the next start what was left undone.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from msgspec.structs import replace

from trust_tui.domain import (
    Finding,
    StoppedError,
    StoreError,
    TrustError,
    UncertainError,
    commit_point,
    later,
    tr,
)
from trust_tui.store.disk import (
    Folder,
    Plain,
    Seal,
    files,
    translate_os_errors,
)
from trust_tui.store.encryption import keyfile
from trust_tui.store.encryption.key_files import put_key, read_key
from trust_tui.store.encryption.last_time import forget, remember
from trust_tui.store.encryption.owner_key import OwnerKey
from trust_tui.store.encryption.sealed_files import new_secret, seal_by
from trust_tui.store.encryption.sealing_anew import (
    begin_anew,
    copy_all,
    finish_turning,
    left_sentence,
    open_late_drafts,
    put,
    seal_anew,
)
from trust_tui.store.log import Ledger, State

PROMISE: Final = later(
    "Every file of the workbook is sealed now. What cannot be promised: the disk may keep old blocks or copies of the "
    "text as it was before, and backups that you keep elsewhere are as they were."
)
RENEWED: Final = later(
    "Everything is sealed by a new key now. Whoever knows the old passphrase, or has the old recovery sheet, can open "
    "only copies made until today."
)
_ANEW: Final = later("Sealing everything anew")
_UNSETTLED: Final = later(
    "Not every file could be sealed by the new key yet. Nothing is lost, and the next unlock goes on."
)
UNSEALED: Final = later(
    "The passphrase is gone; everyone who can read your files can read the workbook now."
)


def set_passphrase(ledger: Ledger, passphrase: str) -> str:
    """Seal everything.

    Returns:
        What to tell the user.

    Raises:
        StoreError: Nothing was changed.
    """
    _refuse_empty(passphrase)
    ledger.refuse_read_only()
    with ledger.writing, translate_os_errors(), ledger.lock.held(insist=True):
        ledger.take_in()
        if ledger.seal.suffix:
            raise StoreError(
                tr("There is a passphrase already. Change it instead."),
                title=tr("Not changed"),
            )
        folder = ledger.folder
        owner = OwnerKey(secret=new_secret())
        seal = seal_by(owner)
        key = keyfile.Cover(passphrase).seal(owner.text)
        files.step_aside(folder.key_copy)
        try:
            put(ledger, folder.key_coming, files.fill_with([key]))
            put(
                ledger,
                folder.recipient,
                files.fill_with([f"{seal.public}\n".encode()]),
            )
            settled = copy_all(ledger, seal, tr("Sealing"))
            put(ledger, folder.key_copy, files.fill_with([key]))
            commit_point()
            _appear(folder)
        except (OSError, StoppedError):
            with suppress(OSError):
                finish_turning(folder)
            raise
        _go_on(ledger, seal, settled)
        with suppress(
            OSError
        ):  # the passphrase is set; what is left is wiped at the next start
            finish_turning(folder)
        return tr(PROMISE)


def remove_passphrase(ledger: Ledger, passphrase: str) -> str:
    """Write everything as plain files again.

    Returns:
        What to tell the user.

    Raises:
        WrongPassphraseError: It is another one.
        StoreError: Nothing was changed.
    """
    ledger.refuse_read_only()
    with ledger.writing, translate_os_errors(), ledger.lock.held(insist=True):
        ledger.take_in()
        folder, sealed = ledger.folder, ledger.seal
        if not sealed.suffix:
            raise StoreError(
                tr("There is no passphrase."), title=tr("Not changed")
            )
        read_key(folder, passphrase)
        try:
            files.link(folder.key, folder.key_going)
            files.flush_folder(folder.path)
            settled = copy_all(ledger, Plain(), tr("Opening"))
            commit_point()
            forget(
                folder
            )  # before: a session killed after it must not seem robbed
            _disappear(folder)
        except (OSError, StoppedError):
            with suppress(OSError):
                finish_turning(folder)
            raise
        _go_on(ledger, Plain(), settled)
        forget(folder)  # once more, if the disk has refused it
        with suppress(OSError):
            finish_turning(folder)
            open_late_drafts(ledger, sealed)
        return f"{tr(UNSEALED)} {left_sentence(folder, sealed.suffix)}".rstrip()


def change_passphrase(ledger: Ledger, old: str, new: str) -> None:
    """Seal the key by another passphrase. Nothing else is written.

    Raises:
        WrongPassphraseError: The old one does not fit.
        StoreError: Nothing was changed.
    """
    with translate_os_errors():
        opened = read_key(ledger.folder, old)
    put_under(ledger, opened.key, new)


def put_under(ledger: Ledger, key: OwnerKey, passphrase: str) -> None:
    """Write the key files anew under a passphrase.

    Raises:
        StoreError: Nothing was changed.
    """
    _refuse_empty(passphrase)
    ledger.refuse_read_only()
    cover = keyfile.Cover(passphrase)
    with ledger.writing, translate_os_errors(), ledger.lock.held(insist=True):
        if not ledger.seal.suffix:
            raise StoreError(
                tr("There is no passphrase."), title=tr("Not changed")
            )
        put_key(ledger, key, cover)


def new_key(ledger: Ledger, old: str, new: str) -> str:
    """Make a new key under a new passphrase, and seal everything by it. What opened it before opens nothing later.

    Returns:
        What to tell the user.

    Raises:
        WrongPassphraseError: The old one does not fit.
        UncertainError: The new passphrase counts, but not everything is sealed by the new key yet.
        StoreError: Nothing was changed.
    """
    _refuse_empty(new)
    ledger.refuse_read_only()
    with translate_os_errors():
        before = read_key(ledger.folder, old).key
    key = OwnerKey(
        secret=new_secret(),
        before=(*before.before, before.secret),
        proved=before.proved,
        unfinished=True,
    )
    cover = keyfile.Cover(new)
    with ledger.writing, translate_os_errors(), ledger.lock.held(insist=True):
        ledger.take_in()
        begin_anew(ledger, tr(_ANEW))
        put_key(ledger, key, cover)
        try:
            _settle(ledger, key, cover)
        except (OSError, StoreError) as error:
            raise UncertainError(
                tr(
                    "The new passphrase counts now, and the old one no more. Not every file could be sealed by the "
                    "new key yet: the next unlock goes on with it."
                ),
                title=tr("Not finished yet"),
            ) from error
        finally:
            remember(ledger)
    return tr(RENEWED)


def settle_key(ledger: Ledger, key: OwnerKey, passphrase: str) -> list[Finding]:
    """Go on with what is not sealed by a key yet, or has no proofs. Returns what to tell when that cannot be done."""
    if ledger.read_only or key.is_settled:
        return []
    try:
        with (
            ledger.writing,
            translate_os_errors(),
            ledger.lock.held(insist=True),
        ):
            begin_anew(ledger, tr(_ANEW))
            _settle(ledger, key, keyfile.Cover(passphrase))
    except TrustError:
        return [Finding(file=ledger.folder.key.name, said=tr(_UNSETTLED))]
    return []


def _settle(ledger: Ledger, key: OwnerKey, cover: keyfile.Cover) -> None:
    """Seal everything by a key, then say so in the key file."""
    seal_anew(ledger, seal_by(key))
    done = replace(key, proved=True, unfinished=False)
    put_key(ledger, done, cover)
    ledger.seal = seal_by(done)


def _refuse_empty(passphrase: str) -> None:
    if not passphrase:
        raise StoreError(
            tr("A passphrase has at least one character. Nothing was changed."),
            title=tr("Not changed"),
        )


def _appear(folder: Folder) -> None:
    files.link(folder.key_coming, folder.key)
    try:
        files.flush_folder(folder.path)
    except OSError:
        _or_uncertain(lambda: files.unlink(folder.key))
        raise


def _disappear(folder: Folder) -> None:
    files.unlink(folder.key)
    try:
        files.flush_folder(folder.path)
    except OSError:
        _or_uncertain(lambda: files.link(folder.key_going, folder.key))
        raise


def _or_uncertain(action: Callable[[], None]) -> None:
    try:
        action()
    except OSError as error:
        raise UncertainError(
            tr(
                "The disk failed in the middle. Start again to see whether there is a passphrase."
            )
        ) from error


def _go_on(ledger: Ledger, seal: Seal, settled: State) -> None:
    loaded = ledger.loaded
    loaded.snapshot = None
    with suppress(OSError):  # done is done; the next look finds out
        loaded.snapshot = files.identity(ledger.folder.snapshot(seal.suffix))
    loaded.in_snapshot = settled.reach
    loaded.given_up = set(settled.lost)
    loaded.marks_in_snapshot = settled.marks
    loaded.state.compacted(settled)
    loaded.looked_at = {
        path.name
        for dot in loaded.state.changes
        if files.exists(path := ledger.folder.change(dot, seal.suffix))
    }
    loaded.joined.clear()  # they have other names now
    ledger.take_over(loaded, seal)
