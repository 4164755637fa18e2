#!/bin/sh
# Guess: toolkits that set text in a terminal and know that a Japanese letter takes two cells also know that no line may
#   begin with a closing mark (full stop, comma, closing bracket), as every text editor does.
# Behaviour: Rich, which Textual sets its text with, and urwid count cells rightly and break anywhere: a full stop that just
#   does not fit begins the next line. uniseg, which follows Unicode's rules for line breaking, takes its letter along.
# Version: rich 15.0.0, urwid 5.1.0, uniseg 0.10.1 (PyPI)
# Source: Unicode Annex 14 (class CL is never at a beginning); neither toolkit claims to follow it.
# Here: typeset/wrap.py sets our pages; a closing mark stays with the letter before it.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check rich==15.0.0 urwid==5.1.0 uniseg==0.10.1 2>/dev/null
cat >"$scratch/look.py" <<'PYTHON'
import urwid
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text
from uniseg.linebreak import line_break_units

words = "彼は約束を守った。私は安心した。「ありがとう」と言った。"
width = 10


def by_the_rules() -> list[str]:
    lines = [""]
    for unit in line_break_units(words):
        if cell_len(lines[-1] + unit) > width:
            lines.append("")
        lines[-1] += unit
    return lines


set_by = {
    "rich": [str(line) for line in Text(words).wrap(Console(width=width), width)],
    "urwid": [line.decode().rstrip() for line in urwid.Text(words).render((width,)).text],
    "uniseg": by_the_rules(),
}
begins = {name: any(line.startswith("。") for line in lines) for name, lines in set_by.items()}
for name, lines in set_by.items():
    print(f"{name:7}", " | ".join(lines))
assert begins == {"rich": True, "urwid": True, "uniseg": False}, begins
PYTHON
"$scratch/venv/bin/python" "$scratch/look.py"
