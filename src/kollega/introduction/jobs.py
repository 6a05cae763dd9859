"""What happens by itself: introductions begin, mentors' answers are heard, people who leave are seen."""

from collections import Counter
from uuid import UUID

from kollega.core import places
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.events import Event, listener
from kollega.core.jobs import job, nightly
from kollega.core.posting import one_at_a_time
from kollega.introduction import exits, housekeeping, mentoring, starting, steps

COUNTER = frozenset({Role.COUNTER})


@listener("membership.added")
def begin_at_once(actor: Actor, event: Event) -> None:  # noqa: ARG001 - whom it is about is looked up
    """Somebody has got a place: her first page is there in a moment, not tomorrow."""
    begin_new.defer(municipality_id=actor.municipality_id)


@job()
def begin_new(*, municipality_id: UUID) -> None:
    """Begin introductions in one municipality."""
    collaboration_id = _collaboration(municipality_id)
    if collaboration_id is None:
        return
    with acting(_job("begin_new", municipality_id, collaboration_id)) as actor:
        starting.begin_all(actor)


def _collaboration(municipality_id: UUID) -> UUID | None:
    return next(
        (
            each.collaboration_id
            for each in places.every()
            if each.municipality_id == municipality_id and each.collaboration_id
        ),
        None,
    )


def _job(name: str, municipality_id: UUID, collaboration_id: UUID) -> Actor:
    return job_for(
        job=f"introduction.{name}",
        municipality_id=municipality_id,
        collaboration_id=collaboration_id,
        roles=COUNTER,
    )


@job()
def hear_mentor(*, mentoring_id: UUID, municipality_id: UUID, collaboration_id: UUID) -> None:
    """Let the new colleague's municipality take in what the mentor has said."""
    with acting(_job("hear_mentor", municipality_id, collaboration_id)) as actor:
        mentoring.hear(actor, mentoring_id)


@nightly
def look_after_introductions() -> None:
    """New people, mentors who have left, check-ins that are due, people who leave, what is too old."""
    seen: set[UUID] = set()
    for place in places.every():
        if place.collaboration_id is None or place.municipality_id in seen:
            continue
        seen.add(place.municipality_id)
        actor = _job("look_after_introductions", place.municipality_id, place.collaboration_id)
        with acting(actor):
            starting.begin_all(actor)
            housekeeping.look_after(actor)


@listener("learning.attended")
def tick_by_course(actor: Actor, event: Event) -> None:
    """Somebody has been at a course: a step that is done by it is done."""
    account_id, course_id = event.detail.get("account"), event.detail.get("course")
    if account_id and course_id:
        tick.defer(
            municipality_id=actor.municipality_id, account_id=account_id, course_id=course_id
        )


@job()
def tick(*, municipality_id: UUID, account_id: UUID, course_id: UUID) -> None:
    """Tick them, as one who may read introductions."""
    collaboration_id = _collaboration(municipality_id)
    with acting(
        job_for(
            job="introduction.tick",
            municipality_id=municipality_id,
            collaboration_id=collaboration_id,
            roles=COUNTER,
        )
    ) as actor:
        steps.tick_by_course(actor, account_id=account_id, course_id=course_id)


@nightly
def pool_exit_reasons() -> None:
    """Add up why people left in the year that is over, each municipality in its own name."""
    year = exits.year_to_close()
    if year is None:
        return
    for collaboration_id in places.collaborations():
        whole = job_for(job="introduction.pool_exit_reasons", collaboration_id=collaboration_id)
        with acting(whole, read_only=True) as actor:
            if exits.is_closed(actor, year):
                continue
        counts: Counter[str] = Counter()
        for municipality_id in places.municipalities(collaboration_id):
            part = _job("pool_exit_reasons", municipality_id, collaboration_id)
            with acting(part, read_only=True) as actor:
                counts += exits.counted(actor, year)
        with acting(whole) as actor:
            one_at_a_time(f"exits {collaboration_id}")
            exits.close(actor, year, counts)
