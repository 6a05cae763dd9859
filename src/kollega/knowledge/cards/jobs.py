"""What follows from what happens to cards, and what time does to them.

A listener acts for each municipality in turn, since one alone may read its own cards; each handles the
cards that its municipality answers for.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q

from kollega.core import clock, places
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.events import Event, announce, listener
from kollega.core.jobs import nightly
from kollega.core.notices import notify
from kollega.knowledge.cards import destruction, flags, keeping
from kollega.knowledge.models.cards import Card
from kollega.organisation.models import Colleague, Membership


def _card(actor: Actor, event: Event) -> Card | None:
    """The card, where the job's municipality answers for it."""
    return (
        Card.objects.filter(
            collaboration_id=actor.collaboration_id,
            municipality_id=actor.municipality_id,
            pk=event.subject_id,
        )
        .select_related("owner")
        .first()
    )


def accounts(actor: Actor, role: Role) -> list[UUID]:
    """Accounts of those who have a role in the job's municipality today."""
    today = clock.today()
    rows = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        municipality_id=actor.municipality_id,
        valid_from__lte=today,
        suspended=False,
        roles__contains=[role],
    )
    return sorted(set(rows.values_list("account_id", flat=True)))


def managers(actor: Actor) -> list[UUID]:
    """Accounts of the managers in the job's municipality; where it has none of those who stand nearest,
    so that somebody is told always."""
    for role in (Role.MANAGER, Role.COORDINATOR, Role.ADMINISTRATOR):
        if found := accounts(actor, role):
            return found
    return []


def _tell_owner(actor: Actor, event: Event, kind: str) -> None:
    """Tell whoever answers for the card; the managers where nobody does."""
    card = _card(actor, event)
    if card is not None:
        notify(keeping.owner_accounts(card) or managers(actor), kind, event)


def _tell_writer(actor: Actor, event: Event, kind: str) -> None:
    ids = event.detail.get("tell") or []
    people = Colleague.objects.filter(collaboration_id=actor.collaboration_id, pk__in=ids)
    notify(people.values_list("account_id", flat=True), kind, event)


@listener("card.reviewed")
def tell_reviewed(actor: Actor, event: Event) -> None:
    """Tell whoever wrote the text."""
    _tell_writer(actor, event, "card.reviewed")


@listener("card.published")
def tell_published(actor: Actor, event: Event) -> None:
    """Tell whoever wrote the text."""
    _tell_writer(actor, event, "card.published")


@listener("card.soon", per_municipality=True)
def tell_soon(actor: Actor, event: Event) -> None:
    """Tell the owner that the card is soon to be looked over."""
    _tell_owner(actor, event, "card.soon")


@listener("card.due", per_municipality=True)
def tell_due(actor: Actor, event: Event) -> None:
    """Tell the owner that the card should have been looked over."""
    _tell_owner(actor, event, "card.due")


@listener("card.doubted", per_municipality=True)
def tell_doubted(actor: Actor, event: Event) -> None:
    """Tell the owner that a reader says that something is not right."""
    _tell_owner(actor, event, "card.doubted")


@listener("card.law_changed", per_municipality=True)
def tell_law_changed(actor: Actor, event: Event) -> None:
    """Tell the owner that a section that the card cites has changed."""
    _tell_owner(actor, event, "card.law_changed")


@listener("card.ownerless", per_municipality=True)
def tell_ownerless(actor: Actor, event: Event) -> None:
    """Tell the managers that somebody needs to take over, where nobody has."""
    card = _card(actor, event)
    if card is not None and not keeping.owner_accounts(card):
        notify(managers(actor), "card.ownerless", event)


@listener("statutes.changed", per_municipality=True)
def flag_cards(actor: Actor, event: Event) -> None:
    """Flag the cards that cite a section that has changed, at once. What says again what it said before
    it was flagged is flagged no more."""
    sections = event.detail["sections"]
    before = dict(zip(sections, event.detail.get("before") or (), strict=False))
    for card_id in flags.law_changed(actor, sections, before):
        announce(actor, "card.law_changed", subject_kind="card", subject_id=card_id)


def _where_coordinated(actors: Sequence[Actor]) -> Actor:
    """The job of the first municipality with a coordinator; where none has, the first."""
    for actor in actors:
        with acting(actor):
            if accounts(actor, Role.COORDINATOR):
                return actor
    return actors[0]


@nightly
def keep_cards() -> None:
    """Pass on, remind and destroy, municipality by municipality."""
    for collaboration_id in places.collaborations():
        municipalities = places.municipalities(collaboration_id)
        actors = [
            job_for(
                job="knowledge.keep_cards",
                collaboration_id=collaboration_id,
                municipality_id=each,
            )
            for each in municipalities
        ]
        with acting(_where_coordinated(actors)) as actor:
            keeping.take_in(actor, municipalities)
        for actor in actors:
            for step in (keeping.pass_on, keeping.remind, destruction.destroy_old):
                with acting(actor):
                    step(actor)
