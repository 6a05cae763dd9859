"""Who may decide which municipality holds an area. `host_for` is the only way to a host."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kollega.competence.models import Cover, Host
from kollega.core import access, clock
from kollega.core.actor import Actor, Role
from kollega.core.request import not_found
from kollega.core.rules import Ability, allow


def change_hosts(actor: Actor) -> Ability:
    """Decide which municipality holds a rare area for the others."""
    return allow(
        "change_hosts",
        actor.colleague_id is not None and actor.has(Role.COORDINATOR),
        _("Bara samordnaren kan ändra stödkommuner. Hör av dig till samordnaren."),
    )


def host_for(actor: Actor, host_id: UUID, *, lock: bool = False) -> Host:
    """The gate: a host of the actor's collaboration with its area and municipality, or 404."""
    rows = Host.objects.select_related("area", "municipality")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(collaboration_id=actor.collaboration_id, pk=host_id).first()
    if found is None:
        raise not_found()
    access.opened("host", found.id)
    return found


def decide_covers(actor: Actor) -> Ability:
    """Decide who holds an area in another's stead, without asking."""
    return change_hosts(actor)


def manages(actor: Actor, municipality_id: UUID) -> bool:
    """Whether the actor is a manager in that municipality."""
    own = actor.municipality_id == municipality_id and actor.colleague_id is not None
    return own and actor.has(Role.MANAGER)


def ask_cover(actor: Actor, holder_id: UUID) -> Ability:
    """Ask another municipality to hold an area some days instead of this one."""
    return allow(
        "ask_cover",
        bool(decide_covers(actor)) or manages(actor, holder_id),
        _("Bara chefer i kommunen som håller området, och samordnaren, kan be någon ta över."),
    )


def answer_cover(actor: Actor, cover: Cover) -> Ability:
    """Say yes or no, in the municipality that was asked."""
    asked = cover.instead_id if cover.asked_in_id == cover.holder_id else cover.holder_id
    return allow(
        "answer_cover",
        manages(actor, asked) and cover.state == Cover.State.PROPOSED,
        _("Bara chefer i den kommun som är tillfrågad kan svara, och bara en gång."),
    )


def take_back_cover(actor: Actor, cover: Cover) -> Ability:
    """Take back a proposal of one's own municipality; what holds, as coordinator or as the one who
    does it for the other, while days are left."""
    if cover.state == Cover.State.PROPOSED:
        may = manages(actor, cover.asked_in_id) or bool(decide_covers(actor))
    else:
        holds = cover.state == Cover.State.ACCEPTED and cover.last_day >= clock.today()
        may = holds and (bool(decide_covers(actor)) or manages(actor, cover.instead_id))
    return allow(
        "take_back_cover",
        may,
        _("Bara den som frågade, den som tar över och samordnaren kan ta tillbaka det."),
    )


def read_report(actor: Actor) -> Ability:
    """Make the yearly report of the own municipality."""
    return allow(
        "read_report",
        actor.colleague_id is not None
        and actor.has(Role.MANAGER, Role.ADMINISTRATOR, Role.REGISTRAR, Role.COORDINATOR),
        _("Bara chefer, administratörer, registratorer och samordnare kan ta fram redovisningen."),
    )


def cover_for(actor: Actor, cover_id: UUID, *, lock: bool = False) -> Cover:
    """The gate: days that one municipality holds an area for another, or 404."""
    rows = Cover.objects.select_related("area", "holder", "instead", "asked_by", "asked_in")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(collaboration_id=actor.collaboration_id, pk=cover_id).first()
    if found is None:
        raise not_found()
    access.opened("cover", found.id)
    return found
