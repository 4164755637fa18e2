"""Every command by name: what the help, the palette and the README say of the keys comes from the bindings.

The modules are loaded when they are asked for.
"""

from typing import TYPE_CHECKING

from trust_tui.later import modules_of

if TYPE_CHECKING:
    from trust_tui.commands import asking as asking
    from trust_tui.commands import carrying as carrying
    from trust_tui.commands import choices as choices
    from trust_tui.commands import choosing as choosing
    from trust_tui.commands import exchanging as exchanging
    from trust_tui.commands import forms as forms
    from trust_tui.commands import going as going
    from trust_tui.commands import guarding as guarding
    from trust_tui.commands import keymap as keymap
    from trust_tui.commands import listing as listing
    from trust_tui.commands import page_making as page_making
    from trust_tui.commands import page_words as page_words
    from trust_tui.commands import places as places
    from trust_tui.commands import program as program
    from trust_tui.commands import safekeeping as safekeeping
    from trust_tui.commands import tasks as tasks
    from trust_tui.commands import touring as touring

__getattr__ = modules_of(__name__)
