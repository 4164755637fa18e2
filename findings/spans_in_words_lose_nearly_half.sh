#!/bin/sh
# Guess: libraries that put a span of time into words round it: 1 h 59 min is "2 hours ago", 59 days "2 months ago",
#   700 days "2 years ago"; where they differ, it is by a word.
# Behaviour: humanize, arrow and timeago cut off: "an hour ago", "a month ago", "a year ago" (humanize names the months of
#   a second year). pendulum cuts hours off and rounds days: 119 minutes are 1 hour and 47 hours 2 days. 13 days are "13
#   days" (humanize), "a week" (arrow, timeago) or "2 weeks" (pendulum), which says "before" where a moment is given.
# Version: humanize 4.14.0, arrow 1.3.0, pendulum 3.1.0, timeago 1.0.16 (PyPI)
# Source: none of the four documents whether it rounds.
# Here: days are counted as days (domain/dates.py), and whoever comes back after weeks is told no number at all.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check humanize==4.14.0 arrow==1.3.0 \
    pendulum==3.1.0 timeago==1.0.16 2>/dev/null
cat >"$scratch/look.py" <<'PYTHON'
from datetime import datetime, timedelta, timezone

import arrow
import humanize
import pendulum
import timeago

NOW = datetime(2026, 11, 24, 20, tzinfo=timezone.utc)
SEEN = {
    timedelta(minutes=119): ("an hour ago", "an hour ago", "1 hour before", "1 hour ago"),
    timedelta(hours=47): ("a day ago", "a day ago", "2 days before", "1 day ago"),
    timedelta(days=13): ("13 days ago", "a week ago", "2 weeks before", "1 week ago"),
    timedelta(days=59): ("a month ago", "a month ago", "2 months before", "1 month ago"),
    timedelta(days=700): ("1 year, 10 months ago", "a year ago", "2 years before", "1 year ago"),
}
changed = False
for span, seen in SEEN.items():
    then = NOW - span
    said = (
        humanize.naturaltime(span),
        arrow.get(then).humanize(arrow.get(NOW)),
        pendulum.instance(then).diff_for_humans(pendulum.instance(NOW)),
        timeago.format(then, NOW),
    )
    print(f"{span!s:>20}: {' | '.join(said)}")
    changed = changed or said != seen
raise SystemExit(1 if changed else 0)
PYTHON
"$scratch/venv/bin/python" "$scratch/look.py"
