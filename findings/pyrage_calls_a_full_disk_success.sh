#!/bin/sh
# Guess: sealing into a file object either writes every byte or raises what its write() raised, here `OSError` with
#   ENOSPC; a call that returns has written the file.
# Behaviour: a text of less than some 7,700 bytes waits with its head in a buffer of 8 KiB that is written while the
#   writer is being dropped, where nothing can fail: write() raises, and `encrypt_io` returns as if all were well, with
#   not a byte written. For a longer text it does raise, but always its own `EncryptError` with the other's words in it,
#   for KeyboardInterrupt too. `decrypt_io` of the same package raises what was raised.
# Version: pyrage 1.4.0 (PyPI)
# Source: none; a buffered writer of Rust drops errors when it goes out of scope, which its documentation says.
# Here: `store/encryption/sealed_files.py` hands in objects of its own that remember what failed, and looks there after
#   each call: a save on a full disk is never called kept.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check pyrage==1.4.0 2>/dev/null
cat >"$scratch/see.py" <<'PYTHON'
import errno
import io
import sys

import pyrage

key = pyrage.x25519.Identity.generate()


class Full:
    """A file on a disk that is full from some write on."""

    def __init__(self, room: int) -> None:
        self.room, self.got, self.asked = room, 0, 0

    def write(self, data: bytes) -> int:
        self.asked += 1
        if self.asked > self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.got += len(data)
        return len(data)

    def flush(self) -> None:
        pass


def seal(size: int, room: int) -> tuple[str, int]:
    disk = Full(room)
    try:
        pyrage.encrypt_io(io.BytesIO(b"x" * size), disk, [key.to_public()])
    except pyrage.EncryptError as error:
        return f"raised EncryptError({error})", disk.got
    return "returned", disk.got


small = seal(5_000, 0)
large = seal(200_000, 0)
print("5,000 bytes to a full disk:", *small, "bytes written")
print("200,000 bytes to a full disk:", *large, "bytes written")
sealed = pyrage.encrypt(b"x" * 5_000, [key.to_public()])
try:
    pyrage.decrypt_io(io.BytesIO(sealed), Full(0), [key])
    opened = "returned"
except OSError as error:
    opened = f"raised {type(error).__name__}"
print("opened to a full disk:", opened)
as_told = small == ("returned", 0) and large[0].startswith("raised EncryptError")
sys.exit(not (as_told and opened == "raised OSError"))
PYTHON
"$scratch/venv/bin/python" "$scratch/see.py"
