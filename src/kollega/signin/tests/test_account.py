"""'Mitt konto': where one works, and in which language."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from tests.personas import Persona, World

from kollega.core import clock
from kollega.core.actor import Role, acting
from kollega.core.models import Account
from kollega.organisation import services
from kollega.organisation.models import Membership, MunicipalitySetting, Unit

pytestmark = pytest.mark.urls("kollega.signin.tests.urls")
As = Callable[[Persona], Client]


def lend(world: World, persona: Persona, *, days: int) -> Membership:
    """Give somebody a place in Storavan too, whose last day lies so many days ahead."""
    with acting(world.answerer.actor) as actor:
        return services.add_membership(
            actor,
            unit=Unit.objects.get(name="IFO"),
            account=persona.account,
            roles=[Role.CASEWORKER],
            valid_from=clock.today() - timedelta(days=30),
            valid_to=clock.today() + timedelta(days=days),
        )


def test_the_page_tells_where_one_works(world: World, as_: As) -> None:
    lend(world, world.asker, days=10)
    page = as_(world.asker).get("/konto/").content.decode()
    for words in ("Maja Asker", "asker@example.se", "Granåker, Barn och familj", "Storavan, IFO"):
        assert words in page
    assert page.count("Arbeta här") == 1
    assert "Otto" not in page


def test_one_chooses_where_to_work(world: World, as_: As) -> None:
    lent = lend(world, world.asker, days=10)
    client = as_(world.asker)
    assert client.get("/vem/").json()["unit"] == "Barn och familj"
    chosen = client.post("/konto/arbeta-i/", {"place": str(lent.id), "next": "/vem/"})
    assert chosen["Location"] == "/vem/"
    assert client.get("/vem/").json()["unit"] == "IFO"


def test_nobody_works_in_another_persons_place(world: World, as_: As) -> None:
    lent = lend(world, world.same_unit, days=10)
    client = as_(world.asker)
    for place in (str(lent.id), "", "x"):
        assert client.post("/konto/arbeta-i/", {"place": place}).status_code == 404
    assert client.get("/vem/").json()["unit"] == "Barn och familj"


def test_a_place_that_ended_yesterday_is_closed_at_once(world: World, as_: As) -> None:
    lent = lend(world, world.asker, days=1)
    client = as_(world.asker)
    client.post("/konto/arbeta-i/", {"place": str(lent.id)})
    assert client.get("/vem/").json()["unit"] == "IFO"
    with acting(world.answerer.actor) as actor:
        found = Membership.objects.get(pk=lent.pk)
        services.end_membership(actor, membership=found, last_day=clock.today() - timedelta(days=1))
    assert client.get("/vem/").json()["unit"] == "Barn och familj"
    assert client.post("/konto/arbeta-i/", {"place": str(lent.id)}).status_code == 404
    assert "avslutat" in client.get("/konto/").content.decode()


def test_without_any_place_there_is_no_municipality(world: World, as_: As) -> None:
    account = Account.objects.create_user("ny@example.se", name="Nina Ny")
    client = as_(Persona(account, world.asker.municipality))
    assert client.get("/vem/").json() == {"name": "Nina Ny", "unit": "", "roles": []}
    assert "hör inte till någon enhet" in client.get("/konto/").content.decode()


def test_language_is_kept_with_the_account(world: World, as_: As) -> None:
    client = as_(world.asker)
    client.post("/konto/sprak/", {"language": "en"})
    assert as_(world.asker).get("/konto/")["Content-Language"] == "en"
    assert as_(world.same_unit).get("/konto/")["Content-Language"] == "sv"


@pytest.mark.parametrize("path", ["", "inloggningar/", "tva-steg/", "losenord/byt/"])
def test_own_pages_ask_for_a_sign_in(world: World, path: str) -> None:
    response = Client().get(f"/konto/{path}")
    assert response.status_code == 302
    assert response["Location"].startswith("/konto/logga-in/?next=/konto/")


@pytest.mark.parametrize("path", ["", "inloggningar/", "tva-steg/", "losenord/byt/"])
def test_pages_are_few_statements(
    world: World,
    as_: As,
    path: str,
    django_assert_max_num_queries: Callable,  # type: ignore[type-arg]
) -> None:
    client = as_(world.asker)
    client.get("/vem/")
    with django_assert_max_num_queries(8):
        assert client.get(f"/konto/{path}").status_code == 200


def test_the_way_to_ones_keys_is_there_while_the_municipality_uses_the_api(
    world: World, as_: As
) -> None:
    way = 'href="/konto/nycklar"'
    assert way in as_(world.asker).get("/konto/").content.decode()
    with acting(world.asker.actor) as actor:
        MunicipalitySetting(
            municipality_id=actor.municipality_id,
            key="api.on",
            value=False,
            set_by_id=actor.account_id,
        ).save(force_insert=True)
    assert way not in as_(world.asker).get("/konto/").content.decode()
