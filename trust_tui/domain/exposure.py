"""What to tell somebody whose workbook others may have read: what the program cannot reach, and what to do there."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from trust_tui.domain.translation import later, tr
from trust_tui.domain.workbook import OlderCopy

INTRODUCTION: Final = later(
    "What was read cannot be taken back. From now on it can be closed: a new key and passphrase, and older copies "
    "removed. If the person may come and look while you do this, or would notice, read Safety first."
)

OUT_OF_REACH: Final = (
    later(
        "Backups of this machine, and of others that your folder was carried to: have the folder removed from them, or "
        "the backups from before today."
    ),
    later(
        "Snapshots of the file system (Btrfs, ZFS, LVM, Time Machine): have those from before today deleted."
    ),
    later(
        "The shell's history keeps every word that was typed behind a command (note, goal, promise, win, limit, edit, "
        "search). In bash: history | grep trust-tui, then history -d NUMBER for each, then history -w. In zsh: close "
        "the other shells, and take the lines out of ~/.zsh_history. In fish: history delete --contains trust-tui."
    ),
    later(
        "Your editor's own files, if you wrote in it: ~/.viminfo, ~/.local/state/nvim, ~/.local/share/nano, and what "
        "its plugins keep. Delete them."
    ),
    later(
        "Exports that were moved, sent or printed, and what somebody has copied or remembers."
    ),
    later(
        "Old blocks of the disk, where no passphrase was set at first. Only an encrypted disk helps."
    ),
)


def told_copies(copies: Iterable[OlderCopy]) -> list[str]:
    """A line for each copy."""
    return [f"{copy.path}: {tr(copy.what)}" for copy in copies]


def told_not_joined(paths: Iterable[Path]) -> list[str]:
    """What to say of copies that nothing may take away, each on a line of its own; nothing where there are none."""
    names = [str(path) for path in paths]
    said = tr(
        "Not joined yet, may hold words that are nowhere else: `trust-tui merge OTHER` first."
    )
    return [said, *names] if names else []


def told_held(paths: Iterable[Path]) -> list[str]:
    """What to say of copies that may hold still what was deleted for good; nothing where there are none."""
    names = [str(path) for path in paths]
    if not names:
        return []
    said = tr(
        "It is gone from the workbook. These copies may hold it still, as they were never joined or another key has "
        "sealed them. Delete them yourself if they are to go:"
    )
    return [said, *names]
