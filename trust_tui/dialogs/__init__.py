"""Typed questions: each is a screen of its own that answers with a value, or with None when it was left."""
