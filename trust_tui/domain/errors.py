"""The failures a person may meet: each says in one sentence what to do, and none carries a word the user wrote."""

from trust_tui.domain.translation import later, tr


class TrustError(Exception):
    """A failure with a title and one sentence that says what to do.

    Attributes:
        title: A few words, without a full stop, fit for a heading.
        advice: One plain sentence that says what happened and what to do. Never holds text of the user's.
    """

    title = later("That did not work")

    def __init__(self, advice: str, *, title: str | None = None) -> None:
        super().__init__(advice)
        self.advice = advice
        self.title = tr(self.title) if title is None else title


class ContentError(TrustError):
    """A page, or a part of one, that is not there or cannot be read."""

    title = later("That page cannot be shown")


class StoreError(TrustError):
    """Something was not kept or cannot be read; what was kept before is untouched."""

    title = later("Not saved")


class ConflictError(StoreError):
    """The record was changed elsewhere since it was read. Nothing was written."""

    title = later("Changed elsewhere meanwhile")


class LockedError(StoreError):
    """The store is sealed and no passphrase has opened it in this session."""

    title = later("Locked")


class WrongPassphraseError(LockedError):
    """The passphrase does not open the key."""

    title = later("That passphrase does not fit")


class DamagedError(StoreError):
    """A file of the store cannot be read as what it should be. It was not changed."""

    title = later("A damaged file")


class UsageError(TrustError):
    """The command line, the configuration or a folder given is not usable."""

    title = later("Not understood")


class EndedError(TrustError):
    """Standard input ended in the middle of the questions. What was answered is a draft where there is one."""

    title = later("Ended early")


class ConfigError(TrustError):
    """A choice could not be written into the configuration. It holds until the program is left."""

    title = later("Not remembered")


class BusyError(StoreError):
    """Another session holds the store. The advice says which one."""

    title = later("Another session is busy")


class FullError(StoreError):
    """The disk or the user's share of it is full."""

    title = later("Not saved: the disk is full")


class ReadOnlyError(StoreError):
    """The folder can be read only."""

    title = later("Only reading is possible")


class NewerError(StoreError):
    """The store was written by a newer version of the program. It was not touched."""

    title = later("Written by a newer version")


class UncertainError(StoreError):
    """The disk failed in a way that leaves open whether a change was kept."""

    title = later("Perhaps not saved")


class FolderError(StoreError):
    """The data folder cannot be trusted: a link, another owner, or not a folder."""

    title = later("This folder cannot be used")


class StoppedError(TrustError):
    """The user stopped what was under way. Everything is as it was before it began."""

    title = later("Stopped")
