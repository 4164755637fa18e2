"""What a record was made of since the snapshot: its versions, which of them stand, and texts that are kept beside."""

from collections.abc import Iterable, Mapping, Sequence

from trust_tui.store.log.stamps import Line
from trust_tui.store.log.versions import (
    Slot,
    Version,
    copies,
    follows,
    latest,
)


class History:
    """The versions of a record since the snapshot.

    Attributes:
        base: What the snapshot holds.
        versions: All of them, that one included.
        top: Those that no other one follows.
        copies: Texts that are kept beside, by the record each is.
    """

    def __init__(
        self, base: Version | None, later: Iterable[Version] = ()
    ) -> None:
        self.base = base
        self.versions = [] if base is None else [base]
        self.versions += later
        self.top: Sequence[Version] = (
            latest(self.versions)
            if len(self.versions) > 1
            else [*self.versions]
        )
        self.copies: dict[Slot, Version] = {}

    @property
    def base_rows(self) -> Mapping[str, Line]:
        """Where the record lies in the snapshot, and its line."""
        return {} if self.base is None else self.base.rows

    def add(self, version: Version) -> None:
        """Take a version in, whenever it comes."""
        top = [one for one in self.top if not follows(version, one)]
        if not any(follows(one, version) for one in self.versions):
            top.append(version)
        self.versions.append(version)
        self.top = top

    def on_top_of(
        self, base: Version | None, later: Iterable[Version]
    ) -> "History":
        """The history once a newer snapshot holds what came before these versions."""
        history = History(base, later)
        history.copies = self.copies
        return history

    def remove(self, version: Version) -> bool:
        """Take a version out again. False when it is not there."""
        if version not in self.versions:
            return False
        self.versions.remove(version)
        self.top = latest(self.versions)
        return True

    def kept_beside(
        self, slot: Slot, stands: Version | None
    ) -> dict[Slot, Version]:
        """The texts that do not stand and are not lost either, by the record each becomes.

        Args:
            slot: The record.
            stands: The version in its place.
        """
        if stands is None or len(self.top) < 2:
            return {}
        found = copies(slot[1], self.top, stands)
        return {(slot[0], id): copy for id, copy in found}
