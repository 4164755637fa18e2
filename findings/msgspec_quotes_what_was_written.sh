#!/bin/sh
# Guess: the errors of a strict decoder say what type stands where, as msgspec's "Expected `str`, got `int` - at `$.text`"
#   does, so that they can be logged although the document is private.
# Behaviour: only most of them. A text that is none of the members of an enumeration is quoted word for word, and what
#   `__post_init__` raises comes through as it is. Both are a ValidationError like the rest.
# Version: msgspec 0.23.0
# Source: none; the page on errors shows messages with types and places alone.
# Here: `domain/codec.py` throws these messages away and looks for the field itself, in words of our own.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check msgspec==0.23.0 2>/dev/null
cat >"$scratch/see.py" <<'PYTHON'
import sys
from enum import Enum

import msgspec


class State(Enum):
    OPEN = "open"
    KEPT = "kept"


class Promise(msgspec.Struct):
    state: State = State.OPEN
    text: str = ""


def said(document: bytes) -> str:
    try:
        msgspec.json.decode(document, type=Promise)
    except msgspec.ValidationError as error:
        return str(error)
    return ""


typed = said(b'{"text": 5}')
quoted = said(b'{"state": "I told Alex a secret"}')
print(typed)
print(quoted)
sys.exit(not ("got `int`" in typed and "I told Alex a secret" in quoted))
PYTHON
"$scratch/venv/bin/python" "$scratch/see.py"
