"""What an administrator writes about the directory."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.core import access
from kollega.core.actor import Actor, Role
from kollega.core.posting import Conflict, once
from kollega.organisation.models import ROLE_LABELS, Unit
from kollega.signin import directory, jobs
from kollega.signin.models import DirectoryGroup, DirectoryPerson, DirectoryPlace


def add_group(
    actor: Actor, *, public_id: UUID, group: str, label: str, unit: Unit, roles: Iterable[str]
) -> DirectoryGroup:
    """Let a group in the directory give roles in a unit. Doing it twice with one id does it once.

    Raises:
        ValidationError: the group gives something in that unit already.
    """
    own = DirectoryGroup.objects.filter(municipality_id=actor.municipality_id)

    def create() -> DirectoryGroup:
        made = DirectoryGroup(
            id=public_id,
            municipality_id=actor.municipality_id,
            group=group,
            label=label,
            unit=unit,
            roles=sorted(roles),
        )
        _refuse_double(made)
        made.save(force_insert=True)
        access.audit(actor, "directory_group.add", "directory_group", made.id)
        jobs.follow_groups.defer(municipality_id=actor.municipality_id)
        return made

    return once(own, public_id, create)[0]


def change_group(
    actor: Actor,
    *,
    stored: DirectoryGroup,
    version: int,
    label: str,
    unit: Unit,
    roles: Iterable[str],
) -> None:
    """Let a group give something else. `stored` is locked by the caller. Everybody's places follow.

    Raises:
        Conflict: somebody changed it in between.
        ValidationError: the group gives something in that unit already.
    """
    wanted = DirectoryGroup(
        id=stored.id,
        municipality_id=actor.municipality_id,
        group=stored.group,
        label=label,
        unit=unit,
        roles=sorted(roles),
        version=stored.version + 1,
    )
    _refuse_overwriting(version, stored, wanted)
    _refuse_double(wanted)
    wanted.save(force_update=True)
    access.audit(actor, "directory_group.change", "directory_group", stored.id)
    jobs.follow_groups.defer(municipality_id=actor.municipality_id)


def remove_group(actor: Actor, *, stored: DirectoryGroup) -> None:
    """Let a group give nothing. The places that came from it alone are closed."""
    access.audit(actor, "directory_group.remove", "directory_group", stored.id)
    stored.delete()
    jobs.follow_groups.defer(municipality_id=actor.municipality_id)


def _refuse_double(wanted: DirectoryGroup) -> None:
    same = DirectoryGroup.objects.filter(
        municipality_id=wanted.municipality_id, group=wanted.group, unit_id=wanted.unit_id
    )
    if same.exclude(pk=wanted.pk).exists():
        raise ValidationError(
            {"unit": _("Gruppen ger redan roller i enheten. Ändra den raden i stället.")}
        )


def words(each: DirectoryGroup) -> Mapping[str, tuple[str, str]]:
    """What a group gives, as people read it: field → (label, words)."""
    roles = ", ".join(str(ROLE_LABELS[Role(role)]) for role in each.roles)
    return {
        "label": (_("Vad gruppen kallas"), each.label),
        "unit": (_("Enhet"), each.unit.name),
        "roles": (_("Roller"), roles),
    }


def _refuse_overwriting(version: int, stored: DirectoryGroup, wanted: DirectoryGroup) -> None:
    if version == stored.version:
        return
    theirs, yours = words(stored), words(wanted)
    differing = {
        field: (label, text, yours[field][1])
        for field, (label, text) in theirs.items()
        if text != yours[field][1]
    }
    if differing:
        raise Conflict(version=stored.version, fields=differing)


def unjoin(actor: Actor, *, person: DirectoryPerson) -> None:
    """Let go of whom the provider said that somebody was: the next sign-in joins anew."""
    directory.unjoin(actor, person)


def open_places(actor: Actor, *, person: DirectoryPerson) -> int:
    """Open the places that are paused since the provider is silent; they are given by hand now."""
    if person.account_id is None:
        return 0
    marks = DirectoryPlace.objects.filter(
        municipality_id=actor.municipality_id,
        membership__account_id=person.account_id,
        membership__lent_by__isnull=True,
        paused_at__isnull=False,
    ).select_related("membership")
    opened = 0
    for mark in marks:
        directory.open_by_hand(actor, mark)
        opened += 1
    if opened:
        person.silent_since = None
        person.save(update_fields=["silent_since"])
        access.audit(actor, "directory.open", "directory_person", person.id)
    return opened
