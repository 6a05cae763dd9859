"""Giving somebody a place, changing it, and letting it end."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.core import clock
from kollega.core.actor import Role, acting
from kollega.core.models import Account
from kollega.core.models.event import CaseEvent
from kollega.core.models.log import AuditRow
from kollega.organisation import services
from kollega.organisation.identity import account_with_actors
from kollega.organisation.models import Colleague, Membership, Unit

SignIn = Callable[[Persona], Client]
ADD = "/organisation/personal/ny"


def unit_id(world: World, name: str = "Vuxen") -> str:
    with acting(world.administrator.actor):
        return str(Unit.objects.get(name=name).id)


def posted(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "name": "Åsa Öman",
        "email": "Asa.Oman@example.se",
        "phone": "070-174 06 10",
        "title": "socialsekreterare",
        "unit": unit_id(world),
        "roles": ["caseworker"],
        "valid_from": "2024-02-01",
        "valid_to": "",
    } | changes


def place_of(world: World, persona: Persona) -> Membership:
    with acting(world.administrator.actor):
        return Membership.objects.select_related("unit").get(account=persona.account)


def address(membership: Membership) -> str:
    return reverse("organisation:person", args=[membership.id])


def stored(world: World, membership: Membership, **changes: Any) -> dict[str, Any]:
    return {
        "version": membership.version,
        "name": membership.name,
        "phone": "070-174 06 05",
        "title": membership.title,
        "unit": str(membership.unit_id),
        "roles": list(membership.roles),
        "valid_from": membership.valid_from.isoformat(),
        "valid_to": "",
    } | changes


def test_adding_somebody_makes_account_place_and_colleague(world: World, as_: SignIn) -> None:
    form = posted(world)
    client = as_(world.administrator)
    assert client.post(ADD, form).status_code == 302
    # A second press, or a page sent again, adds nobody.
    assert client.post(ADD, form).status_code == 302
    account = Account.objects.get(email="asa.oman@example.se")
    assert not account.has_usable_password()
    actor = account_with_actors(account.id).actors[0]
    assert (actor.municipality_name, actor.unit_name) == ("Granåker", "Vuxen")
    with acting(world.answerer.actor):  # seen in the other municipality
        colleague = Colleague.objects.get(account=account)
        assert (colleague.name, colleague.phone) == ("Åsa Öman", "070-174 06 10")
    with acting(world.administrator.actor):
        assert Membership.objects.filter(account=account).count() == 1
        event = CaseEvent.objects.get(kind="membership.added")
        assert event.detail == {"account_id": str(account.id)}
        assert AuditRow.objects.filter(verb="membership.add", subject_id=form["id"]).count() == 1
    with acting(world.outsider.actor):
        assert not Colleague.objects.filter(account=account).exists()
    assert "Åsa Öman" in client.get("/organisation/personal").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Skriv personens namn."),
        ("email", "asa", "Skriv en hel adress"),
        ("phone", "ring mig", "Skriv numret med siffror"),
        ("roles", [], "Välj minst en roll."),
        ("valid_from", "i morgon", "Skriv dagen som år-månad-dag"),
        ("valid_to", "2023-01-01", "Sista dagen kan inte ligga före den första."),
        ("unit", str(uuid.UUID(int=1)), ""),
    ],
)
def test_what_is_wrong_is_told_at_the_field_and_nothing_is_lost(
    world: World, as_: SignIn, field: str, value: Any, words: str
) -> None:
    accounts = Account.objects.count()
    response = as_(world.administrator).post(ADD, posted(world, **{field: value}))
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page
    assert f'id="id_{field}_error"' in page
    if field != "title":
        assert 'value="socialsekreterare"' in page
    assert Account.objects.count() == accounts


def test_a_manager_gives_only_ordinary_roles(world: World, as_: SignIn) -> None:
    client = as_(world.manager)
    page = client.get(ADD).content.decode()
    assert "chef" in page
    assert "logggranskare" not in page
    assert client.post(ADD, posted(world, roles=["administrator"])).status_code == 422
    with acting(world.manager.actor), pytest.raises(ValidationError):
        services.add_person(
            world.manager.actor,
            public_id=uuid.uuid4(),
            name="Åsa",
            email="a@example.se",
            phone="",
            unit=Unit.objects.all()[0],
            title="",
            roles=["log_reviewer"],
            valid_from=date(2024, 1, 1),
            valid_to=None,
        )


def test_a_manager_changes_a_place_without_touching_the_roles_beyond(
    world: World, as_: SignIn
) -> None:
    membership = place_of(world, world.registrar)
    form = stored(world, membership, title="kanslist", roles=["caseworker"])
    assert as_(world.manager).post(address(membership), form).status_code == 302
    after = place_of(world, world.registrar)
    assert after.title == "kanslist"
    assert set(after.roles) == {"registrar", "caseworker"}


def test_nobody_changes_their_own_roles_or_ends_themselves(world: World, as_: SignIn) -> None:
    membership = place_of(world, world.manager)
    client = as_(world.manager)
    page = client.get(address(membership)).content.decode()
    assert "Du kan inte ändra dina egna roller." in page
    form = stored(world, membership, roles=["caseworker", "administrator"])
    assert client.post(address(membership), form).status_code == 302
    assert set(place_of(world, world.manager).roles) == {"manager", "caseworker"}
    late = stored(world, membership, version=membership.version + 1, valid_to="2027-01-01")
    assert client.post(address(membership), late).status_code == 422
    end = reverse("organisation:end_person", args=[membership.id])
    response = client.post(end, {"last_day": clock.today().isoformat()})
    assert response.status_code == 403
    assert "Du kan inte avsluta din egen plats." in response.content.decode()


def test_nobody_gives_themselves_a_role_by_a_place_of_their_own(world: World, as_: SignIn) -> None:
    client, email = as_(world.administrator), world.administrator.account.email
    for roles in (["log_reviewer"], ["administrator", "registrar"]):
        refused = client.post(ADD, posted(world, email=email.upper(), roles=roles))
        assert refused.status_code == 422
        assert "Du kan inte ge dig själv en ny roll." in refused.content.decode()
    with acting(world.administrator.actor):
        assert Membership.objects.filter(account=world.administrator.account).count() == 1
    same = posted(world, email=email, roles=["administrator"])
    assert client.post(ADD, same).status_code == 302, "what she is she may be in another unit too"


def test_a_manager_cannot_end_an_administrator(world: World, as_: SignIn) -> None:
    membership = place_of(world, world.administrator)
    end = reverse("organisation:end_person", args=[membership.id])
    assert as_(world.manager).get(end).status_code == 403


def test_somebody_who_leaves_is_signed_in_no_more_and_shown_as_left(
    world: World, as_: SignIn
) -> None:
    membership = place_of(world, world.same_unit)
    end = reverse("organisation:end_person", args=[membership.id])
    client = as_(world.manager)
    assert client.get(end).status_code == 200
    assert place_of(world, world.same_unit).valid_to is None
    too_early = client.post(end, {"last_day": "2020-01-01"})
    assert too_early.status_code == 422
    yesterday = clock.today() - timedelta(days=1)
    assert client.post(end, {"last_day": yesterday.isoformat()}).status_code == 302
    assert account_with_actors(world.same_unit.account.id).actors == ()
    with acting(world.answerer.actor):
        assert Colleague.objects.get(account=world.same_unit.account).left_on == yesterday
    client.get("/organisation/personal")  # says that it is done, by name
    assert "Olle Samma" not in client.get("/organisation/personal").content.decode()
    assert "Olle Samma" in client.get("/organisation/personal?visa=slutat").content.decode()


def test_one_of_two_places_may_end_without_the_person_leaving(world: World) -> None:
    actor = world.administrator.actor
    with acting(actor):
        first = Membership.objects.select_related("unit", "account").get(
            account=world.asker.account
        )
        services.add_membership(
            actor,
            unit=Unit.objects.get(name="Vuxen"),
            account=first.account,
            roles=[Role.CASEWORKER, Role.COORDINATOR],
            title="samordnare",
            valid_from=date(2024, 1, 1),
        )
        services.end_membership(actor, membership=first, last_day=clock.today())
        colleague = Colleague.objects.get(account=first.account)
        assert colleague.left_on is None
        assert (colleague.unit_name, colleague.title) == ("Vuxen", "samordnare")
        assert colleague.is_coordinator


def test_a_new_place_takes_over_a_colleague_who_has_left_elsewhere(world: World) -> None:
    yesterday = clock.today() - timedelta(days=1)
    away = world.answerer_two
    with acting(world.coordinator.actor) as actor:
        there = Membership.objects.select_related("unit").get(account=away.account)
        services.end_membership(actor, membership=there, last_day=yesterday)
    actor = world.administrator.actor
    with acting(actor):
        services.add_person(
            actor,
            public_id=uuid.uuid4(),
            name="Åke Svarare",
            email=away.account.email,
            phone="",
            unit=Unit.objects.get(name="Vuxen"),
            title="handläggare",
            roles=["caseworker"],
            valid_from=clock.today(),
            valid_to=None,
        )
        colleague = Colleague.objects.get(account=away.account)
        assert colleague.id == away.colleague_id
        assert colleague.municipality_id == actor.municipality_id
        assert colleague.left_on is None


def test_a_colleague_of_another_municipality_is_left_as_it_is(world: World) -> None:
    actor = world.administrator.actor
    with acting(actor):
        services.add_person(
            actor,
            public_id=uuid.uuid4(),
            name="Sara Lånad",
            email=world.answerer.account.email,
            phone="1234",
            unit=Unit.objects.get(name="Vuxen"),
            title="lånad",
            roles=["caseworker"],
            valid_from=clock.today(),
            valid_to=clock.today(),
        )
        colleague = Colleague.objects.get(account=world.answerer.account)
        assert (colleague.name, colleague.title) == ("Sara Svarare", "socialsekreterare")
        assert colleague.left_on is None
    assert Account.objects.get(pk=world.answerer.account.id).name == "Sara Svarare"


def test_two_at_once_are_shown_both(world: World, as_: SignIn) -> None:
    membership = place_of(world, world.asker)
    manager, administrator = as_(world.manager), as_(world.administrator)
    mine = stored(world, membership, title="1:e socialsekreterare")
    theirs = stored(world, membership, title="familjebehandlare")
    assert manager.post(address(membership), theirs).status_code == 302
    response = administrator.post(address(membership), mine)
    assert response.status_code == 409
    page = response.content.decode()
    assert "familjebehandlare" in page
    assert 'value="1:e socialsekreterare"' in page
    assert place_of(world, world.asker).title == "familjebehandlare"
    # The same form sent again counts: the person has seen both.
    version = page.split('name="version" value="')[1].split('"')[0]
    assert administrator.post(address(membership), mine | {"version": version}).status_code == 302
    assert place_of(world, world.asker).title == "1:e socialsekreterare"


def test_two_places_in_one_unit_at_once_are_refused(world: World, as_: SignIn) -> None:
    form = posted(world, email=world.other_unit.account.email)
    response = as_(world.administrator).post(ADD, form)
    assert response.status_code == 422
    assert "Personen har redan en plats i enheten" in response.content.decode()
    with acting(world.administrator.actor):
        assert Membership.objects.filter(account=world.other_unit.account).count() == 1


def test_a_new_invitation_is_asked_for(world: World, as_: SignIn) -> None:
    membership = place_of(world, world.asker)
    url = reverse("organisation:invite", args=[membership.id])
    assert as_(world.asker).post(url).status_code == 403
    assert as_(world.manager).post(url).status_code == 302
    with acting(world.manager.actor):
        assert CaseEvent.objects.filter(kind="membership.invite").count() == 1


def test_units_are_added_renamed_and_removed(world: World, as_: SignIn) -> None:
    client = as_(world.administrator)
    form = {"id": str(uuid.uuid4()), "name": "Öppenvård"}
    assert client.post("/organisation/enheter", form).status_code == 302
    assert client.post("/organisation/enheter", form).status_code == 302
    assert client.post("/organisation/enheter", form | {"id": str(uuid.uuid4())}).status_code == 422
    unit = reverse("organisation:unit", args=[form["id"]])
    assert client.post(unit, {"version": 1, "name": "Öppenvården"}).status_code == 302
    old = client.post(unit, {"version": 1, "name": "Behandling"})
    assert old.status_code == 409
    assert "Öppenvården" in old.content.decode()
    assert client.post(unit, {"version": 2, "name": "Vuxen"}).status_code == 422
    remove = reverse("organisation:remove_unit", args=[form["id"]])
    assert client.get(remove).status_code == 405
    assert client.post(remove).status_code == 302
    in_use = reverse("organisation:remove_unit", args=[unit_id(world)])
    assert client.post(in_use, follow=True).status_code == 200
    with acting(world.administrator.actor):
        names = set(Unit.objects.values_list("name", flat=True))
    assert "Öppenvården" not in names
    assert "Vuxen" in names


def test_what_is_written_stands_when_it_is_committed(real_world: World, as_: SignIn) -> None:
    """Keys between tables are checked at COMMIT, which the other tests never reach."""
    world = real_world
    client = as_(world.administrator)
    form = posted(world)
    assert client.post(ADD, form).status_code == 302
    with acting(world.administrator.actor):
        membership = Membership.objects.select_related("unit").get(pk=form["id"])
    changed = stored(world, membership, unit=unit_id(world, "Barn och familj"), name="Åsa Ek")
    assert client.post(address(membership), changed).status_code == 302
    end = reverse("organisation:end_person", args=[membership.id])
    assert client.post(end, {"last_day": clock.today().isoformat()}).status_code == 302
    with acting(world.answerer.actor):
        colleague = Colleague.objects.get(name="Åsa Ek")
        assert (colleague.unit_name, colleague.left_on) == ("Barn och familj", clock.today())
    # Refused: nothing of it is left, the new account neither.
    refused = posted(world, email="ny@example.se", roles=[])
    assert client.post(ADD, refused).status_code == 422
    assert not Account.objects.filter(email="ny@example.se").exists()
