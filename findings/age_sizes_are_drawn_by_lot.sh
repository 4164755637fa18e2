#!/bin/sh
# Guess: the age format has no padding, so the size of a sealed file is that of its text and a fixed head: sealed twice,
#   the same text gives two files of one size, and files filled up to one size stay of one size.
# Behaviour: the Rust library adds a "grease" line of random length to the head of every file. The same text gives some
#   170 sizes over 178 bytes, the largest once in ten thousand. The command of Go writes the same size each time.
# Version: pyrage 1.4.0 (rage, PyPI); the Go command age 1.1.1 (Debian 12) for comparison, where it is there
# Source: the format lets a head hold lines that nobody knows; that the library writes them is said in its code alone.
# Here: `store/log/sheets.py` fills up with room for it, so that a file takes one block of the disk at most as wanted, and
#   no test compares sizes byte for byte.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check pyrage==1.4.0 2>/dev/null
cat >"$scratch/see.py" <<'PYTHON'
import sys

import pyrage

key = pyrage.x25519.Identity.generate().to_public()
text = b"x" * 3840
sizes = {len(pyrage.encrypt(text, [key])) - len(text) for _ in range(5000)}
print(f"{len(sizes)} sizes of one text: {min(sizes)} to {max(sizes)} bytes more")
if len(sys.argv) > 1:
    open(sys.argv[1], "w").write(str(key))
sys.exit(not (len(sizes) > 100 and min(sizes) >= 200 and max(sizes) <= 390))
PYTHON
"$scratch/venv/bin/python" "$scratch/see.py" "$scratch/recipient"
if command -v age >/dev/null 2>&1; then
    head -c 3840 /dev/zero >"$scratch/text"
    for one in 1 2 3 4 5; do
        age -R "$scratch/recipient" -o "$scratch/$one.age" "$scratch/text"
        wc -c <"$scratch/$one.age"
    done | sort -u | sed 's/^/the Go command: /'
fi
