"""What the knowledge bank has of an area, and what it lacks, for the area's page on the map."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.competence.map.links import AreaLink, register
from kollega.core.actor import Actor
from kollega.organisation.api import Area
from kollega.organisation.options import room_is_on


@register
def knowledge(actor: Actor, area: Area) -> Iterable[AreaLink]:
    """What there is, and what people have looked for in vain."""
    if room_is_on(actor, "knowledge"):
        found = reverse("knowledge:find")
        yield AreaLink(_("Kunskap inom området"), f"{found}?omrade={area.id}")
        yield AreaLink(_("Det som saknas i kunskapsbanken"), reverse("knowledge:wishes"))
