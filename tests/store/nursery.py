"""Sessions of the store in processes of their own, which start at once as they are forked."""

import os

from tests.forking import start
from tests.store.helpers import environment


class Child:
    """One process that runs Python code.

    Attributes:
        stdout: What it says, as text.
    """

    def __init__(self, code: str, *arguments: object) -> None:
        out, errors = os.pipe(), os.pipe()
        self.stdout = os.fdopen(out[0], encoding="utf-8")
        self._errors = os.fdopen(errors[0], encoding="utf-8")
        ends = (out[1], errors[1])
        self._process = start(
            "tests.store.session",
            code,
            *map(str, arguments),
            ends=ends,
            variables=dict(environment()),
        )
        for end in ends:
            os.close(end)

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def end(self) -> tuple[int, str, str]:
        """Wait until it is gone. Returns its status, what it still said, and its errors."""
        with self.stdout, self._errors:
            said = self.stdout.read()
            errors = self._errors.read()
        return self._process.wait(), said, errors
