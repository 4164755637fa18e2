#!/bin/sh
# Guess: a reader of dates that knows the Thai names of months knows the years that stand beside them, which are those of
#   the Buddhist calendar: 2569 is 2026.
# Behaviour: dateparser takes them for ours, 543 years off, without a sign of doubt. Once in four years a day is no date
#   at all: 29 February 2567 (2024) is None, where the day before it is read, since 2567 is no leap year of ours.
# Version: dateparser 1.5.0 (PyPI)
# Source: phones and browsers set to Thai write these years (CLDR: th prefers the calendar "buddhist"); dateparser has
#   readers for the Persian and the Islamic calendar, and names no Buddhist one.
# Here: formats/date_reader.py takes 543 off the years 2400 to 2599 before it reads the day, and says how many there were.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0
"$scratch/venv/bin/python" - <<'PYTHON'
import dateparser

FEBRUARY, MARCH = "กุมภาพันธ์", "มีนาคม"
texts = (f"2 {MARCH} 2569", f"28 {FEBRUARY} 2567", f"29 {FEBRUARY} 2567")
found = [dateparser.parse(text, languages=["th"]) for text in texts]
for text, when in zip(texts, found):
    print(f"{text}: {when and when.date()}")
same = [when and str(when.date()) for when in found] == ["2569-03-02", "2567-02-28", None]
raise SystemExit(0 if same else 1)
PYTHON
