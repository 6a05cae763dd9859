"""People who are new, mentors and people who leave, through the services."""

import uuid
from datetime import timedelta
from typing import Any

from tests.personas import Persona, World, _account, _place

from kollega.core import clock
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.jobs import run_waiting
from kollega.core.models import Account
from kollega.introduction import mentoring, starting
from kollega.introduction.models import Introduction, MentorStep
from kollega.organisation import services
from kollega.organisation.models import Membership


def counter(world: World, who: str = "manager") -> Actor:
    """A job that acts for somebody's municipality."""
    return job_for(
        job="test",
        municipality_id=world.personas[who].municipality.id,
        collaboration_id=world.collaboration_id,
        roles=frozenset({Role.COUNTER}),
    )


def newcomer(world: World, *, days_ago: int = 2, key: str = "new") -> Persona:
    """Nora began in Granåker so many days ago. Made once, and again where that was undone."""
    known = world.personas.get(key)
    if known is not None and Account.objects.filter(pk=known.account.pk).exists():
        return known
    there = world.manager.municipality
    account = _account(world, key, "Nora Ny", there)
    first: Any = clock.today() - timedelta(days=days_ago)
    _place(world, account, there, "Barn och familj", roles=[Role.CASEWORKER], valid_from=first)
    actor = services.setup_actor(municipality_id=there.id, collaboration_id=world.collaboration_id)
    with acting(actor):
        shown = services.present_colleague(
            actor, account=account, title="socionom", phone="070-174 06 09"
        )
    world.personas[key].colleague_id = shown.id
    return world.personas[key]


def begun(world: World, *, days_ago: int = 2) -> Introduction:
    """The same with her introduction, as the job makes it."""
    who = newcomer(world, days_ago=days_ago)
    actor = counter(world)
    with acting(actor):
        starting.begin_all(actor)
        return Introduction.objects.get(account=who.account)


def asked(world: World, mentor: str = "answerer") -> uuid.UUID:
    """Granåker's manager asks somebody to be Nora's mentor; the mentoring's id."""
    row = begun(world)
    actor = world.manager.actor
    with acting(actor):
        row = Introduction.objects.select_for_update().get(pk=row.id)
        mentoring.let_go(actor, row)
        mentoring.ask(actor, row, mentor_id=world.personas[mentor].colleague_id or uuid.uuid4())
        assert row.mentoring_id
        return row.mentoring_id


def answers(world: World, mentoring_id: uuid.UUID, *, yes: bool = True) -> None:
    """Sara answers, and Granåker hears it."""
    actor = world.answerer.actor
    with acting(actor):
        mentoring.answer(actor, mentoring.mentoring_for(actor, mentoring_id), yes=yes)
    run_waiting()


def steps_of(who: Persona, mentoring_id: uuid.UUID) -> set[str]:
    """What somebody's municipality reads of a mentoring."""
    with acting(who.actor):
        return set(
            MentorStep.objects.filter(mentoring_id=mentoring_id).values_list("said", flat=True)
        )


def leaves(world: World, who: str = "same_unit", *, in_days: int = 20) -> None:
    """Somebody in Granåker has a last day."""
    actor = services.setup_actor(
        municipality_id=world.manager.municipality.id, collaboration_id=world.collaboration_id
    )
    with acting(actor):
        Membership.objects.filter(account=world.personas[who].account).update(
            valid_to=clock.today() + timedelta(days=in_days)
        )
