"""Whether two installations have the same secret key, told without telling the key.

The key is not in a backup: with it, whoever finds the archive could read what only the running product
should (the second step at sign-in is encrypted with it).
"""

import hashlib
import hmac
import os
from pathlib import Path

_COST = {"n": 2**14, "r": 8, "p": 1, "dklen": 16}


def fingerprint(folder: Path, salt: str = "") -> str:
    """`salt:digest` of the key, empty where there is none. Slow, so that a weak key is not guessed."""
    key = os.environ.get("KOLLEGA_SECRET_KEY") or _kept(folder)
    if not key:
        return ""
    salt = salt or os.urandom(8).hex()
    return f"{salt}:{hashlib.scrypt(key.encode(), salt=bytes.fromhex(salt), **_COST).hex()}"


def is_same(stored: str, folder: Path) -> bool:
    """Whether the key here is the one that was fingerprinted."""
    salt, _colon, _digest = stored.partition(":")
    return bool(salt) and hmac.compare_digest(fingerprint(folder, salt), stored)


def _kept(folder: Path) -> str:
    file = folder / "secret-key"
    return file.read_text().strip() if file.exists() else ""
