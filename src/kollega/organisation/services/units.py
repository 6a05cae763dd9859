"""A municipality's units."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.posting import next_version, once
from kollega.organisation.models import Membership, Unit


def add_unit(actor: Actor, *, name: str, public_id: UUID | None = None) -> Unit:
    """Add a team to the actor's municipality; with `public_id` adding it twice adds it once.

    Raises:
        ValidationError: there is a unit of that name.
    """
    unit = Unit(municipality_id=actor.municipality_id, name=name.strip())
    if public_id:
        unit.id = public_id
    own = Unit.objects.filter(municipality_id=actor.municipality_id)
    stored, new = once(own, unit.id, lambda: _insert(unit))
    if new:
        access.audit(actor, "unit.add", "unit", stored.id)
    return stored


def _insert(unit: Unit) -> Unit:
    _refuse_taken_name(unit)
    unit.save(force_insert=True)
    return unit


def rename_unit(actor: Actor, *, unit: Unit, version: int, name: str) -> None:
    """Give the unit another name. `unit` is locked by the caller.

    Raises:
        Conflict: somebody renamed it in between.
        ValidationError: another unit has the name.
    """
    name = name.strip()
    unit.version = next_version(unit, version, {"name": (_("Enhetens namn"), name)})
    unit.name = name
    _refuse_taken_name(unit)
    unit.save(update_fields=["name", "version"])
    access.audit(actor, "unit.rename", "unit", unit.id)


def remove_unit(actor: Actor, *, unit: Unit) -> None:
    """Remove a unit where nobody works or has worked.

    Raises:
        ValidationError: somebody does or has.
    """
    if Membership.objects.filter(municipality_id=actor.municipality_id, unit=unit).exists():
        raise ValidationError(
            _("Någon arbetar eller har arbetat i enheten. Då behövs den i loggen och blir kvar.")
        )
    access.audit(actor, "unit.remove", "unit", unit.id)
    unit.delete()


def _refuse_taken_name(unit: Unit) -> None:
    namesakes = Unit.objects.filter(municipality_id=unit.municipality_id, name=unit.name)
    if namesakes.exclude(pk=unit.pk).exists():
        raise ValidationError({"name": _("Det finns redan en enhet som heter så.")})
