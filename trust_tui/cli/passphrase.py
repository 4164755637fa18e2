"""`trust-tui passphrase set | change | renew | remove | recover`: seals everything, or writes plain files again."""

import argparse
import sys
from typing import Final

from trust_tui.cli.context import (
    opened,
    patience,
    typed_secret,
    unlock,
    workbook_folder,
)
from trust_tui.domain import (
    SystemClock,
    UsageError,
    Workbook,
    guessing_sentence,
    later,
    one_row,
    tr,
)
from trust_tui.store import is_sealed, open_workbook

SAME_KEY = later(
    "The key stays the same: if somebody may know the old passphrase, use `trust-tui passphrase renew`."
)


MAY_BE_KNOWN: Final = later(
    "May somebody know the old passphrase, or have the recovery sheet or an old copy of key.age? With the same key, "
    "the old passphrase opens old copies and whatever is kept later. Type yes to make a new key and seal everything "
    "anew, or no to change the passphrase alone:"
)


def run(options: argparse.Namespace) -> int:
    """Do what was asked. Passphrases are typed on the terminal only, never given as arguments."""
    if options.what == "set":
        with opened(options) as workbook:
            if workbook.has_passphrase:
                raise UsageError(
                    tr("There is a passphrase already: change or remove it.")
                )
            new = typed_twice()
            with patience():
                said = workbook.set_passphrase(new)
            print(one_row(said))
        return 0
    folder = workbook_folder(options)
    if options.what == "remove" and _goes_on_in_plain(options):
        return 0
    if not is_sealed(folder):
        raise UsageError(tr("There is no passphrase: set one first."))
    sealed = open_workbook(folder, clock=SystemClock())
    try:
        if options.what == "recover":
            secret = typed_secret(tr("The key from the recovery sheet: "))
            sealed.access.unlock_with_key(secret.strip(), typed_twice())
            print(
                tr("The workbook is open again, and the new passphrase is set.")
            )
            return 0
        old = unlock(sealed)
        if options.what == "change":
            _change(sealed, old)
        elif options.what == "renew":
            new = typed_twice()
            with patience():
                said = sealed.new_key(old, new)
            print(one_row(said))
        else:
            with patience():
                said = sealed.remove_passphrase(old)
            print(one_row(said))
    finally:
        sealed.close()
    return 0


def _goes_on_in_plain(options: argparse.Namespace) -> bool:
    """Take the user's word that it was them who removed it elsewhere. False where nothing is in doubt."""
    if is_sealed(workbook_folder(options)):
        return False
    with opened(options) as workbook:
        if not workbook.access.stripped:
            return False
        workbook.access.go_on_in_plain()
        print(tr("It goes on without a passphrase."))
        return True


def _change(workbook: Workbook, old: str) -> None:
    """Change it, with a new key where somebody may know the old one. Without a person to ask, the key stays."""
    new = typed_twice()
    if sys.stdin.isatty() and _may_be_known():
        with patience():
            said = workbook.new_key(old, new)
        print(one_row(said))
        return
    workbook.change_passphrase(old, new)
    print(tr("The passphrase is changed. {same_key}", same_key=tr(SAME_KEY)))


def _may_be_known() -> bool:
    print(tr(MAY_BE_KNOWN))
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def typed_twice() -> str:
    """A new passphrase, typed twice.

    Raises:
        UsageError: The two differ, or nothing was typed.
        LockedError: There is no terminal.
    """
    first, second = (
        typed_secret(tr("New passphrase: ")),
        typed_secret(tr("The same again: ")),
    )
    if not first:
        raise UsageError(
            tr("A passphrase has at least one character. Nothing was changed.")
        )
    if first != second:
        raise UsageError(tr("The two were not the same. Nothing was changed."))
    if weak := guessing_sentence(first):
        print(f"trust-tui: {weak}", file=sys.stderr)
    return first
