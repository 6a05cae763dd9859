"""Drawing at the HTTP edge: by plain forms, kept by day, never over another's hand, nobody protected told of."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.urls import reverse
from tests.personas import Persona, World, client_of

from kollega.casework import gate
from kollega.casework.models import Involved, Person, PictureVersion
from kollega.casework.picture import network, services
from kollega.casework.tests import helpers
from kollega.casework.tests.picture.permissions import drawn
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.models.log import AccessRow

HTMX = {"HTTP_HX_REQUEST": "true"}


def url(ids: tuple[UUID, UUID], page: str = "picture") -> str:
    return reverse(f"casework:{page}", args=ids)


def press(
    who: Persona, ids: tuple[UUID, UUID], version: int, do: str, **given: Any
) -> HttpResponse:
    more = given.pop("more", {})
    answer: HttpResponse = client_of(who).post(
        url(ids), {"do": do, "version": version, **given}, **more
    )
    return answer


def stored(who: Persona, ids: tuple[UUID, UUID]) -> services.Standing:
    actor = who.actor
    with acting(actor):
        found = gate.case_for(actor, ids[0])
        now = services.standing(actor, found, ids[1])
    assert now is not None
    return now


def names(who: Persona, ids: tuple[UUID, UUID]) -> list[tuple[str, int]]:
    document = stored(who, ids).document
    assert isinstance(document, network.Network)
    return [(each.name, each.ring) for each in document.things]


def mormor(world: World) -> tuple[UUID, UUID]:
    ids = drawn(world)
    press(world.asker, ids, 1, "add", name="Mormor", sector="relatives", ring="2")
    return ids


def test_a_map_is_drawn_with_forms_alone_and_undone(world: World) -> None:
    ids = mormor(world)
    assert press(world.asker, ids, 2, "nearer", key="k1").status_code == 302
    assert names(world.asker, ids) == [("Mormor", 1)]
    press(world.asker, ids, 3, "undo")
    assert names(world.asker, ids) == [("Mormor", 2)]
    press(world.asker, ids, 4, "remove", key="k1")
    assert names(world.asker, ids) == []
    press(world.asker, ids, 5, "undo")
    page = client_of(world.asker).get(url(ids) + "?vald=k1").content.decode()
    assert "Mormor" in page
    assert 'value="k1" checked' in page
    assert "– Mormor (nära)" in page


def test_what_cannot_be_drawn_is_told_at_the_field_and_what_was_typed_stays(world: World) -> None:
    ids = drawn(world)
    answer = press(world.asker, ids, 1, "add", name="Å" * 41, sector="family", ring="2")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Å" * 41 in page
    assert "högst 40 tecken" in page


def test_two_who_draw_in_the_same_map_never_overwrite(world: World) -> None:
    ids = mormor(world)
    press(world.asker, ids, 2, "add", name="Fritids", sector="daily", ring="2")
    answer = press(world.manager, ids, 2, "nearer", key="k1")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Fritids har kommit till" in page
    assert "Du ville flytta Mormor närmare" in page
    assert names(world.manager, ids) == [("Mormor", 2), ("Fritids", 2)]
    assert press(world.manager, ids, 3, "nearer", key="k1").status_code == 302
    assert names(world.manager, ids) == [("Mormor", 1), ("Fritids", 2)]


def test_the_same_act_sent_twice_over_a_bad_line_is_done_once(world: World) -> None:
    ids = mormor(world)
    again = press(world.asker, ids, 1, "add", name="Mormor", sector="relatives", ring="2")
    assert again.status_code == 302
    assert names(world.asker, ids) == [("Mormor", 2)]


def test_the_script_gets_only_the_drawing(world: World) -> None:
    ids = mormor(world)
    answer = press(world.asker, ids, 2, "nearer", key="k1", more=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in page
    assert 'data-version="3"' in page
    assert press(world.asker, ids, 3, "nearer", key="k9", more=HTMX).status_code == 422


def test_another_day_begins_another_version_and_the_first_stays(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = mormor(world)
    later = clock.now() + timedelta(days=90)
    monkeypatch.setattr(clock, "now", lambda: later)
    press(world.asker, ids, 2, "nearer", key="k1")
    actor = world.asker.actor
    with acting(actor):
        gate.case_for(actor, ids[0])
        rows = list(PictureVersion.objects.filter(picture_id=ids[1]).order_by("drawn_on"))
    assert [row.document["things"][0].get("ring", 2) for row in rows] == [2, 1]
    assert rows[0].back == []
    page = client_of(world.asker).get(url(ids, "compare_pictures")).content.decode()
    assert "Mormor har kommit närmare: från nära till närmast." in page
    old = reverse("casework:picture_version", args=[*ids, rows[0].id])
    assert "nära" in client_of(world.asker).get(old).content.decode()
    assert press(world.asker, ids, 3, "undo").status_code == 302
    assert names(world.asker, ids) == [("Mormor", 2)]


def test_whoever_is_protected_is_never_tied_to_anothers_map(world: World) -> None:
    ids = drawn(world)
    hidden = helpers.person(world.asker, given_name="Sara", protection="registered")
    known = helpers.person(world.asker, given_name="Ove")
    actor = world.asker.actor
    with acting(actor):
        gate.case_for(actor, ids[0])
        for each in (hidden, known):
            Involved(municipality_id=actor.municipality_id, case_id=ids[0], person=each).save(
                force_insert=True
            )
    tied = press(world.asker, ids, 1, "add", person=str(hidden.id), sector="family", ring="1")
    assert tied.status_code == 422
    typed = press(world.asker, ids, 1, "add", name="Sara mamma", sector="family", ring="1")
    assert typed.status_code == 422
    assert "skyddade personuppgifter" in typed.content.decode()
    bare = {"bare": "1", "note": "bor på Storgatan"}
    press(world.asker, ids, 1, "add", name="Sara", sector="family", ring="1", **bare)
    press(world.asker, ids, 2, "add", person=str(known.id), sector="family", ring="1")
    document = stored(world.asker, ids).document
    assert isinstance(document, network.Network)
    assert [(each.name, each.person, each.note) for each in document.things] == [
        ("Sara", "", ""),
        ("Ove", str(known.id), ""),
    ]


def test_who_gets_protected_later_loses_the_tie_and_the_words(world: World) -> None:
    ids = drawn(world)
    known = helpers.person(world.asker, given_name="Ove")
    actor = world.asker.actor
    with acting(actor):
        gate.case_for(actor, ids[0])
        Involved(municipality_id=actor.municipality_id, case_id=ids[0], person=known).save(
            force_insert=True
        )
    press(world.asker, ids, 1, "add", person=str(known.id), sector="family", ring="1")
    words = {"name": "Ove", "tie": "", "kind": "person", "note": "bor i Lomträsk"}
    press(world.asker, ids, 2, "describe", key="k1", **words)
    with acting(actor):
        Person.objects.filter(pk=known.id).update(protection="marked")
    press(world.asker, ids, 3, "add", name="Ali", sector="friends", ring="1")
    document = stored(world.asker, ids).document
    assert isinstance(document, network.Network)
    first = document.things[0]
    assert (first.name, first.person, first.note, first.bare) == ("Ove", "", "", True)


def test_a_protected_childs_own_map_has_no_name_in_the_middle(world: World) -> None:
    about = helpers.person(world.asker, given_name="Elvira", protection="marked")
    made = helpers.case(world.asker, about)
    actor = world.asker.actor
    with acting(actor):
        found = gate.case_for(actor, made.id)
        picture = services.begin(actor, found, public_id=UUID(int=77), kind="network")
    page = client_of(world.asker).get(url((made.id, picture.id), "picture_meeting")).content
    assert "Elvira" not in page.decode()


def test_the_meeting_shows_nothing_but_the_picture(world: World) -> None:
    ids = mormor(world)
    page = client_of(world.asker).get(url(ids, "picture_meeting")).content.decode()
    assert "Mormor" in page
    assert 'class="rooms"' not in page
    assert world.asker.account.name not in page


def test_a_talk_saves_itself_and_shows_both_texts_when_two_write(world: World) -> None:
    ids = drawn(world, "talk")
    client = client_of(world.asker)
    json = {"HTTP_ACCEPT": "application/json"}
    first = client.post(url(ids), {"version": 1, "matter": "Hunden", "works": "Skolan"}, **json)
    assert first.json()["version"] == 2
    clash = client_of(world.manager).post(url(ids), {"version": 1, "matter": "Katten"}, **json)
    assert clash.status_code == 409
    assert clash.json() == {"version": 2, "theirs": {"matter": "Hunden"}}
    page = client.get(url(ids)).content.decode()
    assert "Hunden" in page


def test_a_sheet_is_printed_without_number_worker_or_case(world: World) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    ids = mormor(world)
    answer = client_of(world.asker).get(url(ids, "picture_pdf"))
    assert answer["Content-Type"] == "application/pdf"
    read = PdfReader(BytesIO(answer.content))
    text = " ".join(page.extract_text() for page in read.pages)
    assert "Mormor" in text
    assert "Det här skrev vi ner" in text
    assert len(read.pages) == 1
    assert world.asker.account.name not in text


def test_sums_are_kept_only_where_the_municipality_holds_a_licence(world: World) -> None:
    ids = drawn(world, "talk")
    assert client_of(world.asker).get(url(ids, "picture_totals")).status_code == 404


def test_every_look_at_a_picture_is_in_the_log(real_world: World) -> None:
    ids = mormor(real_world)
    before = _looks(real_world, ids[0])
    client_of(real_world.asker).get(url(ids))
    assert _looks(real_world, ids[0]) == before + 1


def _looks(world: World, case_id: UUID) -> int:
    with acting(world.log_reviewer.actor):
        return AccessRow.objects.filter(subject_kind="case", subject_id=case_id).count()
