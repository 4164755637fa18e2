"""What is told of the lines over time, and the page for a professional: what the user chose, as HTML or Markdown.

The modules are loaded when they are asked for; `__init__.pyi` names them for type checkers.
"""

from trust_tui.lazy_modules import modules_of

__getattr__ = modules_of(__name__)
