#!/bin/sh
# Makes or refreshes the virtual environment: setup.sh FOLDER [EXTRA]. Says in one sentence what is missing.
set -eu
folder=$1
extra=${2:-}
cd "$(dirname "$0")/.."

python=
for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    echo "Trust TUI needs Python 3.11, 3.12, 3.13 or 3.14: install one of them (Debian and Ubuntu: apt install python3) and try again." >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "Python's venv module is missing: install it (Debian and Ubuntu: apt install python3-venv) and try again." >&2
    exit 1
fi

constraints=constraints${extra:+-$extra}.txt

# A stamp of what was installed, so that a second start takes no time and a changed requirement is noticed.
wanted="$extra $(cat pyproject.toml "$constraints" | cksum)"
stamp="$folder/.installed$extra"
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && exit 0

echo "Installing into $folder (this happens once)..." >&2
# An environment without pip is one whose making was interrupted.
"$folder/bin/python" -m pip --version >/dev/null 2>&1 || "$python" -m venv "$folder"
target=.
[ -n "$extra" ] && target=".[$extra]"
# First what was tested, by its hashes; then the program itself, which finds it there.
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$constraints"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --editable "$target"
"$folder/bin/python" scripts/compile_content.py >/dev/null
printf '%s' "$wanted" >"$stamp"
