"""Bringing a list in, at the pages: what is seen before, what is done and what is refused."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from tests.personas import World

from kollega.competence.bringing import carrying, imports
from kollega.competence.bringing.jobs import forget_lists
from kollega.competence.models import TableImport
from kollega.competence.tests.bringing import helpers
from kollega.competence.tests.helpers import As
from kollega.core import clock, jobs
from kollega.core.actor import acting
from kollega.core.posting import Conflict
from kollega.organisation.models import Colleague, Membership

pytestmark = pytest.mark.django_db


def test_a_list_adds_changes_and_ends_places_only_after_it_was_seen(world: World, as_: As) -> None:
    client = as_(world.manager)
    data = helpers.as_csv(
        helpers.NEW,
        ("Asker, Maja", "asker@example.se", "förste socialsekreterare", "Barn och familj", "", ""),
        ("Olle Samma", "same_unit@example.se", "", "", "", "31/12 2027"),
        ("Petra Annan", "other_unit@example.se", "", "Vuxen", "", ""),
    )
    run = helpers.planned(client, data)
    assert helpers.kinds(world, run) == {
        "Nora Ny": "new",
        "Maja Asker": "changed",
        "Olle Samma": "leaves",
        "Petra Annan": "unchanged",
    }
    assert helpers.place(world, "nora.ny@example.se") is None
    page = client.get(reverse("competence:list", args=[run]) + "?visa=leaves").content.decode()
    assert "2027-12-31" in page
    assert "Läs in 3 ändringar" in page

    assert helpers.carry_out(client, run).status_code == 302
    new = helpers.place(world, "nora.ny@example.se")
    assert new
    assert (new.unit.name, new.valid_from, new.roles) == (
        "Vuxen",
        date(2026, 9, 1),
        ["caseworker"],
    )
    changed = helpers.place(world, "asker@example.se")
    assert changed
    assert changed.title == "förste socialsekreterare"
    ending = helpers.place(world, "same_unit@example.se")
    assert ending
    assert ending.valid_to == date(2027, 12, 31)
    with acting(world.manager.actor):
        shown = Colleague.objects.get(
            collaboration_id=world.collaboration_id, account_id=new.account_id
        )
    assert shown.name == "Nora Ny"
    jobs.run_waiting()
    assert [each.to for each in mail.outbox] == [["nora.ny@example.se"]]


def test_whatever_is_wrong_is_told_by_its_cell_and_the_rest_goes_on(world: World, as_: As) -> None:
    client = as_(world.manager)
    data = helpers.as_csv(
        helpers.NEW,
        ("Utan Enhet", "utan@example.se", "", "", "", ""),
        ("Fel Dag", "feldag@example.se", "", "Vuxen", "2/30/2026", ""),
        ("Fel Adress", "inte en adress", "", "Vuxen", "", ""),
        ("Bakvänd Tid", "bak@example.se", "", "Vuxen", "2026-05-01", "2026-04-01"),
        ("Dub Lett", "dub@example.se", "kurator", "Vuxen", "", ""),
        ("Dub Lett", "dub@example.se", "biståndshandläggare", "Vuxen", "", ""),
        ("Sam Samma", "sam@example.se", "", "Vuxen", "", ""),
        ("Sam Samma", "sam@example.se", "", "Vuxen", "", ""),
        ("Okänd Person", "", "", "Vuxen", "", ""),
    )
    run = helpers.planned(client, data)
    lines = helpers.lines(world, "manager", run)
    assert lines["Utan Enhet"].reasons == ("En ny person behöver en enhet.",)
    assert "E4" in lines["Fel Dag"].reasons[0]
    assert "månaden först" in lines["Fel Dag"].reasons[0]
    assert lines["Fel Adress"].reasons[0].startswith("B5:")
    assert "2026-04-01" in lines["Bakvänd Tid"].reasons[0]
    assert "rad 7" in lines["Dub Lett"].reasons[0]
    assert "titel" in lines["Dub Lett"].reasons[0]
    assert lines["Sam Samma"].kind == "new"
    assert "rad 10" in lines["Sam Samma"].notes[0]
    assert "e-postadress" in lines["Okänd Person"].reasons[0]
    helpers.carry_out(client, run)
    assert helpers.place(world, "nora.ny@example.se")
    assert helpers.place(world, "sam@example.se")
    assert helpers.place(world, "dub@example.se") is None
    page = client.get(reverse("competence:list", args=[run])).content.decode()
    assert "Det här togs inte in" in page
    assert "E4" in page


def test_a_complete_list_ends_those_who_are_not_in_it_but_asks_when_they_are_many(
    world: World, as_: As
) -> None:
    client = as_(world.manager)
    data = helpers.as_csv(
        ("Maja Asker", "asker@example.se"), ("Olle Samma", "same_unit@example.se")
    )
    run = helpers.planned(client, data, everybody="on", last_day="2027-03-31")
    found = helpers.kinds(world, run)
    assert found["Petra Annan"] == "leaves"
    assert found["Karin Chef"] == "refused", "nobody ends her own place"
    assert found["Ada Administratör"] == "refused", "a manager cannot end an administrator's place"
    assert helpers.carry_out(client, run).status_code == 302
    gone = helpers.place(world, "other_unit@example.se")
    assert gone
    assert gone.valid_to == date(2027, 3, 31)

    run = helpers.planned(
        as_(world.administrator),
        helpers.as_csv(("Karin Chef", "manager@example.se")),
        everybody="on",
    )
    refused = helpers.carry_out(as_(world.administrator), run)
    assert refused.status_code == 422
    assert "mer än var tredje" in refused.content.decode()
    assert helpers.carry_out(as_(world.administrator), run, sure="on").status_code == 302
    stays = helpers.place(world, "asker@example.se")
    assert stays
    assert stays.valid_to == clock.today()


def test_somebody_lent_from_elsewhere_is_neither_brought_in_nor_ended(
    world: World, as_: As
) -> None:
    with acting(world.manager.actor):
        row = Membership.objects.get(account=world.other_unit.account)
        row.lent_by = world.answerer.municipality
        row.valid_to = clock.today() + timedelta(days=60)
        row.save(update_fields=["lent_by", "valid_to"])
    data = helpers.as_csv(("Petra Annan", "other_unit@example.se", "", "Vuxen"), helpers.NEW)
    run = helpers.planned(as_(world.manager), data)
    assert helpers.kinds(world, run) == {"Petra Annan": "refused", "Nora Ny": "new"}
    run = helpers.planned(as_(world.manager), helpers.as_csv(helpers.NEW), everybody="on")
    assert "Petra Annan" not in helpers.kinds(world, run)


def test_a_manager_gives_no_role_by_list_that_she_could_not_give_by_hand(
    world: World, as_: As
) -> None:
    data = helpers.as_csv(
        ("Nora Ny", "nora.ny@example.se", "Vuxen", "Administratör"),
        ("Karin Chef", "manager@example.se", "", "Handläggare"),
        headings=("Namn", "E-post", "Enhet", "Roll"),
    )
    run = helpers.planned(as_(world.manager), data)
    assert set(helpers.kinds(world, run).values()) == {"refused"}
    assert helpers.kinds(
        world, helpers.planned(as_(world.administrator), data), "administrator"
    ) == {
        "Nora Ny": "new",
        "Karin Chef": "changed",
    }


def test_what_changed_meanwhile_is_shown_again_before_anything_is_done(
    world: World, as_: As
) -> None:
    client = as_(world.manager)
    run = helpers.planned(client, helpers.as_csv(helpers.NEW))
    other = helpers.planned(as_(world.administrator), helpers.as_csv(helpers.NEW))
    helpers.carry_out(as_(world.administrator), other)
    helpers.carry_out(client, run)
    assert helpers.kinds(world, run) == {"Nora Ny": "unchanged"}
    assert (
        "ändrats sedan du tittade"
        in client.get(reverse("competence:list", args=[run])).content.decode()
    )


def test_a_long_list_is_brought_in_by_a_job(world: World, as_: As, monkeypatch: Any) -> None:
    monkeypatch.setattr(imports, "SOON", 0)
    client = as_(world.manager)
    run = helpers.planned(client, helpers.as_csv(helpers.NEW))
    helpers.carry_out(client, run)
    assert helpers.place(world, "nora.ny@example.se") is None
    assert (
        "Läser in 1 ändringar"
        in client.get(reverse("competence:list", args=[run])).content.decode()
    )
    jobs.run_waiting()
    assert helpers.place(world, "nora.ny@example.se")
    answer = client.get(reverse("competence:list_progress", args=[run]))
    assert answer.status_code == 204


def test_a_job_that_meets_somebody_elses_change_says_so_at_once(
    world: World, as_: As, monkeypatch: Any
) -> None:
    monkeypatch.setattr(imports, "SOON", 0)
    client = as_(world.manager)
    row = ("Maja Asker", "asker@example.se", "kurator")
    run = helpers.planned(client, helpers.as_csv(helpers.NEW, row))
    helpers.carry_out(client, run)

    def met(*_args: Any, **_more: Any) -> None:
        raise Conflict(version=3, fields={"phone": ("Telefon", "070-1", "070-2")})

    monkeypatch.setattr(carrying.services, "change_membership", met)
    jobs.run_waiting()
    page = client.get(reverse("competence:list", args=[run])).content.decode()
    assert "Någon annan hann ändra telefon" in page
    assert "Läser in" not in page
    assert helpers.place(world, "nora.ny@example.se") is None, "nothing of it stays"
    with acting(world.manager.actor):
        assert TableImport.objects.get(pk=run).state == TableImport.State.FAILED


@pytest.mark.usefixtures("english")
def test_a_job_reads_a_list_in_for_somebody_with_english_screens(
    world: World, monkeypatch: Any
) -> None:
    monkeypatch.setattr(imports, "SOON", 0)
    client = helpers.in_english(world.manager)
    run = helpers.planned(client, helpers.as_csv(helpers.NEW))
    helpers.carry_out(client, run)
    jobs.run_waiting()
    assert helpers.place(world, "nora.ny@example.se"), "what she saw is what is done"


def test_a_list_that_no_job_ever_brought_in_does_not_wait_for_ever(
    world: World, as_: As, monkeypatch: Any
) -> None:
    monkeypatch.setattr(imports, "SOON", 0)
    client = as_(world.manager)
    run = helpers.planned(client, helpers.as_csv(helpers.NEW))
    helpers.carry_out(client, run)
    forget_lists.run()
    with acting(world.manager.actor):
        assert TableImport.objects.get(pk=run).state == TableImport.State.WAITING
    with clock.at(clock.now() + timedelta(days=2)):
        forget_lists.run()
    assert "blev inte klar" in client.get(reverse("competence:list", args=[run])).content.decode()
    with clock.at(clock.now() + timedelta(days=15)):
        forget_lists.run()
    with acting(world.manager.actor):
        assert TableImport.objects.get(pk=run).table is None
