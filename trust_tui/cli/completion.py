"""`trust-tui completion`: prints what lets a shell complete commands and options."""

import argparse

import shtab

from trust_tui.cli.arguments import parser


def run(options: argparse.Namespace) -> int:
    """Print it."""
    print(shtab.complete(parser(), options.shell))
    return 0
