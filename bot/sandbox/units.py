"""Lengths and places in text as Telegram counts them: in UTF-16 units."""


def units(text: str) -> int:
    """How many UTF-16 units a text has. An emoji outside the basic plane has two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def cut(text: str, offset: int, length: int) -> str:
    """The part of a text that begins at `offset` and is `length` long, both in UTF-16 units."""
    raw = text.encode("utf-16-le")
    return raw[offset * 2 : (offset + length) * 2].decode("utf-16-le", errors="replace")
