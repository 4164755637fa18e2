#!/bin/sh
# Guess: what shtab prints for zsh can be put into a file and read with `source` from ~/.zshrc, below compinit, as is
#   done with what it prints for bash, fish and tcsh.
# Behaviour: sourced, it registers nothing and says so with nothing but a complaint of zsh's own, if any; Tab completes
#   names of files. The script looks at how it is being run: only `eval "$(...)"` registers it by itself, and a file
#   works only if it is called _NAME and lies in $fpath before compinit.
# Version: shtab 1.13.0, zsh 5.9 (Debian 12)
# Source: the last lines of the script that shtab prints test zsh_eval_context for "eval".
# Here: the README tells users to use eval; tests/cli/test_completion.py presses Tab in a real zsh that did so.
# Needs zsh.
set -eu
command -v zsh >/dev/null || { echo "zsh is not installed"; exit 1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check shtab==1.13.0 2>/dev/null
cat >"$scratch/make.py" <<'PYTHON'
import argparse

import shtab

parser = argparse.ArgumentParser(prog="demo")
parser.add_argument("--colour", choices=["red", "blue"], help="which one")
print(shtab.complete(parser, "zsh"))
PYTHON
"$scratch/venv/bin/python" "$scratch/make.py" >"$scratch/demo.zsh"
ask() {
    ZDOTDIR=$scratch zsh -f -c "autoload -U compinit; compinit -u -D; $1 2>/dev/null; print -r -- \"\${_comps[demo]:-none}\""
}
sourced=$(ask "source $scratch/demo.zsh")
evaluated=$(ask "eval \"\$(cat $scratch/demo.zsh)\"")
echo "What completes demo after source: $sourced"
echo "What completes demo after eval:   $evaluated"
[ "$sourced" = none ] && [ "$evaluated" != none ]
