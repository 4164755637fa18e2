"""`trust-tui backup`: makes a backup now, or lists those there are."""

import argparse
import json

from trust_tui.cli.context import opened, patience
from trust_tui.domain import Backup


def run(options: argparse.Namespace) -> int:
    """Make a backup and print its name; with `--list`, print the names of all, newest first."""
    with opened(options) as workbook:
        if not options.list:
            with patience():
                made = workbook.backup()
            print(json.dumps(_told(made)) if options.json else made.name)
            return 0
        backups = list(map(_told, workbook.backups()))
    if options.json:
        print(json.dumps(backups, indent=1))
        return 0
    for backup in backups:
        print(backup["name"])
    return 0


def _told(backup: Backup) -> dict[str, str]:
    return {"name": backup.name, "made": backup.made.isoformat()}
