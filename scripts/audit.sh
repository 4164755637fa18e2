#!/bin/sh
# Holds the pinned versions that administrators install against the advisories that are known.
#
# usage: sh scripts/audit.sh VENV
#
# Skips with a word where pip-audit cannot be had or the advisories cannot be reached.
set -eu
bin=$1/bin
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if ! "$bin/python" -m pip_audit --version >/dev/null 2>&1; then
    if ! python3 -m venv "$scratch/venv" || ! "$scratch/venv/bin/pip" install --quiet --disable-pip-version-check 'pip-audit>=2.10,<3' 2>/dev/null; then
        echo "Skipped: pip-audit cannot be had here."
        exit 0
    fi
    bin=$scratch/venv/bin
fi
status=0
"$bin/python" -m pip_audit --requirement constraints.txt --require-hashes --disable-pip --progress-spinner off >"$scratch/out" 2>&1 || status=$?
if [ "$status" -ne 0 ] && grep -qiE 'ConnectionError|ServiceError|Max retries|Temporary failure|timed out|resolve' "$scratch/out"; then
    echo "Skipped: the advisories cannot be reached from here."
    exit 0
fi
unknown=$(grep -c 'could not be audited' "$scratch/out" || true)
grep -v 'could not be audited' "$scratch/out" || true
if [ "$unknown" -gt 0 ]; then
    echo "Skipped: of $unknown packages the advisories cannot be had from here."
fi
exit "$status"
