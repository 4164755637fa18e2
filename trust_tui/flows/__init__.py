"""Dialogs in a row, each flow for one thing a user may want from anywhere.

The modules are loaded when they are asked for; `__init__.pyi` names them for type checkers.
"""

from trust_tui.lazy_modules import modules_of

__getattr__ = modules_of(__name__)
