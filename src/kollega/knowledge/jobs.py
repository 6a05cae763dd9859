"""The room's jobs and listeners, from its parts."""

from kollega.knowledge.cards import jobs as cards  # noqa: F401 - they register themselves
from kollega.knowledge.documents import jobs as documents  # noqa: F401 - they register themselves
from kollega.knowledge.examples import jobs as examples  # noqa: F401 - they register themselves
from kollega.knowledge.export import jobs as export  # noqa: F401 - as above
from kollega.knowledge.guidance import jobs as guidance  # noqa: F401 - as above
from kollega.knowledge.lists import jobs as lists  # noqa: F401 - as above
from kollega.knowledge.wishes import jobs as wishes  # noqa: F401 - they register themselves
