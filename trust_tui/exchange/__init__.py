"""Formats in and out. Nothing here reads or writes the store, and nothing knows a screen.

The modules are loaded when they are asked for: the program needs none of them before somebody goes out or in.
"""

from typing import TYPE_CHECKING

from trust_tui.later import modules_of

if TYPE_CHECKING:
    from trust_tui.exchange import adding as adding
    from trust_tui.exchange import archive as archive
    from trust_tui.exchange import calendar_format as calendar_format
    from trust_tui.exchange import charts as charts
    from trust_tui.exchange import csv_format as csv_format
    from trust_tui.exchange import day_one as day_one
    from trust_tui.exchange import daylio as daylio
    from trust_tui.exchange import front_matter as front_matter
    from trust_tui.exchange import ids as ids
    from trust_tui.exchange import intake as intake
    from trust_tui.exchange import joining as joining
    from trust_tui.exchange import jrnl as jrnl
    from trust_tui.exchange import json_format as json_format
    from trust_tui.exchange import kept as kept
    from trust_tui.exchange import markdown_in as markdown_in
    from trust_tui.exchange import markdown_out as markdown_out
    from trust_tui.exchange import merge as merge
    from trust_tui.exchange import outgoing as outgoing
    from trust_tui.exchange import page as page
    from trust_tui.exchange import page_html as page_html
    from trust_tui.exchange import page_markdown as page_markdown
    from trust_tui.exchange import reading as reading
    from trust_tui.exchange import sources as sources
    from trust_tui.exchange import tidy as tidy
    from trust_tui.exchange import values as values
    from trust_tui.exchange import writing as writing
    from trust_tui.exchange import zones as zones

__getattr__ = modules_of(__name__)
