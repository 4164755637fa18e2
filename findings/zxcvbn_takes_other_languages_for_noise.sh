#!/bin/sh
# Guess: a strength meter that scores "my diary" as weak scores the same two words of German or Spanish about as weak, or
#   says that it does not know the language.
# Behaviour: zxcvbn knows lists of English words, names and leaked passwords only. Words of another language are taken for
#   letters drawn by chance: "mein tagebuch" gets the best score, 4, and about two million times the guesses of "my diary".
# Version: zxcvbn 4.5.0 (PyPI)
# Source: the package's README says where its lists come from, not what that means for others.
# Here: domain/passphrase_strength.py counts plain words as words of a list of 7,776, whatever their language.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check zxcvbn==4.5.0 2>/dev/null
cat >"$scratch/look.py" <<'PYTHON'
from math import log10

from zxcvbn import zxcvbn

seen = {}
for phrase in ("my diary", "mein tagebuch", "mi diario secreto", "my secret diary"):
    told = zxcvbn(phrase)
    seen[phrase] = told["score"], log10(told["guesses"])
    print(f"{phrase:18} score {told['score']}, guesses 10^{seen[phrase][1]:.1f}")
assert seen["my diary"][0] == 2 and seen["mein tagebuch"][0] == 4
assert seen["mein tagebuch"][1] - seen["my diary"][1] > 6
PYTHON
"$scratch/venv/bin/python" "$scratch/look.py"
