"""What somebody began from a wish or an order is known again when it is shared, without any trace of who.

The id of the draft, which becomes that of the question or card, is half chance and half a hash of the
chance and what it was begun from. So nothing is written where somebody only begins: no row, no log tells
that she has, and a draft that is thrown away leaves nothing. Why: docs/decisions/finding.md.
"""

from hashlib import blake2b
from uuid import UUID, uuid4

HALF = 8


def begun_from(origin: UUID) -> UUID:
    """An id for something that is begun from this: another each time."""
    return _id(uuid4().bytes[:HALF], origin)


def is_begun_from(which: UUID, origin: UUID) -> bool:
    """Whether an id is of something that was begun from this."""
    return which == _id(which.bytes[:HALF], origin)


def _id(chance: bytes, origin: UUID) -> UUID:
    told = blake2b(chance + origin.bytes, digest_size=HALF, person=b"kollega.wish").digest()
    return UUID(bytes=chance + told, version=4)
