"""A profile comes along: by itself inside the collaboration, as a file elsewhere."""

import io
import json
import re
import uuid
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.personas import Persona, World

from kollega.border.models import Draft
from kollega.competence.models import (
    Competence,
    Evidence,
    EvidenceKind,
    FormalGround,
    GroundKind,
    Level,
    ManagerLevel,
    Source,
)
from kollega.competence.profile import (
    evidence,
    grounds,
    paper,
    staff,
    taking_in,
    talks,
    travelling,
)
from kollega.competence.tests.helpers import As, declare, page
from kollega.competence.tests.profile.test_talks import place
from kollega.core import clock
from kollega.core.actor import Role, acting
from kollega.organisation import services as organisation
from kollega.organisation.models import Membership, Unit


@pytest.fixture
def filled(world: World) -> World:
    """The asker with an area, a course, a degree that has been seen and a manager's level."""
    declare(world, "asker", "spel", line="Kan räkna på skulder.", practised_on=date(2025, 3, 9))
    with acting(world.asker.actor) as actor:
        evidence.add(
            actor,
            public_id=uuid.uuid4(),
            kind=EvidenceKind.COURSE,
            title="Spel och skulder",
            month=date(2025, 3, 1),
            area_id=world.areas["spel"].id,
            shown=True,
        )
    place_id = place(world.asker)
    with acting(world.manager.actor) as actor:
        said = {GroundKind.SOCIONOM: grounds.Said(has=True, since=date(2015, 6, 1), seen=True)}
        grounds.save_for(actor, world.asker.account.id, said)
        talks.set_levels(
            actor,
            staff.staff_for(actor, place_id).account_id,
            {world.areas["spel"].id: Level.WITH_SUPPORT},
            source=Source.MANAGER,
        )
    return world


def move(world: World) -> Persona:
    """The asker leaves Granåker, and begins in Storavan the day after."""
    there = world.answerer.municipality
    home = organisation.setup_actor(
        municipality_id=world.asker.municipality.id, collaboration_id=world.collaboration_id
    )
    today = clock.today()
    with acting(home):
        old = Membership.objects.get(account_id=world.asker.account.id)
        organisation.end_membership(home, membership=old, last_day=today - timedelta(days=1))
    new = replace(
        organisation.setup_actor(municipality_id=there.id, collaboration_id=world.collaboration_id),
        roles=frozenset({Role.MANAGER}),
    )
    with acting(new):
        organisation.add_person(
            new,
            public_id=uuid.uuid4(),
            name="Maja Asker",
            email=world.asker.account.email,
            phone="",
            unit=Unit.objects.filter(municipality=there).first(),
            title="socialsekreterare",
            roles=[Role.CASEWORKER],
            valid_from=today,
            valid_to=None,
        )
    return Persona(world.asker.account, there, world.asker.colleague_id)


def test_the_profile_follows_to_another_municipality(filled: World, as_: As) -> None:
    moved = move(filled)
    assert moved.actor.municipality_name == "Storavan"
    client = as_(moved)
    mine = page(client, "profile")
    assert "Kan räkna på skulder." in mine
    assert "Din chef har satt" not in mine  # the old manager's level stays where it was set
    papers = page(client, "evidence")
    assert "Spel och skulder" in papers
    assert "Bara du ser det" in papers  # the new manager sees it when she is shown it
    assert "Socionomexamen" not in papers  # each employer looks for itself
    with acting(moved.actor):
        assert not ManagerLevel.objects.exists()
        assert not FormalGround.objects.exists()
    listed = page(as_(filled.manager), "staff")
    assert "Maja" not in listed
    seen = page(as_(filled.same_unit), "who", query=f"?omrade={filled.areas['spel'].id}")
    assert "Maja Asker" in seen
    assert "Storavan" in seen


def fetch(client: Client, **form: str) -> Any:
    answer = client.post(reverse("competence:fetch_profile"), form)
    assert answer.status_code == 200
    return answer


def test_the_pdf_is_tagged_and_says_all_of_it(filled: World, as_: As) -> None:
    answer = fetch(as_(filled.asker), form="pdf", managers="1")
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert root["/Lang"].startswith("sv")
    text = " ".join(" ".join(each.extract_text() for each in reader.pages).split())
    for said in (
        "Maja Asker",
        "Spelberoende: självständig",
        "mars 2025",
        "Kan räkna på skulder.",
        "Socionomexamen",
        "Spel och skulder",
        "Min chef har satt: med stöd",
    ):
        assert said in text, said


def test_the_sheet_says_which_language_it_is_in(filled: World) -> None:
    with acting(filled.asker.actor) as actor:
        found = travelling.gather(actor, with_managers=True)
    with override("en"):
        assert paper.content(found)["lang"] == "en"
        assert paper.content(found)["areas"][0]["level"] == str(Level.INDEPENDENT.label)
    assert paper.content(found)["lang"] == "sv"


def test_the_file_leaves_the_manager_out_unless_asked(filled: World, as_: As) -> None:
    client = as_(filled.asker)
    found = json.loads(fetch(client, form="json").content)
    assert found["omraden"][0]["niva"] == "självständig"
    assert found["omraden"][0]["chefens_niva"] == ""
    found = json.loads(fetch(client, form="json", managers="1").content)
    assert found["omraden"][0]["chefens_niva"] == "med stöd"


def post_file(client: Client, content: bytes) -> Any:
    file = SimpleUploadedFile("profil.json", content, "application/json")
    return client.post(reverse("competence:take_in"), {"file": file})


def test_a_file_is_taken_in_elsewhere(filled: World, as_: As) -> None:
    content = fetch(as_(filled.asker), form="json").content
    client = as_(filled.outsider)  # another collaboration, with areas of its own
    shown = post_file(client, content)
    html = shown.content.decode()
    assert shown.status_code == 200
    assert "Inget är ändrat än" in html
    with acting(filled.outsider.actor):
        assert not Competence.objects.exists()
    raw = travelling.read(content).model_dump_json()
    form = {"do": "take", "profile": raw, "chosen": ["a0", "p0", "g0", "a7", "x"]}
    assert client.post(reverse("competence:take_in"), form).status_code == 302
    with acting(filled.outsider.actor) as actor:
        row = Competence.objects.get()
        assert (row.level, row.can_help_with) == (Level.INDEPENDENT, "Kan räkna på skulder.")
        assert row.practised_on == date(2025, 3, 1)
        paper = Evidence.objects.get()
        assert (paper.title, paper.shown_to_id) == ("Spel och skulder", None)
        own = grounds.formal_grounds(actor, [actor.account_id])[actor.account_id]
        assert GroundKind.SOCIONOM in own.rows
        assert not own.may_assess_children  # seen by nobody here
    again = post_file(client, content).content.decode()
    assert "Du har redan samma nivå här." in again
    assert "Finns redan." in again


def test_nothing_of_ones_own_is_written_over_unasked(filled: World, as_: As) -> None:
    content = fetch(as_(filled.asker), form="json").content
    declare(filled, "same_unit", "spel", Level.CAN_SUPERVISE)
    html = post_file(as_(filled.same_unit), content).content.decode()
    assert "Ersätter det du har sagt här: kan handleda." in html
    assert "checked" not in html.split('value="a0"')[1].split(">")[0]


def test_a_line_with_a_name_in_it_waits_as_a_draft(filled: World, as_: As) -> None:
    content = json.loads(fetch(as_(filled.asker), form="json").content)
    content["omraden"][0]["kan_hjalpa_med"] = "Hjälpte Fatima Karlsson, 070-174 06 05."
    form = {"do": "take", "profile": json.dumps(content), "chosen": ["a0"]}
    client = as_(filled.same_unit)
    client.post(reverse("competence:take_in"), form)
    assert "väntar som utkast" in page(client, "profile")
    with acting(filled.same_unit.actor):
        assert (
            Competence.objects.get(colleague_id=filled.same_unit.colleague_id).can_help_with == ""
        )
        assert Draft.objects.count() == 1
    assert "Fatima" in page(client, "my_area", filled.areas["spel"].id)


def test_a_long_life_of_courses_comes_along_in_rounds(filled: World, as_: As) -> None:
    """As many as somebody may have: the download is whole, and what comes of it is taken in turn by turn."""
    many = 900
    with acting(filled.asker.actor) as actor:
        Evidence.objects.bulk_create(
            Evidence(
                account_id=actor.account_id,
                kind=EvidenceKind.COURSE,
                title=f"Återkommande handledning för barnhandläggare {number}",
                month=date(2019, 1 + number % 12, 1),
                area_key="spel",
            )
            for number in range(many - 1)
        )
    content = fetch(as_(filled.asker), form="json").content
    assert len(json.loads(content)["underlag"]) == many
    assert len(content) > 64 * 1024
    assert fetch(as_(filled.asker), form="pdf").content.startswith(b"%PDF")
    client = as_(filled.outsider)
    taken = 0
    for _round in range(2):
        html = post_file(client, content).content.decode()
        assert "Ryms inte på en gång" in html
        raw = unescape(html.split('name="profile" value="')[1].split('"')[0])
        chosen = re.findall(r'value="([agp]\d+)"', html)
        form = {"do": "take", "profile": raw, "chosen": chosen}
        assert client.post(reverse("competence:take_in"), form).status_code == 302
        taken += taking_in.AT_ONCE
        with acting(filled.outsider.actor):
            assert Evidence.objects.count() == taken


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04", "Filen är ingen profil."),
        (b"[]", "hela filen"),
        (b'{"format": "annat"}', "annat format"),
        (b'{"format": "x", "omraden": [{"nyckel": "spel"}]}', "omraden → rad 1 → niva"),
        (b"[" * 20_000, "Filen"),
        (b" " * 300_000, "för stor"),
        (b"", "Filen är tom."),
    ],
)
def test_a_file_that_is_no_profile_is_refused_with_advice(
    world: World, as_: As, content: bytes, message: str
) -> None:
    answer = post_file(as_(world.asker), content)
    assert answer.status_code == 422
    assert message in answer.content.decode()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["nyckel", "titel", "niva", "senast", "slag", "manad", "x"]), inner
        )
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(
        st.sampled_from(["format", "namn", "omraden", "underlag", "behorighet"]), JSON, max_size=5
    )
)
def test_whatever_stands_in_a_file_it_is_read_or_refused(content: dict[str, Any]) -> None:
    with suppress(ValidationError):
        found = travelling.read(json.dumps({"format": travelling.FORMAT} | content))
        assert travelling.read(travelling.as_json(found)) == found
