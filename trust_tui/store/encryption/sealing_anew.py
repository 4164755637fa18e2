"""Seals everything anew: by another key, or with proofs where there were none. Killed, it begins again later."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from trust_tui.domain import expect, steps
from trust_tui.store.disk import (
    PARTS,
    SEALED,
    BrokenSealError,
    Folder,
    Seal,
    files,
)
from trust_tui.store.encryption.sealed_files import Sealed
from trust_tui.store.log import (
    Ledger,
    SheetError,
    SheetText,
    check_sheet,
    drop_old_snapshots,
    proved_anew,
    temporary,
    unproved,
)

_PIECE: Final = 1 << 16


def seal_anew(ledger: Ledger, seal: Sealed, stage: str) -> None:
    """Seal every file, and go on with that seal. The lock is held, and everything that there is was taken in.

    Args:
        ledger: The store.
        seal: Opens what is there, and seals it from now on.
        stage: What to tell whoever waits.
    """
    folder, source = ledger.folder, ledger.seal
    state = ledger.loaded.state
    rows = 2 * sum(map(state.count, state.tables()))
    expect(stage, rows + sum(map(_weight, _sealed(folder))))
    ledger.seal = seal
    drop_old_snapshots(ledger, wipe=True)
    done = (folder.snapshot(SEALED), folder.previous(SEALED))
    for path in _sealed(folder):
        if path not in done:
            _again(ledger, path, source)
    ledger.mark()


def _again(ledger: Ledger, path: Path, source: Seal) -> None:
    """Seal a file anew, with a proof where there was one or none was asked for. One that nothing opens stays."""
    seal = ledger.seal
    try:
        text = seal.read(path)
    except (BrokenSealError, FileNotFoundError):
        return
    text = reproved(text, source, seal)
    hidden = temporary(path.parent, ledger.session)
    files.replace_for_good(hidden, path, seal.fill(pieces(text)))


def reproved(text: SheetText, source: Seal, target: Seal) -> SheetText:
    """A text with the proof it is to have under another seal: none, where it was not believed before."""
    try:
        proven, proof = check_sheet(text)
    except SheetError:
        return text
    is_ours = source.believes(proven, proof)
    return proved_anew(text, target.prove if is_ours else unproved)


def pieces(text: SheetText) -> Iterator[bytes]:
    """A text in pieces, each a step for whoever waits."""
    return (
        bytes(text[start : start + _PIECE])
        for start in steps(range(0, max(1, len(text)), _PIECE))
    )


def _weight(path: Path) -> int:
    """How many pieces a file has."""
    found = files.identity(path)
    return 1 + (found[1] if found else 0) // _PIECE


def _sealed(folder: Folder) -> list[Path]:
    """Every sealed file but the keys."""
    return [
        folder.path / part / name
        for part in ("", *PARTS)
        for name in files.names(folder.path / part)
        if name.endswith(SEALED) and not name.startswith((".", "key"))
    ]
