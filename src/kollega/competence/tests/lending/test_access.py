"""A lent colleague's way in: from the first day to the last, and not a day longer."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from tests.personas import Persona, World, client_of

from kollega.competence.lending import jobs, rules, services
from kollega.competence.lending.state import Phase
from kollega.competence.models import LoanStep, StepKind
from kollega.competence.tests.helpers import As
from kollega.competence.tests.lending import helpers
from kollega.competence.tests.lending.helpers import in_days, terms, works_in
from kollega.core import clock
from kollega.core.actor import acting
from kollega.organisation import services as organisation
from kollega.organisation.identity import SESSION_KEY
from kollega.organisation.models import Colleague, Membership
from kollega.organisation.services import directory

BOTH, HOME = {"Granåker", "Storavan"}, {"Storavan"}


def after(days: int) -> Any:
    return clock.at(clock.now() + timedelta(days=days))


def _place(world: World, of: Persona) -> Membership:
    with acting(of.actor):
        return Membership.objects.get(account=world.answerer.account)


def test_access_lives_from_the_first_day_to_the_last(world: World) -> None:
    helpers.agreed(world, on=terms(3, 10))
    for day, where in ((0, HOME), (2, HOME), (3, BOTH), (10, BOTH), (11, HOME), (400, HOME)):
        with after(day):
            assert works_in(world) == where, day


def test_a_session_that_stands_in_the_place_is_home_again_the_day_after(world: World) -> None:
    helpers.agreed(world, on=terms(0, 10))
    place = _place(world, world.manager)
    for day, town in ((10, "Granåker"), (11, "Storavan")):
        with after(day):
            client = client_of(world.answerer)
            session = client.session
            session[SESSION_KEY] = str(place.id)
            session.save()
            request = client.get(reverse("competence:loans")).wsgi_request
            assert request.actor.municipality_name == town  # type: ignore[attr-defined]
            # A page of Granåker's staff or units is never hers, but what she is there ends too.
            assert (request.actor.membership_id == place.id) is (day == 10)  # type: ignore[attr-defined]


@pytest.mark.parametrize("way", ["leaves", "is paused", "is shut out"])
def test_access_ends_with_the_place_at_home(world: World, way: str) -> None:
    """Nothing needs to run for it: the database asks for her own place each time."""
    helpers.agreed(world, on=terms(0, 50))
    assert works_in(world) == BOTH
    home = world.answerer.municipality.id
    job = directory.directory_actor(home, job="tests.directory")
    with acting(job):
        own = Membership.objects.get(municipality_id=home, account=world.answerer.account)
        if way == "leaves":
            own.valid_to = in_days(5)
            own.save(update_fields=["valid_to"])
        elif way == "is paused":
            directory.suspend(job, membership=own)
        else:
            directory.close_now(job, membership=own)
    with after(0 if way != "leaves" else 6):
        assert works_in(world) == set()


def test_both_are_told_when_she_leaves_her_own_municipality(world: World) -> None:
    loan_id = helpers.agreed(world, on=terms(0, 50))
    chief = organisation.setup_actor(
        municipality_id=world.answerer.municipality.id, collaboration_id=world.collaboration_id
    )
    with acting(chief):
        own = Membership.objects.get(
            municipality_id=chief.municipality_id, account=world.answerer.account
        )
        own.valid_to = in_days(20)
        own.save(update_fields=["valid_to"])
    jobs.end_with_own_place.run()
    jobs.end_with_own_place.run()
    found = helpers.state(world.manager, loan_id)
    assert found.terms.last_day == in_days(20)
    assert [each.kind for each in found.steps][-1] == StepKind.LEFT
    assert len(found.steps) == 3
    assert _place(world, world.manager).valid_to == in_days(20)


def test_she_is_shown_as_her_own_municipality_shows_her_and_never_taken_over(world: World) -> None:
    helpers.agreed(world, on=terms(0, 50))
    with acting(world.manager.actor) as actor:
        assert Colleague.objects.get(pk=world.answerer.colleague_id).municipality_id == (
            world.answerer.municipality.id
        )
    with acting(world.answerer_two.actor):
        Colleague.objects.filter(pk=world.answerer.colleague_id).update(left_on=in_days(-1))
    with acting(
        organisation.setup_actor(
            municipality_id=world.manager.municipality.id, collaboration_id=world.collaboration_id
        )
    ) as actor:
        organisation.present_all(actor)
        row = Colleague.objects.get(pk=world.answerer.colleague_id)
        assert (row.municipality_id, row.left_on) == (world.answerer.municipality.id, in_days(-1))


@pytest.mark.parametrize("who", ["manager", "answerer_two"])
def test_either_ends_it_early(world: World, who: str) -> None:
    loan_id = helpers.agreed(world, on=terms(0, 50))
    actor = world.personas[who].actor
    with acting(actor):
        services.end(actor, rules.loan_for(actor, loan_id, lock=True), last_day=in_days(4))
    with after(4):
        assert works_in(world) == BOTH
    with after(5):
        assert works_in(world) == HOME


@pytest.mark.parametrize("first", [-3, 0, 7])
@pytest.mark.parametrize("who", ["manager", "answerer_two"])
def test_either_closes_it_at_once(world: World, who: str, first: int) -> None:
    loan_id = helpers.agreed(world, on=terms(first, 50, 20))
    actor = world.personas[who].actor
    with acting(actor):
        services.end(actor, rules.loan_for(actor, loan_id, lock=True), last_day=in_days(-1))
    for day in (0, 1, 20):
        with after(day):
            assert works_in(world) == HOME, day


def test_a_stranger_cannot_recall_nor_the_lender_lengthen(world: World) -> None:
    from kollega.organisation.services import lent

    helpers.agreed(world, on=terms(0, 10))
    place = _place(world, world.manager)
    with acting(world.outsider.actor) as stranger:
        assert not lent.recall(stranger, place_id=place.id, last_day=in_days(1))
    with acting(world.answerer_two.actor) as lender:
        assert not lent.recall(lender, place_id=place.id, last_day=in_days(90))
    assert _place(world, world.manager).valid_to == in_days(10)


def test_longer_by_the_borrowers_wish_needs_her_yes_and_then_lasts(world: World) -> None:
    loan_id = helpers.agreed(world, on=terms(0, 10))
    borrower, lender = world.manager.actor, world.answerer_two.actor
    with acting(borrower):
        services.propose_longer(
            borrower, rules.loan_for(borrower, loan_id, lock=True), last_day=in_days(30)
        )
    with acting(lender):
        services.step(lender, rules.loan_for(lender, loan_id, lock=True), StepKind.EXTEND_YES)
    assert helpers.state(world.manager, loan_id).terms.last_day == in_days(10)
    helpers.says(world, loan_id)
    assert helpers.state(world.manager, loan_id).terms.last_day == in_days(30)
    jobs.follow.run(loan_id=loan_id, municipality_id=world.manager.municipality.id)
    with after(30):
        assert works_in(world) == BOTH
    with after(31):
        assert works_in(world) == HOME


def test_the_staff_page_does_not_lengthen_it(world: World, as_: As) -> None:
    helpers.agreed(world, on=terms(0, 10))
    place = _place(world, world.manager)
    client = as_(world.manager)
    url = reverse("organisation:end_person", args=[place.id])
    assert client.post(url, {"last_day": in_days(90).isoformat()}).status_code == 403
    form = {
        "version": str(place.version),
        "name": place.name,
        "phone": "",
        "title": "",
        "unit": str(place.unit_id),
        "roles": ["caseworker"],
        "valid_from": place.valid_from.isoformat(),
        "valid_to": in_days(90).isoformat(),
    }
    answer = client.post(reverse("organisation:person", args=[place.id]), form)
    assert answer.status_code == 422
    assert "Personen är lånad" in answer.content.decode()
    assert _place(world, world.manager).valid_to == in_days(10)


def test_a_forged_yes_of_the_other_opens_nothing(world: World) -> None:
    """The lender writes rows of its own only, and one that says it has accepted is passed over."""
    loan_id = helpers.asked(world)
    helpers.wanted(world, loan_id)
    helpers.says(world, loan_id)
    lender = world.answerer_two.actor
    with acting(lender):
        LoanStep(
            sender_id=lender.municipality_id,
            receiver_id=world.manager.municipality.id,
            loan_id=loan_id,
            number=9,
            kind=StepKind.ACCEPT,
            place_id=UUID(int=4),
        ).save(force_insert=True)
    assert helpers.state(world.manager, loan_id).phase == Phase.OFFERED
    assert works_in(world) == HOME
