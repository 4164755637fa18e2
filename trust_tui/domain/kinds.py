"""The kinds of record, in the order in which they are written."""

from collections.abc import Mapping
from typing import Final, get_args

from trust_tui.domain.records import Value

KINDS: Final[Mapping[str, type[Value]]] = {kind.TABLE: kind for kind in get_args(Value)}
"""The kinds of value by the name of their table."""
