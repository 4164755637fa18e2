#!/bin/sh
# Guess: with Syncthing's file versioning on, a text that is overwritten with zeros and then deleted leaves a version of
#   zeros, or one on the machine where it was deleted, where one would look for it and can clear it away.
# Behaviour: the machine that deletes keeps nothing. Every OTHER machine puts its own whole copy into .stversions, as it
#   was before the overwriting, and keeps it there. So "deleted for good" empties one disk and fills a drawer on the rest.
# Version: Syncthing 1.19.2 (Debian 12), versioning "simple"
# Source: Syncthing's documentation, File Versioning: versions are made of files changed "by a remote device".
# Here: docs/DATA.md tells to switch it off; store/care/older_copies.py names .stversions among the older copies.
# Needs apt-get and dpkg (Debian); two instances on loopback, no discovery and no relays, ended by their process ids.
set -eu
scratch=$(mktemp -d)
first="" second=""
trap 'kill $first $second 2>/dev/null || true; wait; rm -rf "$scratch"' EXIT
chmod 755 "$scratch"
cd "$scratch"
apt-get download syncthing >log 2>&1
dpkg -x syncthing_*.deb root
syncthing="$scratch/root/usr/bin/syncthing"
export HOME="$scratch" STNOUPGRADE=1
"$syncthing" --version | cut -d' ' -f1-2
mkdir one one/.stfolder two two/.stfolder
for name in one two; do
    "$syncthing" generate --home="home-$name" --no-default-folder >"$name.out" 2>&1
done
id() { grep -oE '[A-Z0-9]{7}(-[A-Z0-9]{7}){7}' "$1.out" | head -1; }
port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
port_one=$(port) port_two=$(port)
configure() { # own name, the other's, own port, the other's
    cat >"home-$1/config.xml" <<XML
<configuration version="36">
  <folder id="w" label="w" path="$scratch/$1" type="sendreceive" rescanIntervalS="2" fsWatcherEnabled="true"
      fsWatcherDelayS="1">
    <device id="$(id "$1")"/><device id="$(id "$2")"/>
    <minDiskFree unit="%">0</minDiskFree>
    <versioning type="simple"><param key="keep" val="5"/></versioning>
  </folder>
  <device id="$(id "$1")" name="own"><address>dynamic</address></device>
  <device id="$(id "$2")" name="other"><address>tcp://127.0.0.1:$4</address></device>
  <gui enabled="false"/>
  <options>
    <listenAddress>tcp://127.0.0.1:$3</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled><localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled><natEnabled>false</natEnabled><startBrowser>false</startBrowser>
    <reconnectionIntervalS>1</reconnectionIntervalS><urAccepted>-1</urAccepted>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH><crashReportingEnabled>false</crashReportingEnabled>
  </options>
</configuration>
XML
}
configure one two "$port_one" "$port_two"
configure two one "$port_two" "$port_one"
echo "He rang at six." >one/entry.txt
"$syncthing" serve --home=home-one --no-browser >one.log 2>&1 & first=$!
"$syncthing" serve --home=home-two --no-browser >two.log 2>&1 & second=$!
until test -s two/entry.txt; do sleep 0.2; done
dd if=/dev/zero of=one/entry.txt bs=16 count=1 conv=notrunc 2>/dev/null
rm one/entry.txt
until test -d two/.stversions && ! test -e two/entry.txt; do sleep 0.2; done
echo "On the machine that deleted it:" && find one -type f
echo "On the other one:" && find two -type f -exec sh -c 'echo "${1##*/two/}: $(cat "$1")"' _ {} ';'
test -z "$(find one -type f)"
grep -q "He rang at six" two/.stversions/*
