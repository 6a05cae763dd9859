"""Rows for the isolation sweep that cannot be guessed from the model alone."""

from tests.rows import Place, row

from kollega.core import clock
from kollega.search.models import Build


@row("search.Build")
def build(place: Place) -> Build:
    """One for the collaboration, whoever asks first."""
    found, _made = Build.objects.get_or_create(
        collaboration_id=place.actor.collaboration_id,
        defaults={"version": 1, "built_at": clock.now()},
    )
    return found
