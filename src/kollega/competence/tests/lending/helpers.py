"""A loan from Storavan to Granåker, step by step through the services."""

import uuid
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tests.personas import Persona, World

from kollega.competence.lending import rules, services
from kollega.competence.lending.rules import Standing
from kollega.competence.lending.state import LoanState, Terms
from kollega.core import clock
from kollega.core.actor import Role, acting, job_for
from kollega.core.models import Notice
from kollega.organisation.models import Membership, Unit


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)


def terms(first: int = 0, last: int = 55, share: int = 50, **rest: Any) -> Terms:
    """Terms by days from today."""
    said: dict[str, Any] = {"tasks": "Familjerättsliga utredningar", **rest}
    return Terms(in_days(first), in_days(last), share, **said)


def lender_manager(world: World) -> Persona:
    """Åke is a manager in Storavan from now on."""
    who = world.answerer_two
    with acting(world.answerer.actor):
        Membership.objects.filter(account=who.account).update(roles=[Role.CASEWORKER, Role.MANAGER])
    return who


def asked(world: World, *, wanted: Terms | None = None) -> UUID:
    """Granåker's manager asks Storavan; the loan's id."""
    actor = world.manager.actor
    with acting(actor):
        (loan_id,) = services.ask(
            actor,
            request_id=uuid.uuid4(),
            lenders=[world.answerer.municipality.id],
            area_id=world.areas["heder"].id,
            terms=wanted or terms(),
        )
    return loan_id


def standing(who: Persona, loan_id: UUID) -> Standing:
    actor = who.actor
    with acting(actor):
        return rules.loan_for(actor, loan_id)


def state(who: Persona, loan_id: UUID) -> LoanState:
    return standing(who, loan_id).loan


def wanted(world: World, loan_id: UUID, *, offered: Terms | None = None) -> None:
    """Storavan's manager asks Sara whether she wants to."""
    actor = lender_manager(world).actor
    with acting(actor):
        services.ask_colleague(
            actor,
            rules.loan_for(actor, loan_id, lock=True),
            colleague_id=world.answerer.colleague_id or UUID(int=0),
            terms=offered or terms(),
        )


def yes(world: World, loan_id: UUID) -> dict[str, str]:
    """What Sara's page posts when she says yes."""
    ask = standing(world.answerer, loan_id).ask
    assert ask is not None
    return {"answer": "yes", "asked": str(ask.id)}


def says(world: World, loan_id: UUID, *, yes: bool = True) -> None:
    """Sara answers."""
    actor = world.answerer.actor
    with acting(actor):
        services.answer(actor, rules.loan_for(actor, loan_id, lock=True), yes=yes)


def accepted(world: World, loan_id: UUID) -> UUID:
    """Granåker's manager says yes: Sara gets a place in 'Vuxen'. The place's id."""
    actor, place = world.manager.actor, uuid.uuid4()
    with acting(actor):
        services.accept(
            actor,
            rules.loan_for(actor, loan_id, lock=True),
            unit=Unit.objects.get(municipality_id=actor.municipality_id, name="Vuxen"),
            place_id=place,
        )
    return place


def agreed(world: World, *, on: Terms | None = None) -> UUID:
    """The whole way: asked, offered with her yes, accepted; the loan's id."""
    loan_id = asked(world, wanted=on)
    wanted(world, loan_id, offered=on)
    says(world, loan_id)
    accepted(world, loan_id)
    return loan_id


def works_in(world: World, who: str = "answerer") -> set[str]:
    """The municipalities where somebody is at work today, as a request reads it."""
    from kollega.organisation.identity import account_with_actors

    account = account_with_actors(world.personas[who].account.id)
    assert account is not None
    return {each.municipality_name for each in account.actors}


def told(who: Persona) -> list[str]:
    """The kinds of notice that somebody has."""
    with acting(job_for(job="tests.told", account_id=who.account.id)):
        return sorted(Notice.objects.filter(channel="screen").values_list("kind", flat=True))


def unit_of(world: World) -> str:
    with acting(world.manager.actor):
        return str(Unit.objects.get(municipality=world.manager.municipality, name="Vuxen").id)
