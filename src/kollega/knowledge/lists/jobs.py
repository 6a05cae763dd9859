"""Once a week those who follow an area are told that something is new there."""

from datetime import timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db.models import Q

from kollega.core import clock, notices, places
from kollega.core.actor import acting, job_for
from kollega.core.jobs import job, periodic
from kollega.knowledge.lists import news
from kollega.knowledge.models.lists import Following
from kollega.organisation.models import Colleague

WEEK = timedelta(days=7)
EARLY = timedelta(hours=12)
"""A run that comes a little before the week is over counts: the clock moves twice a year."""


@periodic("20 5 * * 1")
def look_for_news() -> None:
    """Every Monday, for everybody at work in each municipality."""
    for place in places.every():
        if place.collaboration_id is None:
            continue
        actor = job_for(
            job="knowledge.look_for_news",
            collaboration_id=place.collaboration_id,
            municipality_id=place.municipality_id,
        )
        with acting(actor):
            people = Colleague.objects.filter(
                Q(left_on__isnull=True) | Q(left_on__gte=clock.today()),
                collaboration_id=place.collaboration_id,
                municipality_id=place.municipality_id,
            )
            for account_id in people.values_list("account_id", flat=True):
                tell_news.defer(
                    account_id=account_id,
                    municipality_id=place.municipality_id,
                    collaboration_id=place.collaboration_id,
                )


@job()
def tell_news(*, account_id: UUID, municipality_id: UUID, collaboration_id: UUID) -> None:
    """Tell one person, where she wants it and something has happened. Run again it tells no more."""
    actor = job_for(
        job="knowledge.tell_news",
        account_id=account_id,
        municipality_id=municipality_id,
        collaboration_id=collaboration_id,
    )
    with acting(actor):
        now = clock.now()
        mine = (
            Following.objects.select_for_update()
            .filter(account_id=account_id, collaboration_id=collaboration_id)
            .first()
        )
        if mine is None or mine.often == Following.Often.NEVER or not mine.areas:
            return
        if mine.told_at > now - WEEK + EARLY:
            return
        since = max(mine.seen_at, mine.told_at)
        if not news.count(actor, mine.areas, since):
            return
        mine.told_at = now
        mine.save(update_fields=["told_at"])
        notices.write.defer(
            kind_key="knowledge.news",
            # The same in every run of the week, so that she is told once.
            event_id=uuid5(
                NAMESPACE_OID,
                f"knowledge.news {account_id} {collaboration_id} {clock.today():%G-%V}",
            ),
            subject_id=collaboration_id,
            account_ids=[account_id],
        )
