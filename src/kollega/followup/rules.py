"""Who may do what with the figures, and why not. Nobody may see anything about one person."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kollega.core import access
from kollega.core.actor import Actor, Role
from kollega.core.request import not_found
from kollega.core.rules import Ability, allow
from kollega.followup.models import STEERING, Entry


def see(actor: Actor) -> Ability:
    """Read the collaboration's figures: everybody at work there."""
    return allow(
        "see",
        actor.municipality_id is not None,
        _("Du behöver en plats i en kommun för att se siffrorna."),
    )


def recount(actor: Actor) -> Ability:
    """Let what has settled be counted now instead of tonight."""
    return allow(
        "recount",
        actor.colleague_id is not None and actor.has(Role.COORDINATOR),
        _("Bara samordnaren kan räkna i dag. Annars räknas det i natt."),
    )


def follow_up(actor: Actor) -> Ability:
    """Read and fill in what the municipality keeps for follow-up, and print the board's sheet."""
    return allow(
        "follow_up",
        actor.municipality_id is not None and actor.has(*STEERING),
        _("Bara chefer och samordnare ser kommunens underlag för uppföljning."),
    )


def entry_for(actor: Actor, public_id: UUID, *, lock: bool = False) -> Entry:
    """The gate: something that was told to the follow-up, or 404."""
    rows = Entry.objects.filter(municipality_id=actor.municipality_id)
    if lock:
        rows = rows.select_for_update(no_key=True)
    found = rows.filter(pk=public_id).first()
    if found is None:
        raise not_found()
    access.opened("entry", found.id)
    return found
