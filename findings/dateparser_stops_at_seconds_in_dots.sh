#!/bin/sh
# Guess: a reader of dates that reads "2. mar. 2026 21.15" in Danish reads it with its seconds too.
# Behaviour: Danish, Finnish and Indonesian part hours, minutes and seconds by dots (CLDR's HH.mm.ss, which phones and
#   browsers write). dateparser reads hour and minute so, but with the seconds it finds no date at all; the same with
#   colons it reads in all of them. dateutil finds none either.
# Version: dateparser 1.5.0, python-dateutil 2.9.0.post0, Babel 2.19.0
# Source: CLDR, da.xml, timeFormatLength "medium"; dateparser turns one dot between two numbers into a colon, and no second.
# Here: formats/date_reader.py takes what stands in dots for a time where another part of the text is a date.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0 python-dateutil==2.9.0.post0 Babel==2.19.0 2>/dev/null
cat >"$scratch/look.py" <<'PYTHON'
from datetime import datetime

import dateparser
from babel.dates import format_date, format_time
from dateutil import parser

MADE = datetime(2026, 3, 2, 21, 15, 30)
for language in ("da", "fi", "id"):
    day = format_date(MADE, "long", locale=language)
    told = []
    for form in ("short", "medium"):
        written = f"{day} {format_time(MADE, form, locale=language)}"
        read = dateparser.parse(written, languages=[language])
        print(f"{language}: {written} is read as {read}")
        told.append(read is not None and (read.hour, read.minute) == (21, 15))
    assert told == [True, False], told
    colons = f"{day} {MADE:%H:%M:%S}"
    assert dateparser.parse(colons, languages=[language]) == MADE
try:
    read = parser.parse("2 Mar 2026 21.15.30")
except parser.ParserError:
    read = None
print(f"dateutil: 2 Mar 2026 21.15.30 is read as {read}")
assert read is None
PYTHON
"$scratch/venv/bin/python" -W ignore "$scratch/look.py"
