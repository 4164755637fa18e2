"""What the reader or writer of a format needs, from one place: for ours and for those of other packages."""

from trust_tui.domain import (
    Contents,
    expect,
    id_from,
    is_id,
    later,
    steps,
    tr,
    trn,
)
from trust_tui.formats.clean_text import is_tidy
from trust_tui.formats.clock_reader import normal, read_clock
from trust_tui.formats.collector import (
    LONGEST,
    Collector,
    DoubtKind,
    ReadOptions,
    ReadResult,
    Skipped,
    minute_of,
)
from trust_tui.formats.csv_rows import long_cells, rows_of
from trust_tui.formats.date_reader import (
    DateReader,
    When,
    begins_within_date,
    without_midnights,
)
from trust_tui.formats.entry_text import (
    MINUTE,
    NOON,
    STARRED,
    moment_of,
    split_title,
)
from trust_tui.formats.format import Likeness, WriteOptions
from trust_tui.formats.html_text import plain
from trust_tui.formats.safe_read import (
    MEGABYTE,
    UnreadableError,
    as_list,
    as_text,
    decode,
    parse_json,
    read_file,
)
from trust_tui.formats.source import (
    NOTES,
    Source,
    cells_of,
    delimiter_of,
)
from trust_tui.formats.tree import Tree, tree_of

__all__ = (
    "LONGEST",
    "MEGABYTE",
    "MINUTE",
    "NOON",
    "NOTES",
    "STARRED",
    "Collector",
    "Contents",
    "DateReader",
    "DoubtKind",
    "Likeness",
    "ReadOptions",
    "ReadResult",
    "Skipped",
    "Source",
    "Tree",
    "UnreadableError",
    "When",
    "WriteOptions",
    "as_list",
    "as_text",
    "begins_within_date",
    "cells_of",
    "decode",
    "delimiter_of",
    "expect",
    "id_from",
    "is_id",
    "is_tidy",
    "later",
    "long_cells",
    "minute_of",
    "moment_of",
    "normal",
    "parse_json",
    "plain",
    "read_clock",
    "read_file",
    "rows_of",
    "split_title",
    "steps",
    "tr",
    "tree_of",
    "trn",
    "without_midnights",
)
