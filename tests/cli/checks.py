"""What a command answered, and what every refusal has in common."""

from dataclasses import dataclass

from tests.support import control_characters

SECRET = "perfectly-private-words"
"""Something only the user knows."""


@dataclass(frozen=True)
class Outcome:
    """How a command ended: its exit status, and what it printed to its two outputs."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """What it printed to standard output."""
        return self.out.decode()


def typed(*lines: str) -> bytes:
    """What comes in where somebody types these lines."""
    return "".join(f"{line}\n" for line in lines).encode()


def check_refused(outcome: Outcome, status: int) -> None:
    """Check that a command ended with this status, one sentence, and nothing private or technical in it."""
    assert outcome.status == status, outcome
    assert outcome.out == b""
    assert outcome.err.startswith("trust-tui: ")
    assert outcome.err.endswith((".\n", ".\n\n")), outcome.err
    assert outcome.err.count("\n") == 1, outcome.err
    assert "Traceback" not in outcome.err
    assert SECRET not in outcome.err
    assert control_characters(outcome.err) == {"\n"}
