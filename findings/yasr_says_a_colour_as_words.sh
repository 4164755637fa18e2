#!/bin/sh
# Guess: a screen reader that keeps a picture of the screen says what has changed in it; a row that only loses its colour,
#   with the same letters in the same place, is not said again.
# Behaviour: yasr says every letter that is written, whatever stood there. A list that moves its highlight by writing two
#   rows anew is heard as two rows after each key, and the last one heard is the one that was left. Blanks are silent,
#   so a pointer that is put before one row and blanked before another costs no word.
# Version: yasr 0.6.9 (Debian 12)
# Source: yasr's README says that it follows "the codes and text sent to the screen", not that it compares them.
# Here: with the setting `reader` no row has a colour for being in focus (widgets/drawn.py), the pointer alone moves, and
#   the row it comes to is written whole (terminal/read_out.py); tests/terminal/test_screen_reader.py listens to yasr.
# Needs apt-get and dpkg (Debian), as yasr is in no package index, and script (util-linux).
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
chmod 755 "$scratch"
cd "$scratch"
apt-get download yasr >"$scratch/log" 2>&1
dpkg -x yasr_*.deb "$scratch/root"
export HOME="$scratch" TERM=xterm
: >said
printf '#!/bin/sh\nexec cat >>%s/said\n' "$scratch" >speech
cat >.yasr.conf <<CONFIG
[normalkeys]
[reviewkeys]
[options]
cursor tracking=full
synthesizer=emacspeak server
synthesizer port=|$scratch/speech
key echo=off
special=off
[Emacspeak server]
rate=175
punctuation=some
[dict]
CONFIG
cat >list <<'LIST'
#!/bin/sh
stty -echo
sleep 1
printf '\033[2J\033[1;1H\033[7mapple\033[0m\033[2;1Hbanana\033[1;1H'
sleep 1
printf 'by colour\n' >>said
printf '\033[2;1H\033[7mbanana\033[0m\033[1;1Happle\033[2;1H'
sleep 1
printf 'by pointer\n' >>said
printf '\033[2;8H<\033[1;8H \033[2;8H'
sleep 1
LIST
chmod +x speech list
script -qec "$scratch/root/usr/bin/yasr $scratch/list" /dev/null </dev/null >/dev/null
grep -v '^[sd]$' said
colour=$(sed -n '/^by colour/,/^by pointer/p' said)
pointer=$(sed -n '/^by pointer/,$p' said)
echo "$colour" | grep -q apple
echo "$colour" | grep -q banana
! echo "$pointer" | grep -q -e apple -e banana
