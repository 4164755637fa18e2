"""`trust-tui backup`: makes a backup now, or lists those there are."""

import argparse

from trust_tui.cli.context import opened, patience


def run(options: argparse.Namespace) -> int:
    """Make a backup and print its name; with `--list`, print the names of all, newest first."""
    with opened(options) as workbook:
        if not options.list:
            with patience():
                made = workbook.backup()
            print(made.name)
            return 0
        for backup in workbook.backups():
            print(backup.name)
    return 0
