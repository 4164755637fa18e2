#!/bin/sh
# Installs older and other programs whose files the tests read and which read ours, into .peers: peers.sh. A test whose
# program is missing says so and is left out.
set -eu
cd "$(dirname "$0")/.."
[ -x .peers/bin/jrnl ] && exit 0
python=${PYTHON:-python3}
if ! "$python" -m venv .peers ||
    ! .peers/bin/python -m pip install --quiet --disable-pip-version-check jrnl==3.3 python-frontmatter==1.3.0; then
    echo "Going on without: jrnl 3.3, python-frontmatter"
    rm -rf .peers
fi
