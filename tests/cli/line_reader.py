"""Somebody who reads lines and answers them: no screen, no terminal, and no knowledge of what comes."""

import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Final

ANSWERS: Final[Mapping[str, str]] = {
    "Number or command:": "1",
    "b goes back. Or a number or command:": "b",
    "Or a number or command:": "",
    "Or a command:": "",
    "Enter goes on:": "",
    "Number:": "1",
    "Answer:": "2",
    "Day:": "",
    "Begun on:": "",
    "Set on:": "",
}
"""What is answered to each kind of question; any other asks for words."""

MOST: Final = 400
"""More questions than one sitting has."""


class LineReader:
    """A program in plain lines, and somebody before it.

    Attributes:
        heard: Everything that was said.
    """

    def __init__(
        self, *arguments: str, days: int = 0, **environment: str
    ) -> None:
        later = (
            "from datetime import datetime, timedelta\n"
            "from trust_tui.domain.clock import SystemClock\n"
            f"SystemClock.now = lambda _: datetime.now().astimezone() + timedelta(days={days})\n"
        )
        code = f"import sys\n{later}from trust_tui.cli import main\nsys.exit(main())"
        self._process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.heard = ""

    def _read(self) -> str:
        """What is said up to the next question; empty at the end."""
        assert self._process.stdout is not None
        said = b""
        while not said.endswith(b" "):
            # The program hands its words over when it asks.
            piece = os.read(self._process.stdout.fileno(), 65536)
            if not piece:
                break
            said += piece
        text = said.decode()
        self.heard += text
        return text

    def answer_all(self, first: Mapping[str, list[str]]) -> int:
        """Answer until the program ends; its exit status.

        Args:
            first: Answers by words that stand in the question, one after the other; they count before all others.
        """
        assert self._process.stdin is not None
        in_text = False
        for _ in range(MOST):
            said = self._read()
            if not said.endswith(" "):
                break
            reply, in_text = _reply(said, first, in_text=in_text)
            self._process.stdin.write(f"{reply}\n".encode())
            self._process.stdin.flush()
        self._process.stdin.close()
        return self._process.wait(30)


def _reply(
    said: str, first: Mapping[str, list[str]], *, in_text: bool
) -> tuple[str, bool]:
    """What is answered, and whether a text of several lines is being written."""
    question = said.rstrip(" ").rpartition("\n")[2]
    for words, answers in first.items():
        if words in said and answers:
            return answers.pop(0), False
    for end, answer in ANSWERS.items():
        if question.endswith(end):
            return answer, False
    if not question:
        return (".", False) if in_text else ("a few words", True)
    return "a few words", False
