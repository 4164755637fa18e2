"""Lets `python -m trust_tui` do what `trust-tui` does."""

import sys

from trust_tui.cli import main

sys.exit(main())
