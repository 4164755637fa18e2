#!/bin/sh
# Guess: PyYAML's two loaders, the one in Python and the faster one in C, take the same documents; CSafeLoader is only
#   quicker, and SafeLoader is a fallback where the extension is missing.
# Behaviour: a tab after the colon, or before a comment, is white space to the C loader (as YAML 1.2 has it), and a
#   ScannerError to the Python one. A note that is read on a machine with the extension is refused on one without.
# Version: PyYAML 6.0.3 with its bundled libyaml 0.2.5
# Source: YAML 1.2.2, section 6.2 (separation spaces are blanks or tabs); PyYAML implements 1.1 in Python.
# Here: front_matter.py reads the plain form itself, and takes the C loader where there is one.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check PyYAML==6.0.3 2>/dev/null
cat >"$scratch/see.py" <<'PYTHON'
import sys

import yaml


def read(text, loader):
    try:
        return yaml.load(text, Loader=loader)
    except yaml.YAMLError as error:
        return type(error).__name__


same = True
for text in ("title:\tA walk\n", "title: A walk\t# evening\n", "title: \t\n"):
    python, c = read(text, yaml.SafeLoader), read(text, yaml.CSafeLoader)
    print(f"{text!r}: Python {python!r}, C {c!r}")
    same = same and python == "ScannerError" and isinstance(c, dict)
sys.exit(not same)
PYTHON
"$scratch/venv/bin/python" "$scratch/see.py"
