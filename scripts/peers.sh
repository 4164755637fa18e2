#!/bin/sh
# Installs older and other programs whose files the tests read and which read ours, into .peers: peers.sh. A test whose
# program is missing says so and is left out.
set -eu
cd "$(dirname "$0")/.."
wanted="jrnl==3.3 python-frontmatter==1.3.0 khal==0.14.1 recurring-ical-events==3.8.2 pandas==3.1.1 todoman==4.7.0"
[ "$(cat .peers/.installed 2>/dev/null)" = "$wanted" ] && exit 0
python=${PYTHON:-python3}
# shellcheck disable=SC2086 # requirements, with blanks between them
if "$python" -m venv .peers && .peers/bin/python -m pip install --quiet --disable-pip-version-check $wanted; then
    printf '%s' "$wanted" >.peers/.installed
else
    echo "Going on without: $wanted"
    rm -rf .peers
fi
