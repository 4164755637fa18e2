#!/bin/sh
# Guess: a reading grade of a Markdown page changes little when six short sentences are set as a list without full stops;
#   the words are the same.
# Behaviour: textstat counts sentences by their end signs alone, so such a list is one sentence: the Flesch-Kincaid grade of
#   the same 29 words goes from 0.4 to 9.9. A house rule "grade 6 or lower" then forbids lists, or rewards full stops.
# Version: textstat 0.7.3 with setuptools 75.8.0 (PyPI)
# Source: textstat's documentation tells the formula, not what a sentence is.
# Here: library/check/language.py ends each item of a list, heading and cell with a full stop before it measures a page.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check textstat==0.7.3 setuptools==75.8.0 2>/dev/null
cat >"$scratch/look.py" <<'PYTHON'
import textstat

lines = ["You feel the pull to check", "Wait ten minutes", "Put the phone in another room"]
lines += ["Ask yourself what you know", "Ask yourself what you guess", "Then write one line"]
grades = []
for name, text in (("sentences", ". ".join(lines) + "."), ("a list", "\n".join(f"- {line}" for line in lines))):
    grades.append(textstat.flesch_kincaid_grade(text))
    print(f"{name:10} {textstat.lexicon_count(text)} words, {textstat.sentence_count(text)} sentences, grade {grades[-1]}")
assert grades[0] < 1 and grades[1] > 9
PYTHON
"$scratch/venv/bin/python" -W ignore "$scratch/look.py"
