"""What this machine remembers of a sealed workbook, so that one that was set back, or exchanged, is noticed.

It lies outside of the folder, with the user's state. It holds no word of the user's: the public key, the name of the
store, how far it reached, when something was last kept, and the words for that.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import filterfalse
from pathlib import Path
from typing import Any, Final

from trust_tui.domain import (
    Finding,
    later,
    tr,
)
from trust_tui.store.disk import (
    Folder,
    Seal,
    files,
    is_turned,
    put_note,
    read_note,
)
from trust_tui.store.encryption.head_words import head_words
from trust_tui.store.encryption.sealed_files import Sealed
from trust_tui.store.log import (
    Ledger,
    Reach,
    State,
    encode,
    is_broken,
    is_late,
    lacks_before,
    lasting,
    reach_from,
)

_NAME: Final = "last"
_LARGEST: Final = 1 << 20


def remember(ledger: Ledger) -> None:
    """Note how far the workbook reaches now; it need not last, and where the disk fails the next change notes it.

    Nothing is noted once the passphrase is gone, here or in another session: the next start would take it for stolen.
    """
    with ledger.writing, suppress(OSError):
        seal = ledger.seal
        if not isinstance(seal, Sealed) or not ledger.is_loaded:
            return
        if not is_turned(ledger.folder, seal.suffix):
            _note(ledger, seal)


def _note(ledger: Ledger, seal: Sealed) -> None:
    state = ledger.state
    reach, chain = lasting(state)
    noted = {
        "public": seal.public,
        "store": ledger.loaded.store,
        "reach": reach,
        "chain": chain,
        "shared": sorted(ledger.loaded.shared_names),
        "snapshot": ledger.loaded.in_snapshot.plain(),
        "kept": int(ledger.author.wall()),
        "words": head_words(state, seal),
    }
    line = encode(noted | {"proof": seal.prove(_digest(noted))})
    here = ledger.folder.here
    with suppress(OSError):
        here.make()
        put_note(here.path / _NAME, line)


def forget(folder: Folder) -> None:
    """Remember nothing any more, since there is no passphrase now."""
    with suppress(OSError):
        files.unlink(folder.here.path / _NAME)


def _digest(noted: dict[str, Any]) -> bytes:
    return hashlib.sha256(encode(noted)).digest()


def _noted(folder: Folder) -> dict[str, Any]:
    """What was noted; nothing where that cannot be used."""
    path: Path = folder.here.path / _NAME
    with suppress(OSError, ValueError, RecursionError):
        found = json.loads(read_note(path)[:_LARGEST])
        if isinstance(found, dict) and isinstance(found.get("kept"), int):
            return found
    return {}


def known_public(folder: Folder) -> str:
    """The public key that the workbook had on this machine; empty where that is not known."""
    return str(_noted(folder).get("public", ""))


def last_kept(folder: Folder) -> str:
    """When something was last kept, and the words for it, as a sentence; empty where that is not known."""
    noted = _noted(folder)
    words = noted.get("words")
    if not isinstance(words, str) or not words.replace(" ", "").isalpha():
        return ""
    return tr(
        "Last kept on this machine: {moment}. The words for it: {words}.",
        moment=_moment(noted),
        words=words,
    )


def _moment(noted: dict[str, Any]) -> str:
    try:
        moment = datetime.fromtimestamp(noted["kept"], UTC).astimezone()
    except (OverflowError, OSError, ValueError):
        return tr("at an unknown time")
    return f"{moment:%A, %d %B %Y, %H:%M}"


def differences(ledger: Ledger, seal: Seal) -> Iterator[Finding]:
    """What of the workbook is not as this machine remembers it. Its own missing changes are told elsewhere."""
    noted = _noted(ledger.folder)
    if not noted or not isinstance(seal, Sealed):
        return
    proof = str(noted.pop("proof", ""))
    older = seal.public != noted.get("public")
    if not older and not seal.is_proved(_digest(noted), proof):
        yield Finding(file="", said=tr(_ALTERED))
        return
    if noted.get("store") != ledger.loaded.store:
        yield Finding(file="", said=tr(_EXCHANGED, when=_moment(noted)))
        return
    missing = _missing(ledger, noted)
    if missing:
        said = tr(_SET_BACK, number=missing, when=_moment(noted))
        yield Finding(file="", said=said, lost=True)
    elif _is_older(ledger, noted):
        said = tr(_OLDER, when=_moment(noted))
        yield Finding(file=ledger.folder.snapshot(seal.suffix).name, said=said)
    shared, known = ledger.loaded.shared_names, noted.get("shared", [])
    if shared.difference(known):
        yield Finding(file="", said=tr(_SHARED))
    # What waits in the log when a new key comes is sealed anew, and has other checksums then.
    is_sure = not (shared or known or seal.is_of_later_key)
    is_other = is_sure and ledger.state.is_whole
    is_other = is_other and _is_other(ledger.state, noted)
    if is_other or lacks_before(ledger.state):
        said = tr(_MIXED, when=_moment(noted))
        yield Finding(file="", said=said, lost=True)


def _is_other(state: State, noted: dict[str, Any]) -> bool:
    """Whether a change is another than it was, or than the one that the next was written after."""
    reach, chain = lasting(state)
    ends, known = noted.get("reach", {}), noted.get("chain", {})
    return is_broken(state) or any(
        ends.get(writer, 0) == reach.get(writer)
        and known.get(writer, digest) != digest
        for writer, digest in chain.items()
    )


_SHARED: Final = later(
    "Two machines have written under one name here, as after a disk was copied, or after files were set back and "
    "written on. What both wrote is here, and yours."
)
_MIXED: Final = later(
    "A change is not the one that was here when the workbook was last open ({when}), or not the one that the next was "
    "written after. All that is shown is yours, but of two times: something may be missing. A backup that was put back "
    "does that, or somebody who can write into the folder."
)
_ALTERED: Final = later(
    "What this machine had noted of the workbook was altered by somebody: whether the files were set back cannot be "
    "told this time. Compare the words you have written down."
)
_EXCHANGED: Final = later(
    "This is another workbook than the one that was open here last ({when}). If you did not put it here, somebody "
    "else did."
)
_SET_BACK: Final = later(
    "The files were set back: changes that were here when the workbook was last open ({when}) are missing, {number} of "
    "them. What is shown is surely yours, but older. A backup that was put back does that, or somebody who can write "
    "into the folder."
)


_OLDER: Final = later(
    "An older snapshot lies in the place of the one that was here when the workbook was last open ({when}). What it "
    "lacks was found in the other files: all that is shown is surely yours, and nothing is missing. A synchroniser "
    "does that, a backup that was put back, or somebody who can write into the folder."
)


def _is_older(ledger: Ledger, noted: dict[str, Any]) -> bool:
    """Whether the snapshot lacks something that it held, and holds nothing that would show another machine's work."""
    before, now = _reach(noted, "snapshot"), ledger.loaded.in_snapshot
    new, lacking = (
        [writer for writer, _ in one.without(other) if not is_late(writer)]
        for one, other in ((now, before), (before, now))
    )
    return bool(lacking and not new)


def _reach(noted: dict[str, Any], key: str) -> Reach:
    with suppress(ValueError):
        return reach_from(noted.get(key, {}))
    return Reach()


def _missing(ledger: Ledger, noted: dict[str, Any]) -> int:
    """How many changes of other machines were known and are not here."""
    reach = _reach(noted, "reach")
    own = ledger.own.name
    missing = [writer for writer, _ in reach.without(ledger.state.reach)]
    return len([*filterfalse(is_late, missing)]) - missing.count(own)


def distrust(ledger: Ledger) -> list[Finding]:
    """Only read what was sealed on this machine last and is plain now, until the user says that they removed it."""
    if not known_public(ledger.folder):
        return []
    if not ledger.read_only:
        ledger.read_only = ledger.swapped = True
    return [Finding(file="", said=tr(_TAKEN_AWAY))]


def trust(ledger: Ledger) -> bool:
    """Remember that there is no passphrase. Answers whether what is here was only read because of that."""
    forget(ledger.folder)
    was_swapped = ledger.swapped
    if was_swapped:
        ledger.read_only = ledger.swapped = False
    return was_swapped


_TAKEN_AWAY: Final = later(
    "This workbook was sealed by a passphrase when it was last open on this machine, and is not now. If you did not "
    "remove the passphrase, somebody has put other files here. Nothing is kept before you say that it was you: "
    "`trust-tui passphrase remove` does."
)
