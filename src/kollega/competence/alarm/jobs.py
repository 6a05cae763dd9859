"""Counting when something changes and every night, and telling of what has turned red."""

from uuid import UUID

from kollega.competence.alarm import foreseeing, judging, keeping
from kollega.competence.map import pushing
from kollega.competence.map.choices import with_choices
from kollega.competence.models import Availability, Competence, Forecast
from kollega.core import places
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.events import Event, listener
from kollega.core.jobs import job, nightly
from kollega.core.notices import notify

COUNTER = frozenset({Role.COUNTER})


@job()
def count_place(*, collaboration_id: UUID, municipality_id: UUID) -> None:
    """Count one municipality's levels; where something differs, judge the collaboration anew."""
    if _push(collaboration_id, municipality_id):
        _judge(collaboration_id)


@job()
def recount(*, municipality_id: UUID, collaboration_id: UUID | None = None) -> None:
    """Something has changed in a municipality: let it be counted once, however much has."""
    for place in places.every():
        if place.municipality_id != municipality_id or place.collaboration_id is None:
            continue
        if collaboration_id not in {None, place.collaboration_id}:
            continue
        actor = job_for(job="competence.recount", collaboration_id=place.collaboration_id)
        with acting(actor):
            if pushing.mark_stale(actor, municipality_id):
                count_place.defer(
                    collaboration_id=place.collaboration_id, municipality_id=municipality_id
                )


@job()
def count_collaboration_cells(*, collaboration_id: UUID) -> None:
    """Count every municipality, judge, and simulate."""
    for municipality_id in places.municipalities(collaboration_id):
        _push(collaboration_id, municipality_id)
    _judge(collaboration_id)
    foreseeing.foresee(collaboration_id)


@job()
def foresee(*, collaboration_id: UUID, asked: int) -> None:
    """Judge and simulate anew: what is asked for has changed. Once for all that was asked before it ran."""
    _judge(collaboration_id)
    with acting(
        job_for(job="competence.foresee", collaboration_id=collaboration_id), read_only=True
    ):
        done = Forecast.objects.filter(collaboration_id=collaboration_id).first()
    if done is None or done.counted_at.timestamp() < asked:
        foreseeing.foresee(collaboration_id)


@nightly
def count_cells() -> None:
    """Every collaboration, each in a job of its own; dates of those who have left are removed first."""
    for municipality_id in places.municipalities():
        with acting(
            job_for(job="competence.forget_terms", municipality_id=municipality_id, roles=COUNTER)
        ) as actor:
            keeping.destroy_of_leavers(actor)
    for collaboration_id in places.collaborations():
        count_collaboration_cells.defer(collaboration_id=collaboration_id)


def _push(collaboration_id: UUID, municipality_id: UUID) -> bool:
    actor = job_for(
        job="competence.count_place",
        collaboration_id=collaboration_id,
        municipality_id=municipality_id,
        roles=COUNTER,
    )
    with acting(actor):
        return pushing.push(with_choices(actor))


def _judge(collaboration_id: UUID) -> None:
    actor = job_for(job="competence.judge", collaboration_id=collaboration_id)
    with acting(actor):
        judging.judge(with_choices(actor))


# --- What is heard --------------------------------------------------------------------------------


@listener("competence.declared")
def count_after_saying(actor: Actor, event: Event) -> None:
    """Somebody has said what she can."""
    _count_again(
        actor,
        Competence.objects.filter(pk=event.subject_id)
        .values_list("colleague__municipality_id", flat=True)
        .first(),
    )


@listener("availability.changed")
def count_after_hours(actor: Actor, event: Event) -> None:
    """Somebody has said when she is away."""
    _count_again(
        actor,
        Availability.objects.filter(pk=event.subject_id)
        .values_list("colleague__municipality_id", flat=True)
        .first(),
    )


def _count_again(actor: Actor, municipality_id: UUID | None) -> None:
    if municipality_id is not None and pushing.mark_stale(actor, municipality_id):
        count_place.defer(collaboration_id=actor.collaboration_id, municipality_id=municipality_id)


@listener("competence.removed", per_municipality=True)
def count_after_removal(actor: Actor, _event: Event) -> None:
    """Somebody has taken an area away: the row is gone, so each municipality looks."""
    _count_again(actor, actor.municipality_id)


def _in_case_zone(actor: Actor, _event: Event) -> None:
    recount.defer(municipality_id=actor.municipality_id)


@listener("vacancy.added")
def count_after_vacancy(actor: Actor, event: Event) -> None:
    """A post stands empty."""
    _in_case_zone(actor, event)


@listener("vacancy.filled")
def count_after_filling(actor: Actor, event: Event) -> None:
    """Somebody has the post."""
    _in_case_zone(actor, event)


@listener("competence.talk_written")
def count_after_talk(actor: Actor, event: Event) -> None:
    """A manager has set levels."""
    _in_case_zone(actor, event)


@listener("table_import.done")
def count_after_list(actor: Actor, event: Event) -> None:
    """A list has been brought in."""
    _in_case_zone(actor, event)


@listener("table_import.undone")
def count_after_undoing(actor: Actor, event: Event) -> None:
    """A list has been taken back."""
    _in_case_zone(actor, event)


@listener("membership.added")
def count_after_hiring(actor: Actor, event: Event) -> None:
    """Somebody has begun."""
    _in_case_zone(actor, event)


@listener("target.changed")
def judge_again(_actor: Actor, event: Event) -> None:
    """What is asked for has changed."""
    if event.collaboration_id is not None:
        foresee.defer(collaboration_id=event.collaboration_id, asked=int(event.at.timestamp()) + 1)


@listener(judging.TURNED_RED, per_municipality=True)
def tell_managers(actor: Actor, event: Event) -> None:
    """Managers hear of their own municipality's areas, and of the collaboration's."""
    if event.detail.get("shared") or actor.municipality_id in event.detail.get("places", []):
        notify(judging.managers_here(actor), judging.TURNED_RED, event)


@listener(judging.TURNED_RED)
def tell_coordinators(actor: Actor, event: Event) -> None:
    """Coordinators hear of the collaboration's areas."""
    if event.detail.get("shared"):
        notify(judging.coordinators(actor), judging.TURNED_RED, event)
