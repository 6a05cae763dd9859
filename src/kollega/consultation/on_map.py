"""Where questions of an area are read, for the area's page on the map of competence."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.competence.map.links import AreaLink, register
from kollega.core.actor import Actor
from kollega.organisation.api import Area


@register
def questions(_actor: Actor, area: Area) -> Iterable[AreaLink]:
    """Asked and answered there, and the way to ask."""
    asked = reverse("consultation:questions")
    yield AreaLink(_("Frågor och svar inom området"), f"{asked}?visa=alla&omrade={area.id}")
    yield AreaLink(_("Fråga en kollega"), reverse("consultation:choose"))
