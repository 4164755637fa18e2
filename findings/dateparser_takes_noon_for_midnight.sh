#!/bin/sh
# Guess: a reader of dates that knows the Japanese words for before and after noon reads a quarter past noon as such.
# Behaviour: Japanese counts the hours of a half day from 0 to 11 (CLDR's letter K), so a clock set to twelve hours shows
#   a quarter past noon as "after noon 0:15". dateparser takes that for a quarter past midnight, twelve hours off, without
#   a sign of doubt; 21:15, written "after noon 9:15", it reads rightly.
# Version: dateparser 1.5.0, Babel 2.19.0 (CLDR's pattern for Japanese, which browsers and phones use too)
# Source: CLDR, ja.xml, availableFormats "hm": aK:mm. dateparser hands the time to strptime, whose %I begins at 1.
# Here: formats/clock_reader.py takes 0 with a word for after noon as twelve.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0 Babel==2.19.0 2>/dev/null
cat >"$scratch/look.py" <<'PYTHON'
from datetime import datetime

import dateparser
from babel.dates import format_skeleton

found = []
for made in (datetime(2026, 3, 2, 21, 15), datetime(2026, 3, 2, 12, 15)):
    written = format_skeleton("hm", made, locale="ja")
    read = dateparser.parse(f"2026-03-02 {written}", languages=["ja"])
    print(f"{made:%H:%M} is written {written} and read as {read:%H:%M}")
    found.append(read == made)
assert found == [True, False]
PYTHON
"$scratch/venv/bin/python" -W ignore "$scratch/look.py"
