"""Measures speed and size of the program beside a bare Textual program: `python -m tests.benchmarks`."""
