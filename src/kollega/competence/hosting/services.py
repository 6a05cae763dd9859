"""Writes: which municipality holds a rare area for the others.

Announces `host.added` and `host.ended` (subject: the host).
"""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from kollega.competence.hosting import rules
from kollega.competence.models import Host
from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.posting import once, one_at_a_time
from kollega.core.request import not_found
from kollega.organisation.api import Area, areas_for_ids, municipalities


def add_host(
    actor: Actor,
    *,
    public_id: UUID,
    area_id: UUID,
    municipality_id: UUID,
    valid_from: date,
    is_second: bool = False,
    reference: str = "",
    delegates: bool | None = None,
) -> Host:
    """Let a municipality hold an area for the others from a day on. The second post finds the first.

    Raises:
        Http404: there is no such area in the collaboration.
        ValidationError: the municipality does not take part, or the place is taken.
    """
    rules.change_hosts(actor).require()
    area = areas_for_ids(actor, [area_id]).get(area_id)
    if area is None:
        raise not_found()
    existing = Host.objects.filter(collaboration_id=actor.collaboration_id)

    def create() -> Host:
        one_at_a_time(f"host {actor.collaboration_id}")
        _refuse_taken(actor, area, municipality_id, valid_from, is_second=is_second)
        host = Host(
            id=public_id,
            collaboration_id=actor.collaboration_id,
            area_id=area.id,
            municipality_id=municipality_id,
            valid_from=valid_from,
            is_second=is_second,
            reference=reference,
            delegates=delegates,
        )
        host.save(force_insert=True)
        access.audit(actor, "host.add", "host", host.id)
        announce(actor, "host.added", subject_kind="host", subject_id=host.id)
        return host

    return once(existing, public_id, create)[0]


def _refuse_taken(
    actor: Actor, area: Area, municipality_id: UUID, valid_from: date, *, is_second: bool
) -> None:
    if municipality_id not in {each.id for each in municipalities(actor)}:
        raise ValidationError({"municipality": _("Välj en kommun som deltar i samverkan.")})
    standing = Host.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from),
        collaboration_id=actor.collaboration_id,
        area_id=area.id,
    ).select_related("municipality")
    for each in standing:
        told = {"name": each.municipality.name}
        if each.municipality_id == municipality_id:
            raise ValidationError({"municipality": _("%(name)s håller redan området.") % told})
        if each.is_second == is_second:
            why = _("%(name)s har redan den uppgiften. Avsluta det först.") % told
            raise ValidationError({"place": why})


def end_host(actor: Actor, *, host: Host, last_day: date) -> None:
    """Let a host's task end with a day. `host` is locked by the caller. The row stays as history.

    Raises:
        ValidationError: the last day lies before the first, or after one who has come in its place began.
    """
    rules.change_hosts(actor).require()
    if last_day < host.valid_from:
        raise ValidationError({"last_day": _("Sista dagen kan inte ligga före den första.")})
    if host.valid_to is not None and last_day > host.valid_to:
        _refuse_longer(actor, host, last_day)
    host.valid_to = last_day
    host.save(update_fields=["valid_to"])
    access.audit(actor, "host.end", "host", host.id)
    announce(actor, "host.ended", subject_kind="host", subject_id=host.id)


def _refuse_longer(actor: Actor, host: Host, last_day: date) -> None:
    """A task that has ended goes on only as long as nobody else has it."""
    one_at_a_time(f"host {actor.collaboration_id}")
    taken = (
        Host.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=host.valid_to),
            Q(is_second=host.is_second) | Q(municipality_id=host.municipality_id),
            collaboration_id=actor.collaboration_id,
            area_id=host.area_id,
            valid_from__lte=last_day,
        )
        .exclude(pk=host.pk)
        .select_related("municipality")
        .first()
    )
    if taken is not None:
        why = _("%(name)s har uppgiften efter det. Avsluta den först.")
        raise ValidationError({"last_day": why % {"name": taken.municipality.name}})


def set_agreement(actor: Actor, *, host: Host, reference: str, delegates: bool | None) -> None:
    """Say which agreement a host's task rests on, and whether its staff may decide for the others.
    `host` is locked by the caller."""
    rules.change_hosts(actor).require()
    host.reference, host.delegates = reference, delegates
    host.save(update_fields=["reference", "delegates"])
    access.audit(actor, "host.change_agreement", "host", host.id)
