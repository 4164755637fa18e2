#!/bin/sh
# Guess: a parser that is fed piece by piece does nothing on an empty piece, as codecs' incremental decoders, html.parser
#   and xml.etree's XMLPullParser do; what is said of a sequence cut in two holds for any cut.
# Behaviour: Textual's parser of keys takes an empty piece for the end of all input and raises a ParseError on every one
#   after it. Whoever takes a sequence out before (a key that means nothing, a filter) and hands on what is left ends the
#   keyboard with the next key, and until then all looks right.
# Version: Textual 8.2.8
# Source: its docstring says "Data to parser" of what is fed; the end of input is in the code alone.
# Here: terminal/keyboard.py hands on nothing where nothing is left; after every recorded key of 13 terminals a test
#   reads one more (tests/terminal/test_keys.py). Until then the Menu key of xterm and a letter ended the program.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check textual==8.2.8 2>/dev/null
cat >"$scratch/look.py" <<'PYTHON'
import codecs
from html.parser import HTMLParser
from xml.etree.ElementTree import XMLPullParser

from textual._xterm_parser import XTermParser

decoder, page, tree = codecs.getincrementaldecoder("utf-8")(), HTMLParser(), XMLPullParser()
said = decoder.decode(b"") + decoder.decode(b"a")
for parser in (page, tree):
    parser.feed("")
    parser.feed("<a/>")
print("an empty piece and one more: decoder", repr(said), "- HTMLParser and XMLPullParser read on")
keys = XTermParser()
print("Textual:", [event.key for event in keys.feed("a")], list(keys.feed("")))
try:
    print("and then:", list(keys.feed("b")))
    raise SystemExit(1)
except Exception as error:
    print("and then:", type(error).__name__, error)
    raise SystemExit(type(error).__name__ != "ParseError")
PYTHON
"$scratch/venv/bin/python" "$scratch/look.py"
