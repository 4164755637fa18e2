"""Runs the program with a clock that shows what is in a file: `python -m tests.everywhere.at_moment FILE ...`."""

import sys
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from trust_tui.cli import main, screen


class FileClock:
    """Shows the moment that stands in a file, whenever it is asked."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def now(self) -> datetime:
        """The moment."""
        return datetime.fromisoformat(self._file.read_text())


if __name__ == "__main__":
    with patch.object(
        screen, "SystemClock", lambda: FileClock(Path(sys.argv[1]))
    ):
        sys.exit(main(sys.argv[2:]))
