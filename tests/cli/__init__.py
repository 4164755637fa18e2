"""The command line: what it prints, what it answers, and what it never says."""
