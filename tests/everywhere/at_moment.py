"""Runs the program with a clock that shows what is in a file: `python -m tests.everywhere.at_moment FILE ...`."""

import sys
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from trust_tui.cli import main
from trust_tui.domain import SystemClock


def moment_in(file: Path) -> datetime:
    """The moment that stands in a file."""
    return datetime.fromisoformat(file.read_text())


if __name__ == "__main__":
    clock = Path(sys.argv.pop(1))
    with patch.object(SystemClock, "now", lambda _self: moment_in(clock)):
        sys.exit(main())
