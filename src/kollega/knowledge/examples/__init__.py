"""What is shipped, in a collaboration: see `bringing`."""

from kollega.knowledge.examples.bringing import (
    Brought,
    bring,
    bring_all,
    bring_lists,
    share_out,
    shares,
    texts_of,
)
from kollega.knowledge.shipped import id_in

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
