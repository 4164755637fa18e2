"""The line behind a program that keeps a terminal of its own between that line and us, as `script` and `su --pty` do.

When the line drops, util-linux's programs of this kind outlive the signal for that, type Ctrl+D into the terminal that
they keep, and wait. Ours is a terminal like any other then, and nothing else tells that nobody is there.
"""

import os
from pathlib import Path
from typing import Final

END_OF_INPUT: Final = b"\x04"
"""What is typed into the inner terminal at the end of the line."""


class OuterLine:
    """The terminal of the nearest ancestor that has another one than we have, if there is such an ancestor."""

    def __init__(self) -> None:
        self._holder = 0
        pid, ours = _parent_and_terminal(os.getpid())
        while pid > 1:
            parent, terminal = _parent_and_terminal(pid)
            if terminal != ours:
                # One without a terminal is no link to a line: a server, such as that of sshd or tmux.
                self._holder = pid if terminal else 0
                return
            pid = parent

    @property
    def is_cut(self) -> bool:
        """Whether that terminal is gone: the system takes it from every process that had it."""
        return self._holder > 0 and _parent_and_terminal(self._holder)[1] == 0


def _parent_and_terminal(pid: int) -> tuple[int, int]:
    """The parent of a process, and the number of its terminal; zero for what cannot be known."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return 0, 0
    fields = stat.rpartition(")")[2].split()
    return int(fields[1]), int(fields[4])
