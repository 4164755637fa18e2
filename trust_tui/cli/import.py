"""`trust-tui import`. What it does stands in `importing`, whose name can be written in an import."""

from trust_tui.cli.importing import run

__all__ = ["run"]
