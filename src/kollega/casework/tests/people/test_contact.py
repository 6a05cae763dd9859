"""How somebody may be reached is obeyed, and seen before it is too late."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.casework import gate
from kollega.casework.models import ContactChange, May, Person, Protection, SafeContact, Way
from kollega.casework.people import contact
from kollega.casework.people.contact import Contact
from kollega.casework.tests import helpers
from kollega.core.actor import acting

As = Callable[[Persona], Client]
PHONE = "070-174 06 05"
ASKED = {
    "ring": "no",
    "text": "yes",
    "mail": "unknown",
    "write": "no",
    "visit": "no",
    "when": "Vardagar före tre",
    "how": "Skriv bara 'hej' först",
    "not_known_to": "Hennes man, som öppnar posten",
    "phone": PHONE,
    "street": "Storgatan 1",
    "postcode": "12345",
    "town": "Granåker",
}


def said(client: Client, person_id: Any, version: int = 1, **changes: str) -> Any:
    address = reverse("casework:safe_contact", args=[person_id])
    return client.post(address, {**ASKED, "version": version, **changes})


def known(**answers: May) -> Contact:
    return Contact(
        uuid4(),
        answers={way: answers.get(way.value, May.UNKNOWN) for way in Way},
        address=("Storgatan 1", "123 45 Granåker"),
    )


def test_a_man_opens_his_partners_letters(world: World, as_: As) -> None:
    """Nothing is sent home, and the worker sees it before she has the number in front of her."""
    case = helpers.of_asker(world)
    client = as_(world.asker)
    assert said(client, case.person_id).status_code == 302
    for address in (
        reverse("casework:case", args=[case.id]),
        reverse("casework:person", args=[case.person_id]),
        reverse("casework:new_note", args=[case.id]),
    ):
        html = client.get(address).content.decode()
        warned, number = html.index("Ring inte."), html.index(PHONE)
        assert warned < html.index("<details", warned) < number, address
        assert "Skicka inga brev hem." in html
        assert html.index("Hennes man") < number
    actor = world.asker.actor
    with acting(actor):
        person = gate.person_for(actor, case.person_id).person
        found = contact.of(actor, person)
    for way in (Way.RING, Way.WRITE, Way.VISIT, Way.MAIL):
        with pytest.raises(ValidationError):
            contact.require(found, way)
    contact.require(found, Way.TEXT)
    sheet = contact.sheet(found)
    assert not sheet.may_send_home
    assert sheet.address == ()
    assert "brev inte är säkra" in sheet.warning
    assert "man" not in sheet.mark
    assert "säkra" not in sheet.mark


def test_every_change_is_kept_with_who_and_when(world: World, as_: As) -> None:
    """A change and what it was, but never an old address."""
    case = helpers.of_asker(world)
    said(as_(world.asker), case.person_id)
    said(as_(world.manager), case.person_id, 2, ring="yes", street="Kyrkvägen 7")
    html = (
        as_(world.asker)
        .get(reverse("casework:safe_contact", args=[case.person_id]))
        .content.decode()
    )
    assert "Ringa: inte frågat → nej" in html
    assert "Ringa: nej → ja" in html
    assert "Karin Chef" in html.split("Ringa: nej → ja", 1)[0].rsplit("<li>", 1)[1]
    assert "Storgatan" not in html
    old = said(as_(world.asker), case.person_id, 2, how="Ring på")
    assert old.status_code == 409
    assert "Kyrkvägen 7" in old.content.decode()


def test_nothing_is_known_of_one_who_was_not_opened(world: World) -> None:
    """Who asks without a gate gets the careful answer, and nobody's number."""
    case = helpers.of_asker(world)
    actor = world.asker.actor
    with acting(actor):
        gate.person_for(actor, case.person_id)
        SafeContact.objects.update(ring=May.YES, phone=PHONE)
    with acting(actor):
        person = Person.objects.get(pk=case.person_id)
        found = contact.of(actor, person)
        assert not ContactChange.objects.exists()
    assert found.phone == ""
    assert not any(found.may(way) for way in Way)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("phone", "ring mig", "Skriv numret med siffror"),
        ("postcode", "1234", "fem siffror"),
        ("email", "hemma", "e-postadress"),
        ("ring", "kanske", "Välj ett"),
    ],
)
def test_what_cannot_be_right_is_told_at_its_field(
    world: World, as_: As, field: str, value: str, words: str
) -> None:
    case = helpers.of_asker(world)
    answer = said(as_(world.asker), case.person_id, **{field: value})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Hennes man, som öppnar posten" in answer.content.decode()


def test_only_a_yes_is_a_yes() -> None:
    """Unknown, no, dead and protected: a letter goes home in none of them."""
    assert contact.sheet(known(write=May.YES)).may_send_home
    assert contact.sheet(known(write=May.YES)).warning == ""
    for answer in (May.NO, May.UNKNOWN):
        assert contact.sheet(known(write=answer)).address == ()
        assert contact.sheet(known(write=answer)).mark == "Lämnas i handen."
    yes = dict.fromkeys(Way, May.YES)
    protected = Contact(uuid4(), Protection.MARKED, answers=yes, address=("Storgatan 1",))
    assert contact.sheet(protected).address == ()
    assert protected.may(Way.RING)
    assert not protected.may(Way.WRITE)
    assert "Skicka inga brev hem." in protected.must_not
    dead = Contact(uuid4(), "", True, answers=yes, address=("Storgatan 1",))
    assert contact.sheet(dead).address == ()
    assert not dead.may(Way.RING)
