"""The way in for somebody whose account an administrator made."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from tests.personas import World

from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.events import announce, deliver
from kollega.core.models import Account, AuditRow
from kollega.signin import services
from kollega.signin.models import Invitation
from kollega.signin.tests.conftest import link_in, sign_in

NEW = "en-helt-annan-mening"


def new_account() -> Account:
    return Account.objects.create_user("ny@example.se", name="Nina Ny")


def invite(world: World, account: Account) -> str:
    """The path of the link."""
    with acting(world.administrator.actor) as actor:
        return link_in(services.invite(actor, account))


def test_the_invited_sets_a_password_and_signs_in(
    world: World, letters: Callable[[], list[str]]
) -> None:
    path = invite(world, new_account())
    (letter,) = letters()
    assert link_in(letter) == path
    assert "Granåker" not in letter
    client = Client()
    assert "Välkommen, Nina" in client.get(path).content.decode()
    different = client.post(path, {"password1": NEW, "password2": NEW + "x"})
    assert "inte lika" in different.content.decode()
    done = client.post(path, {"password1": NEW, "password2": NEW})
    assert done["Location"] == "/konto/logga-in/"
    assert sign_in(client, "ny@example.se", NEW).status_code == 302
    with acting(world.administrator.actor):
        assert AuditRow.objects.filter(verb="account.invite").exists()


def test_a_link_works_once(world: World) -> None:
    path = invite(world, new_account())
    Client().post(path, {"password1": NEW, "password2": NEW})
    for method in ("get", "post"):
        again = getattr(Client(), method)(path, {"password1": "x" * 14, "password2": "x" * 14})
        assert again.status_code == 410
    assert sign_in(Client(), "ny@example.se", NEW).status_code == 302


def test_a_link_runs_out(world: World) -> None:
    path = invite(world, new_account())
    with clock.at(clock.now() + timedelta(days=6)):
        assert Client().get(path).status_code == 200
    with clock.at(clock.now() + timedelta(days=7, minutes=1)):
        assert Client().get(path).status_code == 410


def test_a_new_link_closes_the_old(world: World) -> None:
    account = new_account()
    first, second = invite(world, account), invite(world, account)
    assert Client().get(first).status_code == 410
    assert Client().get(second).status_code == 200


def test_a_link_that_is_not_ours(world: World) -> None:
    path = invite(world, new_account())
    assert Client().get(path[:-2] + "x/").status_code == 410
    invitation = Invitation.objects.get()
    assert Client().get(f"/konto/inbjudan/{invitation.id.hex}/").status_code == 410
    assert str(invitation.id.hex) in path, "the id alone is no key: the signature is"


def test_nobody_takes_an_account_over(world: World) -> None:
    with (
        acting(world.administrator.actor) as actor,
        pytest.raises(services.InvitationError, match="redan ett lösenord"),
    ):
        services.invite(actor, world.answerer.account)


def test_a_weak_password_is_refused(world: World) -> None:
    path = invite(world, new_account())
    response = Client().post(path, {"password1": "kort", "password2": "kort"})
    assert response.status_code == 200
    assert 'id="id_password1_error"' in response.content.decode()


def test_somebody_who_is_given_a_place_is_invited(
    world: World, letters: Callable[[], list[str]]
) -> None:
    known, new = world.asker.account, new_account()
    for account in (known, new):
        with acting(world.administrator.actor) as actor:
            event = announce(
                actor,
                "membership.added",
                subject_kind="membership",
                subject_id=uuid4(),
                zone="case",
                detail={"account_id": account.id},
            )
        deliver.run(event_id=event.id, municipality_id=event.municipality_id)
    assert len(letters()) == 1
    assert [each.account_id for each in Invitation.objects.all()] == [new.id]
