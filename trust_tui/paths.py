"""Where the user's data and configuration lie."""

import os
from pathlib import Path
from typing import Final

import platformdirs

from trust_tui.domain import (
    UsageError,
    tr,
)

DATA_VARIABLE: Final = "TRUST_TUI_DATA"
"""Names the data folder where the command line does not."""

EDITING: Final = "edit-"
"""How folders in the data folder begin in which the user's own editor changes a text."""


def data_folder(given: str | None) -> Path:
    """The folder for what the user keeps: the one given, else `TRUST_TUI_DATA`, else the platform's own.

    Raises:
        UsageError: There is no home folder to put it in.
    """
    if named := given or os.environ.get(DATA_VARIABLE):
        return Path(named).absolute()
    try:
        return platformdirs.user_data_path("trust-tui", appauthor=False)
    except RuntimeError:
        raise UsageError(
            tr(
                "There is no home folder here: name a folder with --data DIR or {variable}.",
                variable=DATA_VARIABLE,
            )
        ) from None


def config_file() -> Path | None:
    """Where the configuration is, or would be; None where there is no home folder for it."""
    try:
        return (
            platformdirs.user_config_path("trust-tui", appauthor=False)
            / "config.toml"
        )
    except RuntimeError:
        return None
