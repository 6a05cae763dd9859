"""A colleague's name where she shows it in her own municipality only.

The name stays in the shared row, for she may be asked and signs what she answers. Whoever draws a list of
colleagues who have not come forward themselves asks with `hides_name` and shows them `as_seen`.
"""

from copy import copy

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from kollega.competence.models import ProfileChoice
from kollega.core.actor import Actor
from kollega.organisation.models import Colleague
from kollega.swedish import sort_key


def hides_name(way: str) -> Exists:
    """For a query: whether a colleague shows her name in her own municipality only.

    `way` is the field that holds the colleague's id.
    """
    choice = ProfileChoice.objects.filter(colleague_id=OuterRef(way), name_outside=False)
    return Exists(choice)


def nameless(municipality: str) -> str:
    """What somebody is called where she does not show her name."""
    return _("Kollega i %(municipality)s") % {"municipality": municipality}


def is_seen(actor: Actor, colleague: Colleague, *, hides: bool) -> bool:
    """Whether the actor may see the colleague's name. `hides`: what `hides_name` answered."""
    return not hides or colleague.municipality_id == actor.municipality_id


def as_seen(actor: Actor, colleague: Colleague, *, hides: bool) -> Colleague:
    """The colleague, or a copy of the row without name, title, unit and telephone. The municipality is
    fetched by the caller. `hides`: what `hides_name` answered. A list by name is put in order afterwards
    (`by_name`): where a hidden name stands would tell it.
    """
    if is_seen(actor, colleague, hides=hides):
        return colleague
    shown = copy(colleague)
    shown.name = nameless(colleague.municipality.name)
    shown.sort_key = sort_key(shown.name)
    shown.title, shown.unit_name, shown.phone = "", "", ""
    return shown


def by_name(shown: Colleague) -> tuple[str, str]:
    """For sorting colleagues as they are seen (`as_seen`)."""
    return shown.sort_key, str(shown.pk)
