"""Three short words for the head of the log: they change with whatever is kept, and only the key can make them."""

import hashlib
from typing import Final

from trust_tui.store.disk import Seal
from trust_tui.store.log import State, encode, lasting

_WORDS: Final = (
    "acorn amber apple arrow aspen badge basin beach birch bloom board bread brick brook brush cabin canal candle "
    "cedar chalk cherry cliff cloud clover coast coral cotton crane daisy delta ember fern field flint forest garden "
    "glove grain grape harbor hazel honey island ivory jacket juniper kettle ladder lantern lemon linen maple marble "
    "meadow mirror olive orchard paper pebble pepper pine river saddle willow"
)
_HOW_MANY: Final = 3


def head_words(state: State, seal: Seal) -> str:
    """The words for what is known now; empty where there is no secret."""
    reach, chain = lasting(state)
    head = encode([reach, sorted(chain.items())])
    proof = seal.prove(hashlib.sha256(head).digest())
    if not proof:
        return ""
    number, known, words = int(proof, 16), _WORDS.split(), []
    for _ in range(_HOW_MANY):
        number, at = divmod(number, len(known))
        words.append(known[at])
    return " ".join(words)
