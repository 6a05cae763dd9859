"""What the room holds of a person, from its parts."""

from kollega.knowledge.cards import own_data as cards  # noqa: F401 - they register themselves
from kollega.knowledge.documents import own_data as documents  # noqa: F401 - they register themselves
from kollega.knowledge.lists import own_data as lists  # noqa: F401 - as above
from kollega.knowledge.wishes import own_data as wishes  # noqa: F401 - they register themselves
