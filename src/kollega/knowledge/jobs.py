"""The room's jobs and listeners, from its parts."""

from kollega.knowledge.cards import jobs as cards  # noqa: F401 - they register themselves
from kollega.knowledge.documents import jobs as documents  # noqa: F401 - they register themselves
from kollega.knowledge.examples import jobs as examples  # noqa: F401 - they register themselves
from kollega.knowledge.wishes import jobs as wishes  # noqa: F401 - they register themselves
