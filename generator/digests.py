"""Digests: a few bytes that stand for others. One rule, so that keys made in different places can be compared."""

from __future__ import annotations

import hashlib

DIGEST_BYTES = 16


def digest_of(*parts: bytes | str) -> bytes:
    """16 bytes (BLAKE2b) that stand for *parts*, in order and each with its end; texts count as UTF-8."""
    made = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        made.update(len(data).to_bytes(8, "little"))
        made.update(data)
    return made.digest()
