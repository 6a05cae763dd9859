"""What is shipped, in a collaboration: see `bringing`."""

from kollega.knowledge.examples.bringing import (
    Brought,
    bring,
    bring_all,
    bring_lists,
    id_in,
    share_out,
    shares,
    texts_of,
)

__all__ = [
    "Brought",
    "bring",
    "bring_all",
    "bring_lists",
    "id_in",
    "share_out",
    "shares",
    "texts_of",
]
