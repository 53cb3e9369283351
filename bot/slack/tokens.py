"""Tokens at rest: encrypted under keys that only the processes know.

Fernet (AES-128-CBC with HMAC-SHA256, https://github.com/fernet/spec) from `cryptography`. The first key encrypts, all
of them decrypt: a new key is put in front, everything is encrypted again, the old one is taken away.
"""

from collections.abc import Sequence
from typing import Self

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import SettingsError

ADVICE = "`nutgraf workspaces new-key` prints one."


class TokenLost(SettingsError):
    """What was encrypted can't be read under any key of ours."""


class Vault:
    """Encrypts and decrypts short texts."""

    def __init__(self, keys: Sequence[str]) -> None:
        """`keys` are Fernet keys, the one that encrypts first.

        Raises:
            SettingsError: there is none, or one is no key. The sentence does not show it.
        """
        if not keys:
            raise SettingsError("NUTGRAF_TOKEN_KEYS is not set.", ADVICE)
        fernets = []
        for number, key in enumerate(keys, 1):
            try:
                fernets.append(Fernet(key))
            except ValueError:
                reason = f"NUTGRAF_TOKEN_KEYS: number {number} is no key (32 bytes in URL-safe base64)."
                raise SettingsError(reason, ADVICE) from None
        self._keys = MultiFernet(fernets)

    @classmethod
    def of(cls, listed: str) -> Self:
        """The vault of a setting: keys separated by commas or blanks.

        Raises:
            SettingsError: as the constructor.
        """
        return cls(listed.replace(",", " ").split())

    def lock(self, text: str) -> str:
        """`text`, encrypted under the first key."""
        return self._keys.encrypt(text.encode()).decode()

    def unlock(self, locked: str) -> str:
        """The text behind `locked`.

        Raises:
            TokenLost: none of the keys opens it.
        """
        try:
            return self._keys.decrypt(locked.encode()).decode()
        except InvalidToken:
            raise TokenLost(
                "A stored token was encrypted under a key that NUTGRAF_TOKEN_KEYS does not have.",
                "Put the old key behind the new one and run `nutgraf workspaces reencrypt`.",
            ) from None

    def relock(self, locked: str) -> str:
        """The same text, encrypted under the first key.

        Raises:
            TokenLost: none of the keys opens it.
        """
        return self.lock(self.unlock(locked))


def new_key() -> str:
    """A key for NUTGRAF_TOKEN_KEYS."""
    return Fernet.generate_key().decode()
