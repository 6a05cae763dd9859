"""The one way to an object of the directory's: returned and logged, or not there."""

from uuid import UUID

from kollega.core import gate
from kollega.core.actor import Actor
from kollega.signin.models import DirectoryGroup, DirectoryPerson, ScimToken


def group_for(actor: Actor, public_id: UUID, *, lock: bool = False) -> DirectoryGroup:
    """A group that gives something in the actor's municipality.

    Raises:
        Http404: there is none there.
    """
    rows = DirectoryGroup.objects.filter(municipality_id=actor.municipality_id)
    return gate.one(rows.select_related("unit"), "directory_group", public_id, lock=lock)


def person_for(actor: Actor, public_id: UUID, *, lock: bool = False) -> DirectoryPerson:
    """Somebody whom the municipality's directory knows.

    Raises:
        Http404: there is none there.
    """
    rows = DirectoryPerson.objects.filter(municipality_id=actor.municipality_id)
    return gate.one(rows, "directory_person", public_id, lock=lock)


def token_for(actor: Actor, public_id: UUID) -> ScimToken:
    """One of the municipality's keys, locked.

    Raises:
        Http404: there is none there.
    """
    rows = ScimToken.objects.filter(municipality_id=actor.municipality_id)
    return gate.one(rows, "scim_token", public_id, lock=True)
