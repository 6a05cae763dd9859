"""Two sign-ins of one person at the very same moment, and a sign-in while she is shut out."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.db import connections
from tests.personas import World

from kollega.core import clock
from kollega.core.actor import acting
from kollega.organisation.models import Membership
from kollega.signin import directory, joining
from kollega.signin.identity import provider
from kollega.signin.joining import Refused, Vouched
from kollega.signin.models import DirectoryPerson, DirectoryPlace
from kollega.signin.tests.granaker import group, row_for


@pytest.fixture(name="granaker")
def a_provider(real_world: World, configure: Any) -> str:
    """Granåker's provider: nobody asks it here, so only its issuer matters."""
    issuer = "http://localhost:1"
    configure(row_for(real_world.asker, issuer))
    return issuer


def together(*doings: Callable[[], Any]) -> list[Any]:
    """Do all of them at once, each in a connection of its own."""
    start = Barrier(len(doings))

    def run(do: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return do()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(doings)) as pool:
        return list(pool.map(run, doings))


def maja_signs_in(granaker: str) -> SocialAccount | Refused:
    chosen = provider("granaker")
    assert chosen is not None
    vouched = Vouched(granaker, "maja-1", "asker@example.se", "Maja", frozenset({"vuxen"}))
    return joining.join(chosen, vouched)


def test_two_first_sign_ins_make_one_of_everything(real_world: World, granaker: str) -> None:
    group(real_world, "vuxen", "Vuxen", "manager")
    found = together(*[lambda: maja_signs_in(granaker)] * 4)
    assert [isinstance(each, SocialAccount) for each in found] == [True] * 4, found
    assert SocialAccount.objects.count() == 1
    with acting(real_world.administrator.actor):
        assert DirectoryPerson.objects.count() == 1
        assert DirectoryPlace.objects.filter(from_groups=True).count() == 1
        rows = Membership.objects.filter(account=real_world.asker.account, unit__name="Vuxen")
        assert [row.roles for row in rows] == [["manager"]]


def test_who_is_shut_out_while_she_signs_in_has_no_place_left(
    real_world: World, granaker: str
) -> None:
    group(real_world, "vuxen", "Vuxen", "manager")
    maja_signs_in(granaker)
    actor = directory.directory_actor(real_world.asker.municipality.id)

    def shut_out() -> None:
        with acting(actor):
            directory.leave(actor, DirectoryPerson.objects.select_for_update().get())

    together(lambda: maja_signs_in(granaker), shut_out, lambda: maja_signs_in(granaker))
    with acting(real_world.administrator.actor):
        rows = Membership.objects.filter(account=real_world.asker.account)
        assert rows.count() == 2
        assert all(
            row.suspended or (row.valid_to is not None and row.valid_to < clock.today())
            for row in rows
        )
    assert maja_signs_in(granaker) == Refused("left")
