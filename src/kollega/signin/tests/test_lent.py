"""Whoever another municipality lends: the borrower's directory neither opens, closes nor prolongs her
place, and gives her none of its own. The agreement about the loan alone says how long it lasts."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from tests.personas import World

from kollega.core import clock
from kollega.core.actor import acting
from kollega.organisation.identity import account_with_actors
from kollega.organisation.models import Membership, Unit
from kollega.organisation.services import lent
from kollega.signin import directory, stafflist
from kollega.signin.models import DirectoryPerson, DirectoryPlace
from kollega.signin.office import services as office
from kollega.signin.tests.granaker import group

HOME, BOTH = {"Storavan"}, {"Storavan", "Granåker"}


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)


@pytest.fixture
def place_id(world: World) -> uuid.UUID:
    """Sara of Storavan is lent to Granåker for fifty days, and known to its directory."""
    made, actor = uuid.uuid4(), world.manager.actor
    with acting(actor):
        lent.lend_place(
            actor,
            public_id=made,
            unit=Unit.objects.get(name="Vuxen"),
            account_id=world.answerer.account.id,
            name="Sara Svarare",
            title="Socionom",
            first_day=in_days(0),
            last_day=in_days(50),
            lent_by=world.answerer.municipality.id,
        )
    says(world, lambda actor, _person: None)
    return made


def says(world: World, what: Any) -> Any:
    """The directory's word of Sara, without the protocol around it."""
    actor = directory.directory_actor(world.manager.municipality.id)
    with acting(actor):
        return what(actor, directory.person_of(actor, world.answerer.account))


def is_in(world: World, *groups: str) -> None:
    says(world, lambda actor, person: directory.hear_groups(actor, person, groups))


def end_the_loan(world: World, place_id: uuid.UUID) -> None:
    with acting(world.manager.actor):
        lent.move_last_day(world.manager.actor, place_id=place_id, last_day=in_days(-1))


def places(world: World) -> list[tuple[str, date | None, bool]]:
    with acting(world.manager.actor):
        rows = Membership.objects.filter(account=world.answerer.account).order_by("unit__name")
        return [(each.unit.name, each.valid_to, each.suspended) for each in rows]


def works_in(world: World) -> set[str]:
    found = account_with_actors(world.answerer.account.id)
    assert found is not None
    return {each.municipality_name for each in found.actors}


def test_a_return_in_the_directory_does_not_open_a_loan_that_has_ended(
    world: World, place_id: uuid.UUID
) -> None:
    with clock.at(clock.now() + timedelta(days=3)):
        assert says(world, directory.leave) == 0
        assert works_in(world) == BOTH
        end_the_loan(world, place_id)
        assert works_in(world) == HOME
        assert says(world, directory.come_back) == 0
        assert works_in(world) == HOME
        assert places(world) == [("Vuxen", in_days(-1), False)]


def test_what_an_earlier_version_closed_stays_closed(world: World, place_id: uuid.UUID) -> None:
    """It marked lent places too, and their last day."""
    with clock.at(clock.now() + timedelta(days=3)):
        end_the_loan(world, place_id)
        with acting(world.manager.actor):
            person = DirectoryPerson.objects.get(account=world.answerer.account)
            mark = DirectoryPlace(
                municipality=world.manager.municipality,
                membership=Membership.objects.get(pk=place_id),
                from_groups=False,
                closed="left",
                closed_on=clock.today(),
                last_day=in_days(40),
            )
            mark.save(force_insert=True)
        says(world, directory.come_back)
        assert works_in(world) == HOME
        with acting(world.manager.actor):
            DirectoryPlace.objects.update(closed="", paused_at=clock.now())
            Membership.objects.filter(pk=place_id).update(suspended=True, valid_to=in_days(40))
        says(world, lambda actor, _person: office.open_places(actor, person=person))
        assert works_in(world) == HOME


@pytest.mark.parametrize("day", [0, 3])
def test_groups_neither_take_a_loan_over_nor_outlive_it(
    world: World, place_id: uuid.UUID, day: int
) -> None:
    group(world, "vuxen", "Vuxen", "caseworker", "manager")
    group(world, "bof", "Barn och familj", "caseworker")
    before = places(world)
    with clock.at(clock.now() + timedelta(days=day)):
        is_in(world, "vuxen", "bof")
        assert places(world) == before
        is_in(world)
        assert places(world) == before
        with acting(world.manager.actor):
            assert not DirectoryPlace.objects.exists()
    with clock.at(clock.now() + timedelta(days=day + 1)):
        end_the_loan(world, place_id)
        is_in(world, "vuxen", "bof")
        assert works_in(world) == HOME


def test_whoever_has_a_place_of_her_own_follows_the_groups_beside_the_loan(
    world: World, place_id: uuid.UUID
) -> None:
    from kollega.organisation import services as organisation

    group(world, "vuxen", "Vuxen", "caseworker", "manager")
    group(world, "bof", "Barn och familj", "caseworker", "registrar")
    with acting(world.manager.actor):
        organisation.add_membership(
            world.manager.actor,
            unit=Unit.objects.get(name="Barn och familj"),
            account=world.answerer.account,
            roles=["caseworker"],
            valid_from=clock.today(),
        )
    is_in(world, "vuxen", "bof")
    with acting(world.manager.actor):
        rows = Membership.objects.filter(account=world.answerer.account)
        roles = {each.unit.name: each.roles for each in rows.select_related("unit")}
    assert roles == {"Barn och familj": ["caseworker", "registrar"], "Vuxen": ["caseworker"]}


def test_a_staff_list_speaks_of_the_own_staff_only(world: World, place_id: uuid.UUID) -> None:
    address = world.answerer.account.email
    actor = directory.directory_actor(world.manager.municipality.id)
    with acting(actor):
        for listed in ({}, {address: "Sara Svarare"}):
            done = stafflist.plan(actor, listed)
            named = [*done.ends, *done.begins, *done.unknown, *done.by_hand, *done.returns]
            assert address not in named
        stafflist.carry_out(actor, {})
    assert works_in(world) == BOTH
