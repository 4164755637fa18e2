#!/bin/sh
# Guess: the csv module can tell the form of a table that the csv module itself has written, as its documentation shows:
#   open the file with newline="", and give its first kilobyte to csv.Sniffer().sniff.
# Behaviour: the writer ends lines with CR LF. The sniffer parts the sample at LF alone, and counts which sign comes as often
#   in each line: the CR does. For a journal with commas in its notes, which stand in quotation marks, it answers that
#   cells are parted by "\r"; every row read with that is one cell (until Python 3.12; from 3.13 on the module refuses the
#   form that it has just told). Told to choose among ",", ";" and tab, it gives up.
# Version: the csv module of Python 3.10, 3.11, 3.12 and 3.13
# Source: the documentation of csv.Sniffer has this very idiom; of line ends it says nothing.
# Here: formats/source.py takes the sign that makes most cells of the first line.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cat >"$scratch/look.py" <<'PYTHON'
import csv
import sys

place = sys.argv[1]
notes = ["Rang after work, and talked", "Walked home, it was late", "We had dinner, no phones", "Slept badly"]
rows = [["day", "mood", "note"], *([f"2026-03-{n:02}", str(n % 5), notes[n % 4]] for n in range(1, 29))]
with open(place, "w", newline="", encoding="utf-8") as file:
    csv.writer(file).writerows(rows)
with open(place, newline="", encoding="utf-8") as file:
    sample = file.read(1024)
    form = csv.Sniffer().sniff(sample)
    file.seek(0)
    try:
        read = list(csv.reader(file, form))[:2]
    except ValueError as error:
        read = str(error)
print("parted by", repr(form.delimiter), "and read as", read)
try:
    told = csv.Sniffer().sniff(sample, delimiters=",;\t").delimiter
except csv.Error as error:
    told = str(error)
print("to choose among three:", told)
assert form.delimiter == "\r" and read != rows[:2] and told == "Could not determine delimiter"
PYTHON
python3 "$scratch/look.py" "$scratch/table.csv"
