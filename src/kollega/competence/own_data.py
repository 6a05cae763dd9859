"""What is held of people, part by part."""

from kollega.competence.alarm import own_data as alarm  # noqa: F401 - it registers itself
from kollega.competence.bringing import own_data as bringing  # noqa: F401 - it registers itself
from kollega.competence.learning import own_data as learning  # noqa: F401 - it registers itself
from kollega.competence.lending import own_data as lending  # noqa: F401 - it registers itself
from kollega.competence.planning import own_data as planning  # noqa: F401 - it registers itself
from kollega.competence.profile import own_data  # noqa: F401 - it registers itself
