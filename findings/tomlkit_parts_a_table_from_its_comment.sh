#!/bin/sh
# Guess: a library that keeps the style of a TOML file adds a new setting so that a comment still stands above the table
#   it is about, as one would by hand; tomllib users reach for it because "comments are preserved".
# Behaviour: every comment is there, but a comment belongs to what came before it. A setting added at the top, and a key
#   added to a table, go below the comment that introduces the NEXT table, which then seems to be about the new line,
#   and the next table stands without a word. The blank line that parted them is on the wrong side too.
# Version: tomlkit 0.15.2
# Source: none; the parser gives comments and blank lines to the table above, whatever follows them.
# Here: tomlkit changes values that are there; where a new line goes is decided in config/file_writer.py.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check tomlkit==0.15.2 2>/dev/null
cat >"$scratch/see.py" <<'PYTHON'
import sys

import tomlkit

FILE = """\
theme = "dark"

# what the keys do
[keys]
search = "f3"

# only at work
[office]
theme = "light"
"""

document = tomlkit.parse(FILE)
document["language"] = "nl"
document["keys"]["leave"] = "f4"
text = document.as_string()
print(text)
lines = [line for line in text.splitlines() if line]
after = {line: lines[n + 1] for n, line in enumerate(lines[:-1])}
seen = [after["# what the keys do"], after["# only at work"]]
print("Below the two comments stand now:", seen)
sys.exit(seen != ['language = "nl"', 'leave = "f4"'])
PYTHON
"$scratch/venv/bin/python" "$scratch/see.py"
