"""Telling managers and coordinators of documents, and reminding them when it is time to follow one up."""

from datetime import date, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db.models import Q

from kollega.competence.models import Strategy
from kollega.core import clock, notices, places
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.events import Event, listener
from kollega.core.jobs import job, nightly
from kollega.organisation.models import Membership

LATE = 14
"""Days within which a day that the worker missed is still told."""


@listener("strategy.sent")
@listener("strategy.returned")
@listener("strategy.adopted")
def tell(actor: Actor, event: Event) -> None:
    """Let each municipality be told: who its managers are only it knows."""
    for municipality_id in places.municipalities(actor.collaboration_id):
        tell_place.defer(
            kind=event.kind,
            event_id=event.id,
            subject_id=event.subject_id,
            municipality_id=municipality_id,
        )


@job()
def tell_place(*, kind: str, event_id: UUID, subject_id: UUID, municipality_id: UUID) -> None:
    """Tell one municipality's managers, and the coordinator where she works."""
    actor = job_for(job="competence.tell_place", municipality_id=municipality_id)
    with acting(actor):
        if told := _who(municipality_id):
            notices.write.defer(
                kind_key=kind, event_id=event_id, subject_id=subject_id, account_ids=told
            )


def _who(municipality_id: UUID) -> list[UUID]:
    today = clock.today()
    rows = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        municipality_id=municipality_id,
        valid_from__lte=today,
        suspended=False,
        roles__overlap=[Role.MANAGER, Role.COORDINATOR],
    )
    return sorted(set(rows.values_list("account_id", flat=True)))


@nightly
def remind() -> None:
    """Tell those who answer that a day for following up has come. Run again it tells nothing new."""
    today = clock.today()
    for collaboration_id in places.collaborations():
        actor = job_for(job="competence.remind", collaboration_id=collaboration_id)
        with acting(actor):
            due = _due(collaboration_id, today)
        for strategy_id, day in due:
            for municipality_id in places.municipalities(collaboration_id):
                tell_place.defer(
                    kind="strategy.follow_up",
                    event_id=uuid5(NAMESPACE_OID, f"strategy.follow_up {strategy_id} {day}"),
                    subject_id=strategy_id,
                    municipality_id=municipality_id,
                )


def _due(collaboration_id: UUID, today: date) -> list[tuple[UUID, date]]:
    """The last day that has come of the document that holds, where it has not been long since."""
    rows = Strategy.objects.filter(
        collaboration_id=collaboration_id, state=Strategy.State.ADOPTED
    ).values_list("id", "follow_up_days")
    since = today - timedelta(days=LATE)
    found = []
    for strategy_id, days in rows:
        come = [day for day in days if since <= day <= today]
        if come:
            found.append((strategy_id, max(come)))
    return found
