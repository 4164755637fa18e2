"""Typed questions: each is a screen of its own that answers with a value, or with None when it was left.

The modules are loaded when they are asked for.
"""

from typing import TYPE_CHECKING

from trust_tui.later import modules_of

if TYPE_CHECKING:
    from trust_tui.dialogs import base as base
    from trust_tui.dialogs import blanks as blanks
    from trust_tui.dialogs import check_in as check_in
    from trust_tui.dialogs import confirm as confirm
    from trust_tui.dialogs import entry as entry
    from trust_tui.dialogs import exercise as exercise
    from trust_tui.dialogs import form as form
    from trust_tui.dialogs import goal as goal
    from trust_tui.dialogs import habits as habits
    from trust_tui.dialogs import help as help
    from trust_tui.dialogs import hidden as hidden
    from trust_tui.dialogs import key as key
    from trust_tui.dialogs import lines as lines
    from trust_tui.dialogs import outside as outside
    from trust_tui.dialogs import page_keys as page_keys
    from trust_tui.dialogs import passphrase as passphrase
    from trust_tui.dialogs import people as people
    from trust_tui.dialogs import pick as pick
    from trust_tui.dialogs import reader as reader
    from trust_tui.dialogs import reading as reading
    from trust_tui.dialogs import relationship as relationship
    from trust_tui.dialogs import report as report
    from trust_tui.dialogs import self_check as self_check
    from trust_tui.dialogs import small as small
    from trust_tui.dialogs import talk as talk
    from trust_tui.dialogs import ticks as ticks
    from trust_tui.dialogs import together as together
    from trust_tui.dialogs import tour as tour
    from trust_tui.dialogs import trash as trash
    from trust_tui.dialogs import waiting as waiting
    from trust_tui.dialogs import welcome as welcome

__getattr__ = modules_of(__name__)
