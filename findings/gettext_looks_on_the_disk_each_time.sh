#!/bin/sh
# Guess: gettext.gettext() looks for its catalogue once; what was found, or that there is none, is kept for the process.
# Behaviour: each call looks on the disk again, four times for de_DE, whether there is a catalogue or not; argparse asks
#     it for the headings of every parser, so that fifty commands cost over 600 looks before anything is parsed. Only
#     what was read of a catalogue is kept, not where it is, nor that there is none.
# Version: CPython 3.11 to 3.13 (gettext and argparse of the standard library)
# Source: the code of gettext.find and gettext.translation; the documentation says that catalogues are cached
# Here: a command makes its own parser alone, not those of all; our own words come from one translation that is kept
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/look.py" <<'PYTHON'
import argparse
import gettext
import os
import struct
import sys

asked = 0
exists = os.path.exists


def counting(path):
    global asked
    asked += 1
    return exists(path)


def looks(work):
    global asked
    asked = 0
    work()
    return asked


def parser():
    made = argparse.ArgumentParser(prog="demo")
    commands = made.add_subparsers()
    for number in range(50):
        commands.add_parser(f"command-{number}", help="words")


os.path.exists = counting
os.environ["LANGUAGE"] = "de_DE"
once = looks(lambda: gettext.gettext("words"))
again = looks(lambda: gettext.gettext("words"))
whole = looks(parser)
print(f"no catalogue: {once} looks for the first word, {again} for the same again, {whole} for 50 commands")

place = os.path.join(sys.argv[1], "de", "LC_MESSAGES")
os.makedirs(place)
with open(os.path.join(place, "messages.mo"), "wb") as file:
    file.write(struct.pack("<7I", 0x950412DE, 0, 0, 28, 28, 0, 28))
gettext.bindtextdomain("messages", sys.argv[1])
found = [looks(lambda: gettext.gettext("words")) for _ in range(3)]
print(f"with a catalogue: {found} looks for three words")
sys.exit(0 if once == again > 0 and whole > 600 and found[2] > 0 else 1)
PYTHON
python3 "$folder/look.py" "$folder/locale"
