"""Files, folders and locks: what the store asks of the disk."""
