#!/bin/sh
# Guess: a library without dependencies loads the same modules wherever it is installed, and on Python 3.11 and later takes
#   `get_type_hints` and `Required` from `typing`, which has them.
# Behaviour: msgspec asks for `typing_extensions` first and for `typing` only where that is not there. Installing that
#   package for something else makes `import msgspec` load a dozen modules more (`inspect`, `ast`, `dis`, `tokenize`
#   among them), and take about twice as long. Nothing of what it can do differs.
# Version: msgspec 0.23.0, typing_extensions 4.16.0 (PyPI), Python 3.11
# Source: none; `msgspec/_utils.py`.
# Here: `cli/lean_start.py` keeps it out while msgspec is loaded, which is a twelfth of what most commands take.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
pip="$scratch/venv/bin/pip --quiet --disable-pip-version-check"
$pip install msgspec==0.23.0 2>/dev/null
cat >"$scratch/see.py" <<'PYTHON'
import sys

before = set(sys.modules)
import msgspec  # noqa: E402

loaded = {name.partition(".")[0] for name in set(sys.modules) - before}
print(len(loaded), *sorted(loaded & {"ast", "dis", "inspect", "tokenize", "typing_extensions"}))
PYTHON
alone=$("$scratch/venv/bin/python" "$scratch/see.py")
$pip install typing_extensions==4.16.0 2>/dev/null
beside=$("$scratch/venv/bin/python" "$scratch/see.py")
echo "modules at the top that msgspec loads, alone: $alone"
echo "beside typing_extensions: $beside"
case "$alone" in *inspect*) exit 1 ;; esac
case "$beside" in *"ast dis inspect tokenize typing_extensions") exit 0 ;; esac
exit 1
