"""The recovery sheet: a text to print and keep away from the machine."""

from datetime import datetime

from trust_tui.domain import (
    StoreError,
    later,
    tr,
)
from trust_tui.store.encryption.head_words import head_words
from trust_tui.store.encryption.sealed_files import Sealed
from trust_tui.store.log import (
    KEEPING,
    Ledger,
    Transaction,
    encode,
    moment_text,
)

_SHEET = later("""\
Recovery sheet for a Trust TUI workbook, made {day}

Whoever has this sheet and the files can read the workbook without its passphrase. Print it, keep it where you keep
things nobody else may find, and leave no copy on this machine.

The key:

    {secret}

If the passphrase is forgotten:

    trust-tui passphrase recover        asks for the key above and for a new passphrase

Without this program, with the age command (https://age-encryption.org), put the line above into a file and run:

    age -d -i THAT-FILE trust.json.age > trust.json

The words for what is kept now: {words}. They change with whatever is kept, and nobody without the key can make them.
The page that asks for the passphrase shows those of the last time. Note them here by hand, if somebody may change or
set back your files:  ______________________   ______________________   ______________________

A sheet made before this one is void if a new key was made since.
""")


def give_sheet(ledger: Ledger, now: datetime, *, again: bool) -> str:
    """The sheet for the key of now. It is given once, unless it is asked for again.

    Raises:
        StoreError: There is no passphrase, or the sheet was given already.
    """
    seal = ledger.seal
    if not isinstance(seal, Sealed) or seal.secret is None:
        raise StoreError(
            tr("There is no passphrase, or the workbook is locked."),
            title=tr("No recovery sheet"),
        )
    given = ledger.state.row(KEEPING, seal.public) is not None
    if given and not again:
        raise StoreError(
            tr(
                "The recovery sheet was given already. Ask for it again if it is lost."
            ),
            title=tr("Given once"),
        )
    note = encode({"given": moment_text(now)})

    def work(transaction: Transaction) -> None:
        transaction.put(KEEPING, seal.public, note)

    if not given:
        ledger.write(work)
    words = head_words(ledger.state, seal)
    return tr(_SHEET, secret=seal.secret, day=f"{now:%Y-%m-%d}", words=words)
