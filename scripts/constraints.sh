#!/bin/sh
# Renews constraints.txt and constraints-dev.txt: the newest versions that pyproject.toml allows, with the hash of every
# file of theirs, for each Python and machine that the program runs on. No address of an index gets into them.
set -eu
cd "$(dirname "$0")/.."

renew() {
    file=$1
    shift
    new="${TMPDIR:-/tmp}/$file.$$"
    trap 'rm -f "$new"' EXIT
    "${VENV:-.venv}/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
        --no-emit-index-url --output-file "$new" "$@" pyproject.toml
    {
        echo "# What is installed, with versions and hashes. Made by \`make constraints\`; do not edit by hand."
        cat "$new"
    } >"$file"
}

renew constraints-dev.txt --extra dev
renew constraints.txt --constraint constraints-dev.txt # so that what was tested is what users get
