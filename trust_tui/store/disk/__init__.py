"""Files, folders and locks: what the store asks of the disk."""

from trust_tui.store.disk import file_access
from trust_tui.store.disk.data_folder import PARTS as PARTS
from trust_tui.store.disk.data_folder import SEALED as SEALED
from trust_tui.store.disk.data_folder import TEMPORARY as TEMPORARY
from trust_tui.store.disk.data_folder import Folder as Folder
from trust_tui.store.disk.data_folder import dot_of_name as dot_of_name
from trust_tui.store.disk.data_folder import dots as dots
from trust_tui.store.disk.data_folder import examine as examine
from trust_tui.store.disk.data_folder import is_sealed as is_sealed
from trust_tui.store.disk.data_folder import is_turned as is_turned
from trust_tui.store.disk.data_folder import (
    looks_like_change as looks_like_change,
)
from trust_tui.store.disk.data_folder import number_of as number_of
from trust_tui.store.disk.data_folder import (
    parent_of_others as parent_of_others,
)
from trust_tui.store.disk.locks import SessionLock as SessionLock
from trust_tui.store.disk.locks import StoreLock as StoreLock
from trust_tui.store.disk.locks import lives as lives
from trust_tui.store.disk.machine import INSIDE as INSIDE
from trust_tui.store.disk.machine import NOBODY as NOBODY
from trust_tui.store.disk.machine import Machine as Machine
from trust_tui.store.disk.machine import Writer as Writer
from trust_tui.store.disk.machine import new_writer as new_writer
from trust_tui.store.disk.os_errors import NO_ROOM as NO_ROOM
from trust_tui.store.disk.os_errors import store_error as store_error
from trust_tui.store.disk.os_errors import (
    translate_os_errors as translate_os_errors,
)
from trust_tui.store.disk.reserve import Reserve as Reserve
from trust_tui.store.disk.seals import AGE as AGE
from trust_tui.store.disk.seals import ENOUGH as ENOUGH
from trust_tui.store.disk.seals import BrokenSealError as BrokenSealError
from trust_tui.store.disk.seals import OtherKeyError as OtherKeyError
from trust_tui.store.disk.seals import Plain as Plain
from trust_tui.store.disk.seals import Seal as Seal
from trust_tui.store.disk.seals import Text as Text
from trust_tui.store.disk.seals import is_of_other_key as is_of_other_key
from trust_tui.store.disk.steady_note import put_note as put_note
from trust_tui.store.disk.steady_note import read_note as read_note

files = file_access
"""Every operation on files."""
