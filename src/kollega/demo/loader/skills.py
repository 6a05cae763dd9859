"""What each colleague says of herself: what she can help with, when, and where she has ties."""

from datetime import UTC, datetime, time, timedelta

from kollega.border import drafts
from kollega.competence.hosting import services as hosting
from kollega.competence.models import Availability, Level
from kollega.competence.profile import services
from kollega.core import clock
from kollega.core.actor import Actor, acting
from kollega.demo.loader.stage import Stage, id_of
from kollega.demo.world import Colleague, Skill

LATEST_LOOK = 90
"""Days: nobody's profile was looked over longer ago."""


def present_all(stage: Stage) -> None:
    """Everybody who has been there from the first day, and then the hosts of rare areas."""
    for colleague in stage.world.colleagues.values():
        if not colleague.employed_days:
            with clock.at(stage.now - timedelta(days=_looked_over(colleague))):
                present(stage, colleague)
    with clock.at(datetime.combine(stage.start, time(10), UTC)):
        _add_hosts(stage)


def _looked_over(colleague: Colleague) -> int:
    """Days since the profile was looked over: when she last handled something that stands in it."""
    handled = [each.practised_days_ago for each in colleague.areas if each.practised_days_ago]
    return min([LATEST_LOOK, *handled])


def present(stage: Stage, colleague: Colleague) -> None:
    """One colleague's own profile, as she fills it in."""
    actor = stage.actor(colleague.key)
    with acting(actor):
        for skill in colleague.areas:
            _declare(stage, colleague, actor, skill)
        today, away = clock.local(stage.now).date(), colleague.away
        services.set_availability(
            actor,
            weekdays=colleague.weekdays,
            hour_from=colleague.hour_from,
            hour_to=colleague.hour_to,
            cap_per_week=colleague.cap_per_week or Availability().cap_per_week,
            away_from=today - timedelta(days=away.since_days) if away else None,
            away_to=today + timedelta(days=away.back_in_days) if away else None,
        )
        if colleague.ties:
            ties = [stage.municipalities[each].id for each in colleague.ties]
            services.set_ties(actor, municipality_ids=ties)


def _declare(stage: Stage, colleague: Colleague, actor: Actor, skill: Skill) -> None:
    area_id, level = stage.area(colleague.key, skill.key), Level(skill.level)
    days = skill.practised_days_ago
    day = clock.local(stage.now).date() - timedelta(days=days) if days else None
    if not skill.helps_with:
        services.declare(actor, area_id=area_id, level=level, practised_on=day)
        return
    draft = drafts.save(
        actor,
        draft_id=id_of("line", colleague.key, skill.key),
        purpose=services.PURPOSE,
        version=0,
        body={services.TEXT: skill.helps_with},
    )
    services.declare_draft(actor, draft, area_id=area_id, level=level, practised_on=day, version=0)


def _add_hosts(stage: Stage) -> None:
    for host in stage.world.hosts:
        actor = stage.with_role("coordinator", collaboration=host.collaboration)
        for municipality in filter(None, (host.municipality, host.second)):
            with acting(actor):
                hosting.add_host(
                    actor,
                    public_id=id_of("host", host.area, municipality),
                    area_id=stage.areas[host.collaboration, host.area],
                    municipality_id=stage.municipalities[municipality].id,
                    valid_from=stage.start,
                    is_second=municipality == host.second,
                )
