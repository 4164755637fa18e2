"""What comes from other machines: said in a sentence while it is on its way, and cleared up once it is joined."""

from collections.abc import Iterator

from trust_tui.domain import Finding, tr, trn
from trust_tui.store.care import sync_copies
from trust_tui.store.disk import SEALED, files
from trust_tui.store.log import CAME_IN_PLAIN, Ledger, drop_old_snapshots


def tell(ledger: Ledger) -> Iterator[Finding]:
    """What is not here yet, what was joined, and what another passphrase opens."""
    loaded = ledger.loaded
    missing = loaded.state.missing()
    if missing:
        yield Finding(file="", said=_missing(len(missing)))
    unread = [*filter(files.exists, tuple(loaded.unread))]
    sealed = [path for path in unread if path.name.endswith(SEALED)]
    if sealed:
        yield Finding(
            file=f"log/{sealed[0].name}",
            said=tr(
                "Something is sealed by another passphrase, or has not arrived whole: `trust-tui merge` can open it."
            ),
        )
    elif unread:
        yield Finding(
            file=f"log/{unread[0].name}",
            said=tr("A change has not arrived whole yet."),
        )
    joined = [*filter(files.exists, tuple(loaded.joined))]
    plain = [path for path in joined if not path.name.endswith(SEALED)]
    if ledger.seal.suffix and plain:
        yield Finding(
            file=plain[0].name,
            said=tr(CAME_IN_PLAIN),
        )
    elif joined:
        yield Finding(
            file="",
            said=tr("Changes that were made on another machine were joined."),
        )
    if loaded.state.beside():
        yield Finding(
            file="",
            said=tr(
                "A text was changed on two machines at once. It is kept twice: look in the journal."
            ),
        )


def _missing(count: int) -> str:
    return trn(
        "A change that was made elsewhere has not arrived yet. It is shown as soon as it does.",
        "{count} changes that were made elsewhere have not arrived yet. They are shown as soon as they do.",
        count,
    )


def give_up_missing(ledger: Ledger) -> int:
    """Go on without the changes that have not arrived. Should one come after all, it is taken in.

    Returns:
        How many they are.

    Raises:
        StoreError: Everything was left as it is.
    """
    ledger.refuse_read_only()
    with ledger.writing, ledger.lock.held(insist=True):
        ledger.take_in()
        missing = ledger.state.missing()
        for dot in missing:
            ledger.state.give_up(dot)
        if missing:
            drop_old_snapshots(ledger)
    return len(missing)


def clear_up(ledger: Ledger) -> bool:
    """Put away what was joined and lies under a name of its own, once both snapshots hold it.

    Returns:
        Whether there was anything.

    Raises:
        StoreError: It was left as it is.
    """
    if not any(map(files.exists, tuple(ledger.loaded.joined))):
        return False
    with ledger.writing, ledger.lock.held(insist=True):
        ledger.take_in()
        loaded = ledger.loaded
        if not loaded.state.is_whole:
            return False
        drop_old_snapshots(ledger)
        for path in sorted(loaded.joined):
            if files.exists(path):
                sync_copies.put_aside(ledger, path)
        loaded.joined.clear()
    return True
