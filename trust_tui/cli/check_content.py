"""`trust-tui check-content`: says what is wrong in a content folder, for the people who write it."""

import argparse
from pathlib import Path

from trust_tui.domain import UsageError, clean
from trust_tui.library.check.content_check import check_folder


def run(options: argparse.Namespace) -> int:
    """Print the problems; status 1 when there is more than a warning."""
    folder = Path(options.folder)
    if not folder.is_dir():
        raise UsageError("The folder to check is not there: check its name.")
    problems = check_folder(folder, strict=options.strict)
    for problem in problems:
        print(clean(f"{'Note: ' if problem.warning else ''}{problem}"))
    if not problems:
        print("Nothing to mend.")
    return 1 if any(not problem.warning for problem in problems) else 0
