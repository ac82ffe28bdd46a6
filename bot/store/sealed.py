"""Telephone numbers at rest: encrypted with the operator's keys, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class Seal:
    """Closes and opens short texts. Without a key, a number is never asked for."""

    def __init__(self, keys: Sequence[str] = ()) -> None:
        """Fernet keys; the first one encrypts, all of them decrypt. ValueError: not a key."""
        self._fernet = MultiFernet([Fernet(key) for key in keys]) if keys else None

    @property
    def ready(self) -> bool:
        """Whether numbers can be kept."""
        return self._fernet is not None

    def close(self, words: str) -> str:
        """Encrypted. Empty stays empty, and without a key everything does."""
        return self._fernet.encrypt(words.encode()).decode() if words and self._fernet else ""

    def open(self, sealed: str) -> str:
        """Readable again; empty where the key is lost, so that the bot still runs."""
        if not sealed or self._fernet is None:
            return ""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken:
            return ""
