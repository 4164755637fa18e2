"""Trust TUI: a private workbook in the terminal for people working on trust in their relationships."""

__version__ = "0.1.0"
