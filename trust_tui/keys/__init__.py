"""Keys and commands: which key does what, and every command by name.

The modules are loaded when they are asked for; `__init__.pyi` names them for type checkers.
"""

from trust_tui.lazy_modules import modules_of

__getattr__ = modules_of(__name__)
