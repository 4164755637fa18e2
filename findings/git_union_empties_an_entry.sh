#!/bin/sh
# Guess: git's merge driver "union", which is often set for a diary in one text file so that two machines never meet a
#   conflict, keeps the lines of both, so both entries are whole afterwards, one below the other.
# Behaviour: where two entries were begun from one template, the lines they share are matched with each other and kept once.
#   Both heads then stand above them, so the first entry has lost its answers to the second, and the last lines of both
#   follow under the second head. No conflict is told and the status is 0.
# Version: git 2.30 and later (seen with 2.39)
# Source: gitattributes(5) warns of lines "in random order"; it does not say that lines go to another paragraph.
# Here: docs/DATA.md, On several machines: a change is a file of its own and never merged by lines; text journals that are
#   joined this way are to be looked at before they are imported.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HOME="$scratch" GIT_CONFIG_NOSYSTEM=1
git --version
git init --quiet "$scratch/diary"
cd "$scratch/diary"
git config user.name A && git config user.email a@example.org
git checkout --quiet -b desk
echo '*.txt merge=union' >.gitattributes
printf '[2026-03-01 09:00] First\nWords.\n\n' >diary.txt
git add . && git commit --quiet -m first
entry() { # head, first line, last line; between them the answers of the template
    printf '[%s\n%s\nMood: 1\nSlept: 6 hours\nTalked: yes\nChecked: no\n%s\n\n' "$1" "$2" "$3" >>diary.txt
    git commit --quiet --all --message "$1"
}
git checkout --quiet -b laptop
entry "2026-03-02 21:00] Evening" "We quarrelled." "Afterwards I wept."
git checkout --quiet desk
entry "2026-03-02 12:00] Lunch" "We laughed." "Then I went home."
git merge --quiet -m joined laptop
cat diary.txt
cat >"$scratch/expected" <<'DIARY'
[2026-03-01 09:00] First
Words.

[2026-03-02 12:00] Lunch
We laughed.
[2026-03-02 21:00] Evening
We quarrelled.
Mood: 1
Slept: 6 hours
Talked: yes
Checked: no
Then I went home.
Afterwards I wept.

DIARY
cmp diary.txt "$scratch/expected"
