#!/bin/sh
# Guess: an event that comes again with the same UID, a higher SEQUENCE and STATUS:CANCELLED goes from the calendar, as
#   it does when an invitation is called off; that is what the status is for.
# Behaviour: khal takes the new version in the place of the old one, and goes on listing the day, with the word CANCELLED
#   before the title. It is never removed, and there is no setting for that.
# Version: khal 0.11.3 with icalendar 7.3.2
# Source: RFC 5545, 3.8.1.11 says what the status means, not what a program shows; khal has it in its list of symbols.
# Here: formats/ics.py cancels without an alarm, so that nothing rings for what is over.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check khal==0.11.3 icalendar==7.3.2 2>/dev/null
mkdir "$scratch/calendar" "$scratch/home"
export HOME="$scratch/home" XDG_DATA_HOME="$scratch/home" XDG_CACHE_HOME="$scratch/home"
cat >"$scratch/khal.conf" <<CONFIG
[calendars]
[[mine]]
path = $scratch/calendar
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
CONFIG
event() {
    printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//x//x//EN BEGIN:VEVENT UID:one \
        "DTSTAMP:2026110${1}T000000Z" "SEQUENCE:$1" SUMMARY:Due \
        "DTSTART;VALUE=DATE:20261210" "DTEND;VALUE=DATE:20261211" "STATUS:$2" END:VEVENT END:VCALENDAR
}
khal() { "$scratch/venv/bin/khal" -c "$scratch/khal.conf" "$@"; }
event 1 CONFIRMED >"$scratch/first.ics"
event 2 CANCELLED >"$scratch/second.ics"
khal import --batch "$scratch/first.ics"
echo "Before:" && khal list 2026-12-01 20d
khal import --batch "$scratch/second.ics"
echo "After:" && khal list 2026-12-01 20d | tee "$scratch/after"
grep -q "CANCELLED.*Due" "$scratch/after"
