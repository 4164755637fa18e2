#!/bin/sh
# Guess: what makes a terminal for another program (xterm, screen, script) keeps its own end to itself, so that the
#   terminal hangs up for the program when its maker goes.
# Behaviour: yasr, the screen reader for terminals, starts its program with that other end open as well. The program
#   holds its own terminal by it: when yasr is gone, nothing hangs up and no read ends.
# Version: yasr 0.6.9-11 (Debian 12)
# Source: the number that Linux gives for each open other end (the request TIOCGPTN), beside the name of the terminal.
# Here: terminal/guard.py closes what it finds of the other end of its own terminal at the start.
# Needs apt-get and dpkg (Debian), as yasr is in no package index, script (util-linux) for a terminal, and python3.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
chmod 755 "$scratch"
cd "$scratch"
apt-get download yasr >"$scratch/log" 2>&1
dpkg -x yasr_*.deb "$scratch/root"
cat >inner <<'INNER'
#!/usr/bin/env python3
import fcntl, os, sys

own = os.ttyname(0)
with open(os.path.join(os.path.dirname(sys.argv[0]), "held"), "w") as held:
    for number in map(int, os.listdir("/proc/self/fd")):
        try:
            terminal = fcntl.ioctl(number, 0x80045430, bytes(4))
        except OSError:
            continue
        name = f"/dev/pts/{int.from_bytes(terminal, sys.byteorder)}"
        print("its own other end" if name == own else "that of another", file=held)
INNER
printf '#!/bin/sh\nexec cat >/dev/null\n' >speech
chmod 755 inner speech
cat >.yasr.conf <<CONFIG
[options]
synthesizer=emacspeak server
synthesizer port=|$scratch/speech
CONFIG
export HOME="$scratch" TERM=xterm
script -qec "$scratch/root/usr/bin/yasr $scratch/inner" /dev/null </dev/null >/dev/null 2>&1 || true
echo "Open in the program that yasr has started:"
cat held
grep -q "its own other end" held
