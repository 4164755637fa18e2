"""Backups, copies, examination, recovery, upkeep and upgrades of the files."""
