#!/bin/sh
# Guess:     What a compressor returns is as large as its length says: 4,000 packed blocks of 51 bytes take 0.2 MB, and a
#            few hundred kilobytes as objects, whichever library packs them.
# Behaviour: `ZstdCompressor.compress()` of python-zstandard returns a `bytes` object in the buffer of the worst case
#            that it asked for before (66 kB for a block of 64 kB) and only sets its size, so `len` and `sys.getsizeof` say 51
#            while 66 kB stay taken as long as the object lives: 260 MB. A copy of it is small. Other bindings of the same
#            library (backports.zstd), and zlib, give the rest back.
# Version:   zstandard 0.25.0, backports.zstd 1.8.0, CPython 3.11, glibc.
# Source:    Not documented; `c-ext/compressor.c` ends with `Py_SET_SIZE`, where CPython's own modules call
#            `_PyBytes_Resize`.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check zstandard==0.25.0 backports.zstd==1.8.0
cat >"$place/try.py" <<'PYTHON'
import sys
import zlib

import zstandard
from backports import zstd

BLOCKS = 4000


def block(number):
    return (b"%06d the same words again and again. " % number * 1800)[:65536]


def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * 4096 / 1e6


def keep(name, compress):
    compress(block(0))
    before = resident()
    kept = [compress(block(number)) for number in range(BLOCKS)]
    grown = resident() - before
    said = sum(map(sys.getsizeof, kept)) / 1e6
    print(f"{name:34} {len(kept[0]):4} bytes each; sys.getsizeof says {said:4.1f} MB, resident {grown:6.1f} MB")
    return grown


pack = zstandard.ZstdCompressor().compress
copied = keep("zstandard, each copied", lambda data: bytes(memoryview(pack(data))))
other = keep("backports.zstd", zstd.compress)
keep("zlib", zlib.compress)
grown = keep("zstandard", pack)
sys.exit(0 if grown > 20 * max(copied, other, 1.0) else 1)
PYTHON
"$place/venv/bin/python" "$place/try.py"
