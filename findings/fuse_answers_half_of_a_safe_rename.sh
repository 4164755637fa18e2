#!/bin/sh
# Guess: whether a file system can rename without replacing is found out by trying it on a name that is taken: EEXIST says
#   that it can, EINVAL that it cannot.
# Behaviour: on a FUSE file system that knows no such rename (all on libfuse 2, and rclone mount) renameat2 with
#   RENAME_NOREPLACE answers EEXIST for a taken name all the same, since the kernel looks before it asks; only for a free
#   name comes EINVAL. So a probe with a taken name believes in a rename that then refuses every new file.
# Version: fusepy 3.0.1 (PyPI) with libfuse 2.9.9; exfat-fuse 1.3.0 and rclone 1.60.1 do the same
# Source: man 2 renameat2 lists EEXIST and EINVAL, not in which order they are found.
# Here: store/disk/abilities.py tries a taken name and then a free one.
# Needs Linux, /dev/fuse, and libfuse 2 with fusermount (Debian: libfuse2 and fuse3).
set -eu
scratch=$(mktemp -d)
trap 'fusermount -u "$scratch/disk" 2>/dev/null || fusermount3 -u "$scratch/disk" 2>/dev/null || true; rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check fusepy==3.0.1 2>/dev/null
mkdir "$scratch/disk" "$scratch/behind"
cat >"$scratch/serve.py" <<'PYTHON'
import os
import sys

from fuse import FUSE, Operations

behind = sys.argv[1]


class Passing(Operations):
    """Hands names on to another folder; knows the plain rename alone."""

    def getattr(self, path, fh=None):
        try:
            found = os.lstat(behind + path)
        except OSError as error:
            from fuse import FuseOSError

            raise FuseOSError(error.errno)
        return {key: getattr(found, key) for key in ("st_mode", "st_size", "st_uid", "st_gid", "st_nlink")}

    def readdir(self, path, fh):
        return [".", "..", *os.listdir(behind + path)]

    def create(self, path, mode, fi=None):
        return os.open(behind + path, os.O_WRONLY | os.O_CREAT, mode)

    def release(self, path, fh):
        return os.close(fh)

    def rename(self, old, new):
        return os.rename(behind + old, behind + new)


FUSE(Passing(), sys.argv[2], foreground=True, nothreads=True)
PYTHON
"$scratch/venv/bin/python" "$scratch/serve.py" "$scratch/behind" "$scratch/disk" &
cat >"$scratch/look.py" <<'PYTHON'
import ctypes
import errno
import os
import sys
import time

disk = sys.argv[1]
for _ in range(200):
    if os.path.ismount(disk):
        break
    time.sleep(0.05)
assert os.path.ismount(disk), "FUSE cannot be used here"
libc = ctypes.CDLL(None, use_errno=True)


def rename(old, new):
    done = libc.renameat2(-100, f"{disk}/{old}".encode(), -100, f"{disk}/{new}".encode(), 1)
    return "done" if done == 0 else errno.errorcode[ctypes.get_errno()]


for name in ("mine", "theirs"):
    os.close(os.open(f"{disk}/{name}", os.O_WRONLY | os.O_CREAT))
taken, free = rename("mine", "theirs"), rename("mine", "nobody's")
print(f"rename without replacing, onto a taken name: {taken}; onto a free one: {free}")
os.rename(f"{disk}/mine", f"{disk}/nobody's")
print("plain rename onto the free name: done")
assert (taken, free) == ("EEXIST", "EINVAL")
PYTHON
python3 "$scratch/look.py" "$scratch/disk"
