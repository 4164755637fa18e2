"""The recovery sheet: a text to print and keep away from the machine."""

from datetime import datetime

_SHEET = """\
Recovery sheet for a Trust TUI workbook, made {day:%Y-%m-%d}

Whoever has this sheet and the files can read the workbook without its passphrase. Print it, keep it where you keep
things nobody else may find, and leave no copy on this machine.

The key:

    {secret}

If the passphrase is forgotten:

    trust-tui passphrase recover        asks for the key above and for a new passphrase

Without this program, with the age command (https://age-encryption.org), put the line above into a file and run:

    age -d -i THAT-FILE trust.json.age > trust.json
"""


def recovery_sheet(secret: str, day: datetime) -> str:
    """The sheet for a key.

    Args:
        secret: The key, `AGE-SECRET-KEY-1...`.
        day: When it is made.
    """
    return _SHEET.format(secret=secret, day=day)
