#!/bin/sh
# Tries what stands in dist/ away from the checkout: the wheel alone, by the hashes that users install by, and the tests
# that the source archive brings.
set -eu
cd "$(dirname "$0")/.."
python="$PWD/${VENV:-.venv}/bin/python"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

echo "The wheel alone"
"$python" -m venv "$scratch/alone"
pip() {
    "$scratch/alone/bin/python" -m pip --quiet --disable-pip-version-check "$@"
}
pip install --require-hashes --requirement constraints.txt
pip install --no-deps dist/trust_tui-*.whl
pip check
"$python" -m tests.packaging.drive "$scratch/alone"

echo "The source archive by its own tests"
mkdir "$scratch/sources"
tar --extract --gzip --file dist/trust_tui-*.tar.gz --directory "$scratch/sources"
cd "$scratch/sources"/trust_tui-*
"$python" -m pytest -q -p no:cacheprovider -n auto --dist loadgroup \
    tests/test_readme.py tests/packaging tests/domain tests/cli tests/config
