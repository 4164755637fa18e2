"""The formats that records are read from and written in, one module each. Nothing here knows the store or a screen.

The modules are loaded when they are asked for; `__init__.pyi` names them for type checkers.
"""

from trust_tui.lazy_modules import modules_of

__getattr__ = modules_of(__name__)
