"""What is being typed: one small file for each thing that is edited in each session, sealed like the rest.

Drafts never wait for the store's lock: they must be safe even while another session holds it.
"""

import re
import secrets
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from trust_tui.domain import Clock, Draft, NewerError
from trust_tui.store.disk import (
    SEALED,
    TEMPORARY,
    Folder,
    Seal,
    files,
    lives,
    translate_os_errors,
)
from trust_tui.store.log import (
    DamagedFileError,
    Ledger,
    OtherKeyFileError,
    decode,
    encode,
    header_of,
    moment_back,
    moment_text,
    offset_of,
    read_sheet,
    seal_of,
    small_sheet,
)

_FIELDS: Final = "fields"


class StoreDrafts:
    """Implements `domain.workbook.Drafts`."""

    def __init__(
        self, ledger: Ledger, clock: Clock, damaged: Callable[[Path], None]
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._damaged = damaged
        self._guard = threading.RLock()
        self._names: dict[str, str] = {}

    def keep(self, draft: Draft) -> None:
        """Put the draft on the disk in the place of this session's last one of the same key."""
        self._ledger.refuse_read_only()
        now = self._clock.now()
        with self._guard, translate_os_errors():
            self._ledger.alive.hold()
            self._ledger.notice_seal()
            seal = self._ledger.seal
            write(
                self._place(draft.key, seal),
                seal,
                replace(draft, changed=now),
                self._ledger.session,
            )

    def drop(self, key: str) -> None:
        """Forget this session's draft of that key, and an adopted one."""
        with self._guard, translate_os_errors():
            plain, sealed = self._own(key)
            files.wipe(plain)
            files.unlink(sealed)
            self._names.pop(key, None)

    def orphans(self) -> Sequence[Draft]:
        """Drafts of sessions that are gone, newest first."""
        found = [draft for _, draft in self._orphans()]
        return sorted(
            found,
            key=lambda draft: (draft.changed is not None, draft.changed),
            reverse=True,
        )

    def adopt(self, draft: Draft) -> None:
        """Make an orphan this session's own. The text stays where it is until this session writes or drops it."""
        self._ledger.refuse_read_only()
        with self._guard, translate_os_errors():
            self._ledger.alive.hold()
            for path, orphan in self._orphans():
                if orphan == draft and not self._has(draft.key):
                    self._take(path, draft.key)

    def _has(self, key: str) -> bool:
        return any(map(files.exists, self._own(key)))

    def _take(self, path: Path, key: str) -> None:
        name = _stem(path).partition("-")[2]
        own = f"{self._ledger.session}-{name}{_ending(path)}"
        with suppress(FileNotFoundError):
            files.rename(path, path.with_name(own))
            self._names[key] = name

    def forget(self, ids: Iterable[str]) -> None:
        """Wipe the drafts of those records and about them, of whichever session."""
        wanted = set(ids)
        with self._guard:
            for path in paths(self._ledger.folder):
                draft = self._read(path)
                if draft is not None and draft.belongs_to(wanted):
                    files.wipe(path)

    def _orphans(self) -> list[tuple[Path, Draft]]:
        folder = self._ledger.folder
        found = []
        with translate_os_errors():
            for path in paths(folder):
                session = _stem(path).partition("-")[0]
                if session != self._ledger.session and not lives(
                    folder.here.sessions, session
                ):
                    draft = self._read(path)
                    if draft is not None:
                        found.append((path, draft))
        return found

    def _read(self, path: Path) -> Draft | None:
        try:
            return read(path, self._ledger.seal)
        except (FileNotFoundError, OtherKeyFileError, NewerError):
            return None  # gone, or of a machine with another passphrase or a newer version
        except DamagedFileError:
            self._damaged(path)
            return None

    def _place(self, key: str, seal: Seal) -> Path:
        return self._own_name(key, seal.suffix)

    def _own(self, key: str) -> list[Path]:
        return [self._own_name(key, suffix) for suffix in ("", SEALED)]

    def _own_name(self, key: str, suffix: str) -> Path:
        name = self._names.setdefault(key, secrets.token_hex(12))
        return (
            self._ledger.folder.drafts
            / f"{self._ledger.session}-{name}.json{suffix}"
        )


def paths(folder: Folder) -> list[Path]:
    """The files of all drafts."""
    drafts = re.compile(rf"[^.].*\.json({re.escape(SEALED)})?", re.DOTALL)
    found = filter(drafts.fullmatch, files.names(folder.drafts))
    return [folder.drafts / name for name in found]


def _stem(path: Path) -> str:
    return path.name.partition(".")[0]


def _ending(path: Path) -> str:
    return path.name[len(_stem(path)) :]


def write(path: Path, seal: Seal, draft: Draft, session: str) -> None:
    """Put a draft on the disk in the place of the one that has its name."""
    changed = draft.changed
    header = header_of(
        "draft",
        0,
        key=draft.key,
        revision=draft.revision,
        changed=None if changed is None else moment_text(changed),
        offset=0 if changed is None else offset_of(changed),
    )
    hidden = path.with_name(f".{session}.{path.name}{TEMPORARY}")
    with suppress(OSError):
        files.unlink(hidden)
    rows = [(name, encode(text)) for name, text in draft.fields.items()]
    text = small_sheet(header, {_FIELDS: rows}, seal)
    files.replace(hidden, path, seal.fill([text]), forget_old=not seal.suffix)


def read(path: Path, seal: Seal) -> Draft:
    """A draft from the disk.

    Raises:
        DamagedFileError: It is not as it was written.
        OtherKeyFileError: Another key has sealed it, or it is sealed and the workbook is not.
        FileNotFoundError: There is none.
    """
    if path.name.endswith(SEALED) and not seal.suffix:
        raise OtherKeyFileError("draft")
    sheet = read_sheet(path, seal_of(path, seal), "draft")
    head = sheet.header
    try:
        return Draft(
            key=head["key"],
            fields={
                name: decode(raw or b"null")
                for name, raw in sheet.tables.get(_FIELDS, {}).items()
            },
            revision=head["revision"],
            changed=None
            if head["changed"] is None
            else moment_back(head["changed"], head["offset"]),
            proved=seal.believes(sheet.proven, sheet.proof),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedFileError("draft") from error
