#!/bin/sh
# Guess: a calendar program that imports a file takes an event it knows (same UID) as a new version of it, and one with
#   STATUS:CANCELLED as called off.
# Behaviour: calcurse keeps no UID and looks at no status: each import adds all events once more, and a cancelled one is
#   booked like any other. The report says only how many came in; none is "skipped".
# Version: calcurse 4.7.1 (Debian 12)
# Source: calcurse's manual lists what import takes from an event; UID, SEQUENCE and STATUS are not in the list.
# Here: docs/FORMATS.md tells users of calcurse to import into an empty folder each time (calcurse -D FOLDER -i FILE).
# Needs apt-get and dpkg (Debian), as calcurse is in no package index.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
chmod 755 "$scratch"
cd "$scratch"
apt-get download calcurse >"$scratch/log" 2>&1
dpkg -x calcurse_*.deb "$scratch/root"
calcurse="$scratch/root/usr/bin/calcurse"
"$calcurse" --version | head -1
event() { # uid, sequence, status, day
    printf '%s\r\n' BEGIN:VEVENT "UID:$1" "SEQUENCE:$2" DTSTAMP:20261101T000000Z "STATUS:$3" \
        "DTSTART;VALUE=DATE:202612$4" "DTEND;VALUE=DATE:202612$(($4 + 1))" "SUMMARY:Event $1 $3" END:VEVENT
}
calendar() {
    printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//x//x//EN
    cat
    printf '%s\r\n' END:VCALENDAR
}
{ event one 1 CONFIRMED 10; event two 1 CONFIRMED 14; } | calendar >first.ics
{ event one 1 CONFIRMED 10; event two 2 CANCELLED 14; } | calendar >second.ics
mkdir folder
export HOME="$scratch"
"$calcurse" -D folder -i first.ics
"$calcurse" -D folder -i second.ics
cat folder/apts
test "$(grep -c "Event one" folder/apts)" = 2
test "$(grep -c "Event two" folder/apts)" = 2
grep -q "Event two CANCELLED" folder/apts
