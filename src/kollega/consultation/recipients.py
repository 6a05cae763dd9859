"""Whom a question would go to: gathers what the ranking must know, in few statements."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q

from kollega.competence import api as competence
from kollega.competence.api import Holder
from kollega.competence.models import Level
from kollega.consultation.choices import Audience
from kollega.consultation.models import INVITED_RING
from kollega.consultation.routing import History, Ranked, Wanted, rank
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.organisation import api as organisation
from kollega.organisation.models import Colleague

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Recipients:
    """The rings of a question, ready to be shown or stored."""

    ranked: tuple[Ranked, ...]

    @property
    def first(self) -> tuple[Ranked, ...]:
        """Those who are asked at once."""
        return tuple(each for each in self.ranked if each.ring == 1)

    @property
    def municipalities(self) -> int:
        """In how many municipalities the first ones work."""
        return len({each.holder.municipality_id for each in self.first})


def recipients(
    actor: Actor, wanted: Wanted, area_ids: Collection[UUID], *, similar_ids: Collection[UUID]
) -> Recipients:
    """Rank those who may be asked. Three statements."""
    least = Level.ORIENTED if wanted.audience != Audience.GROUP else Level.WITH_SUPPORT
    holders = competence.levels_for(actor, area_ids, least=least, tie_to=wanted.own_municipality_id)
    extra = _people(actor, wanted, {each.colleague_id for each in holders})
    coordinators = [each for each in extra if each.colleague_id not in wanted.chosen]
    holders += [each for each in extra if each.colleague_id in wanted.chosen]
    history = history_of(actor, [each.colleague_id for each in holders], similar_ids=similar_ids)
    return Recipients(tuple(rank(holders, history, wanted, coordinators=coordinators)))


def history_of(
    actor: Actor, colleague_ids: Collection[UUID], *, similar_ids: Collection[UUID]
) -> dict[UUID, History]:
    """What each has answered on similar questions, and how often each was asked lately."""
    if not colleague_ids:
        return {}
    moment = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select who, coalesce(s.similar, 0), coalesce(a.week, 0), coalesce(a.fortnight, 0)
            from unnest(%(who)s::uuid[]) as who
            left join (
              select author_id, count(distinct question_id)::int as similar
              from consultation_post
              where collaboration_id = %(scope)s and question_id = any (%(similar)s::uuid[])
                and author_id is not null group by author_id) s on s.author_id = who
            left join (
              select colleague_id, count(*) filter (where asked_at > %(week)s)::int as week,
                     count(*)::int as fortnight
              from consultation_asked
              where collaboration_id = %(scope)s and asked_at > %(fortnight)s and ring < %(invited)s
              group by colleague_id) a on a.colleague_id = who
            """,
            {
                "who": list(colleague_ids),
                "similar": list(similar_ids),
                "scope": actor.collaboration_id,
                "invited": INVITED_RING,
                "week": moment - WEEK,
                "fortnight": moment - 2 * WEEK,
            },
        )
        return {row[0]: History(*row[1:]) for row in cursor.fetchall()}


def _people(actor: Actor, wanted: Wanted, known: Collection[UUID]) -> list[Holder]:
    """The coordinators, and the chosen who know none of the areas, as holders at no level."""
    rows = (
        Colleague.objects.filter(
            Q(is_coordinator=True) | Q(pk__in=list(wanted.chosen)),
            organisation.at_work(),
            collaboration_id=actor.collaboration_id,
        )
        .exclude(pk__in=[each for each in wanted.chosen if each in set(known)])
        .select_related("municipality")[:40]
    )
    return [
        Holder(
            colleague_id=row.id,
            area_id=row.id,
            name=row.name,
            title=row.title,
            municipality_id=row.municipality_id,
            municipality_name=row.municipality.name,
            phone=row.phone,
            level=Level.NOT_MINE,
            can_help_with="",
            weekdays=0b11111,
            hour_from=8,
            hour_to=16,
            cap_per_week=99,
            said_free=False,
            away=False,
            hosts=False,
            has_tie=False,
            sort_key=row.sort_key,
        )
        for row in rows
    ]
