from trust_tui.program import app as app
from trust_tui.program import asking as asking
from trust_tui.program import base as base
from trust_tui.program import carrying as carrying
from trust_tui.program import idle_lock as idle_lock
from trust_tui.program import navigator as navigator
