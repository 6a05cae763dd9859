"""What a person gets when she asks what is kept of her and who has looked."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from tests.personas import Persona, World

from kollega.casework.models import Merge, NameWord, Series
from kollega.casework.people import extract
from kollega.casework.tests import helpers
from kollega.casework.tests.people.test_contact import ASKED
from kollega.core import access
from kollega.core.actor import acting
from kollega.core.zones import Kind, zone_of

As = Callable[[Persona], Client]


@pytest.fixture
def asked(world: World, as_: As) -> Any:
    """The boy's case with a note; his letters are opened by another; somebody gave a reason."""
    case_id, _note = helpers.noted(world)
    client = as_(world.asker)
    person_id = helpers_person(world, case_id)
    client.post(reverse("casework:safe_contact", args=[person_id]), {**ASKED, "version": 1})
    other = as_(world.same_unit)
    other.post(reverse("casework:reason", args=[case_id]), {"why": "called"})
    other.get(reverse("casework:case", args=[case_id]))
    return person_id


def helpers_person(world: World, case_id: Any) -> Any:
    from kollega.casework import gate

    actor = world.asker.actor
    with acting(actor, read_only=True):
        return gate.case_for(actor, case_id).person.id


def text_of(answer: Any) -> str:
    return " ".join(
        " ".join(page.extract_text().split())
        for page in PdfReader(io.BytesIO(answer.content)).pages
    )


def test_the_sheet_tells_all_and_names_no_staff(world: World, as_: As, asked: Any) -> None:
    client = as_(world.manager)
    answer = client.post(reverse("casework:extract", args=[asked]))
    assert answer.status_code == 200
    text = text_of(answer)
    assert "Mamma ringde. Hon vill träffas på skolan." in text
    assert "Han har somnat på lektionen" in text
    assert "handläggare: öppnade med skäl: personen har hört av sig till mig" in text
    for name in ("Maja", "Asker", "Olle", "Samma", "Karin"):
        assert name not in text
    assert "Lämnas i handen" in text


def test_the_worker_sees_why_before_she_prints(world: World, as_: As, asked: Any) -> None:
    """Not written to: said on the page, and never on the sheet."""
    address = reverse("casework:extract", args=[asked])
    html = as_(world.manager).get(address).content.decode()
    warned = html.index("brev inte är säkra")
    assert warned < html.index("Skriv ut utdraget")
    text = text_of(as_(world.manager).post(address))
    assert "brev inte är säkra" not in text
    assert as_(world.asker).get(address).status_code == 403


def test_every_table_of_the_rooms_is_told() -> None:
    """What hangs on a person, a case or a plan is in the extract, whoever adds it."""
    left = {
        model._meta.label
        for label in extract.ROOMS
        for model in (apps.get_app_config(label).get_models() if label in apps.app_configs else ())
        if getattr(zone_of(model), "kind", None) is Kind.CASE
        and getattr(zone_of(model), "opened_by", ())
    } - {model._meta.label for model in extract.told()}
    assert left == set()
    assert not {Merge, NameWord, Series} & set(extract.told())


def test_the_log_of_the_one_who_was_merged_is_there_too(world: World) -> None:
    case, row = helpers.merged(world)
    actor = world.manager.actor
    seen = access.Opened("person", row.gone_id, row.gone_id, "danger")
    access.write(actor, [seen], verb="casework:person")
    with acting(actor, read_only=True):
        found = extract.looks(actor, row.kept, 0, 50)
    assert [each.purpose for each in found] == ["öppnade med skäl: någon kan vara i fara"]
    assert found[0].role == "handläggare, chef"
    del case
