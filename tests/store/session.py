"""Runs the code that a test gives as its first argument: a session of the store in a process of its own."""

import sys


def main() -> int:
    """Run it as a program of its own; the arguments after it are its."""
    code = sys.argv.pop(1)
    exec(code, {"__name__": "__main__"})
    return 0
