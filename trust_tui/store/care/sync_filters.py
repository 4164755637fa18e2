"""Filters for synchronisers: what in the data folder need not travel to another machine."""

from pathlib import Path
from typing import Final

from trust_tui import whole_file
from trust_tui.paths import EDITING
from trust_tui.store.disk import INSIDE, Folder, files, translate_os_errors

NEED_NOT_TRAVEL: Final = (
    INSIDE,
    ".*.tmp",
    "trust.next.json*",
    f"{EDITING}*",
    "fault.txt",
    "lock",
    "reserve",
)
_SYNCTHING: Final = ".stignore"
_RCLONE: Final = "sync.filter"


def write_filters(path: Path) -> list[Path]:
    """Write the filters into a data folder, in the place of what has their names. Returns where they are.

    Raises:
        StoreError: They could not be written.
    """
    folder = Folder(path)
    with translate_os_errors():
        files.make_folder(folder.path)
        texts = {
            _SYNCTHING: [f"(?d){name}" for name in NEED_NOT_TRAVEL],
            _RCLONE: [
                f"- {name}{'/**' if _is_folder(name) else ''}"
                for name in NEED_NOT_TRAVEL
            ],
        }
        for name, lines in texts.items():
            whole_file.put(folder.path / name, files.fill_with([_text(lines)]))
    return [folder.path / name for name in texts]


def _is_folder(name: str) -> bool:
    return name == INSIDE or name.startswith(EDITING)


def _text(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
