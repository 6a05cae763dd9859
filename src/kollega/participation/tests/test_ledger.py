"""Marking with the person: at the edge, as worker and person meet it."""

import io
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from tests.personas import Persona, World

from kollega.casework.tests import helpers as cases
from kollega.core import clock
from kollega.core.actor import Role, acting, job_for, open_rows
from kollega.core.quarters import Quarter
from kollega.participation import jobs, words
from kollega.participation.models import Mark, Moment, Share
from kollega.participation.tests import helpers

As = Callable[[Persona], Client]


def posted(**changes: Any) -> dict[str, Any]:
    seen = {"id": str(uuid.uuid4()), "version": "0", "when": "planning", "on": str(clock.today())}
    return seen | {"level": "3"} | changes


def test_under_level_three_why_and_the_next_step_are_asked_for(world: World, as_: As) -> None:
    case = cases.of_asker(world)
    client, url = as_(world.asker), reverse("participation:new", args=[case.id])
    wrong = client.post(url, posted(level="2", why_below="Det var bråttom."))
    assert wrong.status_code == 422
    page = wrong.content.decode()
    assert "Skriv vad ni gör härnäst" in page
    assert "Det var bråttom." in page
    form = posted(level="2", why_below="Det var bråttom.", next_step="Möte i skolan.")
    assert client.post(url, form).status_code == 302
    assert client.post(url, form).status_code == 302  # the same form twice is one moment
    both = posted(id=form["id"], version="1", level="4", behind=["opening", "obligation"])
    change = reverse("participation:change", args=[case.id, form["id"]])
    assert client.post(change, both).status_code == 302
    page = client.get(change).content.decode()
    assert page.count(" checked") == 4  # when, level and the two behind it
    back = posted(id=form["id"], version="2", level="1", why_below="Nej.", next_step="Ett möte.")
    assert client.post(change, back).status_code == 302
    page = client.get(reverse("participation:ledger", args=[case.id])).content.decode()
    assert page.count("under nivå tre") == 1
    tomorrow = posted(on=str(clock.today() + timedelta(days=1)))
    assert client.post(url, tomorrow).status_code == 422


def test_two_who_change_the_same_moment_see_both(world: World, as_: As) -> None:
    case = cases.of_asker(world)
    moment_id = helpers.moment(world.asker, case, 3)
    url = reverse("participation:change", args=[case.id, moment_id])
    first = posted(id=str(moment_id), version="1", level="4")
    assert as_(world.asker).post(url, first).status_code == 302
    late = as_(world.manager).post(url, posted(id=str(moment_id), version="1", level="5"))
    assert late.status_code == 409
    again = posted(id=str(moment_id), version="2", level="5")
    assert as_(world.manager).post(url, again).status_code == 302


def test_the_page_for_the_person_shows_nothing_of_the_worker(world: World, as_: As) -> None:
    case = cases.of_asker(world)
    moment_id = helpers.moment(world.asker, case, 2, why_below="HEMLIGT SKÄL")
    client, where = as_(world.asker), [case.id, moment_id, case.person_id]
    page = client.get(reverse("participation:answer", args=where)).content.decode()
    for level in words.LEVELS:
        assert str(level.mine) in page
        assert str(level.theirs) not in page
    assert "HEMLIGT SKÄL" not in page
    assert "Elis" not in page
    assert "Min dag" not in page
    done = client.post(reverse("participation:answer", args=where), {"level": "0", "words": "Nej."})
    assert done["Location"].endswith("/tack")
    page = client.get(done["Location"]).content.decode()
    assert "Nej." not in page
    page = client.get(reverse("participation:voice", args=where)).content.decode()
    assert "2 nivåer lägre" in page
    assert "Nej." in page


def test_one_who_would_not_answer_is_asked_no_more_and_can_be_taken_back(
    world: World, as_: As
) -> None:
    case = cases.of_asker(world)
    moment_id = helpers.moment(world.asker, case, 3)
    client, where = as_(world.asker), [case.id, moment_id, case.person_id]
    url = reverse("participation:answer", args=where)
    assert client.post(url, {"level": "-"}).status_code == 302
    assert (
        "Ville inte svara"
        in client.get(reverse("participation:voice", args=where)).content.decode()
    )
    assert client.post(url, {"level": "5"}).status_code == 422
    assert client.post(reverse("participation:take_away", args=where)).status_code == 302
    assert client.post(url, {"level": "5"}).status_code == 302


def test_the_childs_and_the_parents_marks_never_stand_together(world: World, as_: As) -> None:
    case = cases.of_asker(world)
    mother = helpers.knows(world.asker, case, given_name="Vera", family_name="Ek")
    moment_id = helpers.moment(world.asker, case, 3)
    helpers.answer(world.asker, case, moment_id, 1)
    helpers.answer(world.asker, case, moment_id, 5, mother)
    child, parent = str(words.LEVELS[0].mine), str(words.LEVELS[4].mine)
    client = as_(world.asker)
    addresses = [
        reverse("casework:case", args=[case.id]),
        reverse("participation:ledger", args=[case.id]),
        reverse("participation:moment", args=[case.id, moment_id]),
        *(
            reverse(f"participation:{page}", args=[case.id, moment_id, who])
            for page in ("voice", "thanks")
            for who in (case.person_id, mother.id)
        ),
    ]
    seen = set()
    for address in addresses:
        page = client.get(address).content.decode()
        assert not (child in page and parent in page), address
        seen |= {each for each in (child, parent) if each in page}
    assert seen == {child, parent}
    stranger = cases.person(world.asker, given_name="Någon")
    url = reverse("participation:answer", args=[case.id, moment_id, stranger.id])
    assert client.get(url).status_code == 404


def test_the_childs_extract_has_the_childs_mark_and_not_the_parents(world: World, as_: As) -> None:
    case = cases.of_asker(world)
    mother = helpers.knows(world.asker, case, given_name="Vera", family_name="Ek")
    moment_id = helpers.moment(world.asker, case, 3)
    helpers.answer(world.asker, case, moment_id, 1)
    helpers.answer(world.asker, case, moment_id, 5, mother)
    answer = as_(world.manager).post(reverse("casework:extract", args=[case.person_id]))
    pages = PdfReader(io.BytesIO(answer.content)).pages
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert "1. blir lyssnad på" in text
    assert "3. det personen tycker" in text
    assert "5. delar makt" not in text


def test_a_sheet_names_nobody_and_is_entered_afterwards(world: World, as_: As) -> None:
    case = cases.of_asker(world)
    moment_id = helpers.moment(world.asker, case, 3)
    client, where = as_(world.asker), [case.id, moment_id, case.person_id]
    sheet = client.get(reverse("participation:sheet_pdf", args=where))
    assert sheet["Content-Type"] == "application/pdf"
    assert b"Elis" not in sheet.content
    url = reverse("participation:from_paper", args=where)
    form = {"level": "4", "way": "paper", "on": str(clock.today()), "words": "Bra möte."}
    assert client.post(url, form | {"on": "2019-01-01"}).status_code == 422
    assert client.post(url, form).status_code == 302
    page = client.get(reverse("participation:voice", args=where)).content.decode()
    assert "På papper" in page


def test_what_was_marked_is_closed_until_a_gate_opens_the_case(world: World) -> None:
    helpers.answered(world)
    with acting(world.asker.actor):
        assert not Moment.objects.exists()
        assert not Mark.objects.exists()


@pytest.fixture
def settled(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Nine cases marked in the last quarter by two workers: six reached level three in both's eyes."""
    last = Quarter.of(Quarter.of(clock.today()).first - timedelta(days=1))
    long_ago = last.first - timedelta(days=30)
    for number in range(10):
        who = world.asker if number % 2 else world.same_unit
        case = cases.case(who)
        moment_id = helpers.moment(who, case, 3 if number < 5 else 1)
        helpers.answer(who, case, moment_id, 4)
        actor = job_for(
            job="test", municipality_id=case.municipality_id, roles=frozenset({Role.COUNTER})
        )
        with acting(actor):
            open_rows([case.id])
            Moment.objects.filter(pk=moment_id).update(on=last.last)
            type(case).objects.filter(pk=case.id).update(opened_on=long_ago)
    monkeypatch.setattr(clock, "today", lambda: last.last + timedelta(days=20))
    return world


def test_a_quarter_is_counted_once_and_the_manager_sees_shares(settled: World, as_: As) -> None:
    municipality_id = settled.asker.municipality.id
    jobs.count_shares.run(municipality_id=municipality_id)
    jobs.count_shares.run(municipality_id=municipality_id)
    with acting(settled.manager.actor):
        rows = {row.by: row.rows for row in Share.objects.filter(rows__gt=[])}
        days = list(Share.objects.values_list("first_day", "by"))
    assert len(days) == len(set(days))
    assert rows["worker"] == [{"kinds": ["child"], "reached": 5, "all": 10}]
    assert rows["person"] == [{"kinds": ["child"], "reached": 10, "all": 10}]
    page = as_(settled.manager).get(reverse("participation:shares")).content.decode()
    assert "5 av 10" in page
    assert "50 procent" in page
    with acting(settled.asker.actor):
        assert not Share.objects.exists()
