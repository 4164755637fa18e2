"""Opens what a command works on: the content and the workbook."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trust_tui.domain.clock import SystemClock
from trust_tui.domain.workbook import Workbook
from trust_tui.errors import UsageError
from trust_tui.library.library import Library, packaged_folder
from trust_tui.paths import data_folder
from trust_tui.store import open_workbook


def open_library(options: argparse.Namespace) -> Library:
    """The content: the user's own folders first, then the packaged one.

    Raises:
        UsageError: The folder named is not there.
    """
    folders = [packaged_folder()]
    own = data_folder(options.data) / "content"
    if own.is_dir():
        folders.insert(0, own)
    if options.content:
        named = Path(options.content)
        if not named.is_dir():
            raise UsageError("The folder given with --content is not there: check its name.")
        folders.insert(0, named)
    return Library(folders)


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Workbook]:
    """The workbook in the data folder, closed at the end.

    Raises:
        StoreError: It cannot be opened.
    """
    workbook = open_workbook(data_folder(options.data), clock=SystemClock())
    try:
        yield workbook
    finally:
        workbook.close()
