"""The pure functions, by tables of cases and by properties."""
