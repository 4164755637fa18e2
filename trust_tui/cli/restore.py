"""`trust-tui restore`: goes back to a backup, after a backup of what is there now."""

import argparse

from trust_tui.cli.context import confirmed, opened, patience
from trust_tui.cli.exit_codes import FAILED
from trust_tui.domain import StoreError, UsageError, tr


def run(options: argparse.Namespace) -> int:
    """Go back to the backup of that name, or to the newest."""
    with opened(options) as workbook:
        backups = workbook.backups()
        if not backups:
            raise StoreError(
                tr("There is no backup yet, so nothing was changed.")
            )
        name = backups[0].name if options.name is None else options.name
        if all(name != backup.name for backup in backups):
            raise UsageError(
                tr(
                    "There is no backup of that name, so nothing was changed: `backup --list` names them."
                )
            )
        if not confirmed(
            options,
            tr(
                "Everything becomes as it was in {name}; what is there now is backed up first.",
                name=name,
            ),
        ):
            print(tr("Nothing was changed."))
            return FAILED
        with patience():
            safety = workbook.restore_backup(name)
        print(
            tr(
                "Restored. What was there before is in {name}.",
                name=safety.name,
            )
        )
    return 0
