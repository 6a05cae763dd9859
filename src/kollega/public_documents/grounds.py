"""The paragraphs that something may be kept secret by: the municipality's own list.

The list begins with a draft that nobody has verified; which paragraphs apply, and how they are
written, the municipality decides.
"""

from datetime import date
from uuid import UUID

from django.db.models import Q

from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import one_at_a_time
from kollega.public_documents.models import Ground

DRAFT = (
    ("OSL 26 kap. 1 §", "Socialtjänstsekretess"),
    ("OSL 21 kap. 1 §", "Hälsa och sexualliv"),
    ("OSL 21 kap. 3 §", "Förföljda personer, adress och liknande"),
    ("OSL 26 kap. 5 §", "Anmälan eller utsaga av enskild"),
    ("OSL 39 kap. 1 §", "Personalsocial verksamhet"),
)


def ensure(actor: Actor) -> None:
    """Give the municipality the draft, where it has no list yet."""
    rows = Ground.objects.filter(municipality_id=actor.municipality_id)
    if rows.exists():
        return
    one_at_a_time(f"kollega grounds {actor.municipality_id}")
    if rows.exists():
        return
    Ground.objects.bulk_create(
        Ground(municipality_id=actor.municipality_id, paragraph=paragraph, title=title, place=place)
        for place, (paragraph, title) in enumerate(DRAFT)
    )


def in_force(actor: Actor, day: date | None = None) -> list[Ground]:
    """The list as it holds on a day, in its order; the last day is not in it. One statement."""
    day = day or clock.today()
    return list(
        Ground.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day),
            municipality_id=actor.municipality_id,
            valid_from__lte=day,
        ).order_by("place", "paragraph")
    )


def by_id(actor: Actor) -> dict[str, Ground]:
    """Every ground that the municipality has ever had, by its id as text. One statement."""
    rows = Ground.objects.filter(municipality_id=actor.municipality_id)
    return {str(each.id): each for each in rows}


def add(actor: Actor, *, public_id: UUID, paragraph: str, title: str, verified: bool) -> Ground:
    """Add a paragraph; it holds from today. Adding twice adds once."""
    found = Ground.objects.filter(municipality_id=actor.municipality_id, pk=public_id).first()
    if found is not None:
        return found
    place = Ground.objects.filter(municipality_id=actor.municipality_id).count()
    ground = Ground(
        id=public_id,
        municipality_id=actor.municipality_id,
        paragraph=paragraph,
        title=title,
        is_verified=verified,
        place=place,
    )
    ground.save(force_insert=True)
    access.audit(actor, "document_ground.change", "document_ground", ground.id)
    return ground


def verify(actor: Actor, ground: Ground, *, verified: bool) -> None:
    """Say that the municipality has checked the paragraph, or take that back."""
    ground.is_verified = verified
    ground.save(update_fields=["is_verified"])
    access.audit(actor, "document_ground.change", "document_ground", ground.id)


def end(actor: Actor, ground: Ground) -> None:
    """Choose it no more; what it was used for stands."""
    ground.valid_to = clock.today()
    ground.save(update_fields=["valid_to"])
    access.audit(actor, "document_ground.change", "document_ground", ground.id)
