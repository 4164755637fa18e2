#!/bin/sh
# Installs the programs that some tests need, where that can be had: test_tools.sh. A test whose program is missing says
# so and is left out.
set -eu
wanted=
for pair in tmux:tmux screen:screen sshd:openssh-server age:age fish:fish zsh:zsh tcsh:tcsh man:man-db vim:vim nvim:neovim nano:nano \
    syncthing:syncthing unison:unison rclone:rclone restic:restic sshfs:sshfs mkfs.vfat:dosfstools mkfs.exfat:exfatprogs mount.exfat-fuse:exfat-fuse fusermount3:fuse3 encfs:encfs \
    dropbear:dropbear-bin asciinema:asciinema sudo:sudo yasr:yasr calcurse:calcurse Xvfb:xvfb dbus-run-session:dbus-daemon; do
    PATH="$PATH:/usr/sbin" command -v "${pair%%:*}" >/dev/null || wanted="$wanted ${pair##*:}"
done
/usr/bin/python3 -W ignore -c "import asyncssh" 2>/dev/null || wanted="$wanted python3-asyncssh"
[ -e /usr/share/dbus-1/services/org.a11y.Bus.service ] || wanted="$wanted at-spi2-core"
/usr/bin/python3 -c "import gi; gi.require_version('Vte', '2.91'); gi.require_version('Atspi', '2.0')" 2>/dev/null ||
    wanted="$wanted python3-gi gir1.2-vte-2.91 gir1.2-atspi-2.0"
[ -n "$wanted" ] || exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Going on without:$wanted"
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update >/dev/null 2>&1 || true
# shellcheck disable=SC2086 # names of packages, with blanks between them
if ! apt-get -qq install --yes --no-install-recommends $wanted >/dev/null 2>&1; then
    for name in $wanted; do # one that is not to be had keeps none of the others away
        apt-get -qq install --yes --no-install-recommends "$name" >/dev/null 2>&1 || echo "Going on without: $name"
    done
fi
