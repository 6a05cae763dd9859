"""Options: typed, dated, kept with who set them, never overwritten unseen."""

import uuid
from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.core import clock
from kollega.core.actor import acting
from kollega.organisation import api, hours, options, services
from kollega.organisation.models import MunicipalitySetting

SignIn = Callable[[Persona], Client]
PHONE = "organisation.manager_phone"


def address(key: str) -> str:
    return reverse("organisation:option", args=[key])


def form(value: str, seen: str = "", **changes: str) -> dict[str, str]:
    return {"value": value, "seen": seen, "valid_from": clock.today().isoformat()} | changes


@pytest.fixture
def shared_option(monkeypatch: pytest.MonkeyPatch) -> str:
    option = options.Option(
        "test.months", "integer", 24, "Månader", scope="collaboration", minimum=1
    )
    monkeypatch.setitem(options._options, option.key, option)
    return option.key


def test_a_value_holds_from_its_day_with_who_set_it(world: World, as_: SignIn) -> None:
    client = as_(world.manager)
    assert client.post(address(PHONE), form("0980-31 92 01")).status_code == 302
    assert options.value(world.asker.actor, PHONE) == "0980-31 92 01"
    # Another municipality, and another collaboration, have their own.
    assert options.value(world.answerer.actor, PHONE) == ""
    page = client.get(address(PHONE)).content.decode()
    assert "Karin Chef" in page
    assert api.contacts(world.asker.actor).people[0].tel == "0980319201"


def test_a_value_that_begins_later_is_told_but_does_not_hold(world: World, as_: SignIn) -> None:
    later = (clock.today() + timedelta(days=40)).isoformat()
    client = as_(world.manager)
    assert client.post(address(PHONE), form("112", valid_from=later)).status_code == 302
    assert options.value(world.asker.actor, PHONE) == ""
    page = as_(world.asker).get(reverse("organisation:options")).content.decode()
    assert f"112 från {later}" in page
    with clock.at(clock.now() + timedelta(days=41)):
        assert options.value(world.asker.actor, PHONE) == "112"


def test_changed_twice_in_a_day_the_last_holds_and_both_are_kept(world: World) -> None:
    actor = world.manager.actor
    with acting(actor):
        for value in ("1111", "2222", "2222"):
            services.set_option(actor, key=PHONE, value=value, valid_from=clock.today())
        assert MunicipalitySetting.objects.filter(key=PHONE).count() == 2
    assert options.value(world.asker.actor, PHONE) == "2222"


@pytest.mark.parametrize(
    ("key", "changes", "words"),
    [
        (PHONE, {"value": "ring mig"}, "Skriv numret med siffror"),
        (PHONE, {"valid_from": "2020-01-01"}, "Välj i dag eller en senare dag."),
        (PHONE, {"valid_from": "nu"}, "Skriv dagen som år-månad-dag"),
        ("organisation.working_hours", {"value": "när vi hinner"}, "Skriv dagar och klockslag"),
        ("organisation.board_name", {"value": " "}, "Skriv något här."),
        ("organisation.police_text", {"value": "x" * 1001}, "Högst 1 000 tecken."),
    ],
)
def test_what_is_wrong_is_told_at_the_field(
    world: World, as_: SignIn, key: str, changes: dict[str, str], words: str
) -> None:
    response = as_(world.manager).post(address(key), form("112") | changes)
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page
    assert "_error" in page
    with acting(world.manager.actor):
        assert not MunicipalitySetting.objects.exists()


def test_two_at_once_are_shown_both(world: World, as_: SignIn) -> None:
    assert as_(world.manager).post(address(PHONE), form("1111")).status_code == 302
    client = as_(world.administrator)
    response = client.post(address(PHONE), form("2222"))
    assert response.status_code == 409
    page = response.content.decode()
    assert "1111" in page
    assert 'value="2222"' in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert client.post(address(PHONE), form("2222", seen)).status_code == 302
    assert options.value(world.asker.actor, PHONE) == "2222"


def test_only_managers_and_administrators_choose_for_the_municipality(
    world: World, as_: SignIn
) -> None:
    for persona in (world.asker, world.log_reviewer, world.coordinator):
        client = as_(persona)
        assert "Bara chefer och administratörer" in client.get(address(PHONE)).content.decode()
        assert client.post(address(PHONE), form("112")).status_code == 403
    assert as_(world.asker).get(address("finns.inte")).status_code == 404


def test_the_coordinator_chooses_for_all(world: World, as_: SignIn, shared_option: str) -> None:
    assert as_(world.manager).post(address(shared_option), form("12")).status_code == 403
    client = as_(world.coordinator)
    assert client.post(address(shared_option), form("0")).status_code == 422
    assert client.post(address(shared_option), form("12")).status_code == 302
    assert options.value(world.asker.actor, shared_option) == 12
    assert options.value(world.outsider.actor, shared_option) == 24
    page = as_(world.asker).get(address(shared_option)).content.decode()
    assert "Siv Samordnare, Storavan" in page


def test_a_room_that_is_switched_off_leaves_the_menu(world: World, as_: SignIn) -> None:
    key = "consultation.on"
    client = as_(world.asker)
    menu = reverse("consultation:choose")
    assert f'href="{menu}"' in client.get(reverse("organisation:areas")).content.decode()
    actor = world.manager.actor
    with acting(actor):
        services.set_option(actor, key=key, value=False, valid_from=clock.today())
    page = client.get(reverse("organisation:areas")).content.decode()
    assert f'href="{menu}"' not in page
    assert client.get(menu).status_code == 404


def test_every_option_has_a_page_that_opens(world: World, as_: SignIn) -> None:
    client = as_(world.administrator)
    for option in options.every():
        response = client.get(address(option.key))
        assert response.status_code == 200, option.key
        assert "[[undefined" not in response.content.decode(), option.key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mån–fre 8.00–16.30", {day: (time(8), time(16, 30)) for day in range(5)}),
        (
            "Mån-tors 8-16, fre 8:00-15:00",
            {d: (time(8), time(16)) for d in range(4)} | {4: (time(8), time(15))},
        ),
        ("lördag 10–12", {5: (time(10), time(12))}),
    ],
)
def test_working_hours_are_read_as_people_write_them(text: str, expected: hours.Hours) -> None:
    assert hours.parse(text) == expected


@pytest.mark.parametrize("text", ["", "alltid", "fre–mån 8–16", "mån 16–8", "mån 25–26"])
def test_hours_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(hours.HoursError):
        hours.parse(text)


def test_contacts_leave_out_who_has_no_number(world: World) -> None:
    found = api.contacts(world.asker.actor)
    assert [person.tel for person in found.people] == ["112"]
    assert "akut" in found.heading


def test_colleagues_and_municipalities_come_at_once(world: World) -> None:
    with acting(world.asker.actor) as actor:
        ids = [world.answerer.colleague_id, world.outsider.colleague_id, uuid.uuid4()]
        found = api.colleagues_by_ids(actor, ids)
        assert list(found) == [world.answerer.colleague_id]
        line = found[world.answerer.colleague_id]
        assert line.presentation == "socialsekreterare, Storavan"
        assert [place.name for place in api.municipalities(actor)] == ["Granåker", "Storavan"]
