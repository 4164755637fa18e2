"""Changes, snapshots and what they add up to."""

from trust_tui.store.log import change_files, sheets
from trust_tui.store.log.author import converting as converting
from trust_tui.store.log.beginning import load_beginning as load_beginning
from trust_tui.store.log.change_files import (
    DamagedFileError as DamagedFileError,
)
from trust_tui.store.log.change_files import (
    OtherKeyFileError as OtherKeyFileError,
)
from trust_tui.store.log.change_files import (
    UnprovedFileError as UnprovedFileError,
)
from trust_tui.store.log.change_files import read_sheet as read_sheet
from trust_tui.store.log.change_files import small_sheet as small_sheet
from trust_tui.store.log.change_files import temporary as temporary
from trust_tui.store.log.change_marks import may_be_other as may_be_other
from trust_tui.store.log.change_marks import newest as newest
from trust_tui.store.log.change_marks import note_looked_at as note_looked_at
from trust_tui.store.log.compaction import claim_of as claim_of
from trust_tui.store.log.compaction import compact as compact
from trust_tui.store.log.compaction import (
    drop_old_snapshots as drop_old_snapshots,
)
from trust_tui.store.log.compaction import lasting as lasting
from trust_tui.store.log.compaction import size as size
from trust_tui.store.log.compaction import snapshot_fill as snapshot_fill
from trust_tui.store.log.documents import from_document as from_document
from trust_tui.store.log.documents import moment_back as moment_back
from trust_tui.store.log.documents import moment_text as moment_text
from trust_tui.store.log.documents import offset_of as offset_of
from trust_tui.store.log.documents import raw_of as raw_of
from trust_tui.store.log.documents import record_of as record_of
from trust_tui.store.log.documents import to_document as to_document
from trust_tui.store.log.documents import words_of as words_of
from trust_tui.store.log.ledger import Ledger as Ledger
from trust_tui.store.log.ledger import Transaction as Transaction
from trust_tui.store.log.loading import Loaded as Loaded
from trust_tui.store.log.loading import begin as begin
from trust_tui.store.log.loading import join as join
from trust_tui.store.log.loading import join_snapshots as join_snapshots
from trust_tui.store.log.loading import load as load
from trust_tui.store.log.loading import missing_of as missing_of
from trust_tui.store.log.loading import modernise as modernise
from trust_tui.store.log.loading import seal_of as seal_of
from trust_tui.store.log.loading import take as take
from trust_tui.store.log.loading import take_new as take_new
from trust_tui.store.log.newcomers import CAME_IN_PLAIN as CAME_IN_PLAIN
from trust_tui.store.log.rows import Decoded as Decoded
from trust_tui.store.log.rows import Row as Row
from trust_tui.store.log.sheets import Raw as Raw
from trust_tui.store.log.sheets import SheetError as SheetError
from trust_tui.store.log.sheets import decode as decode
from trust_tui.store.log.sheets import encode as encode
from trust_tui.store.log.sheets import peek as peek
from trust_tui.store.log.sheets import proved_anew as proved_anew
from trust_tui.store.log.sheets import unproved as unproved
from trust_tui.store.log.stamps import OLD as OLD
from trust_tui.store.log.stamps import Reach as Reach
from trust_tui.store.log.stamps import bare as bare
from trust_tui.store.log.stamps import dot_of as dot_of
from trust_tui.store.log.stamps import is_late as is_late
from trust_tui.store.log.stamps import is_stamped as is_stamped
from trust_tui.store.log.stamps import reach_from as reach_from
from trust_tui.store.log.stamps import revision_of as revision_of
from trust_tui.store.log.stamps import salvage as salvage
from trust_tui.store.log.state import KEEPING as KEEPING
from trust_tui.store.log.state import PENDING as PENDING
from trust_tui.store.log.state import TRASH as TRASH
from trust_tui.store.log.state import State as State
from trust_tui.store.log.state import is_broken as is_broken
from trust_tui.store.log.state import lacks_before as lacks_before
from trust_tui.store.log.unproved import DOUBTFUL as DOUBTFUL
from trust_tui.store.log.unproved import is_doubtful as is_doubtful
from trust_tui.store.log.unproved import (
    put_doubtful_aside as put_doubtful_aside,
)
from trust_tui.store.log.unproved import said_of as said_of
from trust_tui.store.log.upgrades import upgrade as upgrade
from trust_tui.store.log.versions import RECORDS as RECORDS

SheetText = sheets.Text
check_sheet = sheets.check
parse_sheet = sheets.read
write_sheet = sheets.write
changes = change_files
"""The files of changes."""

header_of = changes.header
