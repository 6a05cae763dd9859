"""Writes of the map."""

from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.casework import rules
from kollega.casework.models import Resource, SharedResource
from kollega.competence.learning.texts import refuse_matters
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.gate import one
from kollega.core.posting import next_version, once
from kollega.swedish import sort_key

SHOWN_TO_OTHERS = (
    "kind",
    "name",
    "town",
    "places",
    "price",
    "per",
    "phone",
    "without_assessment",
    "helps",
    "sort_key",
    "checked_on",
)


@dataclass(frozen=True)
class Told:
    """What is known of it."""

    kind: str
    name: str
    town: str = ""
    distance_km: int | None = None
    places: int | None = None
    price: int | None = None
    per: str = "free"
    contact: str = ""
    phone: str = ""
    without_assessment: bool = False
    helps: list[str] = field(default_factory=list)
    note: str = ""


def resource_for(actor: Actor, resource_id: UUID, *, lock: bool = False) -> Resource:
    """The gate: something in the own municipality's map, or 404."""
    rules.work(actor).require()
    rows = Resource.objects.filter(municipality_id=actor.municipality_id)
    return one(rows, "resource", resource_id, lock=lock)


def save(actor: Actor, *, public_id: UUID, version: int, told: Told) -> Resource:
    """Add something to the map, or change it; what others are shown of it follows.

    Raises:
        ValidationError: a private person's home cannot go on being shown to others, or a text that others
            read points at somebody.
        Conflict: a colleague has changed it in between.
    """
    rules.begin(actor).require()
    columns: dict[str, Any] = asdict(told) | {"sort_key": sort_key(told.name)[:400]}
    rows = Resource.objects.filter(municipality_id=actor.municipality_id)

    def create() -> Resource:
        made = Resource(
            id=public_id,
            municipality_id=actor.municipality_id,
            checked_by=actor.account_id,
            **columns,
        )
        made.save(force_insert=True)
        return made

    stored, new = once(rows.select_for_update(of=("self",)), public_id, create)
    if not new:
        stored.version = next_version(
            stored,
            version,
            {
                "name": (_("Namn"), told.name),
                "contact": (_("Vem ni ringer"), told.contact),
                "phone": (_("Telefon"), told.phone),
                "note": (_("Bra att veta"), told.note),
            },
        )
        for name, value in columns.items():
            setattr(stored, name, value)
        _seen(actor, stored)
        if stored.shared_id and stored.is_private:
            raise ValidationError(
                {"kind": _("Sluta dela den först. En privat persons uppgifter delas aldrig.")}
            )
        stored.save()
        _show(actor, stored)
    access.audit(actor, "resource.save", "resource", stored.id)
    return stored


def _seen(actor: Actor, stored: Resource) -> None:
    stored.checked_on, stored.checked_by = clock.today(), actor.account_id


def still_right(actor: Actor, resource: Resource) -> None:
    """Somebody has seen that it is right."""
    rules.begin(actor).require()
    _seen(actor, resource)
    resource.save(update_fields=["checked_on", "checked_by"])
    _show(actor, resource)
    access.audit(actor, "resource.check", "resource", resource.id)


def share(actor: Actor, resource: Resource) -> None:
    """Show it to the other municipalities: name, place, price and switchboard; never the contact or the
    note.

    Raises:
        ValidationError: it is a private person's, there is nobody to show it to, or the name points at
            somebody.
    """
    rules.begin(actor).require()
    if resource.is_private:
        raise ValidationError(_("En privat persons uppgifter stannar i kommunen."))
    if actor.collaboration_id is None:
        raise ValidationError(_("Kommunen är inte med i någon samverkan."))
    if resource.shared_id is None:
        resource.shared_id = uuid4()
        _show(actor, resource)
        resource.save(update_fields=["shared_id"])
        access.audit(actor, "resource.share", "resource", resource.id)


def _show(actor: Actor, resource: Resource) -> None:
    """Let the others see it as it stands now, where it is shared."""
    if resource.shared_id is None:
        return
    refuse_matters({"name": resource.name}, {"town": resource.town})
    row = SharedResource.objects.filter(
        pk=resource.shared_id, municipality_id=actor.municipality_id
    ).first()
    row = row or SharedResource(
        id=resource.shared_id,
        collaboration_id=actor.collaboration_id,
        municipality_id=actor.municipality_id,
    )
    for name in SHOWN_TO_OTHERS:
        setattr(row, name, getattr(resource, name))
    row.save()


def stop_sharing(actor: Actor, resource: Resource) -> None:
    """Show it to the others no longer."""
    rules.begin(actor).require()
    if resource.shared_id is not None:
        _hide(actor, resource)
        resource.shared_id = None
        resource.save(update_fields=["shared_id"])
        access.audit(actor, "resource.stop_sharing", "resource", resource.id)


def _hide(actor: Actor, resource: Resource) -> None:
    if resource.shared_id is not None:
        own = {"municipality_id": actor.municipality_id}
        SharedResource.objects.filter(pk=resource.shared_id, **own).delete()


def remove(actor: Actor, resource: Resource) -> None:
    """Take it off the map, the others' too."""
    rules.begin(actor).require()
    _hide(actor, resource)
    access.audit(actor, "resource.remove", "resource", resource.id)
    resource.delete()
