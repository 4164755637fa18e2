"""The five screens, one module each, loaded when they are asked for."""

from typing import TYPE_CHECKING

from trust_tui.later import modules_of

if TYPE_CHECKING:
    from trust_tui.screens import base as base
    from trust_tui.screens import faq as faq
    from trust_tui.screens import journal as journal
    from trust_tui.screens import journal_views as journal_views
    from trust_tui.screens import list_page as list_page
    from trust_tui.screens import overview as overview
    from trust_tui.screens import reading_page as reading_page
    from trust_tui.screens import record_page as record_page
    from trust_tui.screens import signs as signs
    from trust_tui.screens import steps as steps
    from trust_tui.screens import trends_page as trends_page

__getattr__ = modules_of(__name__)
