"""In which areas colleagues have answered, for those who want it told. Never how many, and nothing of the
questions.
"""

from collections.abc import Collection
from uuid import UUID

from kollega.competence.profile.answered import register
from kollega.consultation.choices import Status
from kollega.consultation.models import Post
from kollega.core.actor import Actor


@register
def areas(actor: Actor, colleague_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """(colleague, area) of advice in questions that are closed. One statement."""
    rows = Post.objects.filter(
        collaboration_id=actor.collaboration_id,
        author_id__in=list(colleague_ids),
        kind__in=(Post.Kind.ADVICE, Post.Kind.RESOURCE),
        question__status=Status.CLOSED,
    )
    return set(rows.values_list("author_id", "question__area_id").distinct())
