"""By the week: what has been looked for in vain is counted. By night: what is old is forgotten."""

from uuid import NAMESPACE_OID, UUID, uuid5

from kollega.core import notices, places
from kollega.core.actor import Actor, acting, job_for
from kollega.core.events import Event, listener
from kollega.core.jobs import job, nightly, periodic
from kollega.core.models import Account
from kollega.core.notices import notify
from kollega.knowledge.cards.jobs import managers
from kollega.knowledge.models import Commission, Helped, Wish, WishMark
from kollega.knowledge.wishes import counting, services
from kollega.knowledge.wishes.origin import is_begun_from


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
        else:
            tell_managers.defer(
                commission_id=each.id,
                wish_id=each.wish_id,
                municipality_id=each.municipality_id,
                collaboration_id=each.collaboration_id,
            )


@job()
def tell_managers(
    *, commission_id: UUID, wish_id: UUID, municipality_id: UUID, collaboration_id: UUID
) -> None:
    """Tell the managers of the municipality that is asked to write: who they are only it knows."""
    actor = job_for(
        job="knowledge.tell_managers",
        collaboration_id=collaboration_id,
        municipality_id=municipality_id,
    )
    with acting(actor):
        notices.write.defer(
            kind_key="wish.ordered",
            event_id=uuid5(NAMESPACE_OID, f"wish.ordered {commission_id}"),
            subject_id=wish_id,
            account_ids=managers(actor),
        )


def _begun(actor: Actor, event: Event) -> list[Wish]:
    """The wish that the event's question was begun from: one, or none."""
    rows = Wish.objects.filter(collaboration_id=actor.collaboration_id)
    ids = rows.filter(state__in=[Wish.State.OPEN, Wish.State.ASKED]).values_list("id", flat=True)
    found = [each for each in ids if is_begun_from(event.subject_id, each)]
    return list(rows.select_for_update().filter(pk__in=found))


@listener("question.ring_opened")
def note_asked(actor: Actor, event: Event) -> None:
    """A question that was begun from a wish is sent to those who know the area."""
    if event.detail.get("wide"):
        for wish in _begun(actor, event):
            services.asked(wish)


@listener("question.withdrawn")
def note_withdrawn(actor: Actor, event: Event) -> None:
    """It was taken back."""
    for wish in _begun(actor, event):
        services.not_asked(wish)


def _orders(actor: Actor, card_id: UUID) -> list[Commission]:
    """The order that a card is written for: the card that is followed, or another begun from it."""
    rows = Commission.objects.filter(
        collaboration_id=actor.collaboration_id, ended_at__isnull=True
    ).select_related("wish")
    return [each for each in rows if each.card_id == card_id or is_begun_from(card_id, each.id)]


@listener("card.published")
def close_ordered(actor: Actor, event: Event) -> None:
    """A card that was ordered is published: what was wished for is answered."""
    for each in _orders(actor, event.subject_id):
        services.answered(each.wish)
