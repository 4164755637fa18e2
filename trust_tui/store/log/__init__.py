"""Changes, snapshots and what they add up to."""
