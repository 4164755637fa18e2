"""Text out of the HTML that journal programs put into their exports: words, lines and list marks, nothing else."""

import html
import re
from typing import Final

_ITEM: Final = re.compile(r"<li\b[^>]*>", re.IGNORECASE)
_BREAK: Final = re.compile(
    r"<(?:br|/p|/div|/li|/h[1-6]|/?ul|/?ol|/blockquote|/tr)\b[^>]*>",
    re.IGNORECASE,
)
_DROPPED: Final = re.compile(
    r"<(style|script|head)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL
)
_TAG: Final = re.compile(r"</?[a-zA-Z!][^<>]*>")
_BLANKS: Final = re.compile(r"[ \t]*\n(?:[ \t]*\n){2,}")
_GAP: Final = re.compile(r"\n[ \t]*\n[ \t]*\n")
_AFTER_ITEM: Final = re.compile(r"\n+(?=- )")


def plain(text: str) -> str:
    """The text without its HTML, if it has any."""
    if "<" in text or "&" in text:
        text = _ITEM.sub("\n- ", _DROPPED.sub("", text))
        text = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
        text = _AFTER_ITEM.sub("\n", text)
    text = text.replace("\u00a0", " ")
    # To look for line breaks first is the quick way: the blanks before them are many.
    return (_BLANKS.sub("\n\n", text) if _GAP.search(text) else text).strip()
