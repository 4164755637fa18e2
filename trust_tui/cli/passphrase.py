"""`trust-tui passphrase set | change | renew | remove | recover`: seals everything, or writes plain files again."""

import argparse
import sys

from trust_tui.cli.context import (
    opened,
    patience,
    typed_secret,
    unlock,
    workbook_folder,
)
from trust_tui.domain import SystemClock, UsageError, guessing_sentence
from trust_tui.store import is_sealed, open_workbook

SAME_KEY = "The key stays the same: if somebody may know the old passphrase, use `trust-tui passphrase renew`."


def run(options: argparse.Namespace) -> int:
    """Do what was asked. Passphrases are typed on the terminal only, never given as arguments."""
    if options.what == "set":
        with opened(options) as workbook:
            if workbook.has_passphrase:
                raise UsageError(
                    "There is a passphrase already: change or remove it."
                )
            new = typed_twice()
            with patience():
                said = workbook.set_passphrase(new)
            print(said)
        return 0
    folder = workbook_folder(options)
    if not is_sealed(folder):
        raise UsageError("There is no passphrase: set one first.")
    sealed = open_workbook(folder, clock=SystemClock())
    try:
        if options.what == "recover":
            secret = typed_secret("The key from the recovery sheet: ")
            sealed.unlock_with_key(secret.strip(), typed_twice())
            print("The workbook is open again, and the new passphrase is set.")
            return 0
        old = unlock(sealed)
        if options.what == "change":
            sealed.change_passphrase(old, typed_twice())
            print(f"The passphrase is changed. {SAME_KEY}")
        elif options.what == "renew":
            new = typed_twice()
            with patience():
                said = sealed.new_key(old, new)
            print(said)
        else:
            with patience():
                said = sealed.remove_passphrase(old)
            print(said)
    finally:
        sealed.close()
    return 0


def typed_twice() -> str:
    """A new passphrase, typed twice.

    Raises:
        UsageError: The two differ, or nothing was typed.
        LockedError: There is no terminal.
    """
    first, second = (
        typed_secret("New passphrase: "),
        typed_secret("The same again: "),
    )
    if not first:
        raise UsageError(
            "A passphrase has at least one character. Nothing was changed."
        )
    if first != second:
        raise UsageError("The two were not the same. Nothing was changed.")
    if weak := guessing_sentence(first):
        print(f"trust-tui: {weak}", file=sys.stderr)
    return first
