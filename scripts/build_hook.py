"""Compiles the content while a wheel is built, where what that takes is there; without, the program does it itself."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileContent(BuildHookInterface[Any]):
    """Called by hatchling before it gathers the files of a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the compiled pages beside the content, from where they are taken into the wheel with it."""
        del build_data
        if version == "editable":
            return  # `scripts/setup.sh` does it once the program is installed
        sys.path.insert(0, self.root)
        try:
            from scripts.compile_content import compile_content  # noqa: PLC0415

            compile_content(Path(self.root) / "content")
        except ImportError as error:
            self.app.display_warning(f"The content is not compiled: {error}.")
        finally:
            sys.path.remove(self.root)
