"""The check of a content folder, for the people who write it."""
