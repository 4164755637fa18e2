"""`trust-tui export`: writes all that was kept to standard output."""

import argparse
import sys

from trust_tui.cli.opening import opened
from trust_tui.exchange.json_format import write_json


def run(options: argparse.Namespace) -> int:
    """Write everything."""
    with opened(options) as workbook:
        write_json(workbook, sys.stdout.buffer)
    return 0
