"""What is red now, since when, and whom it is told to."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from kollega.competence.map.queries import picture
from kollega.competence.map.standing import Verdict, verdicts
from kollega.competence.models import Alarm
from kollega.core import clock
from kollega.core.actor import Actor, Role
from kollega.core.events import announce
from kollega.core.posting import one_at_a_time
from kollega.organisation.api import at_work
from kollega.organisation.models import Colleague, Membership

QUIET = timedelta(days=14)
"""An area that was red so lately and is red again is not told anew."""
TURNED_RED = "areas.turned_red"


def judge(actor: Actor) -> list[Verdict]:
    """Keep since when each area has been red, and announce what has become so; that is answered.

    `areas.turned_red` (subject: the collaboration; detail: `shared`, whether an area did in the
    collaboration as a whole, and `places`, the municipalities where one did). The first time everything
    is kept and nothing announced: what has always been so is no news.
    """
    one_at_a_time(f"alarms {actor.collaboration_id}")
    found = picture(actor)
    red = {(each.area_id, each.municipality_id): each for each in verdicts(found.rows, found.towns)}
    rows = Alarm.objects.filter(collaboration_id=actor.collaboration_id)
    known = {(row.area_id, row.municipality_id): row for row in rows}
    new = []
    for key, verdict in red.items():
        if _raise(actor, known.get(key), verdict):
            new.append(verdict)
    for key, row in known.items():
        if key not in red and row.ended_on is None:
            row.ended_on = clock.today()
            row.save(update_fields=["ended_on"])
    if new and known:
        _announce(actor, new)
    return new if known else []


def _raise(actor: Actor, row: Alarm | None, verdict: Verdict) -> bool:
    """Keep that an area is red; whether that is news."""
    kind = Alarm.Kind(verdict.standing.value)
    if row is None:
        Alarm(
            collaboration_id=actor.collaboration_id,
            area_id=verdict.area_id,
            municipality_id=verdict.municipality_id,
            kind=kind,
        ).save(force_insert=True)
        return True
    if row.ended_on is None:
        worse = row.kind != kind and kind == Alarm.Kind.NOBODY
        if row.kind != kind:
            row.kind = kind
            row.save(update_fields=["kind"])
        return worse
    is_news = row.ended_on + QUIET < clock.today()
    if is_news:
        row.since = clock.today()
    row.kind, row.ended_on = kind, None
    row.save(update_fields=["kind", "since", "ended_on"])
    return is_news


def _announce(actor: Actor, new: list[Verdict]) -> None:
    places = sorted({each.municipality_id for each in new if each.municipality_id})
    announce(
        actor,
        TURNED_RED,
        subject_kind="collaboration",
        subject_id=actor.collaboration_id,
        detail={
            "shared": int(any(each.municipality_id is None for each in new)),
            "places": places,
        },
    )


def managers_here(actor: Actor) -> list[UUID]:
    """The accounts of the managers of the municipality that the job acts for. One statement."""
    today = clock.today()
    rows = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        municipality_id=actor.municipality_id,
        valid_from__lte=today,
        suspended=False,
        roles__contains=[Role.MANAGER.value],
    )
    return list(rows.values_list("account_id", flat=True).distinct())


def coordinators(actor: Actor) -> list[UUID]:
    """The accounts of the collaboration's coordinators. One statement."""
    rows = Colleague.objects.filter(
        at_work(), collaboration_id=actor.collaboration_id, is_coordinator=True
    )
    return list(rows.values_list("account_id", flat=True))
