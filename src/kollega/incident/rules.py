"""Who may assess, and what can be done with an incident. `incident_for` is the only way to one."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, CharField, F, Func, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from kollega.core import access, clock
from kollega.core.actor import Actor, Role
from kollega.core.request import not_found
from kollega.core.rules import Ability, allow
from kollega.incident.models import Incident, Press, Told
from kollega.incident.options import ROLE
from kollega.organisation import options

ROLES = {
    "manager": frozenset({Role.MANAGER}),
    "administrator": frozenset({Role.ADMINISTRATOR}),
    "both": frozenset({Role.MANAGER, Role.ADMINISTRATOR}),
}
WORDS = {
    "manager": _("I er kommun är det chefer som bedömer incidenter."),
    "administrator": _("I er kommun är det administratörer som bedömer incidenter."),
    "both": _("I er kommun är det chefer och administratörer som bedömer incidenter."),
}
NEEDED = {
    "found": _("Vad som gick att känna igen"),
    "recognised_by": _("Vem som kan ha känt igen någon"),
    "severity": _("Hur allvarligt det är för personen"),
    "danger": _("Om det finns våld, hot eller skyddade uppgifter"),
    "measures": _("Vad ni har gjort"),
    "to_authority": _("Om det ska anmälas"),
    "authority_why": _("Varför det ska eller inte ska anmälas"),
    "to_person": _("Om personen ska få veta"),
    "person_why": _("Varför personen ska eller inte ska få veta"),
}


def roles_chosen(actor: Actor) -> frozenset[Role]:
    """Who assesses in the actor's municipality."""
    return ROLES[str(options.value(actor, ROLE))]


def see_list(actor: Actor) -> Ability:
    """See that there are incidents, and their clocks; no text."""
    return allow(
        "see_list",
        actor.municipality_id is not None and actor.has(Role.MANAGER, Role.ADMINISTRATOR),
        _("Bara chefer och administratörer kan se kommunens incidenter."),
    )


def assess(actor: Actor) -> Ability:
    """Read what was taken down and decide what becomes of it."""
    seen = see_list(actor)
    if not seen:
        return allow("assess", allowed=False, why=seen.why)
    return allow("assess", actor.has(*roles_chosen(actor)), WORDS[str(options.value(actor, ROLE))])


class _SetAside(Func):
    function = "incident_is_set_aside"
    output_field = BooleanField()


def visible(actor: Actor) -> QuerySet[Incident]:
    """The municipality's incidents, but those that the actor has reported herself while a colleague
    can assess: whoever presses must not learn from here that the question was her municipality's."""
    chosen = Value(sorted(roles_chosen(actor)), output_field=ArrayField(CharField()))
    return Incident.objects.filter(municipality_id=actor.municipality_id).filter(
        ~_SetAside(F("id"), chosen, Value(clock.today()))
    )


def incident_for(
    actor: Actor, public_id: UUID, *, lock: bool = False, reason: str = ""
) -> Incident:
    """The gate: an incident of the actor's own municipality, for whoever assesses there.

    `reason` goes to the access log. 404 for everybody else's, 403 with words for the other role.
    """
    rows = visible(actor)
    if lock:
        rows = rows.select_for_update(no_key=True)
    found = rows.filter(pk=public_id).first()
    if found is None:
        raise not_found()
    assess(actor).require()
    access.opened("incident", found.id, reason=reason)
    return found


def told_for(actor: Actor, incident_id: UUID, *, lock: bool = False) -> Told:
    """The gate to what the actor was told."""
    rows = Told.objects.select_for_update() if lock else Told.objects
    found = rows.filter(account_id=actor.account_id, incident_id=incident_id).first()
    if found is None:
        raise not_found()
    access.opened("question", found.subject_id)
    return found


def press_for(actor: Actor, report_id: UUID, *, lock: bool = False) -> Press:
    """The gate to what the actor reported."""
    rows = Press.objects.select_for_update() if lock else Press.objects
    found = rows.filter(account_id=actor.account_id, pk=report_id).first()
    if found is None:
        raise not_found()
    access.opened("question", found.subject_id)
    return found


def missing(incident: Incident) -> list[str]:
    """What must be filled in before the incident can be closed."""
    return [str(label) for name, label in NEEDED.items() if not getattr(incident, name).strip()]


def change(incident: Incident) -> Ability:
    """Go on assessing."""
    return allow(
        "change", incident.closed_at is None, _("Incidenten är avslutad och kan inte ändras.")
    )
