#!/bin/sh
# Guess: daylio-parser's "low periods" (mood under the threshold for five days or more) are made of days on which something
#   was entered; days without an entry break a period, or at least do not lengthen it.
# Behaviour: the mean rolls over entries, however far apart, and the length is the difference of two dates. Five low
#   evenings, then nothing for six weeks, then a good week are told as one low period of 45 days.
# Version: daylio-parser 0.4.2
# Source: the package's README names the periods "elevated" and "low" moods and says nothing of gaps.
# Here: a day without an answer is no answer (docs/TRENDS.md): a week needs three of them, and no line is drawn over a gap.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check daylio-parser==0.4.2 2>/dev/null
cat >"$scratch/look.py" <<'PYTHON'
import datetime
import io

from daylio_parser.parser import Parser
from daylio_parser.stats import Stats

start = datetime.date(2026, 3, 2)
moods = {start + datetime.timedelta(day): "awful" for day in range(5)}
moods |= {start + datetime.timedelta(day): "rad" for day in range(47, 54)}
head = "full_date,date,weekday,time,mood,activities,note_title,note"
rows = [f'{day},x,x,21:00,{mood},"","",""' for day, mood in sorted(moods.items(), reverse=True)]
entries = Parser().load_from_buffer(io.StringIO("\n".join([head, *rows])))
print(len(entries), "entries, five of them low, on", start, "to", start + datetime.timedelta(4))
periods = Stats(entries).find_low_periods()
for period in periods:
    print("low from", period.start, "to", period.end, "for", period.duration, "days")
assert len(periods) == 1 and periods[0].duration > 40
PYTHON
"$scratch/venv/bin/python" "$scratch/look.py"
