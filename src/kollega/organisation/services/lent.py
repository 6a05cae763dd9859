"""Places of people who are lent by another municipality for a time.

Such a place always has a last day. It opens nothing where she has no place of her own in the
municipality that lends her: the database looks each time somebody asks who she is at work
(`functions.sql`). Colleagues go on seeing her as her own municipality shows her.
"""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from kollega.core import access
from kollega.core.actor import Actor, Role
from kollega.organisation.models import Membership, Unit
from kollega.organisation.services.staff import _announce, _refuse_double
from kollega.swedish import sort_key


def lend_place(
    actor: Actor,
    *,
    public_id: UUID,
    unit: Unit,
    account_id: UUID,
    name: str,
    title: str,
    first_day: date,
    last_day: date,
    lent_by: UUID,
) -> Membership:
    """Let somebody whom another municipality lends work in a unit here from a day to a day.

    Raises:
        ValidationError: she has a place in the unit already.
    """
    membership = Membership(
        id=public_id,
        municipality_id=actor.municipality_id,
        unit=unit,
        account_id=account_id,
        name=name,
        sort_key=sort_key(name),
        title=title,
        roles=[str(Role.CASEWORKER)],
        valid_from=first_day,
        valid_to=last_day,
        lent_by_id=lent_by,
    )
    try:
        _refuse_double(membership)
    except ValidationError:
        why = _(
            "Kollegan har redan en plats i enheten någon av de dagarna. Välj en annan enhet, eller"
            " tacka nej och förläng det lån som redan finns."
        )
        raise ValidationError({"unit": why}) from None
    membership.save(force_insert=True)
    access.audit(actor, "membership.add", "membership", membership.id)
    _announce(actor, "membership.added", membership)
    return membership


def move_last_day(actor: Actor, *, place_id: UUID, last_day: date) -> bool:
    """Let a lent place here end on another day; before its first it opens nothing. False where it
    is so already."""
    place = (
        Membership.objects.select_for_update()
        .filter(municipality_id=actor.municipality_id, pk=place_id, lent_by__isnull=False)
        .first()
    )
    if place is None:
        return False
    before = (place.valid_to, place.suspended)
    place.valid_to = max(last_day, place.valid_from)
    place.suspended = place.suspended or last_day < place.valid_from
    if before == (place.valid_to, place.suspended):
        return False
    place.version += 1
    place.save(update_fields=["valid_to", "suspended", "version"])
    access.audit(actor, "membership.change", "membership", place.id)
    return True


def recall(actor: Actor, *, place_id: UUID, last_day: date) -> bool:
    """Let a place that the actor's municipality lends to end earlier; whether it did. The database
    never lets it end later this way."""
    with connection.cursor() as cursor:
        cursor.execute("select organisation_recall(%s, %s)", [place_id, last_day])
        (ended,) = cursor.fetchone()
    if ended:
        access.audit(actor, "membership.recall", "membership", place_id)
    return bool(ended)


def own_places(actor: Actor, account_id: UUID, *, first_day: date, last_day: date) -> bool:
    """Whether somebody has an own place in the actor's municipality on both of these days."""
    rows = [
        (each.valid_from, each.valid_to or date.max)
        for each in Membership.objects.filter(
            municipality_id=actor.municipality_id,
            account_id=account_id,
            lent_by__isnull=True,
            suspended=False,
        )
    ]
    return all(any(first <= day <= last for first, last in rows) for day in (first_day, last_day))
