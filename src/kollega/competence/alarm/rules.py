"""Who may see what about alarms and dates. `person_for` is the only way to somebody's dates."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kollega.core import access, clock
from kollega.core.actor import Actor, Role
from kollega.core.request import not_found
from kollega.core.rules import Ability, allow
from kollega.organisation.models import Membership


def see_what_if(actor: Actor) -> Ability:
    """See what would be left without a municipality: those who plan."""
    return allow(
        "see_what_if",
        actor.has(Role.MANAGER, Role.COORDINATOR),
        _("Sidan är för chefer och samordnaren, som planerar."),
    )


def change_terms(actor: Actor) -> Ability:
    """See and write when the own municipality's staff may leave."""
    return allow(
        "change_terms",
        actor.municipality_id is not None and actor.has(Role.MANAGER),
        _("Sidan är för dig som är chef. Vad din chef har skrivit om dig står i Mina uppgifter."),
    )


def person_for(actor: Actor, account_id: UUID) -> Membership:
    """The gate: one of the manager's own municipality's staff, or 404. Nobody who is lent to it: when her
    work ends is her own employer's to know."""
    found = (
        Membership.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today()),
            municipality_id=actor.municipality_id,
            account_id=account_id,
            is_forgotten=False,
            lent_by__isnull=True,
        )
        .select_related("unit")
        .order_by("valid_from", "id")
        .first()
    )
    if found is None:
        raise not_found()
    access.opened("term", account_id)
    return found
