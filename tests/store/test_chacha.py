"""The cipher of the key file: by Python's own OpenSSL the same bytes as by the library, and none that are not whole."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from tests.store.helpers import PHRASE, entry, opened
from trust_tui.domain.records import Entry
from trust_tui.store.encryption import chacha

KEY, NONCE = os.urandom(32), bytes(11) + b"\x01"
PEER = ChaCha20Poly1305(KEY)


def none_there() -> Any:
    raise chacha.NoCipherError


def is_reachable() -> bool:
    try:
        chacha.openssl()
    except chacha.NoCipherError:
        return False
    return True


@pytest.fixture(params=["of Python", "of the library"])
def either(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of the two ways."""
    if request.param == "of the library":
        monkeypatch.setattr(chacha, "openssl", none_there)


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize("length", [0, 1, 16, 63, 64, 65, 200, 5_000])
def test_both_ways_make_and_open_the_same_bytes(length: int) -> None:
    text = os.urandom(length)
    sealed = chacha.encrypt(KEY, NONCE, text)
    assert sealed == PEER.encrypt(NONCE, text, None)
    assert chacha.decrypt(KEY, NONCE, sealed) == text


@pytest.mark.usefixtures("either")
def test_a_byte_of_another_value_or_too_few_open_to_nothing() -> None:
    sealed = chacha.encrypt(KEY, NONCE, b"sixteen bytes it")
    for at in range(len(sealed)):
        other = bytearray(sealed)
        other[at] ^= 1
        assert chacha.decrypt(KEY, NONCE, bytes(other)) is None
    for length in range(len(sealed)):
        assert chacha.decrypt(KEY, NONCE, sealed[:length]) is None
    assert chacha.decrypt(os.urandom(32), NONCE, sealed) is None


def test_the_published_example_comes_out() -> None:
    """RFC 8439, 2.8.2, whose text and key are these; without its associated data, by the library."""
    key = bytes(range(0x80, 0xA0))
    nonce = bytes.fromhex("070000004041424344454647")
    text = b"Ladies and Gentlemen of the class of '99"
    assert chacha.encrypt(key, nonce, text).startswith(
        bytes.fromhex("d31a8d34648e60db7b86afbc53ef7ec2")
    )


@pytest.mark.skipif(not is_reachable(), reason="Python's OpenSSL has no names.")
def test_an_unlock_loads_no_second_openssl(folder: Path) -> None:
    workbook = opened(folder)
    workbook.of(Entry).keep(entry("one"))
    workbook.set_passphrase(PHRASE)
    workbook.close()
    script = (
        "import sys; from pathlib import Path; from tests.store.helpers import opened, texts\n"
        f"workbook = opened(Path(sys.argv[1]), {PHRASE!r}); print(len(texts(workbook))); workbook.close()\n"
        "print([one for one in sys.modules if one.startswith('cryptography')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split("\n")[:2] == ["1", "[]"]
