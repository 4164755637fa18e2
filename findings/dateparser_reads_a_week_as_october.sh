#!/bin/sh
# Guess: a reader of dates in 200 languages reads an ISO week ("2026-W10", as weekly notes are named) as a day of that
#   week, or says that it cannot; and once it has read Croatian it reads the next Croatian month in Croatian.
# Behaviour: "2026-W10" becomes 30 October 2026 (month 10, today's day of the month), "2026-W09-1" the first of
#   September, and only weeks over 12 are refused. One DateDataParser that has just read "10. siječnja 2026" (Croatian,
#   January) takes "3. listopada 2026" for Polish: November, where Croatian has October.
# Version: dateparser 1.5.0
# Source: none; languages are tried in the order of how common they are, each text for itself.
# Here: formats/date_reader.py reads weeks first, and tells the language of a month by the whole source.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0 2>/dev/null
cat >"$scratch/see.py" <<'PYTHON'
import sys
import warnings

warnings.simplefilter("ignore")
import dateparser
from dateparser.date import DateDataParser

weeks = {text: dateparser.parse(text) for text in ("2026-W10", "2026-W09-1", "2026-W32")}
for text, found in weeks.items():
    print(f"{text}: {found and found.date()}")
parser = DateDataParser()
months = []
for text in ("10. siječnja 2026", "3. listopada 2026"):
    found = parser.get_date_data(text)
    months.append(found.date_obj.month)
    print(f"{text}: month {found.date_obj.month}, taken for {found.locale}")
october = weeks["2026-W10"] is not None and weeks["2026-W10"].month == 10
september = weeks["2026-W09-1"] is not None and weeks["2026-W09-1"].month == 9
sys.exit(not (october and september and weeks["2026-W32"] is None and months == [1, 11]))
PYTHON
"$scratch/venv/bin/python" "$scratch/see.py"
