#!/bin/sh
# Guess: on a Monday evening the usual readers of English words for days agree on "last monday" (a week ago), "tonight"
#   (today), "next friday" (the one this week or the one after, but all the same one), or say that they do not know.
# Behaviour: ctparse takes "last monday" for next Monday and "tonight" for tomorrow; "in a fortnight" is tomorrow night.
#   "next friday" is in four days for dateparser, in eleven for parsedatetime and ctparse. None
#   of them gives a sign of doubt.
# Version: ctparse 0.3.6, dateparser 1.5.0, parsedatetime 2.6 (PyPI), asked at eight in the evening of 30 November 2026
# Source: ctparse was made for appointments, which lie ahead; none of the three documents these words.
# Here: formats/moments.py takes few words and refuses the others with a sentence; "next friday" is the first one to come.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check ctparse==0.3.6 dateparser==1.5.0 \
    parsedatetime==2.6 2>/dev/null
cat >"$scratch/look.py" <<'PYTHON'
from datetime import datetime

import ctparse
import dateparser
import parsedatetime

now = datetime(2026, 11, 30, 20)


def by_ctparse(words):
    read = ctparse.ctparse(words, ts=now)
    time = read and read.resolution
    time = time and (time if hasattr(time, "year") else time.t_to)
    return f"{time.year:04}-{time.month:02}-{time.day:02}" if time and time.year else "not read"


def by_dateparser(words):
    read = dateparser.parse(words, languages=["en"], settings={"RELATIVE_BASE": now})
    return f"{read:%Y-%m-%d}" if read else "not read"


def by_parsedatetime(words):
    read, status = parsedatetime.Calendar().parseDT(words, sourceTime=now.timetuple())
    return f"{read:%Y-%m-%d}" if status else "not read"


seen = {
    words: [by_ctparse(words), by_dateparser(words), by_parsedatetime(words)]
    for words in ("last monday", "tonight", "next friday", "in a fortnight")
}
print(f"{'on 2026-11-30':26}{'ctparse':12}{'dateparser':12}parsedatetime")
for words, days in seen.items():
    print(f"{words:26}{days[0]:12}{days[1]:12}{days[2]}")
assert seen["last monday"] == ["2026-12-07", "2026-11-23", "2026-11-23"]
assert seen["tonight"][0] == "2026-12-01" and seen["in a fortnight"][0] == "2026-12-01"
assert seen["next friday"] == ["2026-12-11", "2026-12-04", "2026-12-11"]
PYTHON
"$scratch/venv/bin/python" -W ignore "$scratch/look.py"
