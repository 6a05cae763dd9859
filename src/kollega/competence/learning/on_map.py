"""Where one learns more of an area, for the area's page on the map."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.competence.map.links import AreaLink, register
from kollega.core.actor import Actor
from kollega.organisation.api import Area


@register
def courses(_actor: Actor, area: Area) -> Iterable[AreaLink]:
    """What there is to learn from."""
    listed = reverse("competence:courses")
    yield AreaLink(_("Kurser inom området"), f"{listed}?omrade={area.id}")
