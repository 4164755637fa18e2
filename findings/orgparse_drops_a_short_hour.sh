#!/bin/sh
# Guess: a time of one digit in an Org timestamp, <2026-03-06 Fri 9:15>, which Org itself reads, is either read by orgparse
#   or makes the whole text no timestamp.
# Behaviour: the day is read and the time dropped: the entry becomes one of the whole day, without a word. Names of weekdays
#   in any script and times with two digits are read; pandoc takes the same line as a timestamp too.
# Version: orgparse 0.5.20260926
# Source: the Org manual (Timestamps) writes HH:MM and Org's reader takes one or two digits for the hour.
# Here: formats/org_journal.py reads a heading "9:00 Quiet" with its time; a test holds it.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check orgparse==0.5.20260926 2>/dev/null
cat >"$scratch/look.py" <<'PYTHON'
import orgparse

stamps = ["<2026-03-06 Fri 09:15>", "<2026-03-06 Fr 09:15>", "<2026-03-06 пт 09:15>", "<2026-03-06 Fri 9:15>"]
seen = []
for stamp in stamps:
    (node,) = orgparse.loads(f"* {stamp} Title\n").children
    (date,) = node.get_timestamps(active=True, point=True)
    seen.append(date.has_time())
    print(f"{stamp:26} {date.start}  {'with its time' if date.has_time() else 'no time'}")
assert seen == [True, True, True, False]
PYTHON
"$scratch/venv/bin/python" "$scratch/look.py"
