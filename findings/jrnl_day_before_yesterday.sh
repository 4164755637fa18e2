#!/bin/sh
# Guess: words for a day before the colon put a jrnl entry on that day ("the day before yesterday: ...", as "yesterday:"
#   does), or are left in the text where they are not understood; the name of today's weekday means today.
# Behaviour: "the day before yesterday:" is taken off the text and the entry is filed under yesterday; the name of today's
#   weekday files it a week back. What is left out of the text is the only trace of what was meant. "Two days ago:" is right,
#   and "half past nine:" is kept as text and dated now.
# Version: jrnl 4.6 with parsedatetime 2.6
# Source: jrnl's manual promises natural words for days; parsedatetime's own list has "yesterday", not the words before it.
# Here: formats/moments.py reads words for a day whole or refuses them with a sentence; "the day before yesterday" and the
#   name of today are among its tests.
# Needs the date of GNU (for its -d).
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check jrnl==4.6 parsedatetime==2.6 2>/dev/null
export HOME="$scratch/home" LC_ALL=C TZ=UTC
mkdir "$HOME"
: >"$scratch/journal.txt"
cat >"$scratch/jrnl.yaml" <<CONFIG
colors: {body: none, date: none, tags: none, title: none}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: false
indent_character: '|'
journals: {default: {journal: $scratch/journal.txt}}
linewrap: 79
tagsymbols: '@'
template: false
timeformat: '%Y-%m-%d %H:%M'
version: v4.6
CONFIG
weekday=$(date +%A)
for words in "yesterday" "the day before yesterday" "two days ago" "$weekday" "half past nine"; do
    "$scratch/venv/bin/jrnl" --config-file "$scratch/jrnl.yaml" "$words: Written for $words." >"$scratch/said" 2>&1
done
echo "Today is $weekday, $(date +%F)." && cat "$scratch/journal.txt"
filed() { grep -q "^\[$(date -d "$1" +%F) .*Written for $2\.$" "$scratch/journal.txt"; }
filed "1 day ago" "yesterday"
filed "1 day ago" "the day before yesterday"
filed "2 days ago" "two days ago"
filed "7 days ago" "$weekday"
grep -q "half past nine: Written" "$scratch/journal.txt"
