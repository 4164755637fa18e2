#!/bin/sh
# Guess: programs that unfold a weekly reminder agree how often COUNT=3 comes, also where the first day given is not one of
#   the rule's weekdays (begun on a Friday, "on Sundays").
# Behaviour: dateutil, ical, icalevents and ical.js give three Sundays; recurring-ical-events gives the Friday and three
#   Sundays, four in all. (The standard leaves undefined what such a start means, so none of them is wrong.)
# Version: recurring-ical-events 3.8.2 with icalendar 7.3.2, ical 14.3.1, icalevents 0.3.1, python-dateutil 2.9.0
# Source: RFC 5545, 3.8.5.3: the start "SHOULD be synchronized" with the rule, else the outcome is undefined.
# Here: formats/ics.py writes one rule only, FREQ=DAILY, which every first day fits; nobody has to choose.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check recurring-ical-events==3.8.2 icalendar==7.3.2 \
    ical==14.3.1 icalevents==0.3.1 python-dateutil==2.9.0.post0 2>/dev/null
cat >"$scratch/look.py" <<'PYTHON'
import datetime

import icalendar
import recurring_ical_events
from dateutil.rrule import rrulestr
from ical.calendar_stream import IcsCalendarStream
from icalevents import icalevents

RULE = "FREQ=WEEKLY;BYDAY=SU;COUNT=3"
TEXT = "\r\n".join(
    ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN", "BEGIN:VEVENT", "UID:one", "DTSTAMP:20270101T000000Z"]
    + ["DTSTART:20270326T200000Z", "DTEND:20270326T201000Z", "RRULE:" + RULE, "SUMMARY:x", "END:VEVENT", "END:VCALENDAR", ""]
)
first = datetime.datetime(2027, 3, 26, 20, tzinfo=datetime.timezone.utc)
span = first - datetime.timedelta(7), first + datetime.timedelta(60)
events = {
    "dateutil": list(rrulestr(RULE, dtstart=first)),
    "ical": [event.dtstart for event in IcsCalendarStream.calendar_from_ics(TEXT).timeline],
    "icalevents": [event.start for event in icalevents.events(string_content=TEXT.encode(), start=span[0], end=span[1])],
    "recurring-ical-events": [
        event["DTSTART"].dt for event in recurring_ical_events.of(icalendar.Calendar.from_ical(TEXT)).between(*span)
    ],
}
for name, days in events.items():
    print(f"{name:22}", *(day.strftime("%a %d %b") for day in days), sep="  ")
assert {name: len(days) for name, days in events.items()} == {
    "dateutil": 3, "ical": 3, "icalevents": 3, "recurring-ical-events": 4,
}
PYTHON
"$scratch/venv/bin/python" "$scratch/look.py"
