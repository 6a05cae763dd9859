"""By the week: what has been looked for in vain is counted. By night: what is old is forgotten."""

from uuid import UUID

from kollega.core import places
from kollega.core.actor import Actor, acting, job_for
from kollega.core.events import Event, listener
from kollega.core.jobs import job, nightly, periodic
from kollega.core.models import Account
from kollega.core.notices import notify
from kollega.knowledge.models import Commission, Helped, WishMark
from kollega.knowledge.wishes import counting, services


@job()
def count_wishes(*, collaboration_id: UUID) -> None:
    """Count one collaboration's wishes."""
    actor = job_for(job="knowledge.count_wishes", collaboration_id=collaboration_id)
    with acting(actor):
        counting.count(actor)
        counting.count_help(actor)


@periodic("20 3 * * 1")
def count_all_wishes() -> None:
    """Every collaboration, early on Mondays."""
    for collaboration_id in places.collaborations():
        count_wishes.defer(collaboration_id=collaboration_id)


@nightly
def forget_marks() -> None:
    """What somebody looked for, or said of a hit, is forgotten after a year."""
    before = counting.first_day_kept()
    for account_id in Account.objects.values_list("id", flat=True).order_by("id"):
        with acting(job_for(job="knowledge.forget_marks", account_id=account_id)):
            for model in (WishMark, Helped):
                model.objects.filter(account_id=account_id, day__lt=before).delete()


@listener("wish.ordered")
def tell_ordered(actor: Actor, event: Event) -> None:
    """Tell the one who is asked to write; with nobody named, the managers there."""
    made = Commission.objects.filter(
        collaboration_id=actor.collaboration_id, pk=event.detail["commission"]
    ).select_related("colleague")
    for each in made:
        if each.colleague is not None:
            notify([each.colleague.account_id], "wish.ordered", event)


@listener("card.published")
def close_ordered(actor: Actor, event: Event) -> None:
    """A card that was ordered is published: what was wished for is answered."""
    ordered = Commission.objects.filter(
        collaboration_id=actor.collaboration_id, card_id=event.subject_id, ended_at__isnull=True
    ).select_related("wish")
    for each in ordered:
        services.answered(each.wish)
