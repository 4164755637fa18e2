#!/bin/sh
# Guess: a note with "time: 21:15" in its front matter that is loaded and saved again by python-frontmatter says the
#   same time, or says so for no time at all; one with "date: 2026-03-02 24:00:00" is refused as a whole or read as text.
# Behaviour: times up to 09:59 stay texts, and from 10:00 on they become numbers of minutes (with seconds, of seconds):
#   what is saved is "time: 1275". In one folder the mornings keep their time and the evenings lose it. "24:00:00" after
#   a day raises a bare ValueError out of load(), while "2026-03-02T21:15", without seconds, stays a text.
# Version: python-frontmatter 1.3.0 with PyYAML 6.0.3 on CPython 3.11
# Source: YAML 1.1 has integers to the base of 60, whose first digit is no 0; YAML 1.2 has none.
# Here: front_matter.py reads the events of the parser and builds no values, and writes every time in quotes.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check python-frontmatter==1.3.0 pyyaml==6.0.3 2>/dev/null
cat >"$scratch/see.py" <<'PYTHON'
import sys

import frontmatter

TIMES = ("00:30", "08:15", "09:59", "10:00", "21:15", "21:15:30")
saved = {}
for text in TIMES:
    post = frontmatter.loads(f"---\ntime: {text}\n---\nA note.\n")
    saved[text] = frontmatter.dumps(post).splitlines()[1]
    print(f"time: {text:10} saved again as  {saved[text]}")
kept = [text for text, line in saved.items() if text in line]
short = frontmatter.loads("---\ndate: 2026-03-02T21:15\n---\n").metadata["date"]
print(f"a day with a time without seconds: {short!r}")
try:
    frontmatter.loads("---\ndate: 2026-03-02 24:00:00\n---\n")
except ValueError as error:
    raised = f"{type(error).__name__}: {error}"
else:
    raised = ""
print(f"24:00:00: {raised or 'read'}")
as_told = kept == ["00:30", "08:15", "09:59"] and isinstance(short, str)
as_told = as_told and saved["21:15"] == "time: 1275" and raised.startswith("ValueError")
sys.exit(not as_told)
PYTHON
"$scratch/venv/bin/python" "$scratch/see.py"
