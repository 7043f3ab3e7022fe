"""The one boundary for text: what people type or paste is cleaned here, or refused in words, before it is kept."""

import unicodedata

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n"})

_NO_WIDTH = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))  # such as come with a name copied from a page


class TextError(ValueError):
    """Text that cannot be kept. `str()` is a sentence for the person who typed it."""


def clean(text: str, *, max_length: int | None = None) -> str:
    """`text` in composed form (NFC) with LF line ends, otherwise as typed: spaces, tabs and zero-width signs stay.

    Raises TextError where a character cannot be stored or would mislead a reader, or where more than `max_length`
    characters (counted after cleaning) are given.
    """
    joined = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS)
    for position, character in enumerate(joined):
        what = _unwelcome(character)
        if what:
            raise TextError(
                f"There is {what} {_where(joined, position)}. Delete the words around it and type them again."
            )
    composed = unicodedata.normalize("NFC", joined)
    if max_length is not None and len(composed) > max_length:
        over = len(composed) - max_length
        raise TextError(
            f"The text is {over:,} {'character' if over == 1 else 'characters'} too long. Keep it to {max_length:,}."
        )
    return composed


def as_seen(name: str) -> str:
    """`name` as it looks, so that it is found: without signs that have no width, and one plain space for each gap."""
    lines = name.translate(_NO_WIDTH).strip("\n").split("\n")
    return "\n".join(" ".join(line.split()) for line in lines)


def _unwelcome(character: str) -> str:
    """What is wrong with a character, in words; empty where nothing is."""
    code = ord(character)
    if 0x20 <= code < 0x7F or character in "\t\n":
        return ""
    if code == 0:
        return "an empty character (NUL)"
    if code < 0x20 or 0x7F <= code < 0xA0:
        return "a control character that cannot be seen"
    if 0xD800 <= code <= 0xDFFF:
        return "half of a character (a broken emoji, perhaps)"
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return "a code that stands for no character"
    return "a hidden sign that turns the direction of the text" if character in _BIDI else ""


def _where(text: str, position: int) -> str:
    """The place of a character, by the words before it, which its writer can find."""
    before = "".join(c for c in text[max(0, position - 40) : position] if not _unwelcome(c)).split()
    if before:
        return f"after “{' '.join(before[-3:])}”"
    return "at the start" if position == 0 else f"at character {position + 1:,}"
